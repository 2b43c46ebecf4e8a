import { describe, expect, test } from '@jest/globals';
import { productsOf } from '../../lib/site/catalogue.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { siteFolder } from '../support/site-folder.ts';

const mug = { slug: 'moss-mug', title: 'Moss mug', priceMinor: 2800, currency: 'EUR' };
const read = (files: Readonly<Record<string, string>>, name = 'catalogue.json') =>
  productsOf(readSite(siteFolder(files)), name);

test('the products of a site are what orders are priced by', () => {
  const text = JSON.stringify([{ ...mug, description: 'Stoneware' }]);
  expect(read({ 'catalogue.json': text })).toEqual([mug]);
  expect(read({ 'shop/products.json': text }, 'shop/products.json')).toEqual([mug]);
});

test('the example has eight products, all in euros', () => {
  const products = productsOf(readSite('examples/boutique/site'), 'catalogue.json');
  expect(products).toHaveLength(8);
  expect(new Set(products.map(({ currency }) => currency))).toEqual(new Set(['EUR']));
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
      'site/catalogue.json: found no JSON, write a JSON list of products',
    ],
    [
      'with an object for a list',
      { 'catalogue.json': '{}' },
      'site/catalogue.json: found an object, write a list of 1 to 5000 products',
    ],
    [
      'with an empty list',
      { 'catalogue.json': '[]' },
      'site/catalogue.json: found a list of 0, write a list of 1 to 5000 products',
    ],
    [
      'with a product without a currency',
      { 'catalogue.json': JSON.stringify([mug, { ...mug, slug: 'b', currency: undefined }]) },
      'site/catalogue.json: [1].currency: found nothing, write the ISO 4217 code of its currency, such as EUR',
    ],
    [
      'with a slug in capitals',
      { 'catalogue.json': JSON.stringify([{ ...mug, slug: 'Mug' }]) },
      'site/catalogue.json: [0].slug: found "Mug", write at most 64 lower-case letters, digits and single hyphens, such as moss-mug',
    ],
    [
      'with half a cent',
      { 'catalogue.json': JSON.stringify([{ ...mug, priceMinor: 0.5 }]) },
      'site/catalogue.json: [0].priceMinor: found 0.5, write the price in the smallest unit of its currency, a whole number from 1 to 100000000000',
    ],
  ])('%s', (_, files, sentence) => {
    expect(() => read(files)).toThrow(new Error(sentence));
  });

  test('with at most twenty sentences, since one habit is repeated in every product', () => {
    const products = Array.from({ length: 30 }, (_, index) => ({
      ...mug,
      slug: `mug-${index}`,
      priceMinor: 1.5,
    }));
    try {
      read({ 'catalogue.json': JSON.stringify(products) });
    } catch (error) {
      expect((error as Error).message.split('\n')).toHaveLength(20);
    }
    expect.assertions(1);
  });
});
