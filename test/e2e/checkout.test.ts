import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { reportsOf } from '../../lambda/csp-report/report.ts';
import { violationOf } from '../../lambda/csp-report/violation.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import {
  createMollieFake,
  createStripeFake,
  type MollieFake,
  type StripeFake,
} from '../lambda/fakes/gateway-fake.ts';
import { type Fake, startLoopback } from '../lambda/fakes/loopback.ts';
import { type MemoryOrders, memoryOrders } from '../lambda/payment-session/support/memory-orders.ts';
import { type Boutique, openBoutique, reportedShop, shopUrl } from './support/boutique.ts';
import { type Visit, visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';
import type { BrowserAnswer, BrowserRequest } from './support/hosts.ts';

let boutique: Boutique;
const world = everyHost(async (request) => {
  if (request.url.origin === shopUrl) return boutique(request);
  return request.url.host === 'checkout.stripe.com' ? stripePage() : nothing;
});

let stripe: StripeFake;
let mollie: MollieFake;
let authorizenet: Fake;
let orders: MemoryOrders;
let shopper: Visit;
let page: Page;
let asked = 0;
beforeEach(async () => {
  const token = { status: 200, body: { token: 'form-token', messages: { resultCode: 'Ok' } } };
  [stripe, mollie, authorizenet] = await Promise.all([
    createStripeFake(),
    createMollieFake(),
    startLoopback(['api2.authorize.net'], () => token),
  ]);
  orders = memoryOrders();
  boutique = openBoutique({ stripe, mollie, authorizenet }, { orders });
  shopper = await visit(world.browser, shopUrl);
  page = shopper.page;
  asked = world.hosts.requests.length;
});
afterEach(async () => {
  await shopper?.end();
  await Promise.all([stripe, mollie, authorizenet].map((fake) => fake?.close()));
});

const nothing: BrowserAnswer = { status: 204, headers: {}, body: '' };

/** Stripe's page: the shopper pays on it, or goes back. */
function stripePage(): BrowserAnswer {
  const form = lastForm();
  const link = (name: string) => `<a id="${name}" href="${form.get(name)}">${name}</a>`;
  const body = `<!doctype html><title>Stripe</title>${link('success_url')} ${link('cancel_url')}`;
  return { status: 200, headers: { 'content-type': 'text/html' }, body };
}

/** What Stripe was asked for last. */
const lastForm = () => new URLSearchParams(stripe.requests.at(-1)?.body);
const item = 'line_items[0]';
const charged = () => [
  lastForm().get(`${item}[price_data][unit_amount]`),
  lastForm().get(`${item}[quantity]`),
  lastForm().get(`${item}[price_data][currency]`),
];

/** Which hosts the browser has asked in this test. */
const hostsAsked = () => [...new Set(world.hosts.requests.slice(asked).map(({ url }) => url.host))].sort();

async function click(selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
}

/** Puts two mugs of 28 euros into the cart. */
async function fillCart(): Promise<void> {
  await page.goto(`${shopUrl}/product/?slug=moss-mug`);
  await page.waitForSelector('#product:not([hidden])');
  await page.select('#quantity', '2');
  await page.locator('#add button').click();
  await page.waitForSelector('#to-cart:not([hidden])');
}

async function openCheckout(): Promise<void> {
  await page.goto(`${shopUrl}/checkout/`);
  await page.waitForSelector('#checkout:not([hidden])');
}

const address = {
  '#name': 'Ada Lovelace',
  '#email': 'ada@example.com',
  '#line1': 'Rue du Bac 12',
  '#postal-code': '75007',
  '#city': 'Paris',
};

async function fillIn(gateway = 'stripe'): Promise<void> {
  for (const [field, text] of Object.entries(address)) await page.locator(field).fill(text);
  await page.select('#country', 'FR');
  await page.locator(`#gateway-${gateway}`).click();
  await page.waitForFunction(() => document.querySelector('#price-status')?.textContent === '');
}

const submit = '#checkout button[type=submit]';
const text = (selector: string) => page.$eval(selector, (element) => element.textContent);
const change = (selector: string, value: string) =>
  page.$eval(selector, (field, wanted) => Object.assign(field, { value: wanted }), value);

/** What keeps somebody from using the page, as axe sees it. */
async function barriers(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** What the shop's function for reports makes of one that the browser has sent. */
const reported = ({ body }: BrowserRequest) =>
  reportsOf(body)?.map((report) => violationOf(report, reportedShop));

/** Has the worker make something of the order. */
function becomes(change: Partial<Order>): void {
  for (const reference of orders.all.keys()) orders.change(reference, change);
}

const fieldValue = (selector: string) => page.$eval(selector, (field) => (field as HTMLInputElement).value);

test('a shopper comes from a product to the page of the gateway and back, and nothing is blocked', async () => {
  await fillCart();
  await click('#to-cart');
  await page.waitForSelector('#filled:not([hidden])');
  await click('#filled a[href="/checkout/"]');
  await page.waitForSelector('#checkout:not([hidden])');
  expect(await text('#total')).toBe('€56.00');
  await fillIn();
  await click(submit);
  expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
  expect(charged()).toEqual(['5600', '1', 'eur']);
  becomes({ state: 'paid' });
  await click('#success_url');
  expect(page.url()).toBe(`${shopUrl}/checkout/done/`);
  await page.waitForSelector('#paid:not([hidden])');
  expect(await text('h1')).toBe('Thank you');
  await page.waitForSelector('#order-number:not([hidden])');
  const [{ number } = { number: '' }] = [...orders.all.values()].map(({ order }) => order);
  expect(number).not.toBe('');
  expect(await text('#order-number')).toBe(`Your order has the number ${number}.`);
  expect(await page.$eval('#cart-count', (badge) => (badge as HTMLElement).hidden)).toBe(true);
  expect(shopper.violations).toEqual([]);
  expect(shopper.complaints).toEqual([]);
  expect(await page.browserContext().cookies()).toEqual([]);
  expect(hostsAsked()).toEqual(['checkout.stripe.com', 'shop.boutique.example']);
});

describe('where delivery has a price', () => {
  const products = [{ slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800 }, description: 'A mug.' }];
  const parcel = (price: number) => ({ EUR: [{ from: 0, price }] });
  const catalogue = {
    products,
    shipping: [
      { countries: ['FR'], title: 'Parcel', prices: parcel(690) },
      { countries: ['DE'], title: 'Parcel', prices: parcel(490) },
    ],
    tax: [{ countries: ['FR', 'DE'], rates: { standard: 20 } }],
  };
  beforeEach(async () => {
    boutique = openBoutique({ stripe, mollie, authorizenet }, { orders, catalogue });
    await fillCart();
    await openCheckout();
  });

  const rows = () => page.$$eval('#summary li', (all) => all.map(({ textContent }) => textContent));
  const priced = (minor: string) =>
    page.waitForFunction(
      (wanted) => (document.querySelector('#total-shown') as HTMLInputElement).value === wanted,
      {},
      minor,
    );

  test('the shopper sees it with the taxes once the address is known, and pays the sum that was shown', async () => {
    expect([await text('#total-label'), await text('#total')]).toEqual(['Products', '€56.00']);
    await fillIn();
    await priced('6290');
    expect(await rows()).toEqual(['2 × Moss mug€56.00', 'Parcel€6.90']);
    expect([await text('#total-label'), await text('#total')]).toEqual(['Total', '€62.90']);
    expect(await text('#included')).toBe('The total includes €10.48 of VAT.');
    expect(await barriers()).toEqual([]);
    await click(submit);
    expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
    expect(charged()).toEqual(['6290', '1', 'eur']);
    expect(shopper.violations).toEqual([]);
  });

  test('another country is another sum', async () => {
    await fillIn();
    await priced('6290');
    await page.select('#country', 'DE');
    await priced('6090');
    expect(await rows()).toEqual(['2 × Moss mug€56.00', 'Parcel€4.90']);
  });

  test('a country that nothing is sent to is told beside the order, and nobody is led on', async () => {
    await fillIn();
    await page.select('#country', 'SE');
    const problem = 'We do not send this order to the country of the address. Please choose another address.';
    const told = () =>
      page.waitForFunction(
        (wanted) => document.querySelector('#price-status')?.textContent === wanted,
        {},
        problem,
      );
    await told();
    const again = world.hosts.next('/api/price');
    await page.locator(submit).click();
    await again;
    await told();
    expect(page.url()).toBe(`${shopUrl}/checkout/`);
    expect([stripe.requests, orders.all.size]).toEqual([[], 0]);
  });

  test('a sum that turns out as it was shown is paid by the same click', async () => {
    await fillIn();
    await priced('6290');
    await change('#total-shown', '');
    await click(submit);
    expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
    expect(charged()).toEqual(['6290', '1', 'eur']);
  });

  test('a sum that was not shown yet is shown before anybody is led on to pay it', async () => {
    await fillIn();
    await priced('6290');
    await page.$eval('#country', (country) => Object.assign(country, { value: 'DE' }));
    await change('#total-shown', '');
    await page.locator(submit).click();
    await priced('6090');
    expect([await text('#total'), page.url(), stripe.requests]).toEqual([
      '€60.90',
      `${shopUrl}/checkout/`,
      [],
    ]);
  });
});

test('a shopper who comes back without having paid is told so, and finds the cart as it was', async () => {
  await fillCart();
  await openCheckout();
  await fillIn();
  await click(submit);
  becomes({ state: 'failed', stateSince: '2100-01-01T00:00:00.000Z' });
  await click('#success_url');
  await page.waitForSelector('#failed:not([hidden])');
  expect(await text('h1')).toBe('The payment did not go through');
  expect(await text('#cart-count')).toBe('2 pieces');
  expect(await barriers()).toEqual([]);
  expect(shopper.violations).toEqual([]);
});

test('a gateway that the policy of the checkout does not name is not reached, and the shop hears of it', async () => {
  await fillCart();
  await openCheckout();
  await fillIn('paypal');
  await change('#gateway-paypal', 'mollie');
  const report = world.hosts.next('/csp-report');
  await page.locator(submit).click();
  // Where the form led first is all that a page may learn of a redirect.
  expect(await shopper.blocked).toEqual({ directive: 'form-action', blocked: `${shopUrl}/api/session` });
  expect(reported(await report)).toEqual([
    { pattern: '/checkout/*', directive: 'form-action', blocked: 'self', disposition: 'enforce' },
  ]);
  expect(mollie.requests).toHaveLength(1);
  expect(hostsAsked()).toEqual(['shop.boutique.example']);
  expect(page.url()).toBe(`${shopUrl}/checkout/`);
});

test('a gateway that is reached by a form of its own gets what the form holds', async () => {
  await fillCart();
  await openCheckout();
  await fillIn('paypal');
  await change('#gateway-paypal', 'authorizenet');
  await click(submit);
  expect(await text('h1')).toBe('Your order is ready to be paid');
  expect(await barriers()).toEqual([]);
  const payment = world.hosts.next('/payment/payment');
  await page.locator('button').click();
  expect(await payment).toMatchObject({
    method: 'POST',
    url: { host: 'accept.authorize.net' },
    body: 'token=form-token',
  });
  expect(shopper.violations).toEqual([]);
});

test('a second click is the same order, and after it was paid the next one has a name of its own', async () => {
  await fillCart();
  await openCheckout();
  const id = await fieldValue('#checkout-id');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await fillIn();
  await click(submit);
  await click('#cancel_url');
  await page.waitForSelector('#checkout:not([hidden])');
  expect(await fieldValue('#checkout-id')).toBe(id);
  await fillIn();
  await click(submit);
  expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
  const [first, second] = stripe.requests.map(({ body }) => body);
  expect(second).toBe(first);

  await click('#success_url');
  await fillCart();
  await openCheckout();
  const next = await fieldValue('#checkout-id');
  expect(next).toMatch(/^[0-9a-f-]{36}$/);
  expect(next).not.toBe(id);
  await fillIn();
  await click(submit);
  expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_2');
});

test('what a shopper writes over a price changes what the page shows, and not what is charged', async () => {
  await fillCart();
  await page.evaluate(() => {
    const items = [{ slug: 'moss-mug', quantity: 2, priceMinor: 1, price: 0.01 }];
    localStorage.setItem('wrenfold.cart', JSON.stringify(items));
  });
  await openCheckout();
  await fillIn();
  await page.$eval('#total', (total) => total.replaceChildren('€0.02'));
  await change('#items', JSON.stringify([{ slug: 'moss-mug', quantity: 2, priceMinor: 1, currency: 'JPY' }]));
  await page.$eval('#checkout', (form) => {
    for (const name of ['amountMinor', 'priceMinor', 'sum']) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: '1' }));
    }
  });
  await click(submit);
  expect(page.url()).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
  expect(charged()).toEqual(['5600', '1', 'eur']);
});

