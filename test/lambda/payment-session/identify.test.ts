import { describe, expect, test } from '@jest/globals';
import type { CheckoutRequest } from '../../../lambda/payment-session/checkout-request.ts';
import { fingerprintOf } from '../../../lambda/payment-session/identify.ts';
import { findCardData } from '../../../lambda/shared/card-guard/card-guard.ts';
import type { Priced } from '../../../lambda/shared/catalogue/price-cart.ts';
import { referenceOf } from '../../../lambda/shared/orders/order-reference.ts';
import { checkout, reference } from './support/shop.ts';

test('an order has the same reference for the same cart, on any day and any machine', () => {
  expect(referenceOf(checkout)).toBe(reference);
});

test('references are as gateways take them, differ, and never look like a card number', () => {
  const all = Array.from({ length: 2000 }, (_, index) => referenceOf(`cart ${index}`));
  expect(new Set(all).size).toBe(all.length);
  for (const each of all) expect(each).toMatch(/^o[b-z]{19}$/);
  expect(all.flatMap((each) => findCardData(each))).toEqual([]);
});

const checkoutRequest: CheckoutRequest = {
  items: [{ slug: 'moss-mug', quantity: 2 }],
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Rue du Bac 12',
  postalCode: '75007',
  city: 'Paris',
  country: 'FR',
  gateway: 'stripe',
  checkout,
};
const mug = { slug: 'moss-mug', title: 'Moss mug', quantity: 2, priceMinor: 2800 };
const vase = { slug: 'ash-vase', title: 'Ash vase', quantity: 1, priceMinor: 8600 };
const priced: Priced = { lines: [mug, vase], amountMinor: 14200, currency: 'EUR' };

describe('a fingerprint', () => {
  const first = fingerprintOf(checkoutRequest, priced);

  test('is the same for the same draft, in whatever order the cart lists it and whatever a product is called', () => {
    expect(fingerprintOf({ ...checkoutRequest }, { ...priced, lines: [vase, mug] })).toBe(first);
    expect(fingerprintOf(checkoutRequest, { ...priced, lines: [{ ...mug, title: 'Mug' }, vase] })).toBe(
      first,
    );
  });

  test.each(['name', 'email', 'line1', 'line2', 'postalCode', 'city', 'country', 'gateway'] as const)(
    'is another one for another %s',
    (name) => {
      expect(fingerprintOf({ ...checkoutRequest, [name]: 'XX' }, priced)).not.toBe(first);
    },
  );

  test.each([
    ['quantity', { lines: [{ ...mug, quantity: 3 }, vase] }],
    ['price', { lines: [{ ...mug, priceMinor: 1 }, vase] }],
    ['product', { lines: [{ ...mug, slug: 'tea-mug' }, vase] }],
    ['amount', { amountMinor: 1 }],
    ['currency', { currency: 'USD' }],
  ])('is another one for another %s', (_, change) => {
    expect(fingerprintOf(checkoutRequest, { ...priced, ...change })).not.toBe(first);
  });

  test('is another one for another card', () => {
    const withCard = fingerprintOf({ ...checkoutRequest, card: { token: 't-1' } }, priced);
    expect(
      new Set([first, withCard, fingerprintOf({ ...checkoutRequest, card: { token: 't-2' } }, priced)]).size,
    ).toBe(3);
  });
});
