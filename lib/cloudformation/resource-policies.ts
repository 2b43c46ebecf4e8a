import { own } from './model/json.ts';
import type { Resource, Value } from './model/types.ts';
import policies from './resource-policies.json' with { type: 'json' };
import { valuesAt } from './value-paths.ts';

const places: Readonly<Record<string, readonly string[]>> = policies.documents;

/** Every type that is a resource policy, or may have one. */
export const resourcePolicyTypes: readonly string[] = Object.keys(places);

/** The places of a resource for its resource policies, whether or not one is written there; of some types all properties are one. */
export function resourcePolicies(resource: Resource): readonly Value[] {
  return (own(places, resource.type) ?? []).flatMap((path) => valuesAt(resource, path));
}
