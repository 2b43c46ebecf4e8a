import { expect, test } from '@jest/globals';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import type { Session } from '../../../lambda/gateways/session-request.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { open, type Page, submit } from './support/browse.ts';
import { type FakedShop, openFakedShop, shopUrl } from './support/shop.ts';

/** The gateways whose own page a shopper pays on. */
const hosted = gatewayNames.filter((name) => supportedIntegrations(name).includes('redirect'));

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
  expect(await shop.order()).toMatchObject({ state: 'paid' });
  return shop;
}

test.each(hosted)('%s is paid on its page by a card, and tells the shop', async (name) => {
  const shop = openFakedShop(name);
  const page = await openPage(shop);
  expect(page.html).toContain('42.50</dd>');
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

// Authorize.Net tells of no disputes, Mollie of none that are lost for good.
const disputed = hosted.filter((name) => name !== 'authorizenet');

test.each(disputed)('%s tells of a dispute that the shop wins', async (name) => {
  const shop = await paidShop(name);
  shop.gateways.happen('disputed', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'disputed' });
  shop.gateways.happen('won', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: 'paid' });
});

test.each(disputed)('%s tells of a dispute that the shop loses', async (name) => {
  const shop = await paidShop(name);
  shop.gateways.happen('disputed', { gateway: name });
  shop.gateways.happen('lost', { gateway: name });
  expect(await shop.order()).toMatchObject({ state: name === 'mollie' ? 'disputed' : 'refunded' });
});

test('authorizenet tells nothing of a dispute', async () => {
  const shop = await paidShop('authorizenet');
  const before = shop.arrived.length;
  shop.gateways.happen('disputed', { gateway: 'authorizenet' });
  expect(await shop.order()).toMatchObject({ state: 'paid' });
  expect(shop.arrived).toHaveLength(before);
});

// Mollie signs nothing: whoever sends an id has the shop ask, and only the answer counts.
const signing = hosted.filter((name) => name !== 'mollie');

test.each(signing)('%s signs with another key than the shop knows, and is refused', async (name) => {
  const shop = openFakedShop(name, {}, { shopSecret: secretOf(name, 'b') });
  await pay(shop, 'paid');
  expect(await shop.order()).toMatchObject({ state: 'open' });
  expect(new Set(shop.arrived.map(({ status }) => status))).toEqual(new Set([401]));
});

test('mollie sends an id, which pays nothing before Mollie says so', async () => {
  const shop = openFakedShop('mollie');
  await openPage(shop);
  const [{ gateway, payment } = { gateway: '' }] = shop.gateways.payments();
  const body = Buffer.from(`id=${payment?.id}`);
  const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
  const url = `${shopUrl}/callbacks/mollie`;
  expect(await shop.receive({ gateway, url, query: '', headers, body })).toBe(200);
  expect(await shop.order()).toMatchObject({ state: 'open' });
});

test.each(hosted)('%s sends again what the shop did not take', async (name) => {
  const shop = openFakedShop(name, {}, { troubles: [503, 500] });
  await pay(shop, 'paid');
  expect(await shop.order()).toMatchObject({ state: 'paid' });
  expect(shop.arrived.filter(({ status }) => status !== 200)).toHaveLength(2);
});
