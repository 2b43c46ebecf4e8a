import { at, type Found, find, type Landscape, referredId } from './landscape.ts';

/** What an alarm measures or a rule listens to, each thing on the way by what it is; one that is not there is missing. */
export type Source = readonly (readonly [what: string, found: Found | undefined])[];

/** Follows an alarm back to what counts, or a rule to the bus of AWS. */
export function sourceOf(landscape: Landscape, alert: Found): Source {
  const { Namespace: namespace } = alert.resource.Properties;
  if (alert.resource.Type === 'AWS::Events::Rule') return [];
  return sources[namespace]?.(landscape, alert) ?? [[`what measures ${namespace}`, undefined]];
}

const sources: Readonly<Record<string, (landscape: Landscape, alarm: Found) => Source>> = {
  'AWS/Lambda': (landscape, alarm) => [
    ['the function', referred(landscape, alarm, 'FunctionName', 'AWS::Lambda::Function')],
  ],
  Palisade: (landscape, alarm) => [
    ['the function', referred(landscape, alarm, 'service', 'AWS::Lambda::Function')],
  ],
  'AWS/SQS': (landscape, alarm) => [
    ['the queue', named(landscape, alarm, 'AWS::SQS::Queue', ({ QueueName }) => QueueName)],
  ],
  'AWS/WAFV2': (landscape, alarm) => [
    [
      'the web ACL',
      named(landscape, alarm, 'AWS::WAFv2::WebACL', ({ VisibilityConfig: { MetricName, ...how } }) =>
        how.CloudWatchMetricsEnabled ? MetricName : undefined,
      ),
    ],
  ],
  'AWS/CloudFront': (landscape, alarm) => [
    ['the distribution', referred(landscape, alarm, 'DistributionId', 'AWS::CloudFront::Distribution')],
  ],
  'AWS/Route53': (landscape, alarm) => [
    ['the zone', referred(landscape, alarm, 'HostedZoneId', 'AWS::Route53::HostedZone')],
  ],
  'AWS/SES': (landscape, alarm) => [
    ['the configuration set', named(landscape, alarm, 'AWS::SES::ConfigurationSet', reputation)],
  ],
  'Palisade/Account': ofTrail,
};

/** The name of a configuration set that measures its reputation. */
function reputation({ Name, ReputationOptions }: { Name: string; ReputationOptions: object }): unknown {
  return JSON.stringify(ReputationOptions) === '{"ReputationMetricsEnabled":true}' ? Name : undefined;
}

function dimension({ resource }: Found, name: string): unknown {
  const { Dimensions = [] } = resource.Properties;
  return Dimensions.find(({ Name }: { readonly Name: string }) => Name === name)?.Value;
}

function referred(landscape: Landscape, alarm: Found, name: string, type: string): Found | undefined {
  const found = at(landscape, alarm.site.stack, referredId(dimension(alarm, name)) ?? '');
  return found?.resource.Type === type ? found : undefined;
}

/** Of the same shop and in the same region, by the name that the alarm's first dimensions hold. */
function named(
  landscape: Landscape,
  { site: { owner, region }, resource }: Found,
  type: string,
  // biome-ignore lint/suspicious/noExplicitAny: each type names itself in another property.
  nameOf: (properties: any) => unknown,
): Found | undefined {
  const names = resource.Properties.Dimensions.map(({ Value }: { readonly Value: unknown }) => Value);
  const [found] = find(
    landscape,
    type,
    (one) =>
      one.site.owner === owner &&
      one.site.region === region &&
      names.includes(nameOf(one.resource.Properties)),
  );
  return found;
}

/** The filter that counts, the log group that it reads, and the trail that writes there. */
function ofTrail(landscape: Landscape, { site, resource }: Found): Source {
  const { Namespace, MetricName } = resource.Properties;
  const [filter] = find([...landscape], 'AWS::Logs::MetricFilter', (one) =>
    [one.site.stack === site.stack, ...transforms(one, Namespace, MetricName)].every(Boolean),
  );
  const groupId = referredId(filter?.resource.Properties.LogGroupName) ?? '';
  const group = at(landscape, site.stack, groupId);
  const [trail] = find(
    landscape,
    'AWS::CloudTrail::Trail',
    (one) =>
      one.site.stack === site.stack &&
      one.resource.Properties.IsLogging &&
      referredId(one.resource.Properties.CloudWatchLogsLogGroupArn) === groupId,
  );
  return [
    ['the filter', filter],
    ['the log group', group],
    ['the trail', trail],
  ];
}

function transforms({ resource }: Found, namespace: string, name: string): readonly boolean[] {
  const [{ MetricNamespace, MetricName } = { MetricNamespace: '', MetricName: '' }] =
    resource.Properties.MetricTransformations;
  return [MetricNamespace === namespace, MetricName === name];
}
