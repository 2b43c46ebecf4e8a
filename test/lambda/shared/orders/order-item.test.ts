import { expect, test } from '@jest/globals';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { orderItem, readOrderItem } from '../../../../lambda/shared/orders/order-item.ts';
import { openOrder } from './support/orders.ts';

test('an order stands under its reference, and is read as it was written', () => {
  const item = orderItem(openOrder, 3);
  expect(item).toEqual({
    pk: `ORDER#${openOrder.reference}`,
    sk: 'ORDER',
    version: 3,
    order: openOrder,
    expiresAt: Date.parse('2026-01-31T00:00:00Z') / 1000,
  });
  expect(readOrderItem(item)).toEqual({ order: openOrder, version: 3 });
});

test('an order whose attempt has no time is not written, since it would never go or go at once', () => {
  const order = { ...openOrder, attempt: { ...openOrder.attempt, startedAt: 'yesterday' } };
  expect(() => orderItem(order, 1)).toThrow('the attempt of an order has no time');
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
  const item = orderItem({ ...openOrder, ...more } as Order, 1);
  expect(() => readOrderItem(item)).toThrow('the item in the orders table is no order');
});

test('an item without a version is no order', () => {
  expect(() => readOrderItem({ order: openOrder })).toThrow('the item in the orders table is no order');
});
