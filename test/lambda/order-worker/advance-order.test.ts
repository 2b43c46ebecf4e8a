import { expect, test } from '@jest/globals';
import { createAdvanceOrder } from '../../../lambda/order-worker/advance-order.ts';
import { applyEvent } from '../../../lambda/shared/orders/apply-event.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { eventOf, keyed, lenient, openOrder } from '../shared/orders/support/orders.ts';
import { hear, memoryOrders } from './support.ts';

const { reference } = openOrder;
const paid = keyed(eventOf('moneyIn'));
const ofWrongAmount = keyed(eventOf('moneyIn', { amountMinor: 1 }));

function shop(order: Order = openOrder, beforeWrite?: () => void) {
  const [{ store, kept }, heard] = [memoryOrders([order], beforeWrite), hear()];
  return { advance: createAdvanceOrder({ orders: store, policy: lenient, log: heard.log }), kept, heard };
}

test('an order that somebody else wrote meanwhile is read again, and keeps what they wrote', async () => {
  const refunded = applyEvent(openOrder, keyed(eventOf('moneyOut')), lenient);
  let isFirst = true;
  const { advance, kept } = shop(openOrder, () => {
    if (isFirst) kept.set(reference, { order: refunded, version: 2 });
    isFirst = false;
  });
  expect(await advance({ order: openOrder, version: 1 }, paid)).toBe('applied');
  expect(kept.get(reference)).toEqual({ order: applyEvent(refunded, paid, lenient), version: 3 });
});

test('an order that changes each time is left to a later try', async () => {
  let writes = 0;
  const { advance, kept } = shop(openOrder, () => {
    writes += 1;
    kept.set(reference, { order: openOrder, version: 100 + writes });
  });
  await expect(advance({ order: openOrder, version: 1 }, paid)).rejects.toMatchObject({ code: 'OrderBusy' });
  expect(writes).toBe(5);
});

test('an order that is gone when it is about to be written is left to a later try', async () => {
  const { advance, kept } = shop(openOrder, () => kept.delete(reference));
  await expect(advance({ order: openOrder, version: 1 }, paid)).rejects.toMatchObject({ code: 'OrderBusy' });
});

test('what changes nothing is not written', async () => {
  const order = applyEvent(openOrder, paid, lenient);
  const { advance, kept, heard } = shop(order);
  expect(await advance({ order, version: 1 }, keyed(eventOf('informational')))).toBe('ignored');
  expect(await advance({ order, version: 1 }, paid)).toBe('applied');
  expect(kept.get(reference)).toEqual({ order, version: 1 });
  expect(heard.counted()).toEqual([]);
});

test('a hold is told when it comes, and not again with an event that adds none', async () => {
  const { advance, kept, heard } = shop();
  await advance({ order: openOrder, version: 1 }, ofWrongAmount);
  expect(heard.counted()).toEqual(['OrderNeedsReview']);
  const held = kept.get(reference);
  if (!held) throw new Error('the order is gone');
  await advance(held, keyed(eventOf('authorised')));
  expect(heard.counted()).toEqual(['OrderNeedsReview']);
});

test('a hold that may not have been told, since the writer ended too early, is told again', async () => {
  const order = applyEvent(openOrder, ofWrongAmount, lenient);
  const { advance, heard } = shop(order);
  expect(await advance({ order, version: 1 }, ofWrongAmount)).toBe('applied');
  expect(heard.counted()).toEqual(['OrderNeedsReview']);
});
