import type { Value } from '../cloudformation/model/types.ts';
import { type Observation, observation } from './observation.ts';

/** The controls that whoever administers a key fulfils. */
export type KeyControl = 'DATA-02' | 'KEY-02';

/**
 * What was seen of a key, where the contract may declare it: of such a key the ARN alone is seen, so that its owner answers for what
 * would pass. A flaw stays a flaw, whoever declares the key.
 */
export function leftToOwnerOfKey(seen: Observation, value: Value, control: KeyControl): Observation {
  if (seen.status !== 'pass' || !isDeclared(value, control)) return seen;
  const { expected } = seen;
  return observation('unknown', value, { expected }).with({ ownersControl: control });
}

function isDeclared({ literal, resource }: Value, control: KeyControl): boolean {
  const declared = resource.template.storefront?.declared ?? [];
  return declared.some((one) => one.control === control && one.arn === literal);
}
