import type { Value } from '../cloudformation/model/types.ts';
import { type Expectation, type Observation, observation } from './observation.ts';

/** The controls that whoever administers a key fulfils. */
export type KeyControl = 'DATA-02' | 'KEY-02';

/**
 * What is seen of a key that the contract declares: its ARN alone, so that its owner answers for the rest. Nothing for any other
 * key, however it is written.
 */
export function seenOfDeclaredKey(
  value: Value,
  control: KeyControl,
  expectation: Expectation,
): Observation | undefined {
  const declared = value.resource.template.storefront?.declared ?? [];
  const isNamed = value.alternatives.every(
    (one) =>
      one.kind === 'literal' && declared.some(({ control: of, arn }) => of === control && arn === one.value),
  );
  return isNamed && value.alternatives.length > 0
    ? observation('unknown', value, expectation).with({ ownersControl: control })
    : undefined;
}
