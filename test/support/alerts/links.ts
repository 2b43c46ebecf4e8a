import { arrivalsOf } from './arrival.ts';
import { changed, type Found, type Landscape } from './landscape.ts';
import { sourceOf } from './sources.ts';

/** One link on the way of an alert: the same landscape without it, or nothing where the alert does not need it. */
type Cut = (landscape: Landscape, alert: Found) => Landscape | undefined;

const isAlarm = ({ resource }: Found) => resource.Type === 'AWS::CloudWatch::Alarm';

// biome-ignore lint/suspicious/noExplicitAny: properties of many types are changed.
type Change = (properties: any) => void;

/** Changes the alarm or the rule itself. */
const own =
  (isMeant: (alert: Found) => boolean, change?: Change): Cut =>
  (landscape, alert) =>
    isMeant(alert) ? changed(landscape, [alert], change) : undefined;

/** Takes away one of the things that an alarm measures. */
const source =
  (what: string, change?: Change): Cut =>
  (landscape, alert) => {
    const found = sourceOf(landscape, alert).find(([name]) => name === what)?.[1];
    return found && changed(landscape, [found], change);
  };

type Part = 'topic' | 'policies' | 'key' | 'receivers';

/** Changes what lies behind the alert. */
const behind =
  (part: Part, change?: Change, isMeant: (alert: Found) => boolean = () => true): Cut =>
  (landscape, alert) => {
    if (!isMeant(alert)) return undefined;
    const found = arrivalsOf(landscape, alert).flatMap((arrival) => arrival?.[part] ?? []);
    return found.length === 0 ? undefined : changed(landscape, found, change);
  };

/** The statements that let the sender of an alert publish, changed by `change`. */
const admission = (part: 'policies' | 'key', change: Change, isMeant?: (alert: Found) => boolean): Cut =>
  behind(
    part,
    (properties) => {
      const { Statement } = part === 'key' ? properties.KeyPolicy : properties.PolicyDocument;
      for (const one of Statement) if (one.Effect === 'Allow' && one.Principal?.Service) change(one);
    },
    isMeant,
  );

const anotherArn = (from: RegExp, to: string): Cut =>
  own(
    ({ resource }) => typeof resource.Properties.AlarmActions?.[0] === 'string',
    (properties) => {
      properties.AlarmActions = properties.AlarmActions.map((arn: string) => arn.replace(from, to));
    },
  );

const without = (action: string) => (statement: { Action: string | string[] }) => {
  statement.Action = [statement.Action].flat().filter((one) => !one.startsWith(action));
};

const denial = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };

