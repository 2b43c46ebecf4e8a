import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createApplyToOrder } from '../../../lambda/order-worker/apply-to-order.ts';
import { createAskGateway } from '../../../lambda/order-worker/ask-gateway.ts';
import { createBatch } from '../../../lambda/order-worker/batch.ts';
import { createSettleEvent } from '../../../lambda/order-worker/settle-event.ts';
import type { RetryingSend } from '../../../lambda/shared/http/send.ts';
import { createDynamoEvents } from '../../../lambda/shared/orders/dynamo-events.ts';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
} from '../../../lambda/shared/orders/dynamo-orders.ts';
import { type InboundEvent, keyOf } from '../../../lambda/shared/orders/inbound-event.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import { askedGateway, hear } from '../../lambda/order-worker/support.ts';
import { lenient, retention } from '../../lambda/shared/orders/support/orders.ts';

/** The worker of orders with a real table, and a gateway of the test's own. */
export function orderShop(
  config: DynamoDBClientConfig,
  table: string,
  send: RetryingSend = () => Promise.reject(new Error('nothing is asked here')),
) {
  const client = new DynamoDBClient(config);
  const database = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const [heard, now] = [hear(), () => new Date()];
  const events = createDynamoEvents(database, table);
  const orders = createDynamoOrderStore({ client: database, name: table, retention, now });
  const payments = createDynamoPaymentIndex({ client: database, name: table, retention, now });
  const secrets = { current: { key: 'k' }, forCallbacks: [] };
  const ask = createAskGateway({
    configured: [{ config: accountOf('stripe').config, secretId: 'stripe' }],
    gatewayOf: askedGateway,
    secrets: { read: async () => secrets, refresh: async () => secrets },
    send,
    mayCapture: async () => false,
    now,
    log: heard.log,
  });
  const apply = createApplyToOrder({ orders, payments, policy: lenient, now, log: heard.log });
  const work = createBatch(createSettleEvent({ events, ask, apply, now }), heard.log);
  return {
    client,
    heard,
    events,
    orders,
    payments,
    work,
    /** Writes a payment event down and gives the message that the outbox would send. */
    record: async (inbound: InboundEvent) => {
      await events.record(inbound, now());
      const key = keyOf(inbound);
      const generation = (await events.load(key))?.generation;
      return JSON.stringify({ key, generation });
    },
    /** Has the worker do one message; gives whether it is done. */
    workOn: async (body: string) =>
      (await work({ Records: [{ messageId: '1', body }] })).batchItemFailures.length === 0,
  };
}

/** What a test does to a request: fails it before it is sent, or loses the answer. */
export type Fault = 'throttled' | 'lost' | undefined;

/** Makes some requests of a client go wrong. */
export function breakRequests(
  client: DynamoDBClient,
  faultOf: (command: string, input: object) => Fault,
): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const fault = faultOf(commandName, args.input);
        if (fault === 'throttled') {
          const name = 'ProvisionedThroughputExceededException';
          throw Object.assign(new Error('too much at once'), { name, $retryable: { throttling: true } });
        }
        const answer = await next(args);
        if (fault === 'lost') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        return answer;
      },
    // Inside of the SDK's own repetitions, as the network is.
    { step: 'finalizeRequest', priority: 'low', name: 'broken' },
  );
}
