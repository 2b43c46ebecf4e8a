import { createHash } from 'node:crypto';

// Consonants only: no digits that could be taken for a card's, and no words. 20^19 is as many as 82 bits make.
const letters = 'bcdfghjklmnpqrstvwxz';
const length = 19;

/** The name that a page gives to the checkout of a cart: a UUID of version 4, in small letters. */
export const checkoutForm = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The checkout that a text names, in small letters or capitals; nothing for any other text. */
export function checkoutIn(text: string): string | undefined {
  const checkout = text.toLowerCase();
  return checkoutForm.test(checkout) ? checkout : undefined;
}

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