test('amounts have the digits that the shop tells, whatever the browser knows of their currencies', async () => {
  await fillCart();
  await openCheckout();
  const written = await page.evaluate(`import('/assets/js/money.js').then(({ formatMoney }) => [
    formatMoney({ minor: 2800, currency: 'EUR', digits: 2 }),
    formatMoney({ minor: 2800, currency: 'JPY', digits: 0 }),
    formatMoney({ minor: 2800, currency: 'KWD', digits: 3 }),
    formatMoney({ minor: 280000, currency: 'HUF', digits: 2 }),
    formatMoney({ minor: 2800, currency: 'COP', digits: 2 }),
  ])`);
  expect(written).toEqual(['€28.00', 'JP¥2,800', 'KWD\u00a02.800', 'HUF\u00a02,800.00', 'COP\u00a028.00']);
});

test('a sum that the shop no longer asks for is told before anything is paid', async () => {
  await fillCart();
  await openCheckout();
  await fillIn();
  await change('#total-shown', '1');
  await click(submit);
  expect(await text('h1')).toBe('Your cart has changed');
  expect(hostsAsked()).not.toContain('checkout.stripe.com');
});

test('a way to pay whose secret is not staged is told in words that lead back to the checkout', async () => {
  await fillCart();
  await openCheckout();
  await fillIn('paypal');
  await click(submit);
  expect(await text('h1')).toBe('This way to pay is not ready yet');
  expect(await text('main')).toContain('Nothing was paid. Please choose another way to pay.');
  expect(await barriers()).toEqual([]);
  await click('a');
  expect(page.url()).toBe(`${shopUrl}/checkout/`);
  await page.waitForSelector('#checkout:not([hidden])');
  expect(await text('#total')).toBe('€56.00');
  expect(shopper.violations).toEqual([]);
  expect(hostsAsked()).toEqual(['shop.boutique.example']);
});

