import { paginateListSubscriptionsByTopic, type Subscription } from '@aws-sdk/client-sns';
import { type AlertWay, alertTopicName, alertWays } from '../../contract/account-names.ts';
import { digestOf } from '../../contract/digests.ts';
import type { AccountContract, AlertReceiver } from '../../contract/schema.ts';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { once } from '../../once.ts';
import type { DeployedStack } from './deployed-stack.ts';
import { absent, type Found, judged, look, type Place, unknown } from './look.ts';

/** How AWS Chatbot subscribes itself for a channel of a chat. */
const chatEndpoint = 'https://global.sns-api.chatbot.amazonaws.com';

const source = 'sns:ListSubscriptionsByTopic';
const controls = ['DET-06'];

/**
 * Looks whether each receiver of alerts has confirmed that it is one, and whether there are others. Endpoints are personal, so a
 * receiver is told by its place in the account file.
 */
export function lookAtReceivers({ template, place }: DeployedStack): readonly Promise<LiveObservation>[] {
  const { accountStack } = template;
  return accountStack ? alertWays.flatMap((way) => lookAtWay(way, accountStack, place)) : [];
}

function lookAtWay(
  way: AlertWay,
  { receivers }: AccountContract,
  place: Place,
): readonly Promise<LiveObservation>[] {
  const { account, region } = place;
  const where = `arn:aws:sns:${region}:${account}:${alertTopicName(way)}`;
  const subscriptions = once(() => subscriptionsOf(where, place));
  const ask = (what: string, judge: (found: readonly Subscription[]) => Found) =>
    look(place, { about: 'receiver', what: `${what} of ${way} in ${region}`, where, source, controls }, () =>
      absent(/NotFound/, 'the topic does not exist', async () => judge(await subscriptions())),
    );
  if (!receivers) {
    return [ask('Receivers', (found) => unknown(`${found.length}; the contract names none`))];
  }
  const own = receivers[way];
  const named = own.filter(({ protocol }) => protocol !== 'slack');
  return [
    ...named.map((receiver, index) =>
      ask(`Receiver ${index + 1} (${receiver.protocol})`, (found) => receiverIn(found, receiver)),
    ),
    ask('Other receivers', (found) => othersIn(found, own)),
  ];
}

async function subscriptionsOf(TopicArn: string, { clients }: Place): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client: clients.topics },
    { TopicArn },
  )) {
    all.push(...Subscriptions);
  }
  return all;
}

function receiverIn(found: readonly Subscription[], receiver: AlertReceiver): Found {
  const own = found.find((each) => isOf(each, receiver));
  if (!own) return judged('is not subscribed', false);
  const isConfirmed = own.SubscriptionArn?.startsWith('arn:') ?? false;
  return judged(isConfirmed ? 'confirmed' : 'has not confirmed', isConfirmed);
}

function othersIn(found: readonly Subscription[], named: readonly AlertReceiver[]): Found {
  const hasChat = named.some(({ protocol }) => protocol === 'slack');
  const others = found.filter(
    (each) => !named.some((receiver) => isOf(each, receiver)) && !(hasChat && each.Endpoint === chatEndpoint),
  );
  const protocols = others.map(({ Protocol = 'unknown' }) => Protocol).sort();
  return judged(
    others.length === 0 ? 'none' : `${others.length} (${protocols.join(', ')})`,
    others.length === 0,
  );
}

function isOf({ Protocol, Endpoint = '' }: Subscription, { protocol, endpoint }: AlertReceiver): boolean {
  return Protocol === protocol && digestOf(Endpoint) === endpoint;
}
