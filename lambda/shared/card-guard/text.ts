import { codeAfter, codesIn, tracksIn } from './authentication-data.ts';
import { numbersIn } from './numbers.ts';
import { type Reading, readings } from './reading.ts';
import { type CardDataKind, type Hit, type Span, type Work, withheld } from './span.ts';

/**
 * The card data in a text, in order and without overlaps. The context is what the text stands under, such as the name
 * of its field: it can make three digits a code, and is itself not searched.
 */
export function hitsIn(text: string, context: string, work: Work): readonly Hit[] {
  if (isHarmless(text)) return [];
  const before = context === '' ? '' : `${context}: `;
  const hits: Hit[] = [];
  for (const reading of readings(before + text, work)) {
    for (const hit of detect(reading, work)) hits.push(inExamined(hit, reading));
  }
  return merge(hits.flatMap((hit) => behind(hit, before.length)));
}

/** The text with other text in place of some of its parts. */
export function replaceParts(text: string, parts: readonly (Span & { readonly mask: string })[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end, mask } of parts) {
    pieces.push(text.slice(position, start), mask);
    position = end;
  }
  return [...pieces, text.slice(position)].join('');
}

// What most members of most values are. Base64 needs sixteen characters, everything else a digit or an escape.
function isHarmless(text: string): boolean {
  return text.length < 16 && !/[\p{N}%\\&]/u.test(text);
}

function* detect({ text }: Reading, work: Work): Generator<Hit> {
  work.steps += 2 * text.length;
  for (const number of numbersIn(text, work)) {
    yield number;
    const code = codeAfter(text, number.end);
    if (code) yield code;
  }
  yield* codesIn(text);
  yield* tracksIn(text);
}

function inExamined(hit: Hit, { origin, encoded }: Reading): Hit {
  return { ...hit, ...origin(hit.start, hit.end), ...(encoded && { mask: withheld }) };
}

function behind(hit: Hit, length: number): readonly Hit[] {
  const end = hit.end - length;
  return end > 0 ? [{ ...hit, start: Math.max(0, hit.start - length), end }] : [];
}

const ranks: Readonly<Record<CardDataKind, number>> = { track: 0, number: 1, code: 2 };

// Two readings often find the same. Where they differ, what one shows could be what the other hides.
function merge(hits: readonly Hit[]): readonly Hit[] {
  const ordered = hits.toSorted(
    (a, b) => a.start - b.start || a.end - b.end || ranks[a.kind] - ranks[b.kind],
  );
  const merged: Hit[] = [];
  for (const hit of ordered) {
    const before = merged.at(-1);
    if (before && hit.start < before.end) merged[merged.length - 1] = joined(before, hit);
    else merged.push(hit);
  }
  return merged;
}

function joined(a: Hit, b: Hit): Hit {
  const [first, second] = ranks[a.kind] <= ranks[b.kind] ? [a, b] : [b, a];
  const same = a.start === b.start && a.end === b.end && a.mask === b.mask;
  return { ...second, ...first, start: a.start, end: Math.max(a.end, b.end), mask: same ? a.mask : withheld };
}
