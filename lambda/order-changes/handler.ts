import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCircuitBreaker } from '../shared/http/circuit-breaker.ts';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createDynamoChanges } from '../shared/orders/dynamo-changes.ts';
import { createOrderFinder, createShopperFinder } from '../shared/orders/dynamo-orders.ts';
import { createSecretReader } from '../shared/secrets/secret-client.ts';
import { createSigningKeys } from '../shared/secrets/signing-keys.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { variable } from '../shared/settings/variables.ts';
import { createBus } from './bus.ts';
import { createOrderChanges } from './order-changes.ts';
import { createTell } from './tell.ts';
import { createWebhook } from './webhook.ts';

const now = () => new Date();
const client = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry));
const name = variable(process.env, 'ORDERS_TABLE');
const log = functionLog(process.env, now);
const bus = createBus(new EventBridgeClient(backgroundRetry), variable(process.env, 'ORDERS_BUS'));

/** The webhook, where the shop has one: two tries of five seconds, and after five failures in a row a rest. */
function webhook(url: string) {
  const breaker = createCircuitBreaker({
    now: Date.now,
    opened: () => log.warn('the receiver of changes does not answer'),
  });
  const client = createSecretReader(new SecretsManagerClient(backgroundRetry));
  const secretId = variable(process.env, 'NOTIFY_SECRET');
  const keys = createSigningKeys({ client, secretId, log, now: Date.now });
  const send = breaker.guard(createSend({ limits: { retries: 1, budgetMilliseconds: 10_000 } }));
  return createWebhook({ url, keys, send, now });
}

const notifyUrl = process.env['NOTIFY_URL'];

/** Entry point of the function that the orders table's stream and a schedule call. */
export const handler = createOrderChanges({
  changes: createDynamoChanges(client, name),
  tell: createTell({
    findOrder: createOrderFinder({ client, name }),
    findShopper: createShopperFinder({ client, name }),
    shop: { shop: variable(process.env, 'SHOP'), environment: variable(process.env, 'ENVIRONMENT') },
    // The bus first: what the webhook does not take keeps nothing from the bus but what comes after it.
    receivers: [bus, ...(notifyUrl ? [webhook(notifyUrl)] : [])],
  }),
  now,
  log,
});
