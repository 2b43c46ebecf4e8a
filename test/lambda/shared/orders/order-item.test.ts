import { expect, test } from '@jest/globals';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { orderItem, readOrderItem } from '../../../../lambda/shared/orders/order-item.ts';
import { expiryOf } from '../../../../lambda/shared/orders/order-retention.ts';
import { openOrder, retention } from './support/orders.ts';

const [expiresAt, now] = [1_800_000_000, new Date('2026-01-01T00:10:00Z')];

test('an order stands under its reference, and is read as it was written', () => {
  const item = orderItem(openOrder, { version: 3, expiresAt, now });
  expect(item).toEqual({
    pk: `ORDER#${openOrder.reference}`,
    sk: 'ORDER',
    version: 3,
    order: openOrder,
    expiresAt,
    listed: 'open#2026-01',
    listedAt: '2026-01-01T00:00:00.000Z',
    listing: {
      reference: openOrder.reference,
      number: 'K7QF-2MXP',
      amountMinor: 4250,
      currency: 'EUR',
      createdAt: '2026-01-01T00:00:00.000Z',
      reviewReasons: [],
      ...openOrder.money,
      isCancelled: false,
    },
  });
  expect(readOrderItem(item)).toEqual({ order: openOrder, version: 3 });
});

test.each([
  ['attempt', { attempt: { ...openOrder.attempt, startedAt: 'yesterday' } }],
  ['state', { state: 'paid', stateSince: 'yesterday' }],
])('an order whose %s has no time is not written, since it would never go or go at once', (name, more) => {
  const order = { ...openOrder, ...more } as Order;
  expect(() => expiryOf(order, retention)).toThrow(`the ${name} of an order has no time`);
});

test.each<[string, object]>([
  ['a state that is none', { state: 'happy' }],
  ['a hold that is none', { reviewReasons: ['bored'] }],
  ['an amount with a fraction', { amountMinor: 42.5 }],
  ['an amount below zero', { amountMinor: -1 }],
  ['no ledger', { ledger: undefined }],
  ['an answer that is none', { checks: { cvc: 'maybe' } }],
  ['a risk that is none', { risk: 'low' }],
])('an item with %s is no order', (_, more) => {
  const item = orderItem({ ...openOrder, ...more } as Order, { version: 1, expiresAt, now });
  expect(() => readOrderItem(item)).toThrow('the item in the orders table is no order');
});

test('an item without a version is no order', () => {
  expect(() => readOrderItem({ order: openOrder })).toThrow('the item in the orders table is no order');
});
