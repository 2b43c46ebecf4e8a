import { createHash } from 'node:crypto';

// Consonants only: no digits that could be taken for a card's, and no words. 20^19 is as many as 82 bits make.
const letters = 'bcdfghjklmnpqrstvwxz';
const length = 19;

/**
 * The shop's name for the order of one cart, always the same for it. Its 20 characters are the most that Authorize.Net
 * takes, https://developer.authorize.net/api/reference/, `invoiceNumber`.
 */
export function referenceOf(checkout: string): string {
  let rest = BigInt(`0x${createHash('sha256').update(checkout).digest('hex')}`);
  let reference = 'o';
  const base = BigInt(letters.length);
  for (let place = 0; place < length; place += 1) {
    reference += letters[Number(rest % base)];
    rest /= base;
  }
  return reference;
}
