import { attachmentsOf } from '../cloudformation/attachments.ts';
import { keyBehind } from '../cloudformation/encryption-keys.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { isEveryone, type Statement, statements } from '../cloudformation/policy-documents.ts';
import { attached } from '../cloudformation/references.ts';
import { textIs } from '../cloudformation/texts.ts';
import { type TopicArn, topicArnOf, topicWith } from '../cloudformation/topics.ts';
import { matchesAction } from '../cloudformation/wildcards.ts';
import { alertTopicName, alertWays } from '../contract/account-names.ts';
import { memoized } from '../memoized.ts';
import { flawsOf } from './choices.ts';
import { admitsPublisher } from './encryption-keys.ts';
import type { Verdict } from './expect.ts';
import { missing, type Observation } from './observation.ts';

/** The control that whoever has the account fulfils: what reaches its topics reaches a person. */
const ownersControl = 'DET-06';

/**
 * Whether a topic that an alarm names by its ARN is there; nothing where its template was not given. An alarm reaches topics of its
 * own region alone.
 */
export function isTopicThere(arn: TopicArn, alarm: Resource, model: Model): Verdict {
  if (isElsewhere(arn, alarm)) return false;
  if (topicWith(arn, model)) return true;
  if (!isAlertTopic(arn)) return undefined;
  const account = accountOf(arn, model);
  if (!account) return undefined;
  const { templates, contract } = account;
  const isGiven = templates.some(({ region }) => region === arn.region);
  return isGiven || !contract.regions.includes(arn.region) ? false : undefined;
}

/** What was seen of an action of an alarm, and where it names a topic of other templates, what keeps that from people. */
export function topicSeen(seen: Observation, action: Value, model: Model): readonly Observation[] {
  const arns = action.alternatives.map(topicArnOf);
  const topics = arns.flatMap((arn) => (arn && topicWith(arn, model)) ?? []);
  const [arn] = arns;
  const said = arn && arns.length === 1 ? worded(seen, arn, action.resource, model) : seen;
  return [said, ...topics.flatMap((topic) => obstacles(model)(topic))];
}

function worded(seen: Observation, arn: TopicArn, alarm: Resource, model: Model): Observation {
  const { region, account } = arn;
  if (seen.status === 'fail' && isElsewhere(arn, alarm)) {
    return seen.with({
      says: `is a topic in ${region}, and no alarm in ${alarm.template.region} reaches it`,
    });
  }
  if (seen.status === 'fail' && accountOf(arn, model)?.contract.regions.includes(region) === false) {
    return seen.with({
      says: `is a topic of the account ${account}, which has none in ${region}: add ${region} to regions of account.yaml`,
    });
  }
  if (seen.status !== 'unknown' || !isAlertTopic(arn) || account !== alarm.template.account) return seen;
  return seen.with({
    ownersControl,
    says: `is a topic of the account, whose templates are not among those given`,
  });
}

function isElsewhere({ region }: TopicArn, { template }: Resource): boolean {
  return template.region !== undefined && template.region !== region;
}

function isAlertTopic({ name }: TopicArn): boolean {
  return alertWays.some((way) => alertTopicName(way) === name);
}

function accountOf({ account }: TopicArn, { accounts }: Model) {
  return accounts.find(({ contract }) => contract.account === account);
}

/** What sends the messages of alarms. */
const sender = 'cloudwatch.amazonaws.com';

/** What keeps a message of an alarm from people behind its topic; many alarms name one topic. */
const obstacles = memoized((model: Model) => memoized((topic: Resource) => flawsOf(arrival(topic, model))));

/** Policy, key, and somebody who listens. */
function arrival(topic: Resource, model: Model): readonly Observation[] {
  const key = keyBehind(topic.property('KmsMasterKeyId'), model);
  const receivers = attached(model, topic, { type: 'AWS::SNS::Subscription', path: 'TopicArn' });
  const isHeard = receivers.length > 0 || !topic.property('Subscription').isAbsent;
  return [
    ...attachmentsOf(model, topic, { type: 'AWS::SNS::TopicPolicy', path: 'Topics' }).flatMap(admission),
    ...(key ? admitsPublisher(key, sender) : []),
    ...(isHeard ? [] : [missing(topic, 'Properties.Subscription', 'an AWS::SNS::Subscription')]),
  ];
}

/** A topic without a policy admits the alarms of its own account; one with a policy admits whom that names. */
function admission(policy: Resource): readonly Observation[] {
  const document = policy.property('PolicyDocument');
  return statements(document).some(admits)
    ? []
    : [missing(policy, document, `a statement that lets ${sender} use sns:Publish`)];
}

function admits({ effect, principals, actions }: Statement): boolean {
  return (
    effect.literal === 'Allow' &&
    principals.values.some((one) => isEveryone(one) || textIs(one.value, (text) => text === sender)) &&
    actions.values.some((pattern) => matchesAction(pattern, 'sns:Publish'))
  );
}
