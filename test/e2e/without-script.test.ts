import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { type MemoryOrders, memoryOrders } from '../lambda/payment-session/support/memory-orders.ts';
import { type Boutique, openBoutique, shopUrl } from './support/boutique.ts';
import { type Visit, visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';

let boutique: Boutique;
let stripe: StripeFake;
let orders: MemoryOrders;
let shopper: Visit;
let page: Page;
const world = everyHost(async (request) => {
  if (request.url.origin === shopUrl) return boutique(request);
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Stripe</title>',
  };
});
beforeEach(async () => {
  stripe = await createStripeFake();
  orders = memoryOrders();
  boutique = openBoutique({ stripe }, { orders });
  shopper = await visit(world.browser, shopUrl);
  page = shopper.page;
  await page.setJavaScriptEnabled(false);
});
afterEach(async () => {
  await shopper?.end();
  await stripe?.close();
});

/** What Stripe was asked for last. */
const lastForm = () => new URLSearchParams(stripe.requests.at(-1)?.body);

const shown = (selector: string) =>
  page.$$eval(selector, (all) =>
    all.filter((each) => (each as HTMLElement).offsetParent !== null).map(({ textContent }) => textContent),
  );

/** Clicks what leads to an address. A browser that changes its process for another site says that it is there before it is. */
async function follow(selector: string, url: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
  await page.waitForFrame((frame) => frame.url() === url);
}

const checkout = `${shopUrl}/checkout/`;
const confirmation = `${shopUrl}/api/session`;

/** Chooses two mugs and a vase, and fills the rest of the form in. */
async function fillIn(gateway: 'stripe' | 'paypal'): Promise<void> {
  const fields = {
    'moss-mug': '2',
    'ash-vase': '1',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    line1: 'Rue du Bac 12',
    'postal-code': '75007',
    city: 'Paris',
  };
  for (const [id, text] of Object.entries(fields)) {
    await page.$eval(`#plain-${id}`, (field) => Object.assign(field, { value: '' }));
    await page.type(`#plain-${id}`, text);
  }
  await page.select('#plain-country', 'FR');
  await page.click(`#plain-gateway-${gateway}`);
}

test('a shopper whose browser runs no script sees the whole order before it is begun, and pays it', async () => {
  await page.goto(checkout);
  expect(await shown('form button')).toEqual(['Show the whole order']);
  await fillIn('stripe');
  await follow('form button', confirmation);
  expect(await shown('dt')).toEqual(['2 × Moss mug', '1 × Ash bottle vase', 'To pay']);
  expect(await shown('dd')).toEqual(['€56.00', '€86.00', '€142.00']);
  expect([stripe.requests, orders.all.size]).toEqual([[], 0]);

  await follow('form button', 'https://checkout.stripe.com/c/pay/cs_test_1');
  expect(lastForm().get('line_items[0][price_data][unit_amount]')).toBe('14200');
  expect(lastForm().get('success_url')).toBe(`${shopUrl}/checkout/done/`);
  await page.goto(`${shopUrl}/checkout/done/`);
  expect(await shown('noscript p')).toEqual([
    expect.stringContaining('We hear of every payment within minutes'),
  ]);
  expect([...orders.all.values()].map(({ order }) => order)).toMatchObject([
    { amountMinor: 14_200, currency: 'EUR' },
  ]);
  expect(shopper.violations).toEqual([]);
  expect(shopper.complaints).toEqual([]);
});

test('an order of nothing is told in words that lead back to the form, and nothing is begun', async () => {
  await page.goto(checkout);
  await fillIn('stripe');
  for (const slug of ['moss-mug', 'ash-vase']) {
    await page.$eval(`#plain-${slug}`, (field) => Object.assign(field, { value: '0' }));
  }
  await follow('form button', confirmation);
  expect(await shown('h1')).toEqual(['We could not read your cart']);
  expect([stripe.requests, orders.all.size]).toEqual([[], 0]);
  await follow('main a', `${shopUrl}/cart/`);
  await follow('noscript a', checkout);
  expect(await shown('form button')).toEqual(['Show the whole order']);
  expect(shopper.violations).toEqual([]);
});
