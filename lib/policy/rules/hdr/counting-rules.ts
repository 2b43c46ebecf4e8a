import { alarmsOn } from '../../../cloudformation/alarms.ts';
import { isRecord } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { expectOneOf, expectTrue, observeLiteral } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { doubtAbout } from '../../supports.ts';
import { expectTellingAlarm } from './alarm-settings.ts';

/** Requires a rule of a web ACL that counts requests to a path, and an alarm on its count. */
export function expectCountedPath(acl: Resource, path: string, model: Model): readonly Observation[] {
  return expectItem(acl.property('Rules'), {
    expected: `a rule that counts requests to ${path}`,
    identify: (rule) => pathMatch(rule.at('Statement'), path),
    judge: (rule) => [
      expectCount(rule.at('Action')),
      expectTrue(rule.at('VisibilityConfig.CloudWatchMetricsEnabled')),
      ...expectAlarm(rule.at('VisibilityConfig.MetricName'), acl, model),
    ],
  });
}

/** A match on the path itself, or as one of several conditions that all have to hold. */
function pathMatch(statement: Value, path: string): readonly Observation[] {
  const oneOfSeveral = expectItem(statement.at('AndStatement.Statements'), {
    expected: `a match on ${path}`,
    identify: (each) => byteMatch(each.at('ByteMatchStatement'), path),
  });
  return bestOf([byteMatch(statement.at('ByteMatchStatement'), path), oneOfSeveral], []);
}

function byteMatch(match: Value, path: string): readonly Observation[] {
  return [
    expectOneOf(match.at('SearchString'), [path]),
    expectOneOf(match.at('PositionalConstraint'), ['EXACTLY', 'STARTS_WITH']),
    observeLiteral(
      match.at('FieldToMatch'),
      { expected: '{"UriPath":{}}' },
      (literal) => isRecord(literal) && isRecord(literal['UriPath']),
    ),
  ];
}

function expectCount(action: Value): Observation {
  return observeLiteral(
    action,
    { expected: '{"Count":{}}' },
    (literal) => isRecord(literal) && isRecord(literal['Count']),
  );
}

function expectAlarm(metric: Value, acl: Resource, model: Model): readonly Observation[] {
  const name = observeLiteral(
    metric,
    { expected: 'the name of a metric' },
    (literal) => typeof literal === 'string',
  );
  const lacking = missing(metric.resource, metric, 'an alarm on the requests that it counts');
  return [name, ...bestOf(countAlarms(metric, acl, model), [lacking])];
}

function* countAlarms(metric: Value, acl: Resource, model: Model): Generator<readonly Observation[]> {
  const namespace = 'AWS/WAFV2';
  for (const alarm of alarmsOn(model, acl, { namespace, dimension: 'Rule', value: metric })) {
    const identity = [
      expectOneOf(alarm.property('Namespace'), [namespace]),
      ...expectDimension(alarm, 'Rule', metric),
    ];
    if (identity.every(({ status }) => status !== 'fail')) yield [...identity, ...countAlarm(alarm, acl)];
  }
}

function countAlarm(alarm: Resource, acl: Resource): readonly Observation[] {
  const dimensions = alarm.property('Dimensions');
  return [
    ...expectDimension(alarm, 'WebACL', acl.property('VisibilityConfig.MetricName')),
    // With any other dimension CloudWatch looks at another metric, which has no data.
    ...flawsOf(dimensions.items().map((item) => expectOneOf(item.at('Name'), ['Rule', 'WebACL']))),
    expectOneOf(alarm.property('MetricName'), ['CountedRequests']),
    ...expectTellingAlarm(alarm, ['Sum']),
    ...sameRegion(alarm, acl),
    ...doubtAbout(alarm, acl),
  ];
}

function expectDimension(alarm: Resource, name: string, metric: Value): readonly Observation[] {
  return expectItem(alarm.property('Dimensions'), {
    expected: `the dimension ${name} ${metric.toString()}`,
    identify: (item) => [expectOneOf(item.at('Name'), [name])],
    judge: (item) => [
      observeLiteral(
        item.at('Value'),
        { expected: metric.toString() },
        (literal) => typeof literal === 'string' && literal === metric.literal,
      ),
    ],
  });
}

function sameRegion(alarm: Resource, acl: Resource): readonly Observation[] {
  const [here, there] = [alarm.template.region, acl.template.region];
  if (here === undefined || there === undefined || here === there) return [];
  return [missing(alarm, 'Type', `a metric to watch in ${here}: the web ACL counts in ${there}`)];
}
