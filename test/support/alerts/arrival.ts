import { at, type Found, find, type Landscape, referredId } from './landscape.ts';
import { sourceOf } from './sources.ts';

/** The services that publish to topics by themselves, by what they publish for. */
const publishers: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'cloudwatch.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
};

/** The way of an alert from its topic on. */
export interface Arrival {
  readonly topic: Found;
  readonly policies: readonly Found[];
  readonly key: Found | undefined;
  readonly receivers: readonly Found[];
}

/** The topics that an alarm or a rule publishes to, each with what lies behind it; one that is not there is missing. */
export function arrivalsOf(landscape: Landscape, alert: Found): readonly (Arrival | undefined)[] {
  return actionsOf(alert).map((action) => {
    const topic = topicOf(landscape, alert, action);
    if (!topic) return undefined;
    const { stack } = topic.site;
    const isOf = ({ site }: Found, value: unknown) => site.stack === stack && referredId(value) === topic.id;
    return {
      topic,
      policies: find(landscape, 'AWS::SNS::TopicPolicy', (one) =>
        one.resource.Properties.Topics.some((value: unknown) => isOf(one, value)),
      ),
      key: at(landscape, stack, referredId(topic.resource.Properties.KmsMasterKeyId) ?? ''),
      receivers: find(landscape, 'AWS::SNS::Subscription', (one) =>
        isOf(one, one.resource.Properties.TopicArn),
      ),
    };
  });
}

function actionsOf({ resource: { Type, Properties } }: Found): readonly unknown[] {
  if (Type === 'AWS::CloudWatch::Alarm') return Properties.AlarmActions ?? [];
  return (Properties.Targets ?? []).map(({ Arn }: { readonly Arn: unknown }) => Arn);
}

/** A topic of the same stack, or one that the account has in the region of the alarm. */
function topicOf(landscape: Landscape, { site }: Found, action: unknown): Found | undefined {
  if (typeof action !== 'string') {
    const own = at(landscape, site.stack, referredId(action) ?? '');
    return own?.resource.Type === 'AWS::SNS::Topic' ? own : undefined;
  }
  const [found] = find(
    landscape,
    'AWS::SNS::Topic',
    (one) =>
      one.site.region === site.region &&
      action === `arn:aws:sns:${one.site.region}:${one.site.account}:${one.resource.Properties.TopicName}`,
  );
  return found;
}

/** What keeps an alert from people, from its source to whoever listens; nothing where it arrives. */
export function cutsOf(landscape: Landscape, { site: { stack }, id }: Found): readonly string[] {
  const alert = at(landscape, stack, id);
  if (!alert) return ['it is not there'];
  const arrivals = arrivalsOf(landscape, alert);
  return [
    ...sourceOf(landscape, alert).flatMap(([what, found]) => (found ? [] : [`${what} is not there`])),
    ...ownCuts(alert),
    ...(arrivals.length > 0 ? [] : ['it tells nobody']),
    ...arrivals.flatMap((arrival) => (arrival ? cutsBehind(alert, arrival) : ['its topic is not there'])),
  ];
}

function ownCuts({ resource: { Type, Properties } }: Found): readonly string[] {
  if (Type === 'AWS::CloudWatch::Alarm')
    return Properties.ActionsEnabled === false ? ['its actions are off'] : [];
  return [
    ...(Properties.State === 'ENABLED' ? [] : ['it is off']),
    ...(Properties.EventBusName === undefined ? [] : ['AWS tells other buses nothing']),
    ...(Properties.EventPattern?.['detail-type']?.length > 0 ? [] : ['it hears nothing']),
  ];
}

function cutsBehind(alert: Found, { topic, policies, key, receivers }: Arrival): readonly string[] {
  const statements = policies.flatMap(({ resource }) => resource.Properties.PolicyDocument.Statement);
  const mayPublish = isAdmitted(alert, statements, 'sns:Publish', topic);
  const ofKey: readonly Statement[] = key?.resource.Properties.KeyPolicy?.Statement ?? [];
  const mayEncrypt = ['kms:Decrypt', 'kms:GenerateDataKey'].every((action) =>
    isAdmitted(alert, ofKey, action),
  );
  const isUsable = key?.resource.Type === 'AWS::KMS::Key' && key.resource.Properties.Enabled !== false;
  return [
    ...(mayPublish ? [] : ['the topic does not admit it']),
    ...(isUsable && mayEncrypt ? [] : ['the key does not admit it']),
    ...(receivers.some(listens) ? [] : ['nobody listens']),
  ];
}

function listens({ resource: { Properties } }: Found): boolean {
  return ['email', 'https'].includes(Properties.Protocol) && Boolean(Properties.Endpoint);
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: '*' | { readonly Service?: string; readonly AWS?: unknown };
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function isAdmitted(
  alert: Found,
  statements: readonly Statement[],
  action: string,
  resource?: Found,
): boolean {
  const about = statements.filter((one) => concerns(one, alert, action, resource));
  return about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny');
}

function concerns(statement: Statement, alert: Found, action: string, topic: Found | undefined): boolean {
  const { Principal: principal, Action, Resource, Condition = {} } = statement;
  const service = publishers[alert.resource.Type];
  const isMeant = principal === '*' || principal?.Service === service;
  const isAction = [Action].flat().some((pattern) => isLike(action, pattern));
  const isResource = Resource === '*' || (topic !== undefined && referredId(Resource) === topic.id);
  const holds = Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meets(contextOf(alert)[key], operator, wanted)),
  );
  return isMeant && isAction && isResource && holds;
}

/**
 * What a service tells of whom it publishes for, as a request over TLS: CloudWatch names the alarm and its account, EventBridge
 * names nothing (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html).
 */
function contextOf({ site, resource }: Found): Readonly<Record<string, string>> {
  const { region, account } = site;
  if (resource.Type !== 'AWS::CloudWatch::Alarm') return { 'aws:SecureTransport': 'true' };
  return {
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:any`,
  };
}

function meets(given: string | undefined, operator: string, wanted: unknown): boolean {
  if (given === undefined) return false;
  if (operator === 'ArnLike') return [wanted].flat().some((pattern) => isLike(given, String(pattern)));
  if (operator === 'StringEquals' || operator === 'Bool') return [wanted].flat().includes(given);
  throw new Error(`nobody has said what ${operator} means here`);
}

function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(text);
}
