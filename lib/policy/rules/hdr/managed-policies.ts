import type { Json } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import json from './managed-policies.json' with { type: 'json' };

/** A headers policy that AWS offers under a fixed id. */
export interface ManagedPolicy {
  readonly id: string;
  readonly name: string;
  /** Why it does not do for a shop, as a phrase after its name. */
  readonly lacks: string;
  /** Whether it sends `Access-Control-Allow-Origin: *`. */
  readonly anyOrigin: boolean;
}

const policies: readonly ManagedPolicy[] = json.policies;

/** The managed policies of AWS that a value names, in any alternative. */
export function managedPolicies(value: Value): readonly ManagedPolicy[] {
  return value.alternatives.flatMap((resolved) =>
    policies.filter(({ id }) => resolved.kind === 'literal' && resolved.value === id),
  );
}

/** Whether JSON is the id of a managed policy of AWS. */
export function isManaged(id: Json): boolean {
  return policies.some((policy) => policy.id === id);
}
