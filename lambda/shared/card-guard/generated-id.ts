import type { Span } from './reading.ts';

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
