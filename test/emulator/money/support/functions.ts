import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callbackAdapterOf } from '../../../../lambda/gateways/callbacks.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import { createApplyToOrder } from '../../../../lambda/order-worker/apply-to-order.ts';
import { createAskGateway } from '../../../../lambda/order-worker/ask-gateway.ts';
import { createBatch } from '../../../../lambda/order-worker/batch.ts';
import { createMayCapture } from '../../../../lambda/order-worker/may-capture.ts';
import { createSettleEvent } from '../../../../lambda/order-worker/settle-event.ts';
import { createOutbox, type OutboxDependencies } from '../../../../lambda/outbox/outbox.ts';
import { createCertificates } from '../../../../lambda/payment-callback/certificates.ts';
import { createPaymentCallback } from '../../../../lambda/payment-callback/payment-callback.ts';
import { offersOf } from '../../../../lambda/payment-session/ask-gateway.ts';
import { createPaymentSession } from '../../../../lambda/payment-session/payment-session.ts';
import { createReconciliation } from '../../../../lambda/reconciliation/reconciliation.ts';
import { releasedCatalogue } from '../../../../lambda/shared/catalogue/released-catalogue.ts';
import type { Fetch } from '../../../../lambda/shared/http/ask.ts';
import { createSend } from '../../../../lambda/shared/http/send.ts';
import type { Log } from '../../../../lambda/shared/log/log.ts';
import { createDynamoEvents } from '../../../../lambda/shared/orders/dynamo-events.ts';
import { createDynamoInquiries } from '../../../../lambda/shared/orders/dynamo-inquiries.ts';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
} from '../../../../lambda/shared/orders/dynamo-orders.ts';
import type { ConfiguredGateway } from '../../../../lambda/shared/settings/variables.ts';
import { knownLanguages } from '../../../../lambda/shared/texts/texts.ts';
import type { Queue } from '../../../e2e/support/queue.ts';
import { secretOf } from '../../../lambda/gateways/support/accounts.ts';
import { shopUrl } from '../../../lambda/payment-session/support/shop.ts';
import { lenient, retention } from '../../../lambda/shared/orders/support/orders.ts';
import type { Stream } from '../../support/stream.ts';

/** What a scarf costs; what a shopper orders unless a test says otherwise. */
export const price = 4250;

/** What the functions are given instead of AWS and of the gateways. */
interface Ports {
  readonly database: DynamoDBDocumentClient;
  readonly table: string;
  /** Puts a message into the queue. */
  readonly send: OutboxDependencies['send'];
  readonly configured: readonly ConfiguredGateway[];
  readonly fetch: Fetch;
  /** The certificates that are trusted instead of the public ones. */
  readonly roots: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
}

/** Puts the shop's functions together as their handlers do. */
export function wholeFunctions({ database, table, send, configured, fetch, roots, now, log }: Ports) {
  const events = createDynamoEvents(database, table);
  const ordersTable = { client: database, name: table, retention, now };
  const orders = createDynamoOrderStore(ordersTable);
  const versions = async (name: string) => ({ current: secretOf(name), forCallbacks: [secretOf(name)] });
  const secrets = { read: versions, refresh: versions };
  const sending = { fetch, now: () => now().getTime(), wait: async () => undefined };
  const ask = createSend(sending);
  const apply = createApplyToOrder({
    orders,
    payments: createDynamoPaymentIndex(ordersTable),
    policy: lenient,
    now,
    log,
  });
  return {
    orders,
    session: createPaymentSession({
      shopUrl,
      cartUrl: `${shopUrl}/cart/`,
      checkoutUrl: `${shopUrl}/checkout/`,
      returnUrl: `${shopUrl}/checkout/done/`,
      offers: offersOf(configured, log, sending.now),
      languages: knownLanguages,
      currentCatalogue: async () =>
        releasedCatalogue(
          JSON.stringify({ products: [{ slug: 'scarf', title: 'Scarf', prices: { EUR: price } }] }),
        ),
      orders,
      events,
      secrets,
      send: ask,
      newCheckout: randomUUID,
      sendOnce: createSend({ ...sending, limits: { retries: 0 } }),
      log,
      now,
    }),
    callback: createPaymentCallback({
      gateways: configured.map(({ config }) => ({ gateway: callbackAdapterOf(config.name), config })),
      shopUrl,
      secrets,
      certificates: createCertificates({ send: ask, roots, now, log }),
      events,
      now,
      log,
    }),
    outbox: createOutbox({ events, send, now, log }),
    work: createBatch(
      createSettleEvent({
        events,
        ask: createAskGateway({
          configured,
          gatewayOf,
          secrets,
          send: ask,
          mayCapture: createMayCapture(orders),
          now,
          log,
        }),
        apply,
        now,
      }),
      log,
    ),
    reconciliation: createReconciliation({
      inquiries: createDynamoInquiries(database, table),
      findOrder: orders.find,
      events,
      now,
      log,
    }),
  };
}

/** What AWS does between the functions, until nothing is left that can be done now; gives how many messages wait. */
export function workBetween(
  stream: Stream,
  queue: Queue,
  { outbox, work }: Pick<ReturnType<typeof wholeFunctions>, 'outbox' | 'work'>,
): () => Promise<number> {
  /** Has the worker do what the queue has; gives the messages that have to come again, and how many there were. */
  const workOnce = async () => {
    const event = await queue.receive();
    const { batchItemFailures } = await work(event);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    await queue.finish(event, (messageId) => !failed.has(messageId));
    return { failed, count: event.Records.length };
  };
  return async () => {
    let before: ReadonlySet<string> = new Set();
    for (;;) {
      const changed = await stream.deliver(outbox);
      const { failed, count } = await workOnce();
      // What fails twice in a row, and nothing else is left, waits for something that has not happened.
      const isStuck = failed.size === count && [...failed].every((messageId) => before.has(messageId));
      if (changed === 0 && isStuck) return failed.size;
      before = failed;
    }
  };
}
