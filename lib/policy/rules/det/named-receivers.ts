import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { existsWith } from '../../../cloudformation/references.ts';
import { topicArnOf, topicWith } from '../../../cloudformation/topics.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { type AlertWay, alertWays } from '../../../contract/account-names.ts';
import { digestOf } from '../../../contract/digests.ts';
import type { AlertReceiver } from '../../../contract/schema.ts';
import { addToEach } from '../../../group-by.ts';
import { memoized } from '../../../memoized.ts';
import { observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { chats, isTopic } from './receivers.ts';

/** Where SNS sends what arrives at a topic. */
interface Subscribed {
  readonly protocol: Value;
  readonly endpoint: Value;
}

/** The way of alerts that a topic of an account is; nothing for any other topic. */
export function wayOf({ template, logicalId }: Resource): AlertWay | undefined {
  const alerts = template.accountStack?.alerts;
  return alertWays.find((way) => alerts?.[way] === logicalId);
}

/**
 * Judges that those who hear of alerts are those whom the contract of the account names: nobody more, and of those that SNS
 * sends to nobody less. A chat is configured in one region for all, whose template need not be given.
 */
export function namedReceivers(topic: Resource, model: Model): readonly Observation[] {
  const way = wayOf(topic);
  if (!way) return [];
  const named = topic.template.accountStack?.receivers?.[way];
  if (!named) {
    return [missing(topic, 'Properties', 'receivers that the contract names').with({ status: 'unknown' })];
  }
  const subscribed = subscriptionsOf(topic, model);
  return [
    ...subscribed.map((one) => isNamed(one, named)),
    ...channelsOf(topic, model).map((channel) => isNamedChannel(channel, named)),
    ...named.filter((one) => one.protocol !== 'slack').flatMap((one) => lost(topic, one, subscribed)),
  ];
}

function subscriptionsOf(topic: Resource, model: Model): readonly Subscribed[] {
  const apart = (subscriptionsByTopic(model).get(topic) ?? [])
    .filter((one) => existsWith(one, topic) !== false)
    .map((one) => ({ protocol: one.property('Protocol'), endpoint: one.property('Endpoint') }));
  const inline = valuesAt(topic, 'Subscription[]')
    .filter(({ isAbsent }) => !isAbsent)
    .map((one) => ({ protocol: one.at('Protocol'), endpoint: one.at('Endpoint') }));
  return [...apart, ...inline];
}

/** Each subscription stands under every topic that it may belong to. */
const subscriptionsByTopic = memoized((model: Model): ReadonlyMap<Resource, readonly Resource[]> => {
  const byTopic = new Map<Resource, Resource[]>();
  for (const subscription of model.ofType('AWS::SNS::Subscription')) {
    const { alternatives } = subscription.property('TopicArn');
    const topics = new Set(alternatives.flatMap((arn) => topicOf(arn, model) ?? []));
    addToEach(byTopic, topics, subscription);
  }
  return byTopic;
});

function topicOf(resolved: Resolved, model: Model): Resource | undefined {
  if (resolved.kind === 'reference') return resolved.resource;
  const arn = topicArnOf(resolved);
  return arn && topicWith(arn, model);
}

const expected = 'a receiver that the contract of the account names';

function isNamed({ protocol, endpoint }: Subscribed, named: readonly AlertReceiver[]): Observation {
  const seen = observe(endpoint, { expected }, (resolved) => verdictOf(protocol, resolved, named));
  return seen.status === 'fail' ? seen.with({ says: `is not ${expected}` }) : seen;
}

/** The contract names addresses that are written out, so a resource that messages go to is none of them. */
function verdictOf(protocol: Value, resolved: Resolved, named: readonly AlertReceiver[]): Verdict {
  if (resolved.kind === 'text') return undefined;
  if (resolved.kind !== 'literal') return false;
  if (protocol.literal === undefined) return undefined;
  return named.some((one) => isSame(one, String(protocol.literal), String(resolved.value)));
}

function isSame({ protocol, endpoint }: AlertReceiver, by: string, to: string): boolean {
  return protocol === by && endpoint === digestOf(to);
}

/** A channel of a chat that may be told what arrives at a topic. */
interface Channel {
  readonly channel: Resource;
  /** Whether it is told for certain. */
  readonly isTold: boolean;
}

function channelsOf(topic: Resource, model: Model): readonly Channel[] {
  return Object.entries(chats).flatMap(([type, path]) =>
    model.ofType(type).flatMap((channel) => {
      const truths = valuesAt(channel, path).map((arn) => isTopic(arn, topic));
      return truths.every((truth) => truth === false) ? [] : [{ channel, isTold: truths.includes(true) }];
    }),
  );
}

/** A channel of a kind that account.yaml does not know is none that it names. */
function isNamedChannel({ channel, isTold }: Channel, named: readonly AlertReceiver[]): Observation {
  const workspace = channel.property('SlackWorkspaceId');
  const otherwise: Verdict = isTold ? false : undefined;
  return observe(channel.property('SlackChannelId'), { expected }, (resolved) => {
    if (resolved.kind === 'absent') return otherwise;
    if (resolved.kind !== 'literal' || workspace.literal === undefined) return undefined;
    const place = `${String(workspace.literal)}/${String(resolved.value)}`;
    return named.some((one) => isSame(one, 'slack', place)) || otherwise;
  });
}

/** What the contract names and SNS does not send to; an endpoint that only the deployment tells may be the one. */
function lost(
  topic: Resource,
  receiver: AlertReceiver,
  subscribed: readonly Subscribed[],
): readonly Observation[] {
  const mayHear = subscribed.some(
    ({ protocol, endpoint: { literal } }) =>
      literal === undefined || isSame(receiver, String(protocol.literal), String(literal)),
  );
  return mayHear
    ? []
    : [
        missing(
          topic,
          'Properties',
          `a receiver by ${receiver.protocol} that the contract of the account names`,
        ),
      ];
}
