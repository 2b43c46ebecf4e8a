import { arnFields } from '../cloudformation/arns.ts';
import { own } from '../cloudformation/model/json.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Reference, Resolved, Resource, Value } from '../cloudformation/model/types.ts';
import { isSupplier } from '../cloudformation/references.ts';
import { topicArnOf } from '../cloudformation/topics.ts';
import { memoized } from '../memoized.ts';
import { distinct, flawsOf } from './choices.ts';
import { expectTrue, observe, type Verdict } from './expect.ts';
import { isTopicThere, topicSeen } from './named-topics.ts';
import { missing, type Observation, observation } from './observation.ts';

/** Judges that an alarm does something when it is raised: actions are on, and each one has a target. */
export function alarmReaches(alarm: Resource, model: Model): readonly Observation[] {
  return reaching(model)(alarm);
}

/** Several rules ask the same of one alarm. */
const reaching = memoized((model: Model) =>
  memoized((alarm: Resource): readonly Observation[] => {
    const enabled = expectTrue(alarm.property('ActionsEnabled').withDefault(true));
    return [...flawsOf([enabled]), ...targets(alarm.property('AlarmActions'), model)];
  }),
);

// A list that is empty in one case tells nobody in that case.
function targets(list: Value, model: Model): readonly Observation[] {
  return distinct(list.each().flatMap((one) => targetsIn(one, model)));
}

function targetsIn(list: Value, model: Model): readonly Observation[] {
  if (!list.isDecidedList)
    return [observation('unknown', list, { expected: 'a list with the ARN of a topic' })];
  const items = list.items();
  const sure = items.filter(({ isOptional }) => !isOptional);
  return [
    ...(sure.length === 0 ? [missing(list.resource, list.path, 'the ARN of a topic')] : []),
    ...items.flatMap((item) => {
      const expectation = { expected: 'the ARN of a topic or function' };
      return topicSeen(
        observe(item, expectation, (one) => isTarget(one, item.resource, model)),
        item,
        model,
      );
    }),
  ];
}

/** Attributes that hold the ARN of what an alarm may call. */
const targetAttributes: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['Ref', 'TopicArn'],
  'AWS::Lambda::Function': ['Arn'],
  'AWS::Lambda::Alias': ['Ref', 'AliasArn'],
  'AWS::SSMIncidents::ResponsePlan': ['Arn'],
};

function isTarget(resolved: Resolved, alarm: Resource, model: Model): Verdict {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'reference') return isTargetReference(resolved);
  const fields = arnFields(resolved);
  // A text that begins with something open may be any ARN.
  if (!fields) return resolved.kind === 'text' && typeof resolved.parts[0] !== 'string' ? undefined : false;
  if (fields.service !== 'sns') return fields.service === undefined ? undefined : true;
  const topic = topicArnOf(resolved);
  return topic && isTopicThere(topic, alarm, model);
}

function isTargetReference({ resource, attribute }: Reference): Verdict {
  const attributes = own(targetAttributes, resource.type);
  return attributes?.includes(attribute) ?? (isSupplier(resource) ? undefined : false);
}
