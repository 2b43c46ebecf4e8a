import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../lambda/gateways/exchange.ts';
import { NoAnswerError } from '../../lambda/shared/http/ask.ts';
import { type InboundEvent, keyOf } from '../../lambda/shared/orders/inbound-event.ts';
import { callbackAt } from '../cli/callback/support.ts';
import { eventOf, openOrder, shopper } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { orderShop } from './support/order-shop.ts';
import { createOrdersTable } from './support/tables.ts';

const prefix = 'boutique-prod';
const minute = 60_000;

let emulator: Emulator;
let queues: SQSClient;
beforeAll(async () => {
  emulator = await startEmulator();
  queues = new SQSClient(emulator.clientConfig);
  process.env['AWS_ENDPOINT_URL'] = emulator.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = '111111111111';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
}, 120_000);
beforeEach(async () => {
  await createOrdersTable(new DynamoDBClient(emulator.clientConfig), `${prefix}-orders`);
  for (const role of ['payment-events-dlq', 'outbox-dlq']) await createQueue(role);
  const deadLetterTargetArn = await attributeOf('payment-events-dlq', 'QueueArn');
  await createQueue('payment-events', {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
  });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.stop());

async function createQueue(role: string, Attributes: Record<string, string> = {}): Promise<void> {
  await queues.send(new CreateQueueCommand({ QueueName: `${prefix}-${role}`, Attributes }));
}

const urlOf = (role: string) => `${emulator.endpoint}/111111111111/${prefix}-${role}`;

async function attributeOf(role: string, name: QueueAttributeName): Promise<string> {
  const get = new GetQueueAttributesCommand({ QueueUrl: urlOf(role), AttributeNames: [name] });
  return (await queues.send(get)).Attributes?.[name] ?? '';
}

/** How many messages each queue has, with those that were just handed out. */
async function lengths(): Promise<readonly number[]> {
  const lengthOf = async (role: string) =>
    Number(await attributeOf(role, 'ApproximateNumberOfMessages')) +
    Number(await attributeOf(role, 'ApproximateNumberOfMessagesNotVisible'));
  return Promise.all(['payment-events', 'payment-events-dlq', 'outbox-dlq'].map(lengthOf));
}

async function send(role: string, MessageBody: string): Promise<void> {
  await queues.send(new SendMessageCommand({ QueueUrl: urlOf(role), MessageBody }));
}

/** A shop whose gateway answers as `gateway` says at that time, and a worker that does what is in the queue. */
function shop(gateway: () => HttpResponse = () => ({ status: 500, body: '' })) {
  const made = orderShop(emulator.clientConfig, `${prefix}-orders`, async () => gateway());
  const receive = new ReceiveMessageCommand({ QueueUrl: urlOf('payment-events'), MaxNumberOfMessages: 1 });
  const drain = async () => {
    for (;;) {
      const [message] = (await queues.send(receive)).Messages ?? [];
      if (!message) return;
      if (!(await made.workOn(message.Body ?? ''))) continue;
      const { ReceiptHandle } = message;
      await queues.send(new DeleteMessageCommand({ QueueUrl: urlOf('payment-events'), ReceiptHandle }));
    }
  };
  return { ...made, drain, state: async () => (await made.orders.find(openOrder.reference))?.order.state };
}

const inTenMinutes = () => new Date(Date.now() + 10 * minute);
const paid: InboundEvent = { kind: 'verified', gateway: 'stripe', event: eventOf('moneyIn') };
const notification: InboundEvent = {
  kind: 'unverified',
  gateway: 'stripe',
  notification: { deliveryId: 'd', type: 't', resource: 'order', id: 'o' },
};

test('a payment event that was never sent is sent, once, and pays its order', async () => {
  const { orders, record, drain, state } = shop();
  await orders.create(openOrder, shopper);
  await record(paid);
  expect(await callbackAt(inTenMinutes(), 'replay', '--environment', 'prod')).toEqual({
    code: 0,
    out: '1 payment events sent, 0 messages moved\n',
    err: '1 payment events sent\n',
  });
  expect(await lengths()).toEqual([1, 0, 0]);
  await drain();
  expect(await state()).toBe('paid');
  expect(await callbackAt(inTenMinutes(), 'replay', '-e', 'prod')).toMatchObject({
    out: '0 payment events sent, 0 messages moved\n',
    err: '',
  });
});

test('a payment event of the last five minutes is left to the outbox', async () => {
  const { record } = shop();
  await record(paid);
  const soon = new Date(Date.now() + 4 * minute);
  expect(await callbackAt(soon, 'replay', '-e', 'prod')).toMatchObject({
    out: '0 payment events sent, 0 messages moved\n',
  });
  expect(await lengths()).toEqual([0, 0, 0]);
});

test('an unverified notification that nobody could follow while the gateway was down is followed when it is up again', async () => {
  let gateway: () => HttpResponse = () => {
    throw new NoAnswerError('network');
  };
  const { orders, events, record, drain, state, heard } = shop(() => gateway());
  await orders.create(openOrder, shopper);
  await send('payment-events', await record(notification));
  await events.markSent(keyOf(notification), 1);
  await drain();
  expect(await lengths()).toEqual([0, 1, 0]);
  expect(heard.counted()).toEqual(['EventUnconfirmed', 'EventUnconfirmed']);
  expect(await state()).toBe('open');

  const body = JSON.stringify({ outcome: 'confirmed', events: [eventOf('moneyIn')] });
  gateway = () => ({ status: 200, body });
  expect(await callbackAt(inTenMinutes(), 'replay', '-e', 'prod')).toEqual({
    code: 0,
    out: '0 payment events sent, 1 messages moved\n',
    err: '1 messages moved\n',
  });
  await drain();
  expect(await state()).toBe('paid');
  expect(await lengths()).toEqual([0, 0, 0]);
});

test('a report of the outbox stays until the payment events that it stands for are old enough to be sent', async () => {
  await send('outbox-dlq', '{"DDBStreamBatchInfo":{}}');
  expect(await callbackAt(new Date(), 'replay', '-e', 'prod')).toEqual({
    code: 0,
    out: '0 payment events sent, 0 messages moved\n',
    err: '',
  });
  expect(await lengths()).toEqual([0, 0, 1]);
});

test('a dry run counts, and changes nothing', async () => {
  const { record } = shop();
  await record(paid);
  for (const role of ['payment-events-dlq', 'payment-events-dlq', 'outbox-dlq']) await send(role, '{}');
  expect(await callbackAt(inTenMinutes(), 'replay', '-e', 'prod', '--dry-run')).toEqual({
    code: 0,
    out: '1 payment events to send, 2 messages to move\n',
    err: '',
  });
  expect(await lengths()).toEqual([0, 2, 1]);
  expect(await callbackAt(inTenMinutes(), 'replay', '-e', 'prod')).toMatchObject({
    out: '1 payment events sent, 2 messages moved\n',
    err: '1 payment events sent\n2 messages moved\n1 reports of the outbox removed\n',
  });
  expect(await lengths()).toEqual([3, 0, 0]);
});

test('an environment that is not deployed is a mistake of the person who names it', async () => {
  expect(await callbackAt(new Date(), 'replay', '-e', 'staging')).toEqual({
    code: 2,
    out: '',
    err:
      'palisade: AWS does not find the table and queues of boutique-staging in eu-west-1, deploy the environment ' +
      'first, or sign in to its own account\n',
  });
});
