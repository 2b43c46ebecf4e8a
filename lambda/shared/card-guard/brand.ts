import issuers from './issuers.json' with { type: 'json' };

/** How sure the table is of a number: by itself, or only where a word beside it speaks of cards. */
export interface BrandMatch {
  readonly brand: string;
  readonly besideWords: boolean;
}

/** The fewest and the most digits that a card number has. */
export const shortestNumber = 12;
export const longestNumber = 19;

/** The brand that issues numbers of this length from this prefix; nothing if the check digit is wrong or nobody does. */
export function brandOf(digits: string): BrandMatch | undefined {
  if (!passesLuhn(digits)) return undefined;
  for (const { brand, ranges, lengths, lengthsBesideWords } of brands) {
    const besideWords = lengthsBesideWords.has(digits.length);
    if (!besideWords && !lengths.has(digits.length)) continue;
    if (ranges.some((range) => isWithin(digits, range))) return { brand, besideWords };
  }
  return undefined;
}

/** Whether the last digit is the check digit of those before it (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

interface Range {
  readonly first: string;
  readonly last: string;
}

// Whoever needs the check digit alone, such as the browser client, is not given the table.
const brands = /* @__PURE__ */ issuers.brands.map(
  ({ brand, prefixes, lengths, lengthsBesideWords = [] }) => ({
    brand,
    ranges: prefixes.map(rangeOf),
    lengths: new Set<number>(lengths),
    lengthsBesideWords: new Set<number>(lengthsBesideWords),
  }),
);

function rangeOf(prefix: string): Range {
  const [first = '', last = first] = prefix.split('-');
  return { first, last };
}

// Both ends have the same number of digits, so that text compares as numbers do.
function isWithin(digits: string, { first, last }: Range): boolean {
  const prefix = digits.slice(0, first.length);
  return prefix >= first && prefix <= last;
}
