import { fold } from './fold.ts';
import type { Derived, Span, Work } from './span.ts';
import { unescaped } from './unescaped.ts';

/** A text as somebody could read it, and the part of the examined text that each of its parts stands for. */
export interface Reading {
  readonly text: string;
  readonly origin: (start: number, end: number) => Span;
  /** Whether a part can only be taken away whole, because it is spread over the characters of a code. */
  readonly encoded: boolean;
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

/** A part of a text that can be base64, and what it says. */
interface Base64Part {
  readonly start: number;
  readonly end: number;
  /** One text for each of the four characters that the code may begin with: what is glued before it shifts it. */
  readonly texts: readonly string[];
}

/** The parts of a text that are long enough to hold a card number as base64, padded or not, in either alphabet. */
function* base64Parts(text: string): Generator<Base64Part> {
  for (const { 0: found, index } of text.matchAll(token)) {
    const joined = found.replace(/[\r\n=]/g, '');
    const texts = [0, 1, 2, 3].map((shift) => Buffer.from(joined.slice(shift), 'base64').toString('utf8'));
    yield { start: index, end: index + found.length, texts };
  }
}

// The shortest number has twelve digits, which are sixteen characters. Mail breaks the lines of what it encodes.
const token = /[A-Za-z0-9+/_-][A-Za-z0-9+/_\r\n-]{15,}={0,2}/g;
