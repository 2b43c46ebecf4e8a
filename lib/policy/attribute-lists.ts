import type { Value } from '../cloudformation/model/types.ts';
import { textIs } from '../cloudformation/texts.ts';
import { expectItem, flawsOf } from './choices.ts';
import { expectOneOf } from './expect.ts';
import type { Observation } from './observation.ts';

/** Requires that a list of keys and values, such as the attributes of a load balancer, has one of these values under a key. */
export function expectAttribute(
  list: Value,
  key: string,
  allowed: readonly string[],
): readonly Observation[] {
  return expectItem(list, {
    expected: `${key} of ${allowed.join(' or ')}`,
    identify: (item) => [expectOneOf(item.at('Key'), [key])],
    judge: (item) => [expectOneOf(item.at('Value'), allowed)],
  });
}

/** Finds fault with another value under a key where the list has the key, or may have it: what AWS does by itself is right. */
export function attributeFlaws(list: Value, key: string, allowed: readonly string[]): readonly Observation[] {
  return maySet(list, key) ? flawsOf(expectAttribute(list, key, allowed)) : [];
}

function maySet(list: Value, key: string): boolean {
  return (
    !list.isDecidedList ||
    list.items().some((item) => textIs(item.at('Key'), (text) => text === key) !== false)
  );
}
