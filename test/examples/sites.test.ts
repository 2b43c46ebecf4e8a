import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'parse5';
import { attributeOf } from '../../lambda/shared/site/code.ts';
import { loadShop } from '../../lib/shop.ts';
import { pagesOf, urlPathOf } from '../../lib/site/pages.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { exampleShops } from '../support/boutique.ts';

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

  test.each(pages.map(({ name }) => name))('has a page %s in HTML that browsers need not mend', (name) => {
    const mended: string[] = [];
    parse(readFileSync(join(folderOf(example), name), 'utf8'), {
      onParseError: ({ code, startLine }) => mended.push(`${startLine}: ${code}`),
      sourceCodeLocationInfo: true,
    });
    expect(mended).toEqual([]);
  });
});

interface Product {
  readonly slug: string;
  readonly prices: Readonly<Record<string, number>>;
}

describe('the atelier', () => {
  const read = (name: string) => readFileSync(join(folderOf('atelier'), name), 'utf8');
  const { products }: { readonly products: readonly Product[] } = JSON.parse(read('catalogue.json'));
  const languages: Readonly<
    Record<string, { readonly product: string; readonly currency: string; readonly numbers: string }>
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

  test('lists each of its public pages in its sitemap, and no other', () => {
    const listed = [...read('sitemap.xml').matchAll(/<loc>https:\/\/lyngmo\.example([^<]+)<\/loc>/g)].map(
      ([, path]) => path,
    );
    const isPrivate = (path: string) => /^\/(?:kasse|order)\/|^\/404/.test(path);
    const pages = pagesOf(readSite(folderOf('atelier'))).map(({ name }) => urlPathOf(name));
    expect(listed.sort()).toEqual(pages.filter((path) => !isPrivate(path)).sort());
  });

  test('counts visits on each of its public pages, and on no page where shoppers pay', () => {
    for (const { name, elements } of pagesOf(readSite(folderOf('atelier')))) {
      const sources = elements.flatMap((element) => attributeOf(element, 'src') ?? []);
      const isPublic = !/^(?:kasse|order)\/|^404/.test(name);
      expect([name, sources.includes('https://count.example/count.js')]).toEqual([name, isPublic]);
    }
  });
});
