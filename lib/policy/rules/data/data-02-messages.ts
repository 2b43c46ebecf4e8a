import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { isGuarded } from '../../data-classes.ts';
import { admitsPublisher, expectCustomerManagedKey, expectKey } from '../../encryption-keys.ts';
import { asBoolean, expectTrue, observeLiteral } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const topicType = 'AWS::SNS::Topic';

/** What AWS sends to a topic or a queue by itself, and as which principal. */
const senders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [topicType]: {
    'AWS::CloudWatch::Alarm': 'cloudwatch.amazonaws.com',
    'AWS::CloudWatch::CompositeAlarm': 'cloudwatch.amazonaws.com',
    'AWS::Events::Rule': 'events.amazonaws.com',
    'AWS::Budgets::Budget': 'budgets.amazonaws.com',
    'AWS::S3::Bucket': 's3.amazonaws.com',
  },
  'AWS::SQS::Queue': {
    [topicType]: 'sns.amazonaws.com',
    'AWS::SNS::Subscription': 'sns.amazonaws.com',
    'AWS::Events::Rule': 'events.amazonaws.com',
    'AWS::S3::Bucket': 's3.amazonaws.com',
  },
};

/** What publishes to the topics of an account from the templates of others: the alarms of its shops, and rules. */
const alerting = ['AWS::CloudWatch::Alarm', 'AWS::Events::Rule'];

/** AWS services cannot use `alias/aws/sns` or `alias/aws/sqs`: what they send under such a key is dropped without a trace. */
export const data02Messages: Rule = {
  id: 'DATA-02-messages',
  title: 'Topics and queues are encrypted, by a key that whatever publishes to them may use',
  severity: 'medium',
  types: Object.keys(senders),
  why: 'Messages carry orders and alarms; one that is encrypted with a key its sender may not use never arrives.',
  fix: 'Set KmsMasterKeyId to a customer-managed key whose policy lets cloudwatch.amazonaws.com (or the service that sends) use kms:Decrypt and kms:GenerateDataKey*.',
  controls: ['DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (subject, model) => {
    const services = sendingTo(subject, model);
    if (isEncryptedByItself(subject)) return [expectTrue(subject.property('SqsManagedSseEnabled'))];
    const key = subject.property('KmsMasterKeyId');
    const isOwn = isGuarded(subject) || services.length > 0;
    const target = keyBehind(key, model);
    return [
      isOwn ? expectCustomerManagedKey(key) : expectKey(key),
      ...(target ? services.flatMap((service) => admitsPublisher(target, service)) : []),
      ...(subject.type === topicType || isGuarded(subject) ? [] : flawsOf([notRefused(subject)])),
    ];
  },
};

/** The principals of what sends by itself to a topic or a queue. */
function sendingTo(subject: Resource, model: Model): readonly string[] {
  const services = Object.entries(senders[subject.type] ?? {}).flatMap(([type, service]) =>
    (takesAlerts(subject) && alerting.includes(type)) || model.referrers(subject, type).length > 0
      ? [service]
      : [],
  );
  return [...new Set(services)];
}

/** Whether a queue has no key, so that SQS encrypts it by one of its own, which every sender may use. */
function isEncryptedByItself(subject: Resource): boolean {
  const needsKey = subject.type === topicType || isGuarded(subject);
  return !needsKey && subject.property('KmsMasterKeyId').isAbsent;
}

/** Whether an account has the topic for what its shops raise. */
function takesAlerts({ template, logicalId }: Resource): boolean {
  return Object.values(template.accountStack?.alerts ?? {}).includes(logicalId);
}

function notRefused(subject: Resource): Observation {
  const managed = subject.property('SqsManagedSseEnabled');
  return observeLiteral(
    managed,
    { expected: 'no value or false beside a key' },
    (literal) => asBoolean(literal) !== true,
  );
}
