/** A part of a text, from its first character to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text made from another, with the place in it where each character began; without places, it is the same. */
export interface Derived {
  readonly text: string;
  readonly starts?: readonly number[];
}

/** Counts characters looked at and combinations tried, which proves the time to be linear without a clock. */
export interface Work {
  steps: number;
}

/** What was found: a card's number, the code printed on it, or the content of its magnetic stripe. */
export type CardDataKind = 'number' | 'code' | 'track';

/** Card data in a text, and what may stand in its place. */
export interface Hit extends Span {
  readonly kind: CardDataKind;
  readonly brand?: string;
  readonly mask: string;
}

/**
 * Stands for what must not be shown at all. Neither this nor any other mask may contain what the guard looks for, or
 * masked text would be masked again.
 */
export const withheld = '[withheld]';

/** Stands for a code, of which any digit says too much. */
export const maskedCode = '***';

/** Shows at most the first six and the last four; of a short number, whose middle could be guessed, the last four. */
export function maskedNumber(digits: string): string {
  const first = digits.length >= 15 ? digits.slice(0, 6) : '';
  return `[${first}******${digits.slice(-4)}]`;
}
