import { Agent } from 'node:http';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../lambda/gateways/payment-event.ts';
import { type InboundEvent, keyOf } from '../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import { orderNumber } from '../../lambda/shared/orders/order-number.ts';
import { eventOf, openOrder, permutations, shopper } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { breakRequests, type Fault, orderShop } from './support/order-shop.ts';
import { createOrdersTable } from './support/tables.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  await createOrdersTable(new DynamoDBClient(emulator.clientConfig), 'orders');
}, 120_000);
afterAll(() => emulator.stop());

const shopWith = (config: DynamoDBClientConfig = {}) =>
  orderShop({ ...emulator.clientConfig, ...config }, 'orders');

let made = 0;
/** An order of its own for a test, with the payment event of an event about it. */
function newOrder(): { readonly order: Order; readonly about: (event: PaymentEvent) => InboundEvent } {
  made += 1;
  const reference = `o${String(made).padStart(19, 'w')}`;
  const about = (event: PaymentEvent): InboundEvent => ({
    kind: 'verified',
    gateway: 'stripe',
    event: { ...event, id: `${reference}-${event.id}`, orderReference: reference, paymentId: `pi-${made}` },
  });
  return { order: { ...openOrder, reference, number: orderNumber(reference, 0) }, about };
}

test('a thousand copies of one event, two hundred at a time, are one transition', async () => {
  const { work, orders, events, record } = shopWith({
    requestHandler: { httpAgent: new Agent({ maxSockets: 200 }) },
  });
  const { order, about } = newOrder();
  await orders.create(order, shopper);
  const paid = about(eventOf('moneyIn'));
  const body = await record(paid);
  const Records = Array.from({ length: 200 }, (_, copy) => ({ messageId: String(copy), body }));
  for (let round = 0; round < 5; round += 1) {
    expect(await work({ Records })).toEqual({ batchItemFailures: [] });
  }
  expect(await orders.find(order.reference)).toMatchObject({
    version: 2,
    order: { state: 'paid', applied: [keyOf(paid)], reviewReasons: [] },
  });
  expect(await events.load(keyOf(paid))).toMatchObject({ outcome: 'applied' });
}, 120_000);

test('events in every order end in the same order', async () => {
  const { work, orders, record } = shopWith();
  const kinds = ['authorised', 'moneyIn', 'moneyOut'] as const;
  for (const sequence of permutations(kinds)) {
    const { order, about } = newOrder();
    await orders.create(order, shopper);
    for (const kind of sequence) {
      const body = await record(about(eventOf(kind)));
      expect(await work({ Records: [{ messageId: '1', body }] })).toEqual({ batchItemFailures: [] });
    }
    expect(await orders.find(order.reference)).toMatchObject({
      version: 4,
      order: {
        state: 'refunded',
        money: { capturedMinor: 4250, refundedMinor: 4250, disputedMinor: 0 },
        applied: kinds.map((kind) => keyOf(about(eventOf(kind)))).sort(),
      },
    });
  }
});

test('events at the same time end in the same order', async () => {
  const { work, orders, record } = shopWith();
  const { order, about } = newOrder();
  await orders.create(order, shopper);
  const kinds = ['authorised', 'moneyIn', 'moneyOut', 'failed'] as const;
  const bodies = await Promise.all(kinds.map((kind) => record(about(eventOf(kind)))));
  const Records = bodies.map((body, at) => ({ messageId: String(at), body }));
  expect(await work({ Records })).toEqual({ batchItemFailures: [] });
  expect((await orders.find(order.reference))?.order).toMatchObject({ state: 'refunded', reviewReasons: [] });
});

/** Has the worker do the payment event of a paid event while some request goes wrong once, and then once more. */
async function withFault(maxAttempts: number, faultOf: (command: string) => Fault) {
  const { client, workOn, orders, events, record } = shopWith({ maxAttempts });
  const { order, about } = newOrder();
  await orders.create(order, shopper);
  const paid = about(eventOf('moneyIn'));
  const body = await record(paid);
  let isBroken = true;
  breakRequests(client, (command) => {
    const fault = isBroken ? faultOf(command) : undefined;
    if (fault !== undefined) isBroken = false;
    return fault;
  });
  const outcomeOf = async () => ({
    isDone: await workOn(body),
    version: (await orders.find(order.reference))?.version,
    settled: (await events.load(keyOf(paid)))?.outcome,
  });
  return { first: await outcomeOf(), second: await outcomeOf() };
}

