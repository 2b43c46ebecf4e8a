import type { Work } from './span.ts';
import { type CardDataKind, type Hit, withheld } from './span.ts';
import { hitsIn, replaceParts } from './text.ts';
import { mapTexts, type Place } from './texts-of.ts';

/** Card data in a value. It says where and what, never the digits, nor anything they could be computed from. */
export interface CardFinding {
  /** The names that lead to it, joined by dots; a name that is itself doubtful is its position, as in `{3}`. */
  readonly where: string;
  /** `unreadable`: too deep, too long or broken, so that nobody can say what it holds. */
  readonly kind: CardDataKind | 'unreadable';
  readonly brand?: string;
}

/** What an endpoint does with a request that holds card data. */
export interface Refusal {
  /** Answered to the sender: a status without text, so that nothing comes back to be stored elsewhere. */
  readonly answer: {
    readonly statusCode: 422;
    readonly multiValueHeaders: Readonly<Record<string, string[]>>;
    readonly body: '';
  };
  /** Told to the log. */
  readonly findings: readonly CardFinding[];
}

/** Finds card data in a value: text, bytes, or anything that JSON can say. Never throws; takes linear time. */
export function findCardData(value: unknown): readonly CardFinding[] {
  return inspect(value, { steps: 0 });
}

/** The same, with the work that it took. */
export function inspect(value: unknown, work: Work): readonly CardFinding[] {
  const findings = new Map<string, CardFinding>();
  const add = (finding: CardFinding) => {
    const { where, kind, brand = '' } = finding;
    if (findings.size < mostFindings) findings.set(`${where} ${kind} ${brand}`, finding);
  };
  mapTexts(value, {
    text: (text, place) => {
      for (const hit of hitsOf(text, place, work)) add(findingOf(hit, place));
      return text;
    },
    unreadable: ({ where }) => {
      add({ where, kind: 'unreadable' });
      return withheld;
    },
  });
  return [...findings.values()];
}

/**
 * The value with its card data masked; the value itself if it has none. What comes out has no card data by the measure
 * of `findCardData`, so that a second time changes nothing. A masked number becomes text.
 */
export function redact(value: string): string;
export function redact(value: unknown): unknown;
export function redact(value: unknown): unknown {
  const work = { steps: 0 };
  if (inspect(value, work).length === 0) return value;
  return mapTexts(value, {
    text: (text, place) => maskedText(text, place, work),
    unreadable: () => withheld,
  });
}

/** What an endpoint that wants no card data answers to a request which has some; nothing if it has none. */
export function refusal(value: unknown): Refusal | undefined {
  const findings = findCardData(value);
  if (findings.length === 0) return undefined;
  return {
    answer: { statusCode: 422, multiValueHeaders: { 'cache-control': ['no-store'] }, body: '' },
    findings,
  };
}

const mostFindings = 50;
const mostRounds = 4;

function hitsOf(text: string, { context }: Place, work: Work): readonly Hit[] {
  work.steps += 1;
  return hitsIn(text, context, work);
}

function findingOf({ kind, brand }: Hit, { where }: Place): CardFinding {
  return { where, kind, ...(brand && { brand }) };
}

// A mask can bring together what it stands between; then that is masked too, and at the worst everything is.
function maskedText(text: string, place: Place, work: Work): string {
  let current = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const hits = hitsOf(current, place, work);
    if (hits.length === 0) return current;
    current = replaceParts(current, hits);
  }
  return withheld;
}
