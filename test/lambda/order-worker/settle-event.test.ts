import { expect, test } from '@jest/globals';
import { createApplyToOrder } from '../../../lambda/order-worker/apply-to-order.ts';
import type { Asked } from '../../../lambda/order-worker/ask-gateway.ts';
import { createSettleEvent } from '../../../lambda/order-worker/settle-event.ts';
import type { InboundEvent, RecordedEvent } from '../../../lambda/shared/orders/inbound-event.ts';
import { eventOf, keyed, lenient, openOrder } from '../shared/orders/support/orders.ts';
import { hear, memoryEvent, memoryOrders, memoryPayments, now } from './support.ts';

const { reference } = openOrder;
const event: InboundEvent = { kind: 'verified', gateway: 'stripe', event: eventOf('moneyIn') };
const namedNotification: InboundEvent = {
  kind: 'unverified',
  gateway: 'stripe',
  notification: { deliveryId: 'd1', type: 't', resource: 'r', id: '1' },
};
const unsignedNotification: InboundEvent = {
  kind: 'unverified',
  gateway: 'stripe',
  notification: { type: 't', resource: 'r', id: '1' },
};

/** A shop with one order and one payment event, whose gateway says `asked` about unverified notifications. */
function shop(
  inbound: InboundEvent,
  {
    asked = { outcome: 'confirmed', events: [eventOf('moneyIn')] } as Asked,
    ...more
  }: Partial<RecordedEvent> & {
    readonly asked?: Asked;
  } = {},
) {
  const heard = hear();
  const { store, kept } = memoryOrders([openOrder]);
  const { events, settled, message } = memoryEvent(inbound, more);
  let questions = 0;
  const settle = createSettleEvent({
    events,
    ask: async () => {
      questions += 1;
      return asked;
    },
    apply: createApplyToOrder({
      orders: store,
      payments: memoryPayments().index,
      policy: lenient,
      now: () => now,
      log: heard.log,
    }),
    now: () => now,
  });
  return {
    run: (given = message) => settle(given, heard.log),
    settled,
    heard,
    message,
    order: () => kept.get(reference),
    questions: () => questions,
  };
}

test.each([
  ['an event', event],
  ['a notification with a name', namedNotification],
  ['an unsigned notification', unsignedNotification],
])('%s is applied to its order, and settled', async (_, inbound) => {
  const { run, order, settled, heard } = shop(inbound);
  await run();
  expect(order()).toMatchObject({
    version: 2,
    order: { state: 'paid', applied: [keyed(eventOf('moneyIn')).key] },
  });
  expect(settled).toEqual([['applied', reference]]);
  expect(heard.lines().map((line) => JSON.parse(line))).toEqual([
    {
      level: 'info',
      service: 'order-worker',
      message: 'payment event settled',
      gateway: 'stripe',
      outcome: 'applied',
      orderId: reference,
    },
  ]);
});

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

test.each<Asked>([{ outcome: 'unknown' }, { outcome: 'refused' }])(
  'a notification about which the gateway says %j changes nothing, and is settled',
  async (asked) => {
    const { run, order, settled } = shop(namedNotification, { asked, receivedAt: minutesAgo(6) });
    await run();
    expect(order()?.version).toBe(1);
    expect(settled).toEqual([[asked.outcome, undefined]]);
  },
);

test('a signed unverified notification about what the gateway does not know yet is brought once more', async () => {
  const early = shop(namedNotification, { asked: { outcome: 'unknown' }, receivedAt: minutesAgo(4) });
  await expect(early.run()).rejects.toMatchObject({ code: 'PaymentUnknown' });
  expect(early.settled).toEqual([]);
});

test('an unsigned notification, which anybody could have made up, is asked about once', async () => {
  const { run, settled } = shop(unsignedNotification, { asked: { outcome: 'unknown' } });
  await run();
  expect(settled).toEqual([['unknown', undefined]]);
});

test('the log leaves out nothing of what is told of a payment event', async () => {
  const foreign = {
    kind: 'verified',
    gateway: 'stripe',
    event: eventOf('moneyIn', { orderReference: 'ozzzzzzzzzzzzzzzzzzz' }),
  } as const;
  const { run, heard } = shop(foreign);
  await run();
  expect(heard.lines().map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ message: 'payment event settled', outcome: 'without-order' }),
  ]);
  expect(heard.lines().join()).not.toContain('dropped');
});

test.each([
  ['an event', event],
  ['a notification with a name', namedNotification],
])('%s that was settled is left alone', async (_, inbound) => {
  const { run, order, settled, questions } = shop(inbound, { outcome: 'applied' });
  await run();
  expect({ version: order()?.version, settled, questions: questions() }).toEqual({
    version: 1,
    settled: [],
    questions: 0,
  });
});

test('an unsigned notification that was settled may have been given again since, and is asked about', async () => {
  const { run, settled } = shop(unsignedNotification, { outcome: 'unknown', generation: 3 });
  await run();
  expect(settled).toEqual([['applied', reference]]);
});

test('the message of an unverified notification that was given again leaves the asking to the later message', async () => {
  const { run, message, questions } = shop(unsignedNotification, { generation: 3 });
  await run({ ...message, generation: 2 });
  expect(questions()).toBe(0);
  await run({ ...message, generation: 3 });
  expect(questions()).toBe(1);
});

test('a payment event that nobody wrote down is brought again', async () => {
  const { run, message } = shop(event);
  await expect(run({ ...message, key: 'stripe#event#another' })).rejects.toMatchObject({
    code: 'EventMissing',
  });
});

test('card data in what a gateway says when asked is not kept', async () => {
  const said = eventOf('moneyIn', { id: 'evt 4111111111111111', paymentId: '4111111111111111' });
  const { run, order, heard } = shop(namedNotification, { asked: { outcome: 'confirmed', events: [said] } });
  await run();
  expect(order()?.order.state).toBe('paid');
  expect(JSON.stringify([order(), heard.lines()])).not.toContain('4111111111111111');
  expect(heard.counted()).toContain('CardDataFound');
});