const done = { isDone: true, version: 2, settled: 'applied' };

test('a worker that ends between the order and its payment event changes nothing when it comes again', async () => {
  const { first, second } = await withFault(1, (command) =>
    command === 'UpdateItemCommand' ? 'throttled' : undefined,
  );
  expect(first).toEqual({ isDone: false, version: 2, settled: undefined });
  expect(second).toEqual(done);
});

test.each(['GetItemCommand', 'PutItemCommand'])(
  'a throttled %s leaves the order as it was, and the inbound comes again',
  async (broken) => {
    const { first, second } = await withFault(1, (command) => (command === broken ? 'throttled' : undefined));
    expect(first).toEqual({ isDone: false, version: 1, settled: undefined });
    expect(second).toEqual(done);
  },
);

test.each(['PutItemCommand', 'UpdateItemCommand'])(
  'a %s whose answer is lost is done once, with and without another try of the SDK',
  async (broken) => {
    const faultOf = (command: string) => (command === broken ? ('lost' as const) : undefined);
    const { first, second } = await withFault(1, faultOf);
    expect(first).toMatchObject({ isDone: false });
    expect(second).toEqual(done);
    expect(await withFault(2, faultOf)).toEqual({ first: done, second: done });
  },
);

/** Has the worker do the payment event of a paid event, of whose requests one goes wrong, and then once more. */
async function withFaultAt(place: number, fault: Fault) {
  const { client, workOn, orders, events, payments, record } = shopWith({ maxAttempts: 1 });
  const { order, about } = newOrder();
  await orders.create(order, shopper);
  const paid = about(eventOf('moneyIn'));
  const body = await record(paid);
  const requests: string[] = [];
  let isFirst = true;
  breakRequests(client, (command) => (isFirst && requests.push(command) === place ? fault : undefined));
  const isDone = await workOn(body);
  isFirst = false;
  await workOn(body);
  const stored = await orders.find(order.reference);
  return {
    isDone,
    broken: requests[place - 1],
    end: {
      version: stored?.version,
      state: stored?.order.state,
      settled: (await events.load(keyOf(paid)))?.outcome,
      isNoted: (await payments.orderOf('stripe', `pi-${made}`)) === order.reference,
    },
  };
}

test.each(['throttled', 'lost'] as const)(
  'a worker that ends at any of its requests, since it is %s, does what is left when it comes again',
  async (fault) => {
    const broken: string[] = [];
    for (;;) {
      const outcome = await withFaultAt(broken.length + 1, fault);
      expect(outcome.end).toEqual({ version: 2, state: 'paid', settled: 'applied', isNoted: true });
      expect(outcome.isDone).toBe(outcome.broken === undefined);
      if (outcome.broken === undefined) break;
      broken.push(outcome.broken);
    }
    // The payment event and its order are read; the payment is written, the shopper of the order is read, and the order and the
    // outcome are written.
    const [read, note, write] = ['GetItemCommand', 'PutItemCommand', 'TransactWriteItemsCommand'];
    expect(broken).toEqual([read, read, note, read, write, 'UpdateItemCommand']);
  },
);

test('a refund that overtakes its payment is brought again until the payment is noted', async () => {
  const { workOn, orders, record } = shopWith();
  const { order, about } = newOrder();
  await orders.create(order, shopper);
  const refund = about(eventOf('moneyOut'));
  if (refund.kind !== 'verified') throw new Error('the refund is verified');
  const event = { ...refund.event, orderReference: undefined, byPayment: true } as const;
  const nameless = await record({ ...refund, event });
  expect(await workOn(nameless)).toBe(false);
  expect(await workOn(await record(about(eventOf('moneyIn'))))).toBe(true);
  expect(await workOn(nameless)).toBe(true);
  expect((await orders.find(order.reference))?.order.state).toBe('refunded');
});
