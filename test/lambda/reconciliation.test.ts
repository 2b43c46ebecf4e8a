import { expect, test } from '@jest/globals';
import {
  createReconciliation,
  mostOfGateway,
  mostOrders,
} from '../../lambda/reconciliation/reconciliation.ts';
import type { InboundEvent } from '../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import { nextInquiry } from '../../lambda/shared/orders/order-inquiry.ts';
import { hear } from './order-worker/support.ts';
import { openOrder } from './shared/orders/support/orders.ts';

const hour = 60 * 60 * 1000;
const begin = Date.parse(openOrder.attempt.startedAt);
const at = (hours: number) => new Date(begin + hours * hour);
const inquiry = { resource: 'checkout.session', id: 'cs_1' };
const asking: Order = { ...openOrder, attempt: { ...openOrder.attempt, inquiry } };
const authorised: Order = { ...asking, state: 'authorised' };

/** What the order worker is told of an order of which nobody could find out what became of it. */
const unknownOutcome = (gateway: string) => ({
  kind: 'verified',
  gateway,
  event: {
    id: 'inquiry:obcdfghjklmnpqrstvwx:1',
    type: 'inquiry',
    class: 'review',
    orderReference: 'obcdfghjklmnpqrstvwx',
    effect: { kind: 'outcomeUnknown' },
  },
});

/** Runs the function over orders that are due. */
async function run(orders: readonly Order[], now: Date, broken: readonly string[] = []) {
  const recorded: InboundEvent[] = [];
  const postponed: (Date | undefined)[] = [];
  const limits: number[] = [];
  const heard = hear();
  const outcome = createReconciliation({
    inquiries: {
      dueAt: async (_, most) => {
        limits.push(most);
        return orders.map(({ reference }) => reference);
      },
      postpone: async (_, next) => void postponed.push(next),
    },
    findOrder: async (reference) => {
      if (broken.includes(reference)) throw new Error('no order');
      const order = orders.find((each) => each.reference === reference);
      return order && { order, version: 1 };
    },
    events: {
      record: async (inbound) => {
        recorded.push(inbound);
        return 'recorded';
      },
    },
    now: () => now,
    log: heard.log,
  })();
  const isDone = await outcome.then(
    () => true,
    () => false,
  );
  return { isDone, recorded, postponed, limits, counted: heard.counted() };
}

test('an open order is asked about after 1, 6, 24 and 72 hours, and then no more', () => {
  const next = (hours: number) => nextInquiry(asking, at(hours))?.getTime();
  expect([0, 1, 7, 24, 72].map(next)).toEqual(
    [at(1), at(6), at(24), at(72)]
      .map(Number)
      .concat(NaN)
      .map((time) => (Number.isNaN(time) ? undefined : time)),
  );
});

test('an order whose earlier attempt failed is asked about like an open one', () => {
  expect(nextInquiry({ ...asking, state: 'failed' }, at(0))).toEqual(at(1));
});

test('an authorised order is asked about every day for 30 days', () => {
  expect(nextInquiry(authorised, at(30))).toEqual(at(48));
  expect(nextInquiry(authorised, at(29 * 24 + 1))).toEqual(at(30 * 24));
  expect(nextInquiry(authorised, at(30 * 24))).toBeUndefined();
});

test.each<[string, Partial<Order>]>([
  ['paid', { state: 'paid' }],
  ['of a gateway that cannot be asked', { attempt: openOrder.attempt }],
])('an order that is %s waits for nobody', (_, more) => {
  expect(nextInquiry({ ...asking, ...more }, at(0))).toBeUndefined();
});

test('what is due is written down for the order worker, and waits for its next time', async () => {
  const { recorded, postponed, limits, counted, isDone } = await run([asking], at(1));
  expect(recorded).toEqual([
    { kind: 'unverified', gateway: 'stripe', notification: { type: 'inquiry', ...inquiry } },
  ]);
  expect([postponed, limits, counted, isDone]).toEqual([[at(6)], [mostOrders], [], true]);
});

test('money that is reserved for five days, and a card that was sent a day ago, alarm', async () => {
  const mayHaveCharged: Order = { ...openOrder, attempt: { ...openOrder.attempt, mayHaveCharged: true } };
  expect((await run([authorised], at(4 * 24))).counted).toEqual([]);
  expect((await run([authorised], at(5 * 24))).counted).toEqual(['OrderWithoutWord']);
  expect((await run([mayHaveCharged], at(6))).counted).toEqual([]);
  const { counted, recorded } = await run([mayHaveCharged], at(24));
  // Nobody has a name to ask for, so that only a person can find out.
  expect([counted, recorded]).toEqual([['OrderWithoutWord'], [unknownOutcome('stripe')]]);
});

test('one order that cannot be read holds up no other, and the run fails so that somebody hears of it', async () => {
  const broken: Order = { ...asking, reference: 'obroken' };
  const { isDone, recorded } = await run([broken, asking], at(1), ['obroken']);
  expect([isDone, recorded.length]).toEqual([false, 1]);
});

test('an attempt of which the gateway tells nobody is looked at after three days, once callbacks would have come', async () => {
  const mute: Order = { ...openOrder, attempt: { ...openOrder.attempt, gateway: 'adyen', isMute: true } };
  expect(nextInquiry(mute, at(0))).toEqual(at(72));
  expect(nextInquiry(mute, at(72))).toBeUndefined();
  const { counted, recorded } = await run([mute], at(72));
  expect([counted, recorded]).toEqual([['OrderWithoutWord'], [unknownOutcome('adyen')]]);
});

test('a gateway has its share of a run, and what is left waits behind the orders of the others', async () => {
  const many = Array.from({ length: mostOfGateway + 3 }, (_, index) => ({
    ...asking,
    reference: `o${index}`,
  }));
  const other: Order = {
    ...asking,
    reference: 'oother',
    attempt: { ...asking.attempt, gateway: 'mollie' },
  };
  const { recorded, postponed } = await run([...many, other], at(1));
  const gateways = recorded.map(({ gateway }) => gateway);
  expect(gateways.filter((name) => name === 'stripe')).toHaveLength(mostOfGateway);
  expect(gateways.at(-1)).toBe('mollie');
  expect(postponed.filter((next) => next?.getTime() === at(1.25).getTime())).toHaveLength(3);
});