test('a gateway that cannot start a payment is told in words, too', async () => {
  stripe.failNext({ kind: 'status', status: 503 });
  await fillCart();
  await openCheckout();
  await fillIn();
  await click(submit);
  expect(await text('h1')).toBe('This way to pay does not work at the moment');
  expect(await barriers()).toEqual([]);
});

test('a card number in a field of the address is refused before anybody is asked', async () => {
  await fillCart();
  await openCheckout();
  await fillIn();
  await page.locator('#line2').fill('4242 4242 4242 4242');
  await click(submit);
  expect(await text('h1')).toBe('Please take the card number out');
  expect(await text('main')).not.toContain('4242');
  expect(await barriers()).toEqual([]);
  expect(stripe.requests).toEqual([]);
});

test.each([
  ['home', '/', '#products li'],
  ['product', '/product/?slug=moss-mug', '#product:not([hidden])'],
  ["product's own", '/product/moss-mug/', '#add:not([hidden])'],
  ['cart', '/cart/', '#filled:not([hidden])'],
  ['checkout', '/checkout/', '#checkout:not([hidden])'],
  ['thanks', '/checkout/done/', 'h1'],
  ['terms', '/terms/', 'h1'],
  ['privacy', '/privacy/', 'h1'],
  ['missing', '/nothing-here/', 'h1'],
])('axe finds no barrier on the %s page, and its policy blocks nothing', async (_, path, shown) => {
  await fillCart();
  await page.goto(`${shopUrl}${path}`);
  await page.waitForSelector(shown);
  expect(await barriers()).toEqual([]);
  expect(shopper.violations).toEqual([]);
});

test('a script of somebody else in the checkout is not loaded, and the shop hears of it', async () => {
  await fillCart();
  await openCheckout();
  const report = world.hosts.next('/csp-report');
  await page.evaluate(() => {
    const script = Object.assign(document.createElement('script'), { src: 'https://skimmer.example/a.js' });
    document.body.append(script);
  });
  expect(await shopper.blocked).toEqual({
    directive: 'script-src-elem',
    blocked: 'https://skimmer.example/a.js',
  });
  expect(reported(await report)).toEqual([
    {
      pattern: '/checkout/*',
      directive: 'script-src-elem',
      blocked: 'https://skimmer.example',
      disposition: 'enforce',
    },
  ]);
  expect(hostsAsked()).toEqual(['shop.boutique.example']);
});
