import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callbackAdapterOf } from '../../../../lambda/gateways/callbacks.ts';
import { type Delivery, deliveryOf } from '../../../../lambda/gateways/delivery.ts';
import type { Integration } from '../../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { createApplyToOrder } from '../../../../lambda/order-worker/apply-to-order.ts';
import { createAskGateway } from '../../../../lambda/order-worker/ask-gateway.ts';
import { createBatch } from '../../../../lambda/order-worker/batch.ts';
import { createMayCapture } from '../../../../lambda/order-worker/may-capture.ts';
import { createSettleEvent } from '../../../../lambda/order-worker/settle-event.ts';
import { createOutbox } from '../../../../lambda/outbox/outbox.ts';
import { createSqsSender } from '../../../../lambda/outbox/sqs-sender.ts';
import { createCertificates } from '../../../../lambda/payment-callback/certificates.ts';
import { createPaymentCallback } from '../../../../lambda/payment-callback/payment-callback.ts';
import { offersOf } from '../../../../lambda/payment-session/ask-gateway.ts';
import { readCatalogue } from '../../../../lambda/payment-session/catalogue.ts';
import { referenceOf } from '../../../../lambda/payment-session/identify.ts';
import { createPaymentSession } from '../../../../lambda/payment-session/payment-session.ts';
import { createReconciliation } from '../../../../lambda/reconciliation/reconciliation.ts';
import type { Answer } from '../../../../lambda/shared/http/answer.ts';
import { createSend } from '../../../../lambda/shared/http/send.ts';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { type Metric, metrics } from '../../../../lambda/shared/log/metric.ts';
import { createDynamoEvents } from '../../../../lambda/shared/orders/dynamo-events.ts';
import { createDynamoInquiries } from '../../../../lambda/shared/orders/dynamo-inquiries.ts';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
} from '../../../../lambda/shared/orders/dynamo-orders.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { queueOf } from '../../../e2e/support/queue.ts';
import { createPayPalFake, type PayPalFake } from '../../../lambda/fakes/paypal.ts';
import { accountOf, secretOf, now as signedAt } from '../../../lambda/gateways/support/accounts.ts';
import { eventOf, type Message } from '../../../lambda/gateways/support/message.ts';
import { signed } from '../../../lambda/gateways/support/signers.ts';
import { callTo } from '../../../lambda/payment-callback/support/shop.ts';
import { jsonEvent, shopUrl } from '../../../lambda/payment-session/support/shop.ts';
import { through } from '../../../lambda/shared/http/support/through.ts';
import { lenient, retention } from '../../../lambda/shared/orders/support/orders.ts';
import type { Emulator } from '../../../support/emulator.ts';
import { streamOf } from '../../support/stream.ts';
import { createOrdersTable } from '../../support/tables.ts';
import { type Gateways, startGateways } from './gateways.ts';

/** What a scarf costs; what a shopper orders unless a test says otherwise. */
export const price = 4250;

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
  const queue = queueOf(sqs, QueueUrl);
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
  const log = createLog((line) => lines.push(line), { service: 'shop', now });
  const events = createDynamoEvents(database, table);
  const ordersTable = { client: database, name: table, retention, now };
  const orders = createDynamoOrderStore(ordersTable);
  const versions = async (name: string) => ({ current: secretOf(name), forCallbacks: [secretOf(name)] });
  const secrets = { read: versions, refresh: versions };
  const sending = {
    fetch: through(gateways, paypal),
    now: () => clock.now.getTime(),
    wait: async () => undefined,
  };
  const send = createSend(sending);
  const session = createPaymentSession({
    shopUrl,
    offers: offersOf(configured, log, () => clock.now.getTime()),
    catalogue: readCatalogue([{ slug: 'scarf', title: 'Scarf', priceMinor: price, currency: 'EUR' }]),
    orders,
    events,
    secrets,
    send,
    sendOnce: createSend({ ...sending, limits: { retries: 0 } }),
    log,
    now,
  });
  const callback = createPaymentCallback({
    gateways: configured.map(({ config }) => ({ gateway: callbackAdapterOf(config.name), config })),
    shopUrl,
    secrets,
    certificates: createCertificates({ send, roots: [paypal.root], now, log }),
    events,
    now,
    log,
  });
  const outbox = createOutbox({ events, send: createSqsSender(sqs, QueueUrl), now, log });
  const work = createBatch(
    createSettleEvent({
      events,
      ask: createAskGateway({
        configured,
        gatewayOf,
        secrets,
        send,
        mayCapture: createMayCapture(orders),
        now,
        log,
      }),
      apply: createApplyToOrder({
        orders,
        payments: createDynamoPaymentIndex(ordersTable),
        policy: lenient,
        now,
        log,
      }),
      now,
    }),
    log,
  );
  const reconciliation = createReconciliation({
    inquiries: createDynamoInquiries(database, table),
    findOrder: orders.find,
    events,
    now,
    log,
  });

  const settle = async () => {
    const waiting = new Map<string, number>();
    for (;;) {
      const changed = await stream.deliver(outbox);
      const event = await queue.receive();
      if (changed === 0 && event.Records.length === 0) return 0;
      const { batchItemFailures } = await work(event);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      await queue.finish(event, (messageId) => !failed.has(messageId));
      for (const messageId of failed) waiting.set(messageId, (waiting.get(messageId) ?? 0) + 1);
      // What fails twice in a row waits for something that has not happened.
      const left = [...waiting.values()].filter((times) => times > 1).length;
      if (changed === 0 && failed.size === event.Records.length && left > 0) return left;
    }
  };
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
