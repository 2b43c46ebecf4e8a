import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { type BatchAnswer, createOutbox, type OutboxEvent } from '../../../lambda/outbox/outbox.ts';
import { createSqsSender } from '../../../lambda/outbox/sqs-sender.ts';
import { createPaymentCallback } from '../../../lambda/payment-callback/payment-callback.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { createDynamoEvents } from '../../../lambda/shared/orders/dynamo-events.ts';
import type { EventMessage, EventStore } from '../../../lambda/shared/orders/inbound-event.ts';
import { accountOf, now, secretOf } from '../../lambda/gateways/support/accounts.ts';
import { callTo } from '../../lambda/payment-callback/support/shop.ts';
import type { Emulator } from '../../support/emulator.ts';
import { type Faults, faultsOf } from './faults.ts';
import { type Stream, streamOf } from './stream.ts';
import { createOrdersTable } from './tables.ts';

/** From a gateway's callback to the queue: a table, its stream and a queue of their own, and the functions between. */
export interface Callbacks {
  /** Delivers to the function for callbacks; gives the status that it answered. */
  readonly deliver: (gateway: string, delivery: Delivery) => Promise<number>;
  readonly outbox: (event: OutboxEvent) => Promise<BatchAnswer>;
  readonly stream: Stream;
  /** Takes from the queue all that is in it. */
  readonly messages: () => Promise<readonly EventMessage[]>;
  /** All items of the table. */
  readonly items: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly events: EventStore;
  readonly faults: { readonly table: Faults; readonly queue: Faults };
  /** Lets time pass. */
  readonly wait: (seconds: number) => void;
}

/** Sets all of it up in an emulator. */
export async function callbacksIn(emulator: Emulator): Promise<Callbacks> {
  const table = `orders-${randomUUID()}`;
  const client = new DynamoDBClient({
    ...emulator.clientConfig,
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 1000 }) },
  });
  await createOrdersTable(client, table);
  const stream = await streamOf(emulator, table);
  const queue = new SQSClient(emulator.clientConfig);
  const { QueueUrl = '' } = await queue.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const faults = { table: faultsOf(client), queue: faultsOf(queue) };
  const database = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const events = createDynamoEvents(database, table);
  const clock = { now };
  const log = createLog(() => undefined, { service: 'test', now: () => clock.now });
  const versions = async (name: string) => ({ forCallbacks: [secretOf(name)] });
  const callback = createPaymentCallback({
    gateways: ['stripe', 'mollie'].map((name) => ({
      gateway: gatewayOf(name),
      config: accountOf(name).config,
    })),
    shopUrl: 'https://shop.example',
    secrets: { read: versions, refresh: versions },
    certificates: { at: async () => ({ outcome: 'absent' }) },
    events,
    now: () => clock.now,
    log,
  });
  return {
    deliver: async (gateway, delivery) => (await callback(callTo(gateway, delivery))).statusCode,
    outbox: createOutbox({ events, send: createSqsSender(queue, QueueUrl), now: () => clock.now, log }),
    stream,
    messages: () => taken(queue, QueueUrl),
    items: async () => (await database.send(new ScanCommand({ TableName: table }))).Items ?? [],
    events,
    faults,
    wait: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000);
    },
  };
}

async function taken(client: SQSClient, QueueUrl: string): Promise<readonly EventMessage[]> {
  const all: EventMessage[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
    const { Messages = [] } = await client.send(receive);
    if (Messages.length === 0) return all;
    for (const { Body = '', ReceiptHandle } of Messages) {
      all.push(JSON.parse(Body));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
