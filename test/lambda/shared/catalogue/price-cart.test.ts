import { describe, expect, test } from '@jest/globals';
import { readCatalogue } from '../../../../lambda/shared/catalogue/catalogue.ts';
import { priceCart } from '../../../../lambda/shared/catalogue/price-cart.ts';

const products = [
  { slug: 'mug', title: 'Mug', prices: { EUR: 2800, JPY: 4200 } },
  { slug: 'book', title: 'Book', prices: { EUR: 1999 }, tax: 'reduced' },
];
const shipping = [
  {
    countries: ['DE'],
    title: 'Parcel',
    prices: {
      EUR: [
        { from: 0, price: 495 },
        { from: 5000, price: 0 },
      ],
      JPY: [{ from: 0, price: 900 }],
    },
  },
  {
    countries: 'others',
    title: 'Parcel abroad',
    prices: { EUR: [{ from: 0, price: 1290 }], JPY: [{ from: 0, price: 2400 }] },
  },
];
const tax = [
  { countries: ['DE'], rates: { standard: 19, reduced: 7 } },
  { countries: 'others', rates: { standard: 0, reduced: 0 } },
];
const plain = readCatalogue({ products });
const whole = readCatalogue({ products, shipping, tax });
const one = (slug: string, quantity = 1) => [{ slug, quantity }];

describe('a cart costs', () => {
  test('what its pieces cost in its currency, which is never converted', () => {
    const cart = { items: one('mug', 2), country: 'JP' };
    expect(priceCart({ ...cart, currency: 'JPY' }, plain)).toEqual({
      lines: [{ slug: 'mug', title: 'Mug', quantity: 2, priceMinor: 4200 }],
      amountMinor: 8400,
      currency: 'JPY',
    });
    expect(priceCart({ ...cart, currency: 'EUR' }, plain)).toMatchObject({
      amountMinor: 5600,
      currency: 'EUR',
    });
  });

  test('its delivery as well, which its sum decides', () => {
    const items = [...one('mug'), ...one('book')];
    expect(priceCart({ items, country: 'DE', currency: 'EUR' }, whole)).toMatchObject({
      shipping: { title: 'Parcel', amountMinor: 495 },
      amountMinor: 5294,
    });
    const more = [...one('mug', 2), ...one('book')];
    expect(priceCart({ items: more, country: 'DE', currency: 'EUR' }, whole)).toMatchObject({
      shipping: { title: 'Parcel', amountMinor: 0 },
      amountMinor: 7599,
    });
    expect(priceCart({ items, country: 'NO', currency: 'EUR' }, whole)).toMatchObject({
      shipping: { title: 'Parcel abroad', amountMinor: 1290 },
      amountMinor: 6089,
    });
  });

  test('the same with its taxes, which are inside and rounded once for each line', () => {
    const items = [...one('mug', 3), ...one('book')];
    expect(priceCart({ items, country: 'DE', currency: 'EUR' }, whole)).toEqual({
      lines: [
        // 8400 x 19 / 119 = 1341.18, 1999 x 7 / 107 = 130.78
        { slug: 'mug', title: 'Mug', quantity: 3, priceMinor: 2800, tax: { percent: 19, amountMinor: 1341 } },
        { slug: 'book', title: 'Book', quantity: 1, priceMinor: 1999, tax: { percent: 7, amountMinor: 131 } },
      ],
      shipping: { title: 'Parcel', amountMinor: 0, tax: { percent: 19, amountMinor: 0 } },
      tax: { amountMinor: 1472, isIncluded: true },
      amountMinor: 10399,
      currency: 'EUR',
    });
    expect(priceCart({ items, country: 'NO', currency: 'EUR' }, whole)).toMatchObject({
      tax: { amountMinor: 0, isIncluded: true },
    });
  });

  test('exactly that, for the highest price and the most pieces', () => {
    const dear = readCatalogue({
      products: [{ slug: 'ring', title: 'Ring', prices: { EUR: 100_000_000_000 } }],
      tax: [{ countries: 'others', rates: { standard: 19.25 } }],
    });
    // 99 x 10^11 x 1925 / 11925 = 1598113207547.17
    expect(priceCart({ items: one('ring', 99), country: 'DE' }, dear)).toMatchObject({
      amountMinor: 9_900_000_000_000,
      tax: { amountMinor: 1_598_113_207_547 },
    });
  });

  test('half a unit of tax is rounded up', () => {
    const half = readCatalogue({
      products: [{ slug: 'pin', title: 'Pin', prices: { EUR: 3 } }],
      tax: [{ countries: 'others', rates: { standard: 100 } }],
    });
    expect(priceCart({ items: one('pin'), country: 'DE' }, half)).toMatchObject({ tax: { amountMinor: 2 } });
  });
});

describe('a cart has no price', () => {
  test.each([
    ['with what is not sold', { items: one('vase'), currency: 'EUR' }, plain, 'unknown_product'],
    ['with what every object has', { items: one('constructor'), currency: 'EUR' }, plain, 'unknown_product'],
    ['in no currency where there are two', { items: one('mug') }, plain, 'currency_needed'],
    [
      'in a currency that one piece has no price in',
      { items: one('book'), currency: 'JPY' },
      plain,
      'not_in_currency',
    ],
    ['in a currency of nobody', { items: one('mug'), currency: 'XYZ' }, plain, 'not_in_currency'],
    [
      'where nothing is delivered',
      { items: one('mug'), currency: 'EUR' },
      readCatalogue({ products, shipping: shipping.slice(0, 1) }),
      'no_delivery',
    ],
  ])('%s', (_, cart, catalogue, unpriced) => {
    expect(priceCart({ country: 'FR', ...cart }, catalogue)).toEqual({ unpriced });
  });
});
