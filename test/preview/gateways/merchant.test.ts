import { expect, test } from '@jest/globals';
import { viewerRequest } from '../../../lib/preview/responder.ts';
import { open, submit } from './support/browse.ts';
import { type FakedShop, openFakedShop } from './support/shop.ts';

async function paidShop(): Promise<FakedShop> {
  const shop = openFakedShop('stripe');
  const session = await shop.start();
  if (session.outcome !== 'redirect') throw new Error('the payment was not started');
  await submit(shop.gateways, await open(shop.gateways, session.url), { do: 'pay', card: 'paid' });
  await shop.order();
  return shop;
}

const merchant = 'https://gateways/';
const named = { gateway: 'stripe', payment: 'cs_test_1' };

test('shows what was paid, and what the shop was told of it', async () => {
  const shop = await paidShop();
  const { html } = await open(shop.gateways, merchant);
  expect(html).toContain('<td>Stripe</td><td>obcdfghjklmnpqrstvwx</td>');
  expect(html).toContain('<td>EUR 42.50</td><td>paid</td>');
  expect(html.match(/<td>200<\/td><td>delivered<\/td>/g)).toHaveLength(3);
});

test('gives money back in part, and has a shopper dispute the rest', async () => {
  const shop = await paidShop();
  await open(shop.gateways, merchant, { ...named, do: 'refunded', amount: '12.50' });
  expect(await shop.order()).toMatchObject({ state: 'paid', money: { refundedMinor: 1250 } });
  await open(shop.gateways, merchant, { ...named, do: 'disputed' });
  expect(await shop.order()).toMatchObject({ state: 'disputed' });
  await open(shop.gateways, merchant, { ...named, do: 'won' });
  expect((await shop.order()).money).toMatchObject({ disputedMinor: 0, refundedMinor: 1250 });
});

test.each([
  [
    'more than was paid',
    { ...named, do: 'refunded', amount: '42.51' },
    'only 4250 of it can go back, and not 4251.',
  ],
  ['an amount that is none', { ...named, do: 'refunded', amount: 'all' }, 'Write an amount such as 12.50.'],
  ['the end of a dispute that is none', { ...named, do: 'won' }, 'it has no open dispute.'],
  ['a payment of nobody', { ...named, payment: 'cs_test_9', do: 'disputed' }, 'There is no such payment.'],
  ['what no merchant can do', { ...named, do: 'paid' }, 'There is no such payment.'],
  ['a callback that was never sent', { again: '99' }, 'There is no such callback.'],
])('refuses %s with a sentence, and nothing happens', async (_, fields, sentence) => {
  const shop = await paidShop();
  const before = shop.gateways.sendings().length;
  const { status, html } = await open(shop.gateways, merchant, fields);
  expect([status, html]).toEqual([400, expect.stringContaining(sentence)]);
  expect(shop.gateways.sendings()).toHaveLength(before);
});

test('takes no form of another site in the same browser', async () => {
  const shop = await paidShop();
  const post = (site: string) =>
    shop.gateways.responders['gateways']?.(
      viewerRequest({
        method: 'POST',
        url: merchant,
        headers: { 'sec-fetch-site': site },
        body: new URLSearchParams({ ...named, do: 'refunded', amount: '1.00' }).toString(),
      }),
    );
  expect(await post('cross-site')).toMatchObject({ status: 403 });
  expect((await shop.order()).money.refundedMinor).toBe(0);
  expect(await post('same-origin')).toMatchObject({ status: 303 });
  expect((await shop.order()).money.refundedMinor).toBe(100);
});

test('sends a callback once more, which changes nothing', async () => {
  const shop = await paidShop();
  const before = await shop.order();
  await open(shop.gateways, merchant, { again: '0' });
  expect(await shop.order()).toEqual(before);
  const [first] = shop.arrived;
  expect(shop.arrived).toHaveLength(4);
  expect(shop.arrived.at(-1)?.body).toEqual(first?.body);
});

test('gives a callback up that the shop never takes', async () => {
  const troubles = Array.from({ length: 100 }, () => 500);
  const shop = openFakedShop('stripe', {}, { troubles });
  await shop.start();
  shop.gateways.happen('over', { gateway: 'stripe' });
  await shop.order();
  expect(shop.gateways.sendings()).toMatchObject([
    { type: 'checkout.session.expired', state: 'given up', statuses: Array.from({ length: 7 }, () => 500) },
  ]);
});
