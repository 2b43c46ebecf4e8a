import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCurrentCatalogue } from '../shared/catalogue/current-catalogue.ts';
import { createCatalogueReader } from '../shared/catalogue/dynamo-catalogues.ts';
import { releasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import { createCustomerOf } from '../shared/customers/customer-of.ts';
import { createSessionFinder, sessionLimitsForm } from '../shared/customers/session-store.ts';
import { createCircuitBreaker } from '../shared/http/circuit-breaker.ts';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createEventRecorder } from '../shared/orders/dynamo-events.ts';
import { createDynamoOrderStore } from '../shared/orders/dynamo-orders.ts';
import { orderRetentionForm } from '../shared/orders/order-retention.ts';
import { createGatewaySecrets } from '../shared/secrets/cached-secrets.ts';
import { createRequestSecretSource } from '../shared/secrets/request-secrets.ts';
import { createSecretReader } from '../shared/secrets/secret-client.ts';
import { createSigningKeys } from '../shared/secrets/signing-keys.ts';
import { interactiveRetry } from '../shared/settings/aws-retry.ts';
import { configuredGateways, jsonVariable, variable } from '../shared/settings/variables.ts';
import { languagesWith } from '../shared/texts/own-texts.ts';
import { offersOf } from './ask-gateway.ts';
import { createPaymentSession } from './payment-session.ts';

const now = () => new Date();
const log = functionLog(process.env, now);
const gateways = configuredGateways(process.env);
const database = DynamoDBDocumentClient.from(new DynamoDBClient(interactiveRetry), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = variable(process.env, 'ORDERS_TABLE');
const retention = jsonVariable(process.env, 'ORDER_RETENTION', orderRetentionForm);
const source = createRequestSecretSource({
  client: createSecretReader(new SecretsManagerClient(interactiveRetry)),
  gateways,
  log,
});

const sessionsTable = process.env['SESSIONS_TABLE'];
const findSession =
  sessionsTable === undefined
    ? undefined
    : createSessionFinder({
        client: database,
        name: sessionsTable,
        limits: jsonVariable(process.env, 'SESSION_LIMITS', sessionLimitsForm),
        now: Date.now,
      });

/** The shop's own pricing system, where it has one: one try of three seconds, and after five failures in a row a rest. */
function quotingBy(url: string) {
  const breaker = createCircuitBreaker({
    now: Date.now,
    opened: () => log.warn('the pricing system does not answer'),
  });
  const limits = { retries: 0, requestMilliseconds: 3000, budgetMilliseconds: 3000, responseBytes: 65_536 };
  const client = createSecretReader(new SecretsManagerClient(interactiveRetry));
  const secretId = variable(process.env, 'QUOTE_SECRET');
  return {
    url,
    keys: createSigningKeys({ client, secretId, log, now: Date.now }),
    send: breaker.guard(createSend({ limits })),
    shop: { shop: variable(process.env, 'SHOP'), environment: variable(process.env, 'ENVIRONMENT') },
    newId: () => `quote_${randomUUID()}`,
    now,
  };
}

const quoteUrl = process.env['QUOTE_URL'];

/** Entry point of the function behind `POST /api/session`. */
export const handler = createPaymentSession({
  shopUrl: variable(process.env, 'SHOP_URL'),
  checkoutUrl: variable(process.env, 'CHECKOUT_URL'),
  returnUrl: variable(process.env, 'RETURN_URL'),
  cartUrl: variable(process.env, 'CART_URL'),
  newCheckout: randomUUID,
  offers: offersOf(gateways, log),
  languages: languagesWith(process.env['TEXTS_FILE']),
  currentCatalogue: createCurrentCatalogue({
    reader: createCatalogueReader(database, table),
    deployed: releasedCatalogue(readFileSync(variable(process.env, 'CATALOGUE_FILE'), 'utf8')),
    now: Date.now,
  }),
  ...(quoteUrl && { quoting: quotingBy(quoteUrl) }),
  orders: createDynamoOrderStore({ client: database, name: table, retention, now }),
  events: createEventRecorder(database, table),
  secrets: createGatewaySecrets({ source, now, log }),
  send: createSend(),
  sendOnce: createSend({ limits: { retries: 0 } }),
  ...(findSession && { customerOf: createCustomerOf({ findSession, log }) }),
  log,
  now,
});
