import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { barriers, cardFrame, clickButton, typeCard } from '../client/support/shopper.ts';
import { type Visit, visit } from '../e2e/support/browser.ts';
import { recordRequest } from '../support/record-requests.ts';
import { clickAsMerchant } from './support/merchant-page.ts';
import { openPreview, picture } from './support/open-preview.ts';
import { type OtherFront, openOtherFront } from './support/weakened.ts';

const opened = openPreview('examples/atelier/storefront.yaml');

let front: OtherFront;
let shopper: Visit;
let page: Page;
beforeEach(async () => {
  front = await openOtherFront(opened.preview, 'lyngmo.example');
  shopper = await visit(opened.browser, front.url);
  page = shopper.page;
});
afterEach(async () => {
  front.requests.forEach(recordRequest);
  await shopper.end();
  await front.stop();
});

const card = '4242424242424242';

/** What the shop was sent of the card, in whatever part of a request. */
const cardsSent = () =>
  front.requests.filter(({ target, headers, body }) =>
    `${target} ${JSON.stringify(headers)} ${body}`.replaceAll(/[\s-]/g, '').includes(card),
  );

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Storgata 12',
  postalCode: '0155',
  city: 'Oslo',
};

/** Puts a jug into the cart, and fills the checkout in. */
async function comeToCheckout(gateway: 'stripe' | 'paypal'): Promise<void> {
  await page.goto(`${front.url}/en/product/barkmugge/`);
  await page.click('#add');
  await Promise.all([page.waitForNavigation(), page.click('#onwards a')]);
  await page.waitForSelector('.palisade-secure:not([hidden])');
  for (const [name, typed] of Object.entries(address)) await page.type(`[name=${name}]`, typed);
  await page.select('#country', 'FR');
  await page.click(`[name=gateway][value=${gateway}]`);
  await page.waitForFunction(() => document.querySelector('#total')?.textContent !== '');
}

const message = () => page.$eval('.palisade-secure', (element) => element.textContent);

/** Gives a part of the last payment back, and has its shopper dispute it: the order says both. */
async function giveBackByClicks(): Promise<void> {
  const { reference } = await paidOrder();
  const { merchantUrl } = opened.preview;
  await clickAsMerchant(page, merchantUrl, { reference, button: 'Refund', amount: '10.00' });
  await opened.orderThat(reference, ({ money }) => money.refundedMinor === 1000);
  await clickAsMerchant(page, merchantUrl, { reference, button: 'Dispute' });
  await opened.orderThat(reference, ({ state }) => state === 'disputed');
}

/** The order of the payment that was made last, once the table says that it is paid. */
async function paidOrder() {
  const last = opened.preview.gateways.payments().at(-1);
  return opened.orderThat(last?.payment.orderReference ?? '', ({ state }) => state === 'paid');
}

const isPaid = () =>
  page.waitForFunction(
    () => document.querySelector('#done-en .became')?.textContent === 'Your payment has arrived. Thank you.',
  );

test('somebody pays by card in the page, whose fields are the gateway’s, and the order is paid', async () => {
  await comeToCheckout('stripe');
  await picture(page, 'atelier-checkout');
  expect(await message()).toBe(
    'Secure checkout: this page is encrypted. The card fields belong to Stripe; this shop never sees your card.',
  );
  await clickButton(page);
  await page.waitForFunction(() =>
    /^Pay /.test(document.querySelector('button[type=submit]')?.textContent ?? ''),
  );
  await typeCard(page, card);
  expect(new URL((await cardFrame(page)).url()).hostname).toMatch(/(?:^|\.)stripe\.com\.localhost$/);
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'atelier-card');
  await clickButton(page);
  await isPaid();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'atelier-paid');
  expect(await paidOrder()).toMatchObject({ amountMinor: 5800, currency: 'EUR', reviewReasons: [] });
  expect([front.requests.length > 0, cardsSent()]).toEqual([true, []]);
  expect(shopper.violations).toEqual([]);
  await giveBackByClicks();
}, 180_000);

test('somebody pays at PayPal, and the order is paid', async () => {
  await comeToCheckout('paypal');
  await clickButton(page);
  await page.waitForSelector('#pay');
  expect(new URL(page.url()).hostname).toBe('www.paypal.com.localhost');
  await page.click('#pay');
  expect(await paidOrder()).toMatchObject({ amountMinor: 5800, currency: 'EUR', reviewReasons: [] });
  await isPaid();
  expect(await barriers(page)).toEqual([]);
  expect(shopper.violations).toEqual([]);
  await giveBackByClicks();
}, 180_000);
