import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { flawsOf } from '../../choices.ts';
import { doubtAbout, expectAbsent, expectOneOf, expectReference, observe } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import services from './services.json' with { type: 'json' };

const forms: Readonly<Record<string, string>> = services.receivers;

/** Brings what topics get into a channel of a chat, and where each type names the topics. */
export const chats = {
  'AWS::Chatbot::SlackChannelConfiguration': 'SnsTopicArns[]',
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': 'SnsTopicArns[]',
};

interface Receiver {
  /** Who it is, so that the same one does not count twice. */
  readonly name: string;
  readonly seen: readonly Observation[];
}

/** Judges that at least so many receivers hear a topic: people, on-call services, channels of a chat. */
export function receivers(topic: Resource, least: number, model: Model): readonly Observation[] {
  const found = [...subscriptions(topic, model), ...inline(topic), ...channels(topic, model)];
  const hearing = new Map(
    found.filter(({ seen }) => flawsOf(seen).length === 0).map(({ name, seen }) => [name, seen]),
  );
  if (hearing.size >= least) return [...hearing.values()].slice(0, least).flat();
  const wanted = least === 1 ? 'a receiver' : `${least} receivers that differ`;
  return [missing(topic, 'Properties', wanted), ...found.flatMap(({ seen }) => flawsOf(seen))];
}

function subscriptions(topic: Resource, model: Model): readonly Receiver[] {
  return attached(model, topic, { type: 'AWS::SNS::Subscription', path: 'TopicArn' }).map((one) => ({
    name: one.property('Endpoint').toString().toLowerCase(),
    seen: [
      expectReference(one.property('TopicArn'), topic),
      ...reaches(one.property('Protocol'), one.property('Endpoint')),
      // A filter may leave every message out.
      ...flawsOf([expectAbsent(one.property('FilterPolicy'), 'no filter')]),
      ...doubtAbout(one, topic),
    ],
  }));
}

function inline(topic: Resource): readonly Receiver[] {
  const list = topic.property('Subscription');
  if (!list.isDecidedList) return [];
  return list
    .items()
    .filter(({ isOptional }) => !isOptional)
    .map((one) => ({
      name: one.at('Endpoint').toString().toLowerCase(),
      seen: reaches(one.at('Protocol'), one.at('Endpoint')),
    }));
}

function reaches(protocol: Value, endpoint: Value): readonly Observation[] {
  const form = own(forms, String(protocol.literal));
  return [
    expectOneOf(protocol, Object.keys(forms)),
    observe(endpoint, { expected: 'the address of a receiver' }, (resolved) =>
      resolved.kind === 'literal' && form !== undefined
        ? new RegExp(form).test(String(resolved.value))
        : resolved.kind === 'literal' || resolved.kind === 'absent'
          ? false
          : undefined,
    ),
  ];
}

/** A chat has one configuration for all regions, so it may be in another template of the account. */
function channels(topic: Resource, model: Model): readonly Receiver[] {
  return Object.entries(chats).flatMap(([type, path]) =>
    model.ofType(type).flatMap((channel) =>
      valuesAt(channel, path)
        .filter((arn) => isTopic(arn, topic) !== false)
        .map((arn) => ({
          name: `${type} ${channel.template.name} ${channel.logicalId}`,
          seen: [
            observation(isTopic(arn, topic) ? 'pass' : 'unknown', arn, {
              expected: `the ARN of ${topic.logicalId}`,
            }),
            ...doubtAbout(channel, topic),
          ],
        })),
    ),
  );
}

export function isTopic({ alternatives }: Value, topic: Resource): Truth {
  return all(alternatives.map((resolved) => namesTopic(resolved, topic)));
}

function namesTopic(resolved: Resolved, topic: Resource): Truth {
  if (resolved.kind === 'reference') return resolved.resource === topic;
  if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
  const { account, region } = topic.template;
  const name = topic.property('TopicName').literal;
  return resolved.value === `arn:aws:sns:${region}:${account}:${String(name)}`;
}
