import { own } from '../cloudformation/model/json.ts';
import type { Resolved, Resource, Value } from '../cloudformation/model/types.ts';
import { isSupplier } from '../cloudformation/references.ts';
import { distinct, flawsOf } from './choices.ts';
import { expectTrue, observe, type Verdict } from './expect.ts';
import { missing, type Observation, observation } from './observation.ts';

/** Judges that an alarm does something when it is raised: actions are on, and each one has a target. */
export function alarmReaches(alarm: Resource): readonly Observation[] {
  const enabled = expectTrue(alarm.property('ActionsEnabled').withDefault(true));
  return [...flawsOf([enabled]), ...targets(alarm.property('AlarmActions'))];
}

// A list that is empty in one case tells nobody in that case.
function targets(list: Value): readonly Observation[] {
  return distinct(list.each().flatMap(targetsIn));
}

function targetsIn(list: Value): readonly Observation[] {
  if (!list.isDecidedList)
    return [observation('unknown', list, { expected: 'a list with the ARN of a topic' })];
  const items = list.items();
  const sure = items.filter(({ isOptional }) => !isOptional);
  return [
    ...(sure.length === 0 ? [missing(list.resource, list.path, 'the ARN of a topic')] : []),
    ...items.map((item) => observe(item, { expected: 'the ARN of a topic or function' }, isTarget)),
  ];
}

/** Attributes that hold the ARN of what an alarm may call. */
const targetAttributes: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['Ref', 'TopicArn'],
  'AWS::Lambda::Function': ['Arn'],
  'AWS::Lambda::Alias': ['Ref', 'AliasArn'],
  'AWS::SSMIncidents::ResponsePlan': ['Arn'],
};

function isTarget(resolved: Resolved): Verdict {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'reference') {
    return (
      own(targetAttributes, resolved.resource.type)?.includes(resolved.attribute) ??
      (isSupplier(resolved.resource) ? undefined : false)
    );
  }
  const [start] =
    resolved.kind === 'text' ? resolved.parts : [resolved.kind === 'literal' ? resolved.value : ''];
  return typeof start === 'string' && start.startsWith('arn:');
}
