import { brandOf, longestNumber, shortestNumber } from './brand.ts';
import { ibanGroups, isInGeneratedId } from './look-alikes.ts';
import { type Hit, maskedNumber, type Span, type Work } from './span.ts';

/**
 * Card numbers in a folded text. Letters may touch the number, digits may not: every part of a longer row of digits
 * would be tried otherwise, and one in three 19-digit numbers would be taken for a card.
 */
export function* numbersIn(text: string, work: Work): Generator<Hit> {
  for (const chain of chainsIn(text)) {
    for (let first = 0; first < chain.length; first += 1) {
      const hit = longestFrom(text, chain, first, work);
      if (hit) yield hit;
    }
  }
}

type Chain = readonly Span[];

// Groups of digits that nothing but a few separators stands between. A plus stands for a space in forms.
function* chainsIn(text: string): Generator<Chain> {
  let chain: Span[] = [];
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const before = chain.at(-1);
    if (before && !isSeparator(text, before.end, index)) {
      yield chain;
      chain = [];
    }
    chain.push({ start: index, end: index + digits.length });
  }
  if (chain.length > 0) yield chain;
}

const longestSeparator = 3;
const separators = /^[ \t.+-]+$/;

function isSeparator(text: string, start: number, end: number): boolean {
  return end - start <= longestSeparator && separators.test(text.slice(start, end));
}

// From each group only the longest number counts: what a shorter one would show is hidden with it.
function longestFrom(text: string, chain: Chain, first: number, work: Work): Hit | undefined {
  let digits = '';
  let found: Hit | undefined;
  for (let last = first; last < chain.length; last += 1) {
    const group = chain[last];
    if (!group || digits.length + group.end - group.start > longestNumber) break;
    work.steps += 1;
    digits += text.slice(group.start, group.end);
    const written = { text, chain, first, last, digits };
    if (digits.length >= shortestNumber) found = hitOf(written) ?? found;
  }
  return found;
}

interface Written {
  readonly text: string;
  readonly chain: Chain;
  readonly first: number;
  readonly last: number;
  readonly digits: string;
}

const mostGroups = 5;

// Lists of small numbers hold a card number by chance again and again. Nobody writes a card in many groups, unless each
// is one digit, or nothing else stands there.
function isWrittenAsNumber({ chain, first, last, digits }: Written): boolean {
  const groups = last - first + 1;
  return groups <= mostGroups || groups === digits.length || groups === chain.length;
}

function hitOf(written: Written): Hit | undefined {
  const { text, chain, first, last, digits } = written;
  const match = brandOf(digits);
  if (!match || !isWrittenAsNumber(written) || isSomethingElse(written)) return undefined;
  const start = chain[first]?.start ?? 0;
  const end = chain[last]?.end ?? start;
  if (isInGeneratedId(text, { start, end }) || (match.besideWords && !isBesideWord(text, start)))
    return undefined;
  return { start, end, kind: 'number', brand: match.brand, mask: maskedNumber(digits) };
}

function isSomethingElse(written: Written): boolean {
  const { text, chain, last } = written;
  return isPhoneNumber(written) || isFraction(written) || last < ibanGroups(text, chain);
}

const longestPhoneNumber = 13;

// A German mobile number has 13 digits and begins with 49, as a Visa number may; the plus tells them apart.
function isPhoneNumber({ text, chain, first, digits }: Written): boolean {
  return first === 0 && digits.length <= longestPhoneNumber && text[(chain[0]?.start ?? 0) - 1] === '+';
}

// Fractions that a program computed have 16 digits or more, and exchange rates are such fractions.
function isFraction({ text, chain, first, last }: Written): boolean {
  const start = chain[0]?.start ?? 0;
  return first === 1 && last === 1 && text.slice(start, chain[1]?.start) === '0.';
}

const wordDistance = 32;
const cardWords = /card|karte|carte|tarjeta|carta|kaart|maestro|unionpay|(?<![a-z])pan(?![a-z])/i;

function isBesideWord(text: string, start: number): boolean {
  return cardWords.test(text.slice(Math.max(0, start - wordDistance), start));
}
