import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../../lambda/gateways/payment-event.ts';
import { applyEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { released } from '../../../../lambda/shared/orders/order-decisions.ts';
import { eventOf, keyed, lenient, openOrder, permutations } from './support/orders.ts';

const endsAt = '2026-01-01T01:00:00.000Z';
const end = Date.parse(endsAt);
const day = 24 * 60 * 60 * 1000;
const order = (number: number, more: Partial<Order> = {}): Order => ({
  ...openOrder,
  ...more,
  attempt: { ...openOrder.attempt, gateway: 'paystack', number, endsAt },
});
const paid = (attempt: number, more: Partial<PaymentEvent> = {}) =>
  eventOf('moneyIn', { id: `paid-${attempt}`, paymentId: `pay_${attempt}`, attempt, at: end, ...more });
const after = (start: Order, ...events: readonly PaymentEvent[]) =>
  events.reduce((current, event) => applyEvent(current, keyed(event, 'paystack'), lenient), start);

test.each<[string, Order, PaymentEvent, readonly string[]]>([
  ['by the latest attempt', order(2, { unchangedSince: 2 }), paid(2), []],
  ['by an earlier attempt for the same order', order(2), paid(1), []],
  ['by an attempt of before the order changed', order(2, { unchangedSince: 2 }), paid(1), ['session_over']],
  ['within a day after the session was over', order(1), paid(1, { at: end + day }), []],
  ['more than a day after the session was over', order(1), paid(1, { at: end + day + 1 }), ['session_over']],
  [
    'late, where the payment names no attempt and its session could be ended',
    order(1),
    eventOf('moneyIn', { at: end + 9 * day }),
    [],
  ],
])('an order that was paid %s is paid, and waits for a person where it must', (_, start, event, reasons) => {
  expect(after(start, event)).toMatchObject({ state: 'paid', reviewReasons: reasons });
});

test('two sessions that were both paid, in whatever order it is told, wait for a person until one is refunded', () => {
  const refund = eventOf('moneyOut', {
    id: 'refund',
    paymentId: 'pay_1',
    attempt: 1,
    effect: { kind: 'refunded', item: 're_1' },
  });
  const start = order(2, { unchangedSince: 2 });
  expect(after(start, paid(1), paid(2)).reviewReasons).toEqual(['paid_twice', 'session_over']);
  for (const events of permutations([paid(1), paid(2), refund])) {
    expect(after(start, ...events)).toMatchObject({ state: 'paid', reviewReasons: [] });
  }
});

test('an operator who has looked at it releases the order', () => {
  const waiting = after(order(2, { unchangedSince: 2 }), paid(1));
  const saying = { by: 'arn:aws:iam::1:role/ops', reason: 'the same price', at: endsAt };
  expect(released(waiting, saying, lenient)).toMatchObject({ state: 'paid', reviewReasons: [] });
});

const unknown: PaymentEvent = {
  id: 'inquiry:o:1',
  type: 'inquiry',
  class: 'review',
  orderReference: openOrder.reference,
  effect: { kind: 'outcomeUnknown' },
};

test('what nobody could find out waits for a person until the order is paid, whichever is told first', () => {
  expect(after(order(1), unknown)).toMatchObject({ state: 'open', reviewReasons: ['outcome_unknown'] });
  for (const events of permutations([unknown, paid(1)])) {
    expect(after(order(1), ...events)).toMatchObject({ state: 'paid', reviewReasons: [] });
  }
});

test('an attempt of which nobody can find out is looked at anew, although an earlier one was released', () => {
  const saying = { by: 'arn:aws:iam::1:role/ops', reason: 'nothing at the gateway', at: endsAt };
  const free = released(after(order(1), unknown), saying, lenient);
  if ('objection' in free) throw new Error(free.objection);
  expect(free.reviewReasons).toEqual([]);
  expect(after(free, { ...unknown, id: 'inquiry:o:2' }).reviewReasons).toEqual(['outcome_unknown']);
});
