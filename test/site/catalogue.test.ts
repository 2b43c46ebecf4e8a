import { describe, expect, test } from '@jest/globals';
import { catalogueOf } from '../../lib/site/catalogue.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { accountOf } from '../lambda/gateways/support/accounts.ts';
import { siteFolder } from '../support/site-folder.ts';

const mug = { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800 } };
const gateways = [accountOf('paypal').config];
const read = (files: Readonly<Record<string, string>>, name = 'catalogue.json', offers = gateways) =>
  catalogueOf(readSite(siteFolder(files)), name, offers);
const catalogue = (products: unknown, rest: object = {}) => ({
  'catalogue.json': JSON.stringify({ products, ...rest }, undefined, 2),
});

test('the catalogue of a site is what orders are priced by, and its version names its content alone', () => {
  const text = JSON.stringify({ products: [{ ...mug, description: 'Stoneware' }] });
  const { version, text: released, catalogue: priced } = read({ 'catalogue.json': `${text}\n` });
  expect([...priced.products.keys()]).toEqual(['moss-mug']);
  expect(released).toBe(text);
  expect(read({ 'shop/products.json': text }, 'shop/products.json').version).toBe(version);
  expect(read(catalogue([{ ...mug, description: 'Stoneware' }])).version).toBe(version);
  expect(read(catalogue([{ ...mug, prices: { EUR: 2801 } }])).version).not.toBe(version);
});

test('the example has eight products, all in euros', () => {
  const { products, currencies } = catalogueOf(
    readSite('examples/boutique/site'),
    'catalogue.json',
    gateways,
  ).catalogue;
  expect(products.size).toBe(8);
  expect(currencies).toEqual(['EUR']);
});

describe('a site is refused', () => {
  test.each([
    [
      'without the file',
      {},
      'site: found no catalogue.json, add the list of products, or name its file in site.catalogue',
    ],
    [
      'with a file that is no JSON',
      { 'catalogue.json': '[' },
      'site/catalogue.json: found no JSON, write a JSON object with the products',
    ],
    [
      'with a list',
      { 'catalogue.json': '[]' },
      'site/catalogue.json:1:1: found a list of 0, write an object with products, and with shipping and tax where the shop has them',
    ],
    [
      'with a price that is there twice',
      { 'catalogue.json': '{"products":[{"slug":"a","title":"A","prices":{"EUR":1,"EUR":2}}]}' },
      'site/catalogue.json:1: products[0].prices.EUR: found the same setting a second time, remove one of the two',
    ],
    [
      'with a product without prices',
      catalogue([mug, { ...mug, slug: 'b', prices: undefined }]),
      'site/catalogue.json:10: products[1].prices: found nothing, write what it costs in each currency, such as { "EUR": 2800 }',
    ],
    [
      'with a slug in capitals',
      catalogue([{ ...mug, slug: 'Mug' }]),
      'site/catalogue.json:4: products[0].slug: found "Mug", write at most 64 lower-case letters, digits and single hyphens, such as moss-mug',
    ],
    [
      'with half a cent',
      catalogue([{ ...mug, prices: { EUR: 0.5 } }]),
      'site/catalogue.json:7: products[0].prices.EUR: found 0.5, write the price in the smallest unit of its currency, a whole number from 1 to 100000000000',
    ],
    [
      'with a code that is no currency',
      catalogue([{ ...mug, prices: { EUR: 2800, XYZ: 5 } }]),
      'site/catalogue.json:8: products[0].prices.XYZ: found 5, write the ISO 4217 code of a currency in capitals, such as EUR',
    ],
    [
      'with a currency that no gateway of the shop takes',
      catalogue([{ ...mug, prices: { EUR: 2800, KRW: 42000 } }]),
      'site/catalogue.json:8: products[0].prices.KRW: found KRW, which no gateway of the shop takes, sell in another currency, or add a gateway that takes it, or name it in its currencies',
    ],
    [
      'with more text than a function may answer',
      catalogue([{ ...mug, description: 'x'.repeat(900_000) }]),
      'site/catalogue.json: found 900092 bytes, keep it at or below 900000 bytes: let pages have long texts of their own',
    ],
  ])('%s', (_, files, sentence) => {
    expect(() => read(files)).toThrow(expect.objectContaining({ message: sentence }));
  });

  test('with two currencies and an account that takes one, unless the file says which', () => {
    const { currencies: _, ...braintree } = accountOf('braintree').config;
    const two = catalogue([{ ...mug, prices: { EUR: 2800, NOK: 32000 } }]);
    expect(() => read(two, 'catalogue.json', [...gateways, braintree])).toThrow(
      new Error(
        'site/catalogue.json:2: products: found EUR and NOK, of which an account of Braintree takes one, name the one of your account in currencies of braintree, such as [EUR]',
      ),
    );
    const named = [...gateways, { ...braintree, currencies: ['EUR'] }];
    expect(read(two, 'catalogue.json', named).catalogue.currencies).toEqual(['EUR', 'NOK']);
  });

  test('with a price, of a product or of a delivery, that one of its gateways cannot be asked for', () => {
    const stripe = { ...accountOf('stripe').config, currencies: ['EUR', 'BHD'] };
    const bahraini = (price: number) => catalogue([{ ...mug, prices: { EUR: 2800, BHD: price } }]);
    expect(() => read(bahraini(12_345), 'catalogue.json', [stripe])).toThrow(
      new Error(
        'site/catalogue.json:8: products[0].prices.BHD: found 12345, write another price: Stripe takes BHD with 2 digits at most after the point, and not 12.345',
      ),
    );
    expect(read(bahraini(12_340), 'catalogue.json', [stripe]).catalogue.currencies).toEqual(['BHD', 'EUR']);
    const prices = { EUR: [{ from: 0, price: 495 }], BHD: [{ from: 0, price: 1001 }] };
    const delivered = { shipping: [{ countries: 'others', title: 'Parcel', prices }] };
    const sent = catalogue([{ ...mug, prices: { EUR: 2800, BHD: 12_340 } }], delivered);
    expect(() => read(sent, 'catalogue.json', [stripe])).toThrow(
      /: shipping\[0\]\.prices\.BHD\[0\]\.price: found 1001, write another price: Stripe takes BHD /,
    );
  });

  test('with at most twenty sentences, since one habit is repeated in every product', () => {
    const products = Array.from({ length: 30 }, (_, index) => ({
      ...mug,
      slug: `mug-${index}`,
      prices: { EUR: 1.5 },
    }));
    try {
      read(catalogue(products));
    } catch (error) {
      expect((error as Error).message.split('\n')).toHaveLength(20);
    }
    expect.assertions(1);
  });
});
