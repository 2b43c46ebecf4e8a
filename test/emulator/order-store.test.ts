import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
} from '../../lambda/shared/orders/dynamo-orders.ts';
import type { Order, OrderState } from '../../lambda/shared/orders/order.ts';
import { numberKey, orderKey, shopperKey } from '../../lambda/shared/orders/order-item.ts';
import { orderNumber } from '../../lambda/shared/orders/order-number.ts';
import type { OrderStore, PaymentIndex } from '../../lambda/shared/orders/order-store.ts';
import { openOrder, retention, shopper } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { breakRequests } from './support/order-shop.ts';
import { createOrdersTable } from './support/tables.ts';

let emulator: Emulator;
let database: DynamoDBDocumentClient;
let store: OrderStore;
let payments: PaymentIndex;
beforeAll(async () => {
  emulator = await startEmulator();
  const client = new DynamoDBClient(emulator.clientConfig);
  await createOrdersTable(client, 'orders');
  database = DynamoDBDocumentClient.from(client);
  store = createDynamoOrderStore({ client: database, name: 'orders', retention, now: () => new Date() });
  payments = createDynamoPaymentIndex({ client: database, name: 'orders', retention, now: () => new Date() });
}, 120_000);
afterAll(() => emulator.stop());

let made = 0;
function newOrder(more: Partial<Order> = {}): Order {
  made += 1;
  const reference = `o${String(made).padStart(19, 'a')}`;
  return { ...openOrder, reference, number: orderNumber(reference, 0), ...more };
}

test('an order is read as it was written, and nothing else is', async () => {
  const order = newOrder({
    checks: { avsStreet: 'match' },
    risk: 'normal',
    reviewReasons: ['elevated_risk'],
  });
  expect(await store.create(order, shopper)).toBe('created');
  expect(await store.find(order.reference)).toEqual({ order, version: 1 });
  expect(await store.find('ozzzzzzzzzzzzzzzzzzz')).toBeUndefined();
});

test('members that are undefined are left out', async () => {
  const order = newOrder();
  await store.create({ ...order, risk: undefined }, { ...shopper, line2: undefined });
  expect((await store.find(order.reference))?.order).toEqual(order);
});

test.each([
  ['nothing', ''],
  ['what was masked', '[******1111]'],
  ['more than a key reviewReasons', 'o'.repeat(3000)],
  ['the key of another item', 'x#ORDER'],
])('no order is called %s', async (_, reference) => {
  expect(await store.find(reference)).toBeUndefined();
});

test('an order is created once', async () => {
  const order = newOrder();
  await store.create(order, shopper);
  expect(await store.create({ ...order, amountMinor: 1 }, shopper)).toBe('exists');
  expect((await store.find(order.reference))?.order).toEqual(order);
});

test('an order that changed since it was read is not written', async () => {
  const order = newOrder();
  const read = { order, version: 1 };
  await store.create(order, shopper);
  expect(await store.replace(read, { ...order, state: 'failed' })).toBe('replaced');
  expect(await store.replace(read, { ...order, state: 'paid' })).toBe('changed');
  const found = await store.find(order.reference);
  expect(found).toMatchObject({ order: { state: 'failed', changes: 1 }, version: 2 });
});

test('a number belongs to one order, and the order that comes later gets another one', async () => {
  const [first, second] = [newOrder(), newOrder()];
  expect(await store.create(first, shopper)).toBe('created');
  expect(await store.create({ ...second, number: first.number }, shopper)).toBe('number taken');
  expect(await store.find(second.reference)).toBeUndefined();
  expect(await store.create({ ...second, number: orderNumber(second.reference, 1) }, shopper)).toBe(
    'created',
  );
});

test('an order that is gone is not written again', async () => {
  const order = newOrder();
  expect(await store.replace({ order, version: 1 }, order)).toBe('changed');
  expect(await store.find(order.reference)).toBeUndefined();
});

