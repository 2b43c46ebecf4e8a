import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies, headersPolicyType } from '../../../cloudformation/headers-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Reference, Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { existsWith, isSupplier } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { memoized } from '../../../memoized.ts';
import { doubtAbout, observe, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { isManaged, managedPolicies } from './managed-policies.ts';

const distributionType = 'AWS::CloudFront::Distribution';

/** What every rule about a response header says of itself alike. */
export const aboutHeaders = {
  types: [distributionType, headersPolicyType],
  required: { type: distributionType, stack: 'edge' },
  since: '0.1.0',
  stage: 'enforced',
} as const satisfies Partial<Rule>;

/**
 * Judges every headers policy by itself, and every distribution for using one on all its behaviours; `judgePaths` judges what a
 * policy says for the paths that it is used on.
 */
export function onEveryBehaviour(
  header: string,
  judge: (policy: Resource, model: Model) => readonly Observation[],
  judgePaths: (distribution: Resource, model: Model) => readonly Observation[] = () => [],
): Rule['check'] {
  return (resource, model) =>
    resource.type === headersPolicyType
      ? judge(resource, model)
      : [
          ...behaviours(resource).flatMap((behaviour) => expectAttached(behaviour, header)),
          ...judgePaths(resource, model),
        ];
}

/** Requires that a behaviour uses a headers policy that is judged here; `header` says what for. */
export function expectAttached(behaviour: Value, header: string): readonly Observation[] {
  return expectPolicyThat(`sends ${header}`, behaviour);
}

/** Requires that a behaviour uses a headers policy that is judged here; `does` says what the policy is for. */
export function expectPolicyThat(does: string, behaviour: Value): readonly Observation[] {
  const id = behaviour.at('ResponseHeadersPolicyId');
  const expected = `a headers policy of these templates that ${does}`;
  const seen = observe(id, { expected }, (resolved) => isPolicyOf(behaviour.resource, resolved));
  const noted = managedPolicies(id).reduce(
    (noting, { name, lacks }) => noting.withNote(`${name} of AWS ${lacks}`),
    seen,
  );
  return [
    noted,
    ...attachedPolicies(behaviour).flatMap((policy) => doubtAbout(policy, behaviour.resource)),
    ...functionsAfterwards(behaviour),
  ];
}

function isPolicyOf(distribution: Resource, resolved: Resolved): Verdict {
  if (resolved.kind === 'reference') return isPolicyReference(distribution, resolved);
  if (resolved.kind === 'absent') return false;
  if (resolved.kind !== 'literal') return undefined;
  // What a policy sends that somebody keeps elsewhere is not to be seen here.
  return isManaged(resolved.value) || typeof resolved.value !== 'string' ? false : undefined;
}

function isPolicyReference(distribution: Resource, { resource, attribute }: Reference): Verdict {
  if (isSupplier(resource)) return undefined;
  if (resource.type !== headersPolicyType || !['Ref', 'Id'].includes(attribute)) return false;
  return existsWith(resource, distribution) !== false;
}

const lists = ['FunctionAssociations', 'LambdaFunctionAssociations'];

/**
 * Doubts what a behaviour sends where a function runs on the finished response: CloudFront adds the headers of
 * a policy before that, so the function may take any of them out again, and only its code tells.
 */
const functionsAfterwards = memoized((behaviour: Value): readonly Observation[] => {
  // Of a behaviour that is open itself, its headers policy says so already.
  if (behaviour.alternatives.some(({ kind }) => kind === 'unknown')) return [];
  return lists
    .map((name) => behaviour.at(name))
    .flatMap((list) => (list.isDecidedList ? list.items() : [list]))
    .map((association) => association.at('EventType'))
    .filter((event) => textIs(event, (text) => text === 'viewer-response') !== false)
    .map(doubt);
});

function doubt(event: Value): Observation {
  const says = `is ${event}: that function runs after the headers policy, and only its code tells whether it leaves the headers as they are`;
  return observation('unknown', event, { expected: 'an event before the headers policy' }).with({ says });
}
