import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Delivery, deliveryOf } from '../../../../lambda/gateways/delivery.ts';
import type { Integration } from '../../../../lambda/gateways/gateway-config.ts';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { createSqsSender } from '../../../../lambda/outbox/sqs-sender.ts';
import type { Answer } from '../../../../lambda/shared/http/answer.ts';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { type Metric, metrics } from '../../../../lambda/shared/log/metric.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { referenceOf } from '../../../../lambda/shared/orders/order-reference.ts';
import { queueOf } from '../../../e2e/support/queue.ts';
import { createPayPalFake, type PayPalFake } from '../../../lambda/fakes/gateway-fake.ts';
import { accountOf, secretOf, now as signedAt } from '../../../lambda/gateways/support/accounts.ts';
import { eventOf, type Message } from '../../../lambda/gateways/support/message.ts';
import { signed } from '../../../lambda/gateways/support/signers.ts';
import { callTo } from '../../../lambda/payment-callback/support/shop.ts';
import { jsonEvent, shopUrl } from '../../../lambda/payment-session/support/shop.ts';
import { through } from '../../../lambda/shared/http/support/through.ts';
import type { Emulator } from '../../../support/emulator.ts';
import { streamOf } from '../../support/stream.ts';
import { createOrdersTable } from '../../support/tables.ts';
import { wholeFunctions, workBetween } from './functions.ts';
import { type Gateways, startGateways } from './gateways.ts';

/** Part of an order that a shopper sends the checkout for. */
interface Checkout {
  /** The same cart again. */
  readonly checkout?: string;
  readonly quantity?: number;
  /** A card's token, where the gateway's script is in the page. */
  readonly token?: string;
}

/** An order that was placed, and what the checkout answered. */
export interface Placed {
  readonly reference: string;
  readonly checkout: string;
  readonly answer: Answer;
}

/**
 * A shop that takes every gateway: its whole functions, with the emulator in the place of AWS and the gateways on loopback. Time passes
 * as a test says.
 */
export interface MoneyShop {
  readonly place: (gateway: string, checkout?: Checkout) => Promise<Placed>;
  /** Delivers what a gateway tells, as it signs it; gives the status of the answer. */
  readonly deliver: (gateway: string, content: object | string) => Promise<number>;
  /** Delivers what nobody signs. */
  readonly hint: (
    gateway: string,
    parts: { readonly body?: string; readonly query?: string },
  ) => Promise<number>;
  /** Delivers a request as it is. */
  readonly post: (gateway: string, message: Message) => Promise<number>;
  /** All that happens after callbacks until nothing is left that can be done now; gives how many messages wait. */
  readonly settle: () => Promise<number>;
  /** Has the schedule ask about orders without word, and does what follows. */
  readonly reconcile: () => Promise<void>;
  readonly orderOf: (placed: Pick<Placed, 'reference'>) => Promise<Order>;
  /** What was counted since this was asked last. */
  readonly counted: () => readonly Metric[];
  readonly wait: (minutes: number) => void;
  readonly now: () => Date;
  readonly gateways: Gateways;
  readonly paypal: PayPalFake;
  readonly stop: () => Promise<void>;
}

// Braintree has no page of its own.
const integrationOf = (name: string): Integration => (name === 'braintree' ? 'fields' : 'redirect');

/** Opens such a shop in an emulator. */
export async function openShop(
  emulator: Emulator,
  integrations: Readonly<Record<string, Integration>> = {},
): Promise<MoneyShop> {
  const table = `orders-${randomUUID()}`;
  const client = new DynamoDBClient(emulator.clientConfig);
  await createOrdersTable(client, table);
  const database = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const stream = await streamOf(emulator, table);
  const sqs = new SQSClient(emulator.clientConfig);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }));
  const configured = gatewayNames.map((name) => {
    const { config } = accountOf(name, { integration: integrations[name] ?? integrationOf(name) });
    // Some accounts have but one currency.
    const { currency } = config.settings;
    const settings = { ...config.settings, ...(currency && { currency: 'EUR' }) };
    return { config: { ...config, settings }, secretId: name };
  });
  const others = configured.map(({ config }) => config).filter(({ name }) => name !== 'paypal');
  const [gateways, paypal] = await Promise.all([startGateways(others), createPayPalFake()]);
  const clock = { now: signedAt };
  const now = () => clock.now;
  const lines: string[] = [];
  const { session, callback, orders, reconciliation, ...between } = wholeFunctions({
    database,
    table,
    send: createSqsSender(sqs, QueueUrl),
    configured,
    fetch: through(gateways, paypal),
    roots: [paypal.root],
    now,
    log: createLog((line) => lines.push(line), { service: 'shop', now }),
  });
  const settle = workBetween(stream, queueOf(sqs, QueueUrl), between);
  const deliver = async (gateway: string, delivery: Delivery) =>
    (await callback(callTo(gateway, delivery))).statusCode;

  return {
    place: async (gateway, { checkout = randomUUID(), quantity = 1, token } = {}) => {
      const event = jsonEvent({
        gateway,
        checkout,
        items: [{ slug: 'scarf', quantity }],
        ...(token !== undefined && { card: { token } }),
      });
      return {
        reference: referenceOf(checkout),
        checkout,
        answer: await session(event, { awsRequestId: 'r' }),
      };
    },
    deliver: (gateway, content) => deliver(gateway, signed(gateway, content, secretOf(gateway), clock.now)),
    hint: (gateway, { body = '', query = '' }) =>
      deliver(gateway, { ...deliveryOf({ headers: {}, body }, `${shopUrl}/callbacks/${gateway}`), query }),
    post: async (gateway, message) =>
      (await callback({ ...eventOf(message), path: `/callbacks/${gateway}` })).statusCode,
    settle,
    reconcile: async () => {
      await reconciliation();
      await settle();
    },
    orderOf: async ({ reference }) => {
      const stored = await orders.find(reference);
      if (!stored) throw new Error('there is no such order');
      return stored.order;
    },
    counted: () =>
      lines.splice(0).flatMap((line) => metrics.filter((metric) => JSON.parse(line)[metric] === 1)),
    wait: (minutes) => {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
    now,
    gateways,
    paypal,
    stop: async () => {
      await Promise.all([gateways.close(), paypal.close()]);
    },
  };
}
