import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';

const remedy = 'write { "Name": "value" } or [["Name", "value"]]';

/** Reads headers as an object, with one value or a list of them for each name, or as a list of pairs. */
export function readHeaders(value: unknown, place: string): Delivery['headers'] {
  const headers = new Map<string, string[]>();
  for (const [name, text] of pairsOf(value, place)) {
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), text]);
  }
  return headers;
}

type Pair = readonly [name: string, value: string];

function pairsOf(value: unknown, place: string): readonly Pair[] {
  if (typeof value !== 'object' || value === null) {
    throw new InputError(`${place}: found no headers, ${remedy}`);
  }
  const pairs: readonly unknown[] = Array.isArray(value)
    ? value
    : Object.entries(value).flatMap(([name, values]) => [values].flat().map((each) => [name, each]));
  const strange = pairs.findIndex((pair) => !isPair(pair));
  if (strange < 0) return pairs as readonly Pair[];
  throw new InputError(`${place}: header ${strange + 1} is no name with a value of text, ${remedy}`);
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
