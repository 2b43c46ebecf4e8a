import { base64Parts } from './base64.ts';
import { fold } from './fold.ts';
import { unescaped } from './unescaped.ts';

/** A part of a text, from its first character to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as somebody could read it, and the part of the examined text that each of its parts stands for. */
export interface Reading {
  readonly text: string;
  readonly origin: (start: number, end: number) => Span;
  /** Whether a part can only be taken away whole, because it is spread over the characters of a code. */
  readonly encoded: boolean;
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

/**
 * Every reading of a text: as it stands, with its escapes resolved (up to three times, one after the other), and
 * what its parts are as base64, read in the same way. Digits, dashes, spaces and letters are folded in all of them.
 */
export function* readings(text: string, work: Work): Generator<Reading> {
  yield* layers({ text, origin: (start, end) => ({ start, end }), encoded: false }, 2, work);
}

const unescapeRounds = 3;

function* layers(source: Reading, depth: number, work: Work): Generator<Reading> {
  let current = source;
  for (let round = 0; ; round += 1) {
    work.steps += current.text.length;
    yield derive(current, fold(current.text));
    const next = round < unescapeRounds ? unescaped(current.text) : undefined;
    if (!next) break;
    current = derive(current, next);
  }
  if (depth > 0) yield* decoded(current, depth, work);
}

// Escapes never break base64 apart, they only join it: the last text is the one to look for it in.
function* decoded(source: Reading, depth: number, work: Work): Generator<Reading> {
  for (const { start, end, texts } of base64Parts(source.text)) {
    const span = source.origin(start, end);
    for (const text of texts) yield* layers({ text, origin: () => span, encoded: true }, depth - 1, work);
  }
}

function derive({ origin, encoded }: Reading, { text, starts }: Derived): Reading {
  if (!starts) return { text, origin, encoded };
  return { text, encoded, origin: (start, end) => origin(starts[start] ?? 0, starts[end] ?? 0) };
}