const unpaid = '2026-02-09T00:00:00.000Z';
const ofRecord = '2037-01-01T00:00:00.000Z';
test.each<[OrderState, order: string, shopper: string]>([
  ['open', unpaid, unpaid],
  ['failed', unpaid, unpaid],
  ['authorised', ofRecord, '2028-03-01T00:00:00.000Z'],
  ['paid', ofRecord, '2028-03-01T00:00:00.000Z'],
  ['refunded', ofRecord, '2028-03-01T00:00:00.000Z'],
  ['disputed', ofRecord, '2028-03-01T00:00:00.000Z'],
])(
  'an order that is %s since March 2026 may go at %s, and its shopper at %s',
  async (state, order, shopperGoes) => {
    const made = newOrder();
    const now = () => new Date('2026-03-01T00:00:00Z');
    const inMarch = createDynamoOrderStore({ client: database, name: 'orders', retention, now });
    await inMarch.create(made, shopper);
    const attempt = { ...made.attempt, startedAt: '2026-01-10T00:00:00Z' };
    await inMarch.replace({ order: made, version: 1 }, { ...made, state, attempt });
    const keys = [orderKey(made.reference), numberKey(made.number), shopperKey(made.reference)];
    const items = await Promise.all(
      keys.map((Key) => database.send(new GetCommand({ TableName: 'orders', Key }))),
    );
    const goes = items.map(({ Item }) => new Date(Number(Item?.['expiresAt']) * 1000).toISOString());
    expect(goes).toEqual([order, order, shopperGoes]);
    // What was written about the shopper stays as it was.
    expect(items[2]?.Item?.['shopper']).toEqual(shopper);
  },
);

test('what is no order is not taken for one', async () => {
  const reference = newOrder().reference;
  const Item = { pk: `ORDER#${reference}`, sk: 'ORDER', version: 1, order: { ...openOrder, state: 'happy' } };
  await database.send(new PutCommand({ TableName: 'orders', Item }));
  await expect(store.find(reference)).rejects.toThrow('the item in the orders table is no order');
});

test('members of a later version of the kit stay', async () => {
  const order = newOrder({ gift: true } as Partial<Order>);
  await store.create(order, shopper);
  expect((await store.find(order.reference))?.order).toMatchObject({ gift: true });
});

test('a write whose answer was lost is not taken for the write of somebody else', async () => {
  const client = new DynamoDBClient({ ...emulator.clientConfig, maxAttempts: 2 });
  const patient = createDynamoOrderStore({
    client: DynamoDBDocumentClient.from(client),
    name: 'orders',
    retention,
    now: () => new Date(),
  });
  let puts = 0;
  breakRequests(client, (command) => {
    puts += command === 'TransactWriteItemsCommand' ? 1 : 0;
    return command === 'TransactWriteItemsCommand' && puts % 2 === 1 ? 'lost' : undefined;
  });
  const order = newOrder();
  expect(await patient.create(order, shopper)).toBe('created');
  expect(await patient.replace({ order, version: 1 }, { ...order, state: 'paid' })).toBe('replaced');
  expect(puts).toBe(4);
  expect(await store.find(order.reference)).toMatchObject({
    order: { state: 'paid', changes: 1 },
    version: 2,
  });
});

test('the table in trouble is not taken for an order that is missing', async () => {
  const broken = createDynamoOrderStore({
    client: database,
    name: 'no-such-table',
    retention,
    now: () => new Date(),
  });
  await expect(broken.find(openOrder.reference)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(broken.create(openOrder, shopper)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a payment has the order that was noted first, at its own gateway', async () => {
  await payments.note('stripe', 'pi_1', 'order-1');
  await payments.note('stripe', 'pi_1', 'order-2');
  expect(await payments.orderOf('stripe', 'pi_1')).toBe('order-1');
  expect(await payments.orderOf('paypal', 'pi_1')).toBeUndefined();
});

test('a payment may have a name of any length', async () => {
  const [one, other] = ['a', 'b'].map((letter) => `${'x'.repeat(5000)}${letter}`) as [string, string];
  await payments.note('stripe', one, 'order-1');
  expect(await payments.orderOf('stripe', one)).toBe('order-1');
  expect(await payments.orderOf('stripe', other)).toBeUndefined();
});

test('the table in trouble is not taken for a payment that is noted', async () => {
  const broken = createDynamoPaymentIndex({
    client: database,
    name: 'no-such-table',
    retention,
    now: () => new Date(),
  });
  await expect(broken.note('stripe', 'pi_1', 'order-1')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
