import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { en } from '../../client/texts/en.ts';
import { testCards as cards } from '../../lib/preview/gateways/test-cards.ts';
import { everyHost } from '../e2e/support/every-host.ts';
import { code, expiry } from './support/faked-gateways.ts';
import { kinds } from './support/kinds.ts';
import { type Choice, type DeployedShop, deployShop, type OpenedShop } from './support/open-shop.ts';
import { plainCopy } from './support/plain-copy.ts';
import {
  barriers,
  cardDataSent,
  cartOf,
  clickButton,
  failureOf,
  newShopper,
  resultOf,
  type Shopper,
} from './support/shopper.ts';
import { withoutGuard } from './support/without-guard.ts';

const choice: Choice = { name: 'stripe', integration: 'fields' };

let deployed: DeployedShop;
let shop: OpenedShop;
let shopper: Shopper;
const world = everyHost((request) => shop.answer(request));
beforeAll(() => {
  deployed = deployShop([choice]);
}, 60_000);
afterEach(() => shopper?.end());

/** Opens a shop that was deployed, and somebody comes into it. */
async function come(to: DeployedShop): Promise<Shopper> {
  shop = to.open();
  shopper = await newShopper(world.browser, { hosts: world.hosts, shop, choice });
  return shopper;
}

/** Lets pages wait for nothing. */
async function hurry(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const wait = setTimeout;
    Object.assign(window, { setTimeout: (run: () => void) => wait(run, 1) });
  });
}

describe('with Stripe’s fields in the page, a shopper', () => {
  test.each(Object.entries(kinds))('%s', async (_, kind) => {
    await kind(await come(deployed), choice);
    expect(shopper.visit.violations).toEqual([]);
    expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
  });
});

describe('a card that is typed into the shop’s own form', () => {
  const typed = [
    ['number', cards.paid.replace(/(.{4})/g, '$1 ')],
    ['code', `CVC ${code}`],
    ['expiry date', expiry],
  ] as const;

  async function send(text: string) {
    await shopper.comeToCheckout();
    await shopper.page.type('[name=line2]', text);
    await clickButton(shopper.page);
  }

  test.each(typed)('is not sent: its %s', async (_, text) => {
    await come(deployed);
    await send(text);
    expect(await failureOf(shopper.page)).toMatchObject({ error: en.errors.fields, focus: 'line2' });
    expect(await shopper.page.$eval('[name=line2]', (field) => field.getAttribute('aria-invalid'))).toBe(
      'true',
    );
    expect(await barriers(shopper.page)).toEqual([]);
    expect(shopper.sent()).toEqual([]);
    expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
  });

  describe('with a client without its guard', () => {
    let unguarded: DeployedShop;
    beforeAll(() => {
      unguarded = deployShop([choice], withoutGuard());
    });

    test.each(typed)('is sent, and the recorder sees its %s', async (_, text) => {
      const before = world.hosts.requests.length;
      await come(unguarded);
      const arrival = world.hosts.next('/api/session');
      await send(text);
      await arrival;
      const requests = world.hosts.requests.slice(before);
      expect(cardDataSent({ requests }, shop.url)).toEqual(['POST /api/session']);
    });
  });
});

describe('what the shop cannot do is told by what the shopper can do:', () => {
  test.each([
    ['payment_uncertain', 502, en.errors.uncertain, true],
    ['card_token_expired', 409, en.errors.expired, false],
    ['gateway_not_ready', 503, 'In the words of the shop.', false],
    ['quote_unavailable', 503, 'In the words of the shop.', false],
    ['currency_not_taken', 409, 'In the words of the shop.', false],
    ['no_delivery', 409, 'In the words of the shop.', false],
    ['cart_outdated', 409, 'In the words of the shop.', false],
  ])('%s', async (code, status, error, isOver) => {
    await come(deployed);
    await shopper.comeToCheckout();
    shop.weather.problem = { status, code };
    await clickButton(shopper.page);
    expect(await failureOf(shopper.page)).toMatchObject({ error, heard: error, focus: 'palisade-heading' });
    expect(await shopper.page.$eval('button[type=submit]', (button) => (button as HTMLElement).hidden)).toBe(
      isOver,
    );
  });
});

test('a payment of which nobody has heard is pending, and the cart is kept', async () => {
  await come(deployed);
  await shopper.comeToCheckout();
  await shopper.openForm();
  await hurry(shopper.page);
  await shopper.page.goto(`${shop.url}/checkout/done/`);
  expect(await resultOf(shopper.page)).toBe(en.done.pending);
  expect(await cartOf(shopper.page)).not.toBeNull();
});

test('a card that was declined is not the last word, where another one was taken since', async () => {
  await come(deployed);
  await shopper.comeToCheckout();
  await shopper.openForm();
  for (const reference of shop.orders.all.keys()) shop.orders.change(reference, { state: 'failed' });
  await hurry(shopper.page);
  await shopper.page.goto(`${shop.url}/checkout/done/?redirect_status=succeeded`);
  expect(await resultOf(shopper.page)).toBe(en.done.pending);
  await shopper.page.goto(`${shop.url}/checkout/done/`);
  expect(await resultOf(shopper.page)).toBe(en.done.failed);
});

test('a request without an answer is sent again as it was, and is one order', async () => {
  await come(deployed);
  await shopper.comeToCheckout();
  shop.weather.breaks = 2;
  await shopper.openForm();
  const sent = shopper.sent();
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(1);
  expect(shop.orders.all.size).toBe(1);
});

test('the page says that it is encrypted only where it is', async () => {
  await come(deployed);
  await shopper.comeToCheckout();
  const { port, close } = await plainCopy(shop);
  // Browsers take this origin for a secure context, though nothing on it is encrypted.
  await shopper.page.goto(`http://127.0.0.1:${port}/checkout/`);
  await shopper.page.waitForSelector('button[aria-busy=false]');
  expect(
    await shopper.page.evaluate(() => [
      isSecureContext,
      (document.querySelector('.palisade-secure') as HTMLElement).hidden,
      document.querySelector('.palisade-secure')?.textContent,
    ]),
  ).toEqual([true, true, '']);
  await close();
});
