import { brandOf, longestNumber, shortestNumber } from './brand.ts';
import { readings } from './reading.ts';

/**
 * Whether a text is the number of a card and nothing else, however it is written or encoded. For tokens that a gateway's script has
 * made: long rows of random characters hold digits that look like a number in one of a few thousand.
 */
export function isCardNumber(text: string): boolean {
  for (const reading of readings(text, { steps: 0 })) {
    if (isWholeNumber(reading.text)) return true;
  }
  return false;
}

const digitsAndSeparators = /^[\d\s.+-]+$/;

function isWholeNumber(text: string): boolean {
  if (!digitsAndSeparators.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  const isAsLong = digits.length >= shortestNumber && digits.length <= longestNumber;
  return isAsLong && brandOf(digits) !== undefined;
}
