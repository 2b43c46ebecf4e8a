import { behaviours } from '../../../cloudformation/behaviours.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Reference, Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { doubtAbout, existsWith } from '../../supports.ts';
import { functionsAfterwards } from './later-functions.ts';
import { isManaged, managedPolicies } from './managed-policies.ts';

const distributionType = 'AWS::CloudFront::Distribution';
export const headersPolicyType = 'AWS::CloudFront::ResponseHeadersPolicy';

/** What every rule about a response header says of itself alike. */
export const aboutHeaders = {
  types: [distributionType, headersPolicyType],
  required: { type: distributionType, stack: 'edge' },
  since: '0.1.0',
  stage: 'enforced',
} as const satisfies Partial<Rule>;

/** Judges every headers policy by itself, and every distribution for using one on all its behaviours. */
export function onEveryBehaviour(
  header: string,
  judge: (policy: Resource, model: Model) => readonly Observation[],
): Rule['check'] {
  return (resource, model) =>
    resource.type === headersPolicyType
      ? judge(resource, model)
      : behaviours(resource).flatMap((behaviour) => expectAttached(behaviour, header));
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

/** The headers policies of the templates that a behaviour uses, in any alternative. */
export const attachedPolicies = memoized((behaviour: Value): readonly Resource[] => {
  const used = behaviour
    .at('ResponseHeadersPolicyId')
    .alternatives.flatMap((resolved) => (resolved.kind === 'reference' ? [resolved.resource] : []))
    .filter(({ type }) => type === headersPolicyType);
  return [...new Set(used)];
});

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
