import { createHash } from 'node:crypto';
import type { Priced } from './catalogue.ts';
import type { CheckoutRequest } from './checkout-request.ts';

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

/** Digest of what is asked for: two requests with the same one are one attempt to pay. */
export function fingerprintOf(
  checkoutRequest: CheckoutRequest,
  { lines, amountMinor, currency }: Priced,
): string {
  const cart = lines.map(({ slug, quantity, priceMinor }) => [slug, quantity, priceMinor]);
  const { gateway, name, email, line1, line2, postalCode, city, country, card } = checkoutRequest;
  const said = [
    [gateway, amountMinor, currency],
    cart.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    [name, email, line1, line2 ?? null, postalCode, city, country],
    // Another card is another attempt, though all else is the same.
    [card?.token ?? null, card?.brand ?? null],
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
