import type { Delivery } from '../../lambda/gateways/delivery.ts';
import { fromBase64 } from '../../lambda/gateways/signature.ts';
import { InputError } from '../cloudformation/input/input-error.ts';
import { nearest } from '../nearest.ts';

/** A JSON object that may hold secrets: what is said about it names kinds of values, and never a value. */
export type Members = Readonly<Record<string, unknown>>;

/** The object itself; anything else is a mistake of the caller. */
export function members(value: unknown, place: string, example: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new InputError(`${place}: found ${kindOf(value)}, write ${example}`);
}

/** A member that has to be text. */
export function textMember(from: Members, name: string, place: string): string {
  const value = optionalText(from, name, place);
  if (value !== undefined) return value;
  throw new InputError(`${place}: found no ${name}, write it as text`);
}

/** A member that is text where it is given. */
export function optionalText(from: Members, name: string, place: string): string | undefined {
  const value = from[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new InputError(`${place}: ${name} is ${kindOf(value)}, write text`);
}

/** Refuses members that are none of the known ones: a misspelt one would be a history of something else. */
export function refuseUnknown(given: Members, names: readonly string[], place: string): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, names);
  throw new InputError(
    meant === undefined
      ? `${place}: found a member that is none of ${names.join(', ')}, leave it out`
      : `${place}: found ${unknown}, did you mean ${meant}?`,
  );
}

/** What kind of value somebody wrote. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  const kinds: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  return kinds[typeof value] ?? 'an object';
}

/** The bytes of base64 text, which may be empty; text that would lose a part is a mistake. */
export function bytesOf(text: string, place: string): Buffer {
  const bytes = text === '' ? Buffer.alloc(0) : fromBase64(text);
  if (bytes) return bytes;
  throw new InputError(`${place}: found text that is not padded base64 on one line, encode the bytes anew`);
}

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
