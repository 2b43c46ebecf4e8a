import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createBus } from '../../lambda/order-changes/bus.ts';
import type { OrderDocument } from '../../lambda/shared/orders/order-document.ts';
import { packagePath } from '../../lib/package-root.ts';
import { permutations } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import type { Fault } from './support/faults.ts';
import { tellingShop } from './support/telling-shop.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

/** A warehouse that takes every document once, by its id, and keeps the latest of each order. */
function warehouse() {
  const taken = new Map<string, OrderDocument>();
  let deliveries = 0;
  const faults: Fault[] = [];
  return {
    faults,
    deliveries: () => deliveries,
    receive: async (document: OrderDocument) => {
      const fault = faults.shift();
      if (fault === 'throttled') throw new Error('the warehouse is closed');
      deliveries += 1;
      if (!taken.has(document.data.id)) taken.set(document.data.id, document);
      if (fault === 'answer lost') throw new Error('socket hang up');
    },
    /** The types of an order's documents, in the order in which each arrived for the first time. */
    typesOf: (reference: string) =>
      [...taken.values()].filter(({ data }) => data.reference === reference).map(({ type }) => type),
    sequencesOf: (reference: string) =>
      [...taken.values()].filter(({ data }) => data.reference === reference).map(({ data }) => data.sequence),
    all: () => [...taken.values()],
  };
}

test('each order that is paid, refunded or disputed is told once, in whatever order its events come', async () => {
  const house = warehouse();
  const made = await tellingShop(emulator, [house.receive]);
  const kinds = ['moneyIn', 'atRisk', 'riskEnded', 'moneyOut'] as const;
  const placed = [];
  for (const sequence of permutations(kinds)) {
    const order = await made.place();
    placed.push(order);
    for (const kind of sequence) await made.happen(order, kind);
    await made.stream.deliver(made.tell);
  }
  for (const { reference } of placed) {
    const types = house.typesOf(reference);
    const last = house.all().findLast(({ data }) => data.reference === reference);
    expect(last?.data.state).toBe('refunded');
    // Each entry into a state is told once, however the events came.
    expect(house.sequencesOf(reference)).toEqual(types.map((_, at) => at + 1));
  }
  expect(house.deliveries()).toBe(house.all().length);
}, 120_000);

test.each<[what: string, command: string, Fault]>([
  ['the changes cannot be read', 'QueryCommand', 'throttled'],
  ['the order cannot be read', 'GetItemCommand', 'throttled'],
  ['a change cannot be taken off', 'UpdateItemCommand', 'throttled'],
  ['nobody hears that a change was taken off', 'UpdateItemCommand', 'answer lost'],
])('while %s, nothing is left out and nothing comes before what it follows', async (_, command, fault) => {
  const house = warehouse();
  const made = await tellingShop(emulator, [house.receive]);
  const order = await made.place();
  await made.happen(order, 'moneyIn');
  await made.happen(order, 'moneyOut');
  made.faults.plan(command, fault);
  await made.stream.deliver(made.tell);
  await made.stream.deliver(made.tell);
  expect(made.faults.left()).toBe(0);
  expect(house.typesOf(order.reference)).toEqual(['order.paid', 'order.refunded']);
  await made.sweep();
  expect(house.sequencesOf(order.reference)).toEqual([1, 2]);
});

test.each<[string, readonly Fault[]]>([
  ['closed', ['throttled']],
  ['gone before it answers', ['answer lost']],
  ['closed, then gone', ['throttled', 'answer lost', 'throttled']],
])('a warehouse that is %s gets each change in the end, under one name', async (_, faults) => {
  const house = warehouse();
  house.faults.push(...faults);
  const made = await tellingShop(emulator, [house.receive]);
  const order = await made.place();
  await made.happen(order, 'moneyIn');
  await made.happen(order, 'atRisk');
  for (let round = 0; round <= faults.length; round += 1) await made.stream.deliver(made.tell);
  expect(house.typesOf(order.reference)).toEqual(['order.paid', 'order.disputed']);
});

test('a function that never comes to tell leaves the change to the sweep, which alarms, and the order in the list', async () => {
  const house = warehouse();
  const made = await tellingShop(emulator, [house.receive]);
  const order = await made.place();
  await made.happen(order, 'moneyIn');
  await made.stream.giveUp();
  expect(await made.listed('paid')).toEqual([order.reference]);
  expect(await made.listed('open')).toEqual([]);
  await made.sweep();
  expect(house.typesOf(order.reference)).toEqual(['order.paid']);
  expect(made.counted()).toEqual(['OrderChangeLeftBehind']);
  await made.sweep();
  expect(house.deliveries()).toBe(1);
});

test('the bus takes documents of the schema, and a rule of the shop finds what can be shipped', async () => {
  const [bus, queue] = [new EventBridgeClient(emulator.clientConfig), new SQSClient(emulator.clientConfig)];
  const Name = `orders-${randomUUID()}`;
  await bus.send(new CreateEventBusCommand({ Name }));
  const { QueueUrl = '' } = await queue.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const { Attributes } = await queue.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const pattern = { source: ['palisade.orders'], detail: { data: { shippable: [true] } } };
  await bus.send(
    new PutRuleCommand({ Name: 'ship', EventBusName: Name, EventPattern: JSON.stringify(pattern) }),
  );
  await bus.send(
    new PutTargetsCommand({
      Rule: 'ship',
      EventBusName: Name,
      Targets: [{ Id: 'warehouse', Arn: Attributes?.['QueueArn'] }],
    }),
  );
  const made = await tellingShop(emulator, [createBus(bus, Name)]);
  const order = await made.place();
  for (const kind of ['authorised', 'moneyIn', 'moneyOut'] as const) await made.happen(order, kind);
  await made.stream.deliver(made.tell);
  const { Messages = [] } = await queue.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
  );
  const documents = Messages.map(({ Body = '' }) => JSON.parse(Body).detail);
  expect(documents.map(({ type }) => type)).toEqual(['order.paid']);
  const schema = JSON.parse(readFileSync(packagePath('order-change.schema.json'), 'utf8'));
  const isValid = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
  expect(documents.map((document) => [isValid(document), isValid.errors])).toEqual([[true, null]]);
  expect(documents[0].data).toMatchObject({ number: order.number, shopper: { city: 'Amsterdam' } });
});