/** Every link between a source and the people who hear of it, by what is cut. */
export const cuts: Readonly<Record<string, Cut>> = {
  'the alarm or rule is gone': own(() => true),
  'the actions of the alarm are off': own(isAlarm, (alarm) => {
    alarm.ActionsEnabled = false;
  }),
  'the alarm has no action': own(isAlarm, (alarm) => {
    alarm.AlarmActions = [];
  }),
  'the alarm names a topic of another region': anotherArn(/sns:[a-z0-9-]+/, 'sns:ap-south-1'),
  'the alarm names a topic of another account': anotherArn(/\d{12}/, '333333333333'),
  'the alarm names a topic that is not there': anotherArn(/palisade-account-/, 'palisade-'),
  'the rule is off': own(
    (alert) => !isAlarm(alert),
    (rule) => {
      rule.State = 'DISABLED';
    },
  ),
  'the rule listens to another bus': own(
    (alert) => !isAlarm(alert),
    (rule) => {
      rule.EventBusName = 'orders';
    },
  ),
  'the rule listens to nothing': own(
    (alert) => !isAlarm(alert),
    (rule) => {
      rule.EventPattern = {};
    },
  ),
  'the rule has no target': own(
    (alert) => !isAlarm(alert),
    (rule) => {
      rule.Targets = [];
    },
  ),
  'the function is gone': source('the function'),
  'the queue is gone': source('the queue'),
  'the queue has another name': source('the queue', (queue) => {
    queue.QueueName = 'other';
  }),
  'the web ACL is gone': source('the web ACL'),
  'the web ACL measures nothing': source('the web ACL', (acl) => {
    acl.VisibilityConfig.CloudWatchMetricsEnabled = false;
  }),
  'the distribution is gone': source('the distribution'),
  'the zone is gone': source('the zone'),
  'the configuration set is gone': source('the configuration set'),
  'the configuration set measures nothing': source('the configuration set', (set) => {
    set.ReputationOptions.ReputationMetricsEnabled = false;
  }),
  'the filter is gone': source('the filter'),
  'the filter counts something else': source('the filter', (filter) => {
    filter.MetricTransformations[0].MetricName = 'Other';
  }),
  'the filter reads another log group': source('the filter', (filter) => {
    filter.LogGroupName = { Ref: 'Other' };
  }),
  'the log group is gone': source('the log group'),
  'the trail is gone': source('the trail'),
  'the trail is stopped': source('the trail', (trail) => {
    trail.IsLogging = false;
  }),
  'the trail writes elsewhere': source('the trail', (trail) => {
    trail.CloudWatchLogsLogGroupArn = undefined;
  }),
  'the topic is gone': behind('topic'),
  'the topic has another name': behind(
    'topic',
    (topic) => {
      topic.TopicName = 'other';
    },
    ({ resource }) => typeof resource.Properties.AlarmActions?.[0] === 'string',
  ),
  'the policy of the topic is gone': behind('policies'),
  'the policy is of another topic': behind('policies', (policy) => {
    policy.Topics = [{ Ref: 'Other' }];
  }),
  'the policy admits somebody else': admission('policies', (statement) => {
    statement.Principal = { Service: 'budgets.amazonaws.com' };
  }),
  'the policy admits to something else': admission('policies', without('sns:Publish')),
  'the policy admits alarms of another account': admission(
    'policies',
    (statement) => {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': '333333333333' } };
    },
    isAlarm,
  ),
  'the policy admits alarms of another region': admission(
    'policies',
    (statement) => {
      statement.Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-south-1:*:alarm:*' } };
    },
    isAlarm,
  ),
  'the policy asks of rules what EventBridge does not tell': admission(
    'policies',
    (statement) => {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': '111111111111' } };
    },
    (alert) => !isAlarm(alert),
  ),
  'the policy denies everything': behind('policies', (policy) => {
    policy.PolicyDocument.Statement.push(denial);
  }),
  'the key is gone': behind('key'),
  'the key is off': behind('key', (key) => {
    key.Enabled = false;
  }),
  'the topic is under the key of AWS': behind('topic', (topic) => {
    topic.KmsMasterKeyId = 'alias/aws/sns';
  }),
  'the key admits somebody else': admission('key', (statement) => {
    statement.Principal = { Service: 'budgets.amazonaws.com' };
  }),
  'the key may not decrypt': admission('key', without('kms:Decrypt')),
  'the key makes no data keys': admission('key', without('kms:GenerateDataKey')),
  'the key admits alarms of another account': admission(
    'key',
    (statement) => {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': '333333333333' } };
    },
    isAlarm,
  ),
  'the key asks of rules what EventBridge does not tell': admission(
    'key',
    (statement) => {
      statement.Condition = { StringEquals: { 'aws:SourceAccount': '111111111111' } };
    },
    (alert) => !isAlarm(alert),
  ),
  'the subscriptions are gone': behind('receivers'),
  'the subscriptions are of another topic': behind('receivers', (receiver) => {
    receiver.TopicArn = { Ref: 'Other' };
  }),
  'the subscriptions lead nowhere': behind('receivers', (receiver) => {
    receiver.Endpoint = '';
  }),
};
