import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { attributeOf } from '../../lambda/shared/site/code.ts';
import { loadShop } from '../../lib/shop.ts';
import { pagesOf, urlPathOf } from '../../lib/site/pages.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { exampleShops } from '../support/boutique.ts';
import { htmlFaults } from '../support/html-validator.ts';

const folderOf = (example: string) => `examples/${example}/site`;

describe.each(exampleShops)('the site of %s', (example) => {
  const site = readSite(folderOf(example));
  const pages = pagesOf(site);
  const names = new Set(site.files.map(({ name }) => `/${name}`));

  test('is as its file says it is', () => {
    expect(Object.keys(loadShop(`examples/${example}/storefront.yaml`).environments)).toContain('prod');
  });

  test('has no link that leads nowhere', () => {
    const leads = pages.flatMap(({ name, elements }) =>
      elements
        .flatMap((element) => ['href', 'src'].flatMap((attribute) => attributeOf(element, attribute) ?? []))
        .map((link) => [name, new URL(link, `https://shop.example${urlPathOf(name)}`)] as const),
    );
    // What functions answer is no page of the site.
    const own = leads.filter(
      ([, { origin, pathname }]) => origin === 'https://shop.example' && !pathname.startsWith('/api/'),
    );
    expect(own.length).toBeGreaterThan(20);
    const lost = own.filter(([, { pathname }]) => !names.has(pathname.replace(/\/$/, '/index.html')));
    expect(lost.map(([name, { pathname }]) => `${name}: ${pathname}`)).toEqual([]);
  });

  test('has an element for each part of a page that a link leads to', () => {
    const ids = new Map(
      pages.map(({ name, elements }) => [
        urlPathOf(name),
        elements.flatMap((element) => attributeOf(element, 'id') ?? []),
      ]),
    );
    const parts = pages.flatMap(({ name, elements }) =>
      elements
        .filter(({ tag }) => tag === 'a')
        .flatMap((element) => attributeOf(element, 'href') ?? [])
        .map((link) => new URL(link, `https://shop.example${urlPathOf(name)}`))
        .filter(({ hash }) => hash.length > 1),
    );
    const missing = parts.filter(({ pathname, hash }) => !ids.get(pathname)?.includes(hash.slice(1)));
    expect(missing.map(({ href }) => href)).toEqual([]);
    for (const all of ids.values()) expect(all.filter((id, index) => all.indexOf(id) < index)).toEqual([]);
  });

  test('lists each page that search engines may show in its sitemap, and no other', () => {
    const read = (name: string) => readFileSync(join(folderOf(example), name), 'utf8');
    const { environments } = loadShop(`examples/${example}/storefront.yaml`);
    const origin = `https://${environments['prod']?.domain}`;
    const listed = [...read('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address);
    const isHidden = ({ elements }: (typeof pages)[number]) =>
      elements.some((element) => attributeOf(element, 'name') === 'robots');
    const shown = pages.filter((page) => !isHidden(page)).map(({ name }) => `${origin}${urlPathOf(name)}`);
    expect(listed.sort()).toEqual(shown.sort());
    expect(read('robots.txt')).toContain(`\nSitemap: ${origin}/sitemap.xml\n`);
    const hidden = pages.filter(isHidden).map(({ name }) => name);
    expect(hidden).toEqual(expect.arrayContaining(['404.html', 'order/index.html']));
  });

  test.each(pages.map(({ name }) => name))(
    'has a page %s that a validator of HTML finds no fault with',
    (name) => {
      expect(htmlFaults(readFileSync(join(folderOf(example), name), 'utf8'))).toEqual([]);
    },
  );
});

/** What a browser without scripts shows of a page in place of what needs them. */
function plainForm(page: string): string {
  const [, form] = /<noscript>\s*(<form .*?)<\/noscript>/s.exec(page) ?? [];
  if (form === undefined) throw new Error('the page has no form without scripts');
  return form;
}

interface Product {
  readonly slug: string;
  readonly prices: Readonly<Record<string, number>>;
}

interface Described {
  readonly title: string;
  readonly description: string;
}

describe('the boutique', () => {
  const read = (name: string) => readFileSync(join(folderOf('boutique'), name), 'utf8');
  const pages = pagesOf(readSite(folderOf('boutique')));
  const { products }: { readonly products: readonly (Product & Described)[] } = JSON.parse(
    read('catalogue.json'),
  );
  const priceOf = ({ prices }: Product) =>
    new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format((prices['EUR'] ?? 0) / 100);
  const cardsOf = (name: string) =>
    [
      ...read(name).matchAll(
        /<li class="card" data-slug="(.+)">\s*<img src="\/assets\/images\/\1.svg".*>\s*<h3><a href="\/product\/\1\/">(.+)<\/a><\/h3>\s*<p class="price">(.+)<\/p>/g,
      ),
    ].map((card) => card.slice(1));
  const cardOf = (product: Product & Described) => [product.slug, product.title, priceOf(product)];

  test('shows each product of its catalogue, before any script runs, at the price that is charged', () => {
    expect(products).toHaveLength(8);
    expect(cardsOf('index.html')).toEqual(products.map(cardOf));
  });

  test.each(products.map((product, index) => [product.title, product, index] as const))(
    'has a page of the %s that says what the catalogue says, and shows the four that follow it',
    (title, product, index) => {
      const page = `product/${product.slug}/index.html`;
      for (const part of [
        `<title>${title} – Wrenfold</title>`,
        `<article class="product" id="product" data-slug="${product.slug}">`,
        `<h1 id="title">${title}</h1>`,
        `<p class="price" id="price">${priceOf(product)}</p>`,
        `<p id="description">${product.description}</p>`,
      ]) {
        expect(read(page)).toContain(part);
      }
      const round = [...products.slice(index + 1), ...products.slice(0, index)];
      expect(cardsOf(page)).toEqual(round.slice(0, 4).map(cardOf));
    },
  );

  test('leads from each page to its terms and to what it does with data', () => {
    for (const { name, elements } of pages) {
      const links = elements.flatMap((element) => attributeOf(element, 'href') ?? []);
      expect([name, links]).toEqual([name, expect.arrayContaining(['/terms/', '/privacy/'])]);
    }
  });

  test('says of nothing that it is being loaded, as long as no script loads it', () => {
    const said = pages.flatMap(({ name }) => [...read(name).matchAll(/ role="status">([^<]*)</g)]);
    expect(said.length).toBeGreaterThan(10);
    for (const [, words] of said) expect(words).toBe('');
  });

  test.each(['index.html', 'cart/index.html', 'product/moss-mug/index.html'])(
    'says on %s how to order without scripts',
    (name) => {
      const [, note] = /<noscript>(.+)<\/noscript>/.exec(read(name)) ?? [];
      expect(note).toContain('<a href="/checkout/">order by a form</a>');
    },
  );

  test('offers each product of its catalogue at the checkout without scripts, at the price that is charged', () => {
    const offered = products.flatMap((product) => [
      `${product.title}, ${priceOf(product)}</label>`,
      `name="quantity.${product.slug}"`,
    ]);
    const form = plainForm(read('checkout/index.html'));
    for (const part of offered) expect(form).toContain(part);
    expect(form.match(/name="quantity\./g)).toHaveLength(products.length);
  });

  test('promises no receipt, since it sends no mail', () => {
    for (const { name } of pages)
      expect(read(name)).not.toMatch(/receipt|we (?:e-?mail|send) you an? e?-?mail/i);
  });
});

describe('the atelier', () => {
  const read = (name: string) => readFileSync(join(folderOf('atelier'), name), 'utf8');
  const { products }: { readonly products: readonly Product[] } = JSON.parse(read('catalogue.json'));
  const languages: Readonly<
    Record<string, Readonly<Record<'product' | 'checkout' | 'currency' | 'numbers', string>>>
  > = JSON.parse(readFileSync('examples/atelier/source/texts.json', 'utf8'));

  test('is what its sources make of it, whichever folder they write to', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'atelier-')), 'site');
    const code = `import('./examples/atelier/source/make.mjs').then(({ makeSite }) => makeSite(${JSON.stringify(folder)}, 'dist/client'))`;
    expect(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(readSite(folder).hash).toBe(readSite(folderOf('atelier')).hash);
  });

  test('sells thirty products in kroner and in euros', () => {
    expect(products).toHaveLength(30);
    for (const { prices } of products) expect(Object.keys(prices)).toEqual(['NOK', 'EUR']);
  });

  test.each(Object.entries(languages))(
    'shows in %s, before any script runs, the price that is charged',
    (_, texts) => {
      for (const product of products) {
        const style = { style: 'currency', currency: texts.currency, minimumFractionDigits: 0 } as const;
        const amount = (product.prices[texts.currency] ?? 0) / 100;
        const price = `>${new Intl.NumberFormat(texts.numbers, style).format(amount)}<`;
        expect(read(`${texts.product.slice(1)}${product.slug}/index.html`)).toContain(price);
        expect(read(texts.product.startsWith('/en/') ? 'en/index.html' : 'index.html')).toContain(price);
      }
    },
  );

  test.each(Object.values(languages))(
    'offers each of its products at $checkout without scripts, at the price that is charged',
    (texts) => {
      const form = plainForm(read(`${texts.checkout.slice(1)}index.html`));
      for (const product of products) {
        const style = { style: 'currency', currency: texts.currency, minimumFractionDigits: 0 } as const;
        const amount = (product.prices[texts.currency] ?? 0) / 100;
        const price = new Intl.NumberFormat(texts.numbers, style).format(amount);
        expect(form).toMatch(
          new RegExp(`, ${price.replace('.', '\\.')}</label><input [^>]*name="quantity\\.${product.slug}"`),
        );
      }
    },
  );

  test('counts visits on each of its public pages, and on no page where shoppers pay', () => {
    for (const { name, elements } of pagesOf(readSite(folderOf('atelier')))) {
      const sources = elements.flatMap((element) => attributeOf(element, 'src') ?? []);
      const isPublic = !/^(?:kasse|order)\/|^404/.test(name);
      expect([name, sources.includes('https://count.example/count.js')]).toEqual([name, isPublic]);
    }
  });
});

test('the validator finds what browsers would mend, and what a screen reader would miss', () => {
  const page =
    '<!doctype html><html lang="en"><head><title>T</title></head><body><p><div></div></p><img src="/a.svg"></body></html>';
  expect(htmlFaults(page)).toEqual([
    expect.stringContaining('close-order'),
    expect.stringContaining('wcag/h37'),
  ]);
});
