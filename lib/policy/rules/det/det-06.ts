import { isArnOfOwnAccount, isOwnAccount } from '../../../cloudformation/accounts.ts';
import { keyBehind } from '../../../cloudformation/encryption-keys.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { refersTo } from '../../../cloudformation/references.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { accountHas } from '../../account-services.ts';
import { eventRuleType } from '../../alert-routes.ts';
import { flawsOf } from '../../choices.ts';
import { admitsPublisher, expectCustomerManagedKey } from '../../encryption-keys.ts';
import { doubtAbout, expectAbsent, expectSeen } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { isLimit, type Limits } from '../../statements/own-limits.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import { listsOne } from '../../statements/statement-parts.ts';
import { namedReceivers, wayOf } from './named-receivers.ts';
import { receivers } from './receivers.ts';

const topicType = 'AWS::SNS::Topic';
const alarmTypes = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
const publishers = { alarms: 'cloudwatch.amazonaws.com', events: 'events.amazonaws.com' };

/** Every link between an alert and a person: the topic's policy, its key, and somebody who subscribed. */
export const det06: Rule = {
  id: 'DET-06',
  title: 'A topic of alerts admits those who publish, by its policy and its key, and somebody hears it',
  severity: 'high',
  types: [topicType],
  account: accountHas({
    control: 'DET-06',
    type: topicType,
    subject: 'the topics of alerts in each region',
    regions: 'each',
  }),
  why: 'Messages to a topic whose key or policy does not admit the sender are dropped silently, one without receivers reaches nobody, and a receiver whom nobody named reads what the account has to hide. The contract finds a receiver that changed alone; whoever can write both names whom he wants.',
  fix: 'Encrypt the topic with a customer-managed key whose policy, like that of the topic, admits cloudwatch.amazonaws.com and events.amazonaws.com, and subscribe a person: two receivers for pages and security. Receivers of an account stand in account.yaml, and nowhere else.',
  controls: ['DET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (topic, model) => {
    const senders = sendersTo(topic, model);
    if (senders.length === 0)
      return [notApplicable(topic, 'no alarm and no rule among the templates publishes to it')];
    return [
      ...encrypted(topic, senders, model),
      ...admitted(topic, senders, model),
      ...receivers(topic, leastReceivers(topic), model),
      ...flawsOf(namedReceivers(topic, model)),
      ...flawsOf(refusals(topic)),
    ];
  },
};

/** The topics of an account are there for the alarms of shops, too, whose templates nobody has to give. */
function sendersTo(topic: Resource, model: Model): readonly string[] {
  const isOfAccount = topic.template.accountStack !== undefined;
  const hasAlarms = alarmTypes.some((type) => model.referrers(topic, type).length > 0);
  const hasRules = model.referrers(topic, eventRuleType).length > 0;
  return [
    ...(isOfAccount || hasAlarms ? [publishers.alarms] : []),
    ...(isOfAccount || hasRules ? [publishers.events] : []),
  ];
}

/** A mail subscription ends with a click, so what must be heard has two receivers. */
function leastReceivers(topic: Resource): number {
  const way = wayOf(topic);
  return way === 'page' || way === 'security' ? 2 : 1;
}

function encrypted(topic: Resource, senders: readonly string[], model: Model): readonly Observation[] {
  const named = topic.property('KmsMasterKeyId');
  const key = keyBehind(named, model);
  if (!key) return [expectCustomerManagedKey(named), expectSeen(named, 'a key among the templates')];
  return [
    expectCustomerManagedKey(named),
    ...senders.flatMap((service) => admitsPublisher(key, service)),
    ...doubtAbout(key, topic),
  ];
}

/** Data protection that denies drops each message with an address or a number in it, as most alerts have. */
function refusals(topic: Resource): readonly Observation[] {
  return valuesAt(topic, 'DataProtectionPolicy.Statement[].Operation.Deny').map((deny) =>
    expectAbsent(deny, 'no data protection that drops messages'),
  );
}

const policyType = 'AWS::SNS::TopicPolicy';

function admitted(topic: Resource, senders: readonly string[], model: Model): readonly Observation[] {
  const policies = model.referrers(topic, policyType).filter(
    (policy) =>
      policy.isMade() !== false &&
      policy
        .property('Topics')
        .items()
        .some((item) => refersTo(item, topic)),
  );
  if (policies.length === 0) return [missing(topic, 'Properties', `an ${policyType} for it`)];
  return policies.flatMap((policy) => [
    ...senders.flatMap((service) =>
      admitsService(policy.property('PolicyDocument'), {
        ...serviceNamed(service),
        actions: ['sns:Publish'],
        further: (statement) => [namesTopic(statement, topic), ...conditionsHold(statement, service)],
      }),
    ),
    ...doubtAbout(policy, topic),
  ]);
}

function namesTopic({ value, resources }: Statement, topic: Resource): Observation {
  const values = resources.values.map((at) => ({ at, verdict: isTopic(at, topic) }));
  return listsOne(
    { ...resources, values },
    { at: value.at('Resource'), expected: `the topic ${topic.logicalId}` },
  );
}

function isTopic(value: Value, topic: Resource): Truth {
  if (refersTo(value, topic)) return true;
  return typeof value.literal === 'string' ? value.literal === '*' : undefined;
}

/** CloudWatch says for which account and alarm it publishes, EventBridge says neither. */
const limits: Readonly<Record<string, Limits>> = {
  [publishers.alarms]: { 'aws:sourceaccount': isOwnAccount, 'aws:sourcearn': isArnOfOwnAccount },
  [publishers.events]: {},
};

function conditionsHold({ conditions }: Statement, service: string): readonly Observation[] {
  const expected = `what ${service} sends along`;
  const seen = conditions.values.map((condition) =>
    verdictAt(isLimit(condition, limits[service] ?? {}), condition.line, { expected }),
  );
  return flawsOf(seen);
}
