import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { barriers, clickButton, typeCard } from '../client/support/shopper.ts';
import { type Visit, visit } from '../e2e/support/browser.ts';
import { openPreview, picture } from './support/open-preview.ts';

const opened = openPreview('examples/atelier/storefront.yaml');

let shopper: Visit;
let page: Page;
beforeEach(async () => {
  shopper = await visit(opened.browser, opened.preview.url);
  page = shopper.page;
});
afterEach(async () => {
  await shopper.end();
});

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Storgata 12',
  postalCode: '0155',
  city: 'Oslo',
};

/** Puts a jug into the cart, and fills the checkout in. */
async function comeToCheckout(gateway: 'stripe' | 'paypal'): Promise<void> {
  await page.goto(`${opened.preview.url}/en/product/barkmugge/`);
  await page.click('#add');
  await Promise.all([page.waitForNavigation(), page.click('#onwards a')]);
  await page.waitForSelector('.palisade-secure:not([hidden])');
  for (const [name, typed] of Object.entries(address)) await page.type(`[name=${name}]`, typed);
  await page.select('#country', 'FR');
  await page.click(`[name=gateway][value=${gateway}]`);
  await page.waitForFunction(() => document.querySelector('#total')?.textContent !== '');
}

const message = () => page.$eval('.palisade-secure', (element) => element.textContent);

/** The order of the payment that was made last, once the table says that it is paid. */
async function paidOrder(gateway: string) {
  const last = opened.preview.gateways.payments().findLast((each) => each.gateway === gateway);
  return opened.orderThat(last?.payment.orderReference ?? '', ({ state }) => state === 'paid');
}

const isPaid = () =>
  page.waitForFunction(
    () => document.querySelector('#done-en .became')?.textContent === 'Your payment has arrived. Thank you.',
  );

test('somebody pays by card in the page, whose fields are the gateway’s, and the order is paid', async () => {
  await comeToCheckout('stripe');
  await picture(page, 'atelier-checkout');
  await clickButton(page);
  await page.waitForFunction(() =>
    /^Pay /.test(document.querySelector('button[type=submit]')?.textContent ?? ''),
  );
  await typeCard(page, '4242424242424242');
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'atelier-card');
  await clickButton(page);
  await isPaid();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'atelier-paid');
  expect(await paidOrder('stripe')).toMatchObject({ amountMinor: 5800, currency: 'EUR', reviewReasons: [] });
  expect([shopper.violations, shopper.complaints]).toEqual([[], []]);
}, 60_000);

test('somebody pays on PayPal’s page, and the order is paid', async () => {
  await comeToCheckout('paypal');
  await Promise.all([page.waitForNavigation(), clickButton(page)]);
  expect(new URL(page.url()).hostname).toBe('www.paypal.com.localhost');
  await Promise.all([page.waitForNavigation(), page.click('#pay')]);
  await isPaid();
  expect(await paidOrder('paypal')).toMatchObject({ amountMinor: 5800, currency: 'EUR', reviewReasons: [] });
  expect([shopper.violations, shopper.complaints]).toEqual([[], []]);
}, 60_000);
