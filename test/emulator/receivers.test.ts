import { randomBytes, randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { createBus } from '../../lambda/order-changes/bus.ts';
import { createWebhook } from '../../lambda/order-changes/webhook.ts';
import { createSend } from '../../lambda/shared/http/send.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import type { OrderDocument } from '../../lambda/shared/orders/order-document.ts';
import { type Failure, type Fake, type FakeAnswer, startLoopback } from '../lambda/fakes/loopback.ts';
import { through } from '../lambda/shared/http/support/through.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { type Fault, faultsOf } from './support/faults.ts';
import { tellingShop } from './support/telling-shop.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

/** A fulfilment system that takes each document once, by its id, and lets the highest number of an order decide. */
function fulfilment() {
  const taken = new Map<string, OrderDocument>();
  return {
    take: (document: OrderDocument) => {
      if (!taken.has(document.data.id)) taken.set(document.data.id, document);
    },
    /** What was taken of an order, in the order in which each came first. */
    of: ({ reference }: Order) =>
      [...taken.values()]
        .filter(({ data }) => data.reference === reference)
        .map(({ type, data }) => [data.sequence, type] as const),
  };
}

type Fulfilment = ReturnType<typeof fulfilment>;

/** A bus of the emulator with a rule that leads to a queue, as a warehouse has them. */
async function busTo({ take }: Fulfilment) {
  const [events, queues] = [
    new EventBridgeClient(emulator.clientConfig),
    new SQSClient(emulator.clientConfig),
  ];
  const Name = `orders-${randomUUID()}`;
  await events.send(new CreateEventBusCommand({ Name }));
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await queues.send(asked);
  const EventPattern = JSON.stringify({ source: ['palisade.orders'] });
  await events.send(new PutRuleCommand({ Name: 'all', EventBusName: Name, EventPattern }));
  const Targets = [{ Id: 'warehouse', Arn: Attributes?.['QueueArn'] }];
  await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: Name, Targets }));
  return {
    tell: createBus(events, Name),
    faults: faultsOf(events),
    /** Has the warehouse take what is in its queue. */
    fetch: async () => {
      for (;;) {
        const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
        const { Messages = [] } = await queues.send(receive);
        if (Messages.length === 0) return;
        for (const { Body = '', ReceiptHandle } of Messages) {
          take(JSON.parse(Body).detail);
          await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
  };
}

/** A webhook to a server on loopback, which verifies with the official library. */
async function webhookTo({ take }: Fulfilment) {
  const url = 'https://erp.boutique.example/orders';
  const key = `whsec_${randomBytes(24).toString('base64')}`;
  const fake: Fake = await startLoopback(['erp.boutique.example'], ({ body, headers }): FakeAnswer => {
    take(new Webhook(key).verify(body, { ...headers }) as OrderDocument);
    return { status: 204, body: '' };
  });
  const send = createSend({ fetch: through(fake), wait: async () => undefined, limits: { retries: 0 } });
  return { tell: createWebhook({ url, keys: async () => [key], send, now: () => new Date() }), fake };
}

/** Faults by which a telling ends: of the table, of the bus and of the webhook's receiver. */
interface Trouble {
  readonly table?: readonly (readonly [command: string, fault: Fault])[];
  readonly bus?: readonly Fault[];
  readonly webhook?: readonly Failure[];
}

test.each<[string, Trouble]>([
  ['nothing goes wrong', {}],
  ['the bus is throttled', { bus: ['throttled', 'throttled'] }],
  ['the answer of the bus is lost', { bus: ['answer lost'] }],
  [
    'the receiver of the webhook breaks',
    {
      webhook: [
        { kind: 'status', status: 500 },
        { kind: 'status', status: 429 },
      ],
    },
  ],
  ['the receiver has taken one and its answer is lost', { webhook: [{ kind: 'dropped' }] }],
  [
    'the function ends after both were told and before that was written down',
    { table: [['UpdateItemCommand', 'throttled']] },
  ],
  [
    'the table is throttled, and then everything else is',
    {
      table: [
        ['QueryCommand', 'throttled'],
        ['GetItemCommand', 'throttled'],
        ['UpdateItemCommand', 'answer lost'],
      ],
      bus: ['answer lost', 'throttled'],
      webhook: [{ kind: 'dropped' }, { kind: 'status', status: 503 }],
    },
  ],
])(
  'bus and webhook have each paid, refunded and disputed order once and in order, when %s',
  async (_, trouble: Trouble) => {
    const [warehouse, erp] = [fulfilment(), fulfilment()];
    const [bus, webhook] = [await busTo(warehouse), await webhookTo(erp)];
    try {
      const shop = await tellingShop(emulator, [bus.tell, webhook.tell]);
      const [one, other] = [await shop.place(), await shop.place()];
      for (const kind of ['moneyIn', 'atRisk', 'riskEnded', 'moneyOut'] as const)
        await shop.happen(one, kind);
      // The refund of the other one overtakes its payment.
      for (const kind of ['moneyOut', 'moneyIn'] as const) await shop.happen(other, kind);
      for (const [command, fault] of trouble.table ?? []) shop.faults.plan(command, fault);
      bus.faults.plan('PutEventsCommand', ...(trouble.bus ?? []));
      webhook.fake.failNext(...(trouble.webhook ?? []));
      for (let round = 0; round < 8; round += 1) await shop.stream.deliver(shop.tell);
      await bus.fetch();
      expect([shop.faults.left(), bus.faults.left()]).toEqual([0, 0]);
      const told = ['order.paid', 'order.disputed', 'order.paid', 'order.refunded'].map((type, at) => [
        at + 1,
        type,
      ]);
      for (const system of [warehouse, erp]) {
        expect(system.of(one)).toEqual(told);
        expect(system.of(other).at(-1)?.[1]).toMatch(/^order\.(?:refunded|updated)$/);
        expect(system.of(other).map(([sequence]) => sequence)).toEqual(
          system.of(other).map((__, at) => at + 1),
        );
      }
      expect(warehouse.of(other)).toEqual(erp.of(other));
      // Nothing waits any longer, so that the sweep tells nobody anything.
      const before = webhook.fake.requests.length;
      await shop.sweep();
      expect(webhook.fake.requests.length).toBe(before);
    } finally {
      await webhook.fake.close();
    }
  },
  60_000,
);

test('an order that neither of them took is in the list of paid orders, and the sweep tells both', async () => {
  const [warehouse, erp] = [fulfilment(), fulfilment()];
  const [bus, webhook] = [await busTo(warehouse), await webhookTo(erp)];
  try {
    const shop = await tellingShop(emulator, [bus.tell, webhook.tell]);
    const order = await shop.place();
    await shop.happen(order, 'moneyIn');
    await shop.stream.giveUp();
    expect([warehouse.of(order), erp.of(order), await shop.listed('paid')]).toEqual([
      [],
      [],
      [order.reference],
    ]);
    await shop.sweep();
    await bus.fetch();
    expect([warehouse.of(order), erp.of(order)]).toEqual([[[1, 'order.paid']], [[1, 'order.paid']]]);
    expect(shop.counted()).toEqual(['OrderChangeLeftBehind']);
  } finally {
    await webhook.fake.close();
  }
}, 60_000);
