import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { type Boutique, openBoutique, shopUrl } from './support/boutique.ts';
import { type Visit, visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';

interface Product {
  readonly slug: string;
  readonly title: string;
  readonly prices: { readonly EUR: number };
  readonly description: string;
}

const { products }: { readonly products: readonly Product[] } = JSON.parse(
  readFileSync('examples/boutique/site/catalogue.json', 'utf8'),
);

let boutique: Boutique;
let stripe: StripeFake;
const world = everyHost((request) => boutique(request));
beforeAll(async () => {
  stripe = await createStripeFake();
});
afterAll(() => stripe?.close());

let shopper: Visit;
beforeEach(async () => {
  boutique = openBoutique({ stripe });
  shopper = await visit(world.browser, shopUrl);
});
afterEach(() => shopper?.end());

/** The titles of the cards in a grid, each with its price and where it leads. */
const cards = (grid: string) =>
  shopper.page.$$eval(`${grid} > li`, (all) =>
    all.map((card) => [
      card.querySelector('a')?.textContent,
      card.querySelector('.price')?.textContent,
      card.querySelector('a')?.getAttribute('href'),
    ]),
  );
const isShown = (selector: string) =>
  shopper.page.$eval(selector, (element) => element.checkVisibility({ visibilityProperty: true }));
const text = (selector: string) => shopper.page.$eval(selector, (element) => element.textContent);
const written = ({ slug, title, prices: { EUR } }: Product) => [
  title,
  `€${(EUR / 100).toFixed(2)}`,
  `/product/${slug}/`,
];

test('without scripts the shopper sees all pieces, one with its price, and how to order', async () => {
  const { page } = shopper;
  await page.setJavaScriptEnabled(false);
  await page.goto(shopUrl);
  expect(await cards('#products')).toEqual(products.map(written));
  await page.goto(`${shopUrl}/product/moss-mug/`);
  expect([await text('h1'), await text('#price')]).toEqual(['Moss mug', '€28.00']);
  expect(await isShown('#add')).toBe(false);
  expect(await isShown('noscript .notice')).toBe(true);
  await page.goto(`${shopUrl}/checkout/`);
  expect(await isShown('#checkout')).toBe(false);
  expect(await isShown('noscript .notice')).toBe(true);
  expect(shopper.violations).toEqual([]);
});

test('the script doubles no piece, and leaves the one that is in focus where it is', async () => {
  const { page } = shopper;
  const catalogue = page.waitForResponse(`${shopUrl}/api/catalogue`);
  await page.goto(shopUrl, { waitUntil: 'networkidle0' });
  expect((await catalogue).status()).toBe(200);
  expect(await cards('#products')).toEqual(products.map(written));

  await page.focus('#products a');
  await page.evaluate(`Promise.all([import('/assets/js/product-card.js'), import('/assets/js/catalogue.js')])
    .then(async ([{ showCards }, { loadCatalogue }]) =>
      showCards(document.querySelector('#products'), await loadCatalogue(document.querySelector('#status'))))`);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Moss mug');
});

test('a price, a piece and an end of sale that the catalogue has had since are shown on the pages as they were', async () => {
  const [mug, , ...others] = products as [Product, Product, ...Product[]];
  const added = { slug: 'tea-bowl', title: 'Tea bowl', prices: { EUR: 3900 }, description: 'A small bowl.' };
  const dearer = { ...mug, prices: { EUR: 3100 } };
  boutique = openBoutique({ stripe }, { catalogue: { products: [dearer, ...others, added] } });
  const { page } = shopper;
  await page.goto(shopUrl);
  await page.waitForSelector('[data-slug=tea-bowl]');
  expect(await cards('#products')).toEqual([
    ...[dearer, ...others].map(written),
    ['Tea bowl', '€39.00', '/product/?slug=tea-bowl'],
  ]);
  await page.goto(`${shopUrl}/product/moss-mug/`);
  await page.waitForSelector('#add:not([hidden])');
  expect(await text('#price')).toBe('€31.00');
  await page.goto(`${shopUrl}/product/tide-bowl/`);
  await page.waitForSelector('#unknown:not([hidden])');
  expect(await isShown('#product')).toBe(false);
});
