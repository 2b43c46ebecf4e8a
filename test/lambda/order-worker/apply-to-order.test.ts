import { expect, test } from '@jest/globals';
import type { EventClass, PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { createApplyToOrder } from '../../../lambda/order-worker/apply-to-order.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { eventOf, keyed, lenient, openOrder } from '../shared/orders/support/orders.ts';
import { hear, memoryOrders, memoryPayments, now } from './support.ts';

const { reference } = openOrder;

/** A shop with one order, and the payments that it knows of. */
function shop(order: Order = openOrder, payments: Readonly<Record<string, string>> = {}) {
  const [orders, index, heard] = [memoryOrders([order]), memoryPayments(payments), hear()];
  const apply = createApplyToOrder({
    orders: orders.store,
    payments: index.index,
    policy: lenient,
    now: () => now,
    log: heard.log,
  });
  return { apply, heard, state: () => orders.kept.get(reference), payments: index.kept };
}

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test('an event goes to the order that it names, and its payment is noted', async () => {
  const { apply, state, payments, heard } = shop();
  expect(await apply(keyed(eventOf('moneyIn')), now)).toEqual({
    outcome: 'applied',
    orderReference: reference,
  });
  expect(state()).toMatchObject({ version: 2, order: { state: 'paid', money: { capturedMinor: 4250 } } });
  expect([...payments]).toEqual([['stripe pi_1', reference]]);
  expect(heard.counted()).toEqual([]);
});

test.each([
  ['no order', undefined],
  ['an order of which nothing is known', 'ozzzzzzzzzzzzzzzzzzz'],
])('an event that names %s goes to the order of its payment', async (_, orderReference) => {
  const { apply, state } = shop(openOrder, { 'stripe pi_1': reference });
  const refund = keyed(eventOf('moneyOut', { orderReference }));
  expect(await apply(refund, now)).toEqual({ outcome: 'applied', orderReference: reference });
  expect(state()?.order.state).toBe('refunded');
});

test("a payment of that name at another gateway is not the order's", async () => {
  const { apply, state } = shop(openOrder, { 'stripe pi_1': reference });
  const paid = keyed(eventOf('moneyIn', { byPayment: true, orderReference: undefined }), 'paypal');
  await expect(apply(paid, now)).rejects.toMatchObject({ code: 'OrderUnknown' });
  expect(state()?.version).toBe(1);
});

test('a payment keeps its order, whatever a later event says', async () => {
  const { apply, payments } = shop(openOrder, { 'stripe pi_1': 'another' });
  await apply(keyed(eventOf('moneyIn')), now);
  expect([...payments]).toEqual([['stripe pi_1', 'another']]);
});

test.each<[string, EventClass, Partial<PaymentEvent>]>([
  ['was refused', 'failed', {}],
  ['is of no consequence', 'informational', { risk: 'elevated' }],
  ['has a name that was masked', 'moneyIn', { paymentId: '[******1111]' }],
])('a payment that %s is not noted', async (_, kind, more) => {
  const { apply, payments } = shop();
  await apply(keyed(eventOf(kind, more)), now);
  expect([...payments]).toEqual([]);
});

test.each<[EventClass, string, readonly string[]]>([
  ['moneyIn', 'without order', ['PaymentWithoutOrder']],
  ['authorised', 'without order', ['PaymentWithoutOrder']],
  ['moneyOut', 'without order', ['PaymentWithoutOrder']],
  ['atRisk', 'without order', ['PaymentWithoutOrder']],
  ['failed', 'ignored', []],
  ['informational', 'ignored', []],
])(
  '%s, for an order that the shop does not have, is settled %s and counted as %j',
  async (kind, outcome, metrics) => {
    const { apply, heard } = shop();
    const strange = keyed(eventOf(kind, { orderReference: 'ozzzzzzzzzzzzzzzzzzz' }));
    expect(await apply(strange, now)).toEqual({ outcome });
    expect(heard.counted()).toEqual(metrics);
  },
);

test.each<EventClass>(['moneyIn', 'authorised', 'moneyOut', 'atRisk'])(
  '%s, for a payment that is not noted yet, is waited for, and after three quarters of an hour belongs to nobody',
  async (kind) => {
    const { apply, heard } = shop();
    const early = keyed(eventOf(kind, { byPayment: true, orderReference: undefined }));
    await expect(apply(early, minutesAgo(44))).rejects.toMatchObject({ code: 'OrderUnknown' });
    expect(heard.counted()).toEqual([]);
    expect(await apply(early, minutesAgo(45))).toEqual({ outcome: 'without order' });
    expect(heard.counted()).toEqual([]);
  },
);

test('a doubt about fraud that comes before its payment is noted is waited for', async () => {
  const { apply, heard } = shop();
  const doubt = keyed(
    eventOf('informational', { byPayment: true, orderReference: undefined, risk: 'elevated' }),
  );
  await expect(apply(doubt, minutesAgo(44))).rejects.toMatchObject({ code: 'OrderUnknown' });
  expect(await apply(doubt, minutesAgo(45))).toEqual({ outcome: 'ignored' });
  expect(heard.counted()).toEqual([]);
});

test('a payment with neither order nor name cannot be noted any time', async () => {
  const { apply, heard } = shop();
  const nameless = keyed(
    eventOf('moneyIn', { byPayment: true, orderReference: undefined, paymentId: undefined }),
  );
  expect(await apply(nameless, now)).toEqual({ outcome: 'without order' });
  expect(heard.counted()).toEqual([]);
});

test('a refused payment that is not noted is not waited for', async () => {
  const { apply } = shop();
  const failed = keyed(eventOf('failed', { byPayment: true, orderReference: undefined }));
  expect(await apply(failed, now)).toEqual({ outcome: 'ignored' });
});

test.each(['RETURN-17', 'table 4'])(
  "a refund that bears a reference '%s' of its own is waited for, and is nobody's fault in the end",
  async (orderReference) => {
    const { apply, heard } = shop();
    const refund = keyed(eventOf('moneyOut', { byPayment: true, orderReference }));
    await expect(apply(refund, minutesAgo(44))).rejects.toMatchObject({ code: 'OrderUnknown' });
    expect(await apply(refund, minutesAgo(45))).toEqual({ outcome: 'without order' });
    expect(heard.counted()).toEqual([]);
  },
);
