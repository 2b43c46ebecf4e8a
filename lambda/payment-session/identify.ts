import { createHash } from 'node:crypto';
import type { Priced } from '../shared/catalogue/price-cart.ts';
import type { CheckoutRequest } from './checkout-request.ts';

/** Digest of what is asked for: two requests with the same one are one attempt to pay. */
export function fingerprintOf(
  checkoutRequest: CheckoutRequest,
  { lines, amountMinor, currency }: Priced,
  customer?: string,
): string {
  const cart = lines.map(({ slug, quantity, priceMinor }) => [slug, quantity, priceMinor]);
  const { gateway, name, email, line1, line2, postalCode, city, region, country } = checkoutRequest;
  const { card, locale } = checkoutRequest;
  const said = [
    [gateway, amountMinor, currency],
    cart.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    [name, email, line1, line2 ?? null, postalCode, city, country],
    // Another card is another attempt, though all else is the same.
    [card?.token ?? null, card?.brand ?? null],
    // Whoever signs in or out meanwhile decides anew whose order it is.
    ...(customer === undefined ? [] : [customer]),
    ...(region === undefined ? [] : [['region', region]]),
    // What was made in one language is not shown in another.
    ...(locale === undefined ? [] : [['locale', locale]]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
