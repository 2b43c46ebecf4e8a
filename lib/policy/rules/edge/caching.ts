import type { Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { expectNumber, expectOneOf, expectReference } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import policies from './cache-policies.json' with { type: 'json' };

/** Judges that a behaviour keeps nothing: by the managed policy for that, or by one with a MaxTTL of 0. */
export function neverCaches(behaviour: Value): readonly Observation[] {
  const id = behaviour.at('CachePolicyId');
  const policy = referenced(id);
  if (policy?.type !== 'AWS::CloudFront::CachePolicy') return [expectOneOf(id, [policies.cachingDisabled])];
  return [expectReference(id, policy), expectNumber(policy.property('CachePolicyConfig.MaxTTL'), { max: 0 })];
}
