import { describe, expect, test } from '@jest/globals';
import { catalogueFaults, readCatalogue } from '../../../../lambda/shared/catalogue/catalogue.ts';

const mug = { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800, JPY: 4200 } };
const delivery = {
  countries: ['DE', 'FR'],
  title: 'Delivery',
  prices: { EUR: [{ from: 0, price: 495 }], JPY: [{ from: 0, price: 800 }] },
};
const rates = { countries: 'others', rates: { standard: 19, reduced: 5.5 } };

test('a catalogue is its products by slug, with the currencies that they are sold in', () => {
  const { products, ...rest } = readCatalogue({
    products: [{ ...mug, description: 'Stoneware', images: [] }],
  });
  expect(products).toEqual(new Map([['moss-mug', { ...mug, tax: 'standard' }]]));
  expect(rest).toEqual({ currencies: ['EUR', 'JPY'] });
});

test('a catalogue says what delivery costs and which taxes prices include', () => {
  const { shipping, tax } = readCatalogue({ products: [mug], shipping: [delivery], tax: [rates] });
  expect(shipping).toEqual([{ ...delivery, tax: 'standard' }]);
  expect(tax).toEqual([rates]);
});

const list = 'write a list of 1 to 5000 products';
const price = 'write the price in the smallest unit of its currency, a whole number from 1 to 100000000000';
const currency = 'write the ISO 4217 code of a currency in capitals, such as EUR';
const whole = 'write an object with products, and with shipping and tax where the shop has them';
const steps =
  'write a list such as [{ "from": 0, "price": 495 }, { "from": 5000, "price": 0 }] that rises from 0';

describe('a catalogue has a fault', () => {
  test.each([
    ['that is a list', [mug], [], whole],
    ['without products', {}, ['products'], list],
    ['that is empty', { products: [] }, ['products'], list],
    [
      'that is too long',
      { products: Array.from({ length: 5001 }, (_, i) => ({ ...mug, slug: `mug-${i}` })) },
      ['products'],
      list,
    ],
    [
      'with something that nothing reads',
      { products: [mug], taxes: [] },
      ['taxes'],
      'remove it; nothing reads it',
    ],
    [
      'with something else in it',
      { products: ['mug'] },
      ['products', 0],
      'write a product with slug, title and prices',
    ],
    ['with a price in units', products({ prices: { EUR: 28.5 } }), ['products', 0, 'prices', 'EUR'], price],
    ['with a price of text', products({ prices: { EUR: '2800' } }), ['products', 0, 'prices', 'EUR'], price],
    ['with a price of nothing', products({ prices: { EUR: 0 } }), ['products', 0, 'prices', 'EUR'], price],
    [
      'with a price beyond exact sums',
      products({ prices: { EUR: 1e12 } }),
      ['products', 0, 'prices', 'EUR'],
      price,
    ],
    [
      'without prices',
      products({ prices: {} }),
      ['products', 0, 'prices'],
      'write what it costs in each currency, such as { "EUR": 2800 }',
    ],
    [
      'with one price for all',
      products({ prices: undefined, price: 28, currency: 'EUR' }),
      ['products', 0, 'prices'],
      'write what it costs in each currency, such as { "EUR": 2800 }',
    ],
    [
      'with a currency in small letters',
      products({ prices: { eur: 1 } }),
      ['products', 0, 'prices', 'eur'],
      currency,
    ],
    [
      'with a code that is no currency',
      products({ prices: { XYZ: 1 } }),
      ['products', 0, 'prices', 'XYZ'],
      currency,
    ],
    ['with a code for tests', products({ prices: { XTS: 1 } }), ['products', 0, 'prices', 'XTS'], currency],
    ['with gold', products({ prices: { XAU: 1 } }), ['products', 0, 'prices', 'XAU'], currency],
    [
      'with a withdrawn currency',
      products({ prices: { HRK: 1 } }),
      ['products', 0, 'prices', 'HRK'],
      currency,
    ],
    [
      'without a title',
      products({ title: ' ' }),
      ['products', 0, 'title'],
      'write what people call it, in at most 120 characters',
    ],
    [
      'with a slug that is a path',
      products({ slug: '../mug' }),
      ['products', 0, 'slug'],
      'write at most 64 lower-case letters, digits and single hyphens, such as moss-mug',
    ],
    [
      'with a slug twice',
      { products: [mug, { ...mug, prices: { EUR: 1 } }] },
      ['products', 1, 'slug'],
      'give each product a slug of its own, and list it once',
    ],
    [
      'with a delivery that has no price in a currency',
      { products: [mug], shipping: [{ ...delivery, prices: { EUR: delivery.prices.EUR } }] },
      ['shipping', 0, 'prices'],
      'add what delivery costs in JPY, in which products are sold',
    ],
    [
      'with a delivery whose steps begin above nothing',
      shipping({ prices: { ...delivery.prices, EUR: [{ from: 100, price: 1 }] } }),
      ['shipping', 0, 'prices', 'EUR'],
      steps,
    ],
    [
      'with a delivery whose steps fall',
      shipping({
        prices: {
          ...delivery.prices,
          EUR: [
            { from: 0, price: 5 },
            { from: 900, price: 4 },
            { from: 800, price: 3 },
          ],
        },
      }),
      ['shipping', 0, 'prices', 'EUR'],
      steps,
    ],
    [
      'with a delivery to one country twice',
      { products: [mug], shipping: [delivery, { ...delivery, countries: ['FR'] }] },
      ['shipping', 1, 'countries', 0],
      'name each country in one row alone',
    ],
    [
      'with a delivery to what is no country',
      shipping({ countries: ['Germany'] }),
      ['shipping', 0, 'countries', 0],
      'write a list of country codes such as ["DE", "FR"], or "others"',
    ],
    [
      'with a rate that was written as a part of one',
      { products: [mug], tax: [{ ...rates, rates: { standard: 0.19 } }] },
      ['tax', 0, 'rates', 'standard'],
      'write a rate in percent with at most two decimals, such as 19',
    ],
    [
      'with a product whose rate is missing',
      { products: [{ ...mug, tax: 'books' }], tax: [rates] },
      ['tax', 0, 'rates'],
      'add the rate books, which products or deliveries name',
    ],
    [
      'with a country that is delivered to and has no taxes',
      { products: [mug], shipping: [delivery], tax: [{ ...rates, countries: ['DE'] }] },
      ['tax'],
      'add the rates of FR, where the shop delivers',
    ],
    [
      'with taxes of one country alone where it delivers to all',
      { products: [mug], tax: [{ ...rates, countries: ['DE'] }] },
      ['tax'],
      'add the rates of all other countries ("others"), where the shop delivers',
    ],
  ])('%s', (_, value, path, remedy) => {
    expect(catalogueFaults(value)).toEqual([{ path, remedy }]);
    expect(() => readCatalogue(value)).toThrow('the catalogue has another form than it needs');
  });
});

function products(changes: object) {
  return { products: [{ ...mug, ...changes }] };
}

function shipping(changes: object) {
  return { products: [mug], shipping: [{ ...delivery, ...changes }] };
}
