import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { isGuarded } from '../../data-classes.ts';
import { admitsPublisher, expectCustomerManagedKey, expectKey } from '../../encryption-keys.ts';
import { asBoolean, expectTrue, observeLiteral } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What publishes to a topic by itself, and as which principal. */
const publishers: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'cloudwatch.amazonaws.com',
  'AWS::CloudWatch::CompositeAlarm': 'cloudwatch.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::Budgets::Budget': 'budgets.amazonaws.com',
};

/** What publishes to the topics of an account from the templates of others: the alarms of its shops, and rules. */
const alerting = ['AWS::CloudWatch::Alarm', 'AWS::Events::Rule'];

/** AWS services cannot use `alias/aws/sns`: an alarm on such a topic is dropped without a trace. */
export const data02Messages: Rule = {
  id: 'DATA-02-messages',
  title: 'Topics and queues are encrypted, by a key that whatever publishes to them may use',
  severity: 'high',
  types: ['AWS::SNS::Topic', 'AWS::SQS::Queue'],
  why: 'Messages carry orders and alarms; one that is encrypted with a key its sender may not use never arrives.',
  fix: 'Set KmsMasterKeyId to a customer-managed key whose policy lets cloudwatch.amazonaws.com (or the service that publishes) use kms:Decrypt and kms:GenerateDataKey*.',
  controls: ['DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (subject, model) => (subject.type === 'AWS::SNS::Topic' ? topic(subject, model) : queue(subject)),
};

function topic(subject: Resource, model: Model): readonly Observation[] {
  const key = subject.property('KmsMasterKeyId');
  const services = Object.entries(publishers).flatMap(([type, service]) =>
    (takesAlerts(subject) && alerting.includes(type)) || model.referrers(subject, type).length > 0
      ? [service]
      : [],
  );
  if (services.length === 0) return [isGuarded(subject) ? expectCustomerManagedKey(key) : expectKey(key)];
  const seen = expectCustomerManagedKey(key);
  const target = keyBehind(key, model);
  return [
    seen,
    ...(target ? [...new Set(services)].flatMap((service) => admitsPublisher(target, service)) : []),
  ];
}

/** Whether an account has the topic for what its shops raise. */
function takesAlerts({ template, logicalId }: Resource): boolean {
  return Object.values(template.accountStack?.alerts ?? {}).includes(logicalId);
}

/** A queue is encrypted by a key, or by SQS itself where it says so. */
function queue(subject: Resource): readonly Observation[] {
  const key = subject.property('KmsMasterKeyId');
  const managed = subject.property('SqsManagedSseEnabled');
  if (isGuarded(subject)) return [expectCustomerManagedKey(key)];
  if (!key.isAbsent) return [expectKey(key), ...flawsOf([notRefused(subject)])];
  return [expectTrue(managed)];
}

function notRefused(subject: Resource): Observation {
  const managed = subject.property('SqsManagedSseEnabled');
  return observeLiteral(
    managed,
    { expected: 'no value or false beside a key' },
    (literal) => asBoolean(literal) !== true,
  );
}
