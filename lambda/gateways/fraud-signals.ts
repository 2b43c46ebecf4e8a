import { entryOf } from './json.ts';
import type { CardChecks, CheckResult, Risk } from './payment-event.ts';

/** The card networks' letters for street and postal code, as American processors pass them on. */
export function checksOfAvsLetter(letter: string | undefined): CardChecks {
  if (letter === undefined) return {};
  const [avsStreet, avsPostalCode] = avsLetters[letter.toUpperCase()] ?? ['unchecked', 'unchecked'];
  return { avsStreet, avsPostalCode };
}

/** The card networks' letters for the code on the card. */
export function checkOfCodeLetter(letter: string | undefined): CardChecks {
  if (letter === undefined) return {};
  return { cvc: letter === 'M' ? 'match' : letter === 'N' ? 'mismatch' : 'unchecked' };
}

/** The checks that say something, as a member of an event; no member if none does. */
export function checksOf(...parts: readonly CardChecks[]): { readonly checks?: CardChecks } {
  const { avsStreet, avsPostalCode, cvc }: CardChecks = Object.assign({}, ...parts);
  if (avsStreet === undefined && avsPostalCode === undefined && cvc === undefined) return {};
  return {
    checks: {
      ...(avsStreet === undefined ? {} : { avsStreet }),
      ...(avsPostalCode === undefined ? {} : { avsPostalCode }),
      ...(cvc === undefined ? {} : { cvc }),
    },
  };
}

const avsLetters: Readonly<Record<string, readonly [avsStreet: CheckResult, avsPostalCode: CheckResult]>> = {
  A: ['match', 'mismatch'],
  B: ['match', 'unchecked'],
  D: ['match', 'match'],
  F: ['match', 'match'],
  M: ['match', 'match'],
  N: ['mismatch', 'mismatch'],
  P: ['unchecked', 'match'],
  W: ['mismatch', 'match'],
  X: ['match', 'match'],
  Y: ['match', 'match'],
  Z: ['mismatch', 'match'],
};

/** A gateway's word about fraud as a member of an event; no member for a word that says neither. */
export function riskOf(
  word: string | undefined,
  words: Readonly<Record<string, Risk>>,
): { readonly risk?: Risk } {
  const risk = word === undefined ? undefined : entryOf(words, word);
  return risk === undefined ? {} : { risk };
}
