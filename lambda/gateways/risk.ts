import type { Risk } from './gateway.ts';
import { entryOf } from './json.ts';

/** A gateway's word about fraud as a member of an event; no member for a word that says neither. */
export function riskOf(
  word: string | undefined,
  words: Readonly<Record<string, Risk>>,
): { readonly risk?: Risk } {
  const risk = word === undefined ? undefined : entryOf(words, word);
  return risk === undefined ? {} : { risk };
}
