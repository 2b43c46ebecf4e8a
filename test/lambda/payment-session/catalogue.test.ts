import { describe, expect, test } from '@jest/globals';
import { catalogueFaults, readCatalogue } from '../../../lambda/payment-session/catalogue.ts';

const mug = { slug: 'moss-mug', title: 'Moss mug', priceMinor: 2800, currency: 'EUR' };

test('a catalogue is its products by slug; what orders do not need is left out', () => {
  expect(readCatalogue([{ ...mug, description: 'Stoneware', images: [] }])).toEqual(
    new Map([['moss-mug', mug]]),
  );
});

const list = 'write a list of 1 to 5000 products';
const price = 'write the price in the smallest unit of its currency, a whole number from 1 to 100000000000';

describe('a catalogue has a fault', () => {
  test.each([
    ['that is no list', { products: [mug] }, [], list],
    ['that is empty', [], [], list],
    ['that is too long', Array.from({ length: 5001 }, (_, i) => ({ ...mug, slug: `mug-${i}` })), [], list],
    ['with something else in it', ['mug'], [0], 'write a product with slug, title, priceMinor and currency'],
    ['with a price in units', [mug, { ...mug, slug: 'b', priceMinor: 28.5 }], [1, 'priceMinor'], price],
    ['with a price of text', [{ ...mug, priceMinor: '2800' }], [0, 'priceMinor'], price],
    ['with a price of nothing', [{ ...mug, priceMinor: 0 }], [0, 'priceMinor'], price],
    ['with a price beyond exact sums', [{ ...mug, priceMinor: 1e12 }], [0, 'priceMinor'], price],
    [
      'with a currency in small letters',
      [{ ...mug, currency: 'eur' }],
      [0, 'currency'],
      'write the ISO 4217 code of its currency, such as EUR',
    ],
    [
      'without a title',
      [{ ...mug, title: ' ' }],
      [0, 'title'],
      'write what the product is called, in at most 120 characters',
    ],
    [
      'with a slug that is a path',
      [{ ...mug, slug: '../mug' }],
      [0, 'slug'],
      'write at most 64 lower-case letters, digits and single hyphens, such as moss-mug',
    ],
    [
      'with a slug twice',
      [mug, { ...mug, priceMinor: 1 }],
      [1, 'slug'],
      'give each product a slug of its own, and list it once',
    ],
  ])('%s', (_, value, path, remedy) => {
    expect(catalogueFaults(value)).toEqual([{ path, remedy }]);
    expect(() => readCatalogue(value)).toThrow('the catalogue has another form than it needs');
  });
});
