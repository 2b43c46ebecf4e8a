import { expect, test } from '@jest/globals';
import type { ShopEvent } from '../../../lambda/payment-session/payment-session.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { paths } from '../../support/checkout-api/document.ts';
import { openOrder, shopper } from '../shared/orders/support/orders.ts';
import { checkout, getEvent, jsonEvent, reference, shopWith } from './support/shop.ts';

const ask = (name: unknown = checkout): ShopEvent => ({
  ...jsonEvent(),
  path: '/api/payment-state',
  body: JSON.stringify({ checkout: name }),
});
const { attempt } = openOrder;
const cancelled = [{ kind: 'cancellation' }] as unknown as NonNullable<Order['decisions']>;
const erased = [{ kind: 'erasure' }] as unknown as NonNullable<Order['decisions']>;

async function stateOf(changes: Partial<Order>) {
  const shop = shopWith();
  await shop.orders.create({ ...openOrder, reference, ...changes }, shopper);
  return shop.post(ask());
}

test.each<[string, Partial<Order>, string]>([
  ['that was not paid', {}, 'open'],
  ['whose card was sent', { attempt: { ...attempt, mayHaveCharged: true } }, 'pending'],
  ['whose only attempt failed', { state: 'failed' }, 'failed'],
  ['whose card was declined by the answer', { attempt: { ...attempt, hasFailed: true } }, 'failed'],
  ['that is tried again', { state: 'failed', attempt: { ...attempt, number: 2 } }, 'open'],
  [
    'that is tried again with a card',
    { state: 'failed', attempt: { ...attempt, number: 2, mayHaveCharged: true } },
    'pending',
  ],
  [
    'whose second attempt failed, too',
    { state: 'failed', attempt: { ...attempt, number: 2, hasFailed: true } },
    'failed',
  ],
  ['that was paid after a failure', { state: 'paid', attempt: { ...attempt, hasFailed: true } }, 'paid'],
  ['whose money is reserved', { state: 'authorised' }, 'authorised'],
  ['that was paid', { state: 'paid' }, 'paid'],
  ['whose payment somebody disputes', { state: 'disputed' }, 'paid'],
  ['that was refunded', { state: 'refunded' }, 'refunded'],
  ['that the shop has cancelled', { decisions: cancelled }, 'cancelled'],
  ['that was paid after it was cancelled', { state: 'paid', decisions: cancelled }, 'paid'],
  ['whose shopper was forgotten', { state: 'paid', decisions: erased }, 'open'],
])('an order %s: %j is told as %s', async (_, changes, state) => {
  expect(await stateOf(changes)).toMatchObject({ statusCode: 200, body: JSON.stringify({ state }) });
});

test('nobody keeps the answer, and it says nothing of who, what or how much', async () => {
  const { multiValueHeaders, body } = await stateOf({ state: 'paid' });
  expect(multiValueHeaders).toMatchObject({ 'cache-control': ['no-store'] });
  expect(Object.keys(JSON.parse(body))).toEqual(['state']);
});

test('a checkout that nobody made is answered like one that was not paid, to the last header and as many reads', async () => {
  const unknown = shopWith();
  const answer = await unknown.post(ask());
  expect(answer).toEqual(await stateOf({}));
  expect(unknown.orders.steps).toEqual(['find']);
});

test('a name in capitals is the same name', async () => {
  const shop = shopWith();
  await shop.orders.create({ ...openOrder, reference, state: 'paid' }, shopper);
  const answer = await shop.post(ask(checkout.toUpperCase()));
  expect(JSON.parse(answer.body)).toEqual({ state: 'paid' });
});

test.each(['x', `${checkout}0`, checkout.replace('-4', '-1'), reference, '..%2f', 'K7QF-2MXP'])(
  'what is no UUID of version 4 is refused before the store is asked: %s',
  async (name) => {
    const shop = shopWith();
    const answer = await shop.post(ask(name));
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'malformed_request',
      errors: [{ field: 'checkout', code: 'malformed' }],
    });
    expect(shop.orders.steps).toEqual([]);
  },
);

test('the name of a checkout has no place in an address, since logs keep those', async () => {
  for (const path of Object.keys(paths)) expect(path).not.toMatch(/checkout/i);
  const answer = await shopWith().post(getEvent(`/api/session/${checkout}`));
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'no_such_address' });
});

test('the name of a checkout is in no line of the log', async () => {
  const shop = shopWith();
  await shop.post(ask());
  expect(shop.lines.join()).not.toContain(checkout.slice(0, 8));
  expect(shop.logged()).toEqual([
    expect.objectContaining({ message: 'session answered', route: 'state', outcome: 'told' }),
  ]);
});
