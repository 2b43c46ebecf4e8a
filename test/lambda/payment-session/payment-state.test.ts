import { expect, test } from '@jest/globals';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { openOrder, shopper } from '../shared/orders/support/orders.ts';
import { checkout, getEvent, reference, shopWith } from './support/shop.ts';

const path = `/api/session/${checkout}`;
const later = '2026-01-01T00:05:00.000Z';
const { attempt } = openOrder;
const cancelled = [{ kind: 'cancellation' }] as unknown as NonNullable<Order['decisions']>;
const erased = [{ kind: 'erasure' }] as unknown as NonNullable<Order['decisions']>;

async function stateOf(changes: Partial<Order>) {
  const shop = shopWith();
  await shop.orders.create({ ...openOrder, reference, ...changes }, shopper);
  return shop.post(getEvent(path));
}

test.each<[string, Partial<Order>, string]>([
  ['that was not paid', {}, 'open'],
  ['whose card was sent', { attempt: { ...attempt, mayHaveCharged: true } }, 'pending'],
  ['whose attempt failed', { state: 'failed', stateSince: later }, 'failed'],
  ['that is tried again', { state: 'failed', attempt: { ...attempt, startedAt: later } }, 'open'],
  [
    'that is tried again with a card',
    { state: 'failed', attempt: { ...attempt, startedAt: later, mayHaveCharged: true } },
    'pending',
  ],
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
  const answer = await unknown.post(getEvent(path));
  expect(answer).toEqual(await stateOf({}));
  expect(unknown.orders.steps).toEqual(['find']);
});

test('a name in capitals is the same name', async () => {
  const shop = shopWith();
  await shop.orders.create({ ...openOrder, reference, state: 'paid' }, shopper);
  const answer = await shop.post(getEvent(`/api/session/${checkout.toUpperCase()}`));
  expect(JSON.parse(answer.body)).toEqual({ state: 'paid' });
});

test.each(['x', `${checkout}0`, checkout.replace('-4', '-1'), reference, '..%2f', 'K7QF-2MXP'])(
  'what is no UUID of version 4 is refused before the store is asked: %s',
  async (name) => {
    const shop = shopWith();
    const answer = await shop.post(getEvent(`/api/session/${name}`));
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'malformed_request',
      errors: [{ field: 'checkout', code: 'malformed' }],
    });
    expect(shop.orders.steps).toEqual([]);
  },
);

test('a HEAD request is answered like a GET, without the body', async () => {
  const shop = shopWith();
  const { body, ...head } = await shop.post({ ...getEvent(path), httpMethod: 'HEAD' });
  expect(body).toBe('');
  expect(head).toEqual(expect.objectContaining({ statusCode: 200 }));
});

test('the name of a checkout is in no line of the log', async () => {
  const shop = shopWith();
  await shop.post(getEvent(path));
  expect(shop.lines.join()).not.toContain(checkout.slice(0, 8));
  expect(shop.logged()).toEqual([
    expect.objectContaining({ message: 'session answered', route: 'state', outcome: 'told' }),
  ]);
});
