import ibans from './ibans.json' with { type: 'json' };
import type { Span } from './span.ts';

/**
 * How many of the first groups of digits are an account number (ISO 13616); none if the country, the length or the
 * check digits say otherwise. Written in fours, one in twelve would be taken for a card.
 */
export function ibanGroups(text: string, groups: readonly Span[]): number {
  const start = groups[0]?.start ?? 0;
  const [, country = ''] = beforeDigits.exec(text.slice(Math.max(0, start - 3), start)) ?? [];
  const length = lengths.get(country);
  if (length === undefined) return 0;
  let digits = '';
  for (const [index, group] of groups.entries()) {
    digits += text.slice(group.start, group.end);
    if (digits.length >= length) return digits.length === length && isValid(country, digits) ? index + 1 : 0;
  }
  return 0;
}

// The country stands alone before the digits; in a longer word it is chance.
const beforeDigits = /(?:^|[^A-Za-z0-9])([A-Z]{2})$/;

const lengths: ReadonlyMap<string, number> = new Map(
  Object.entries(ibans.lengths).map(([country, length]) => [country, length - country.length]),
);

function isValid(country: string, digits: string): boolean {
  const letters = Array.from(country, (letter) => letter.charCodeAt(0) - 55).join('');
  let remainder = 0;
  for (const digit of `${digits.slice(2)}${letters}${digits.slice(0, 2)}`) {
    remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/**
 * Whether a part of a text lies in a UUID or a hexadecimal hash. Their letters leave rows of digits, of which one in some
 * thousands would be taken for a card: too many for ids that every request has.
 */
export function isInGeneratedId(text: string, { start, end }: Span): boolean {
  const from = Math.max(0, start - longestId);
  for (const { 0: id, index } of text.slice(from, end + longestId).matchAll(generatedId)) {
    if (from + index <= start && end <= from + index + id.length) return true;
  }
  return false;
}

// SHA-256 is the longest. One character more on either side shows where an id ends.
const longestId = 65;

const generatedId = new RegExp(
  [
    '(?<![0-9a-z])(?:',
    '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
    '|[0-9a-f]{64}',
    '|[0-9a-f]{40}',
    ')(?![0-9a-z])',
  ].join(''),
  'gi',
);
