import { expect, test } from '@jest/globals';
import type { Session } from '../../../lambda/gateways/session-request.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { open, type Page, submit } from './support/browse.ts';
import { type FakedShop, openFakedShop, shopUrl } from './support/shop.ts';

/** The gateways whose own page a shopper pays on. */
const hosted = ['stripe', 'paypal'] as const;

/** Starts a payment, and opens the page that it leads to. */
async function openPage(shop: FakedShop): Promise<Page> {
  const session: Session = await shop.start();
  if (session.outcome === 'post') return open(shop.gateways, session.url, session.fields);
  if (session.outcome !== 'redirect')
    throw new Error(`the payment was not started: ${JSON.stringify(session)}`);
  return open(shop.gateways, session.url);
}

const pay = async (shop: FakedShop, card: string) =>
  submit(shop.gateways, await openPage(shop), { do: 'pay', card });

async function paidShop(name: string): Promise<FakedShop> {
  const shop = openFakedShop(name);
  await pay(shop, 'paid');
  expect(await shop.order()).toMatchObject({ state: name === 'adyen' ? 'authorised' : 'paid' });
  return shop;
}

test.each(hosted)('%s is paid on its page by a card, and tells the shop', async (name) => {
  const shop = openFakedShop(name);
  const page = await openPage(shop);
  expect(page.html).toContain('<dd id="amount">EUR 42.50</dd>');
  expect(page.html).toContain('<dd id="order">obcdfghjklmnpqrstvwx</dd>');
  const back = await submit(shop.gateways, page, { do: 'pay', card: 'paid' });
  expect(back.url).toMatch(`${shopUrl}/checkout/done/`);
  expect(await shop.order()).toMatchObject({ state: 'paid', reviewReasons: [] });
  expect(new Set(shop.arrived.map(({ status }) => status))).toEqual(new Set([200]));
});

test.each(hosted)('%s asks the bank of a card, and is paid when its owner agrees', async (name) => {
  const shop = openFakedShop(name);
  const bank = await pay(shop, 'challenge');
  expect(new URL(bank.url).host).toBe('issuer.example');
  expect(await shop.order()).toMatchObject({ state: 'open' });
  const back = await submit(shop.gateways, bank, { answer: 'pass' });
  expect(back.url).toMatch(`${shopUrl}/checkout/done/`);
  expect(await shop.order()).toMatchObject({ state: 'paid' });
});

test.each(hosted)('%s takes no money where the owner of a card does not agree', async (name) => {
  const shop = openFakedShop(name);
  await submit(shop.gateways, await pay(shop, 'challenge'), { answer: 'fail' });
  expect(await shop.order()).toMatchObject({ state: 'failed', money: { capturedMinor: 0 } });
});

test.each(hosted)('%s takes no money of a card that is declined', async (name) => {
  const shop = openFakedShop(name);
  await pay(shop, 'declined');
  expect(await shop.order()).toMatchObject({ state: 'failed', money: { capturedMinor: 0 } });
});

test.each(hosted)('%s leads back whoever cancels, and tells nothing', async (name) => {
  const shop = openFakedShop(name);
  const back = await submit(shop.gateways, await openPage(shop), { do: 'cancel', card: 'paid' });
  expect(back.url).toMatch(shopUrl);
  expect(await shop.order()).toMatchObject({ state: 'open' });
  expect(shop.arrived).toEqual([]);
});

test.each(hosted)('%s gives a part of the money back, then the rest', async (name) => {
  const shop = await paidShop(name);
  shop.gateways.happen('refunded', { gateway: name, amountMinor: 1250 });
  expect(await shop.order()).toMatchObject({ state: 'paid', money: { refundedMinor: 1250 } });
  shop.gateways.happen('refunded', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'refunded', money: { refundedMinor: 4250 } });
  expect(() => shop.gateways.happen('refunded', { gateway: name })).toThrow('only 0 of it can go back');
});

test.each(hosted)('%s tells of a dispute that the shop wins', async (name) => {
  const shop = await paidShop(name);
  shop.gateways.happen('disputed', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'disputed' });
  shop.gateways.happen('won', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'paid' });
});

test.each(hosted)('%s tells of a dispute that the shop loses', async (name) => {
  const shop = await paidShop(name);
  shop.gateways.happen('disputed', { gateway: name });
  shop.gateways.happen('lost', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'refunded' });
});

test.each(hosted)('%s signs with another key than the shop knows, and is refused', async (name) => {
  const shop = openFakedShop(name, {}, { shopSecret: secretOf(name, 'b') });
  await pay(shop, 'paid');
  expect(await shop.order()).toMatchObject({ state: 'open' });
  expect(new Set(shop.arrived.map(({ status }) => status))).toEqual(new Set([401]));
});

test.each(hosted)('%s sends again what the shop did not take', async (name) => {
  const shop = openFakedShop(name, {}, { troubles: [503, 500] });
  await pay(shop, 'paid');
  expect(await shop.order()).toMatchObject({ state: 'paid' });
  expect(shop.arrived.filter(({ status }) => status !== 200)).toHaveLength(2);
});
