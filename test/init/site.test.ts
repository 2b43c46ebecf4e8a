import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { attributeOf } from '../../lambda/shared/site/code.ts';
import { languages } from '../../lib/init/answers.ts';
import { voicesOf } from '../../lib/init/site/voice.ts';
import { type Page, pagesOf, urlPathOf } from '../../lib/site/pages.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { htmlFaults } from '../support/html-validator.ts';
import { newShop } from './support/new-shop.ts';

const origin = 'https://shop.acme.example';

/** All that stands in a text, with the words taken out. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}

test('the pages say the same things in every language, and each in words of its own', () => {
  const [english, ...others] = voicesOf({ languages }).map(({ texts }) => texts);
  expect(others).toHaveLength(3);
  for (const texts of others) {
    expect(shapeOf(texts)).toEqual(shapeOf(english));
    expect(texts.pay).not.toBe(english?.pay);
  }
});

describe('the site of a new shop in four languages and two currencies', () => {
  let folder: string;
  let pages: readonly Page[];
  let files: ReadonlySet<string>;
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  beforeAll(async () => {
    const shop = await newShop(
      ...['--language', 'en,de,fr,nb', '--currency', 'EUR,JPY', '--gateway', 'stripe:fields,paypal'],
    );
    folder = join(shop, 'site');
    const site = readSite(folder);
    pages = pagesOf(site);
    files = new Set(site.files.map(({ name }) => `/${name}`));
  });

  test('has each page in each language, and those that all share', () => {
    const own = ['', 'cart/', 'privacy/', 'product/mug/', 'product/notebook/', 'product/scarf/', 'terms/'];
    const expected = ['', 'de/', 'fr/', 'nb/'].flatMap((language) => [
      ...own.map((path) => `${language}${path}index.html`),
      `checkout/${language}index.html`,
    ]);
    const shared = ['checkout/done/index.html', 'order/index.html', '404.html'];
    expect(pages.map(({ name }) => name).sort()).toEqual([...expected, ...shared].sort());
  });

  test('has no page that a validator of HTML finds a fault with', () => {
    expect(pages.flatMap(({ name }) => htmlFaults(read(name)).map((fault) => `${name}: ${fault}`))).toEqual(
      [],
    );
  });

  test('has no link that leads nowhere, and no element named twice', () => {
    for (const { name, elements } of pages) {
      const links = elements
        .flatMap((element) => ['href', 'src'].flatMap((attribute) => attributeOf(element, attribute) ?? []))
        .map((link) => new URL(link, `${origin}${urlPathOf(name)}`));
      expect(links.length).toBeGreaterThan(5);
      const lost = links.filter(({ pathname }) => !files.has(pathname.replace(/\/$/, '/index.html')));
      expect([name, lost.map(({ href }) => href)]).toEqual([name, []]);
      const ids = elements.flatMap((element) => attributeOf(element, 'id') ?? []);
      expect([name, ids.filter((id, index) => ids.indexOf(id) < index)]).toEqual([name, []]);
    }
  });

  test('lists each page that search engines may show, and no other', () => {
    const isHidden = ({ elements }: Page) =>
      elements.some((element) => attributeOf(element, 'name') === 'robots');
    const listed = [...read('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
    const shown = pages.filter((page) => !isHidden(page)).map(({ name }) => `${origin}${urlPathOf(name)}`);
    expect(listed).toEqual(shown.sort());
  });

  test('shows and asks the price of the catalogue, in each currency as it is written', () => {
    const { products } = JSON.parse(read('catalogue.json'));
    expect(products.map(({ prices }: { readonly prices: unknown }) => prices)).toEqual([
      { EUR: 1800, JPY: 1800 },
      { EUR: 3200, JPY: 3200 },
      { EUR: 950, JPY: 950 },
    ]);
    for (const page of ['index.html', 'product/mug/index.html', 'checkout/index.html']) {
      expect(read(page)).toContain('€18.00 · ¥1,800');
    }
    expect(read('de/index.html').replaceAll('\u00a0', ' ')).toContain('18,00 € · 1.800 ¥');
  });

  test('takes orders without scripts by the gateway that has a page of its own', () => {
    const [, plain = ''] = /<noscript>(.*?)<\/noscript>/s.exec(read('checkout/de/index.html')) ?? [];
    expect(plain).toContain('<input type="hidden" name="gateway" value="paypal">');
    expect(plain).toContain('<input type="hidden" name="locale" value="de">');
    expect(plain.match(/name="quantity\./g)).toHaveLength(3);
    expect(plain).toContain('<option value="JPY">');
  });
});

test('a shop whose every gateway needs scripts says so where none runs', async () => {
  const folder = await newShop('--gateway', 'braintree');
  const page = readFileSync(join(folder, 'site', 'checkout', 'index.html'), 'utf8');
  const [, plain = ''] = /<noscript>(.*?)<\/noscript>/s.exec(page) ?? [];
  expect(plain).toContain('needs JavaScript');
  expect(plain).not.toContain('<form');
});
