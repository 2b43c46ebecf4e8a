import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createSessionStore, sessionLimitsForm } from '../shared/customers/session-store.ts';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createOrderFinder } from '../shared/orders/dynamo-orders.ts';
import { createOwnOrders } from '../shared/orders/dynamo-own-orders.ts';
import { createSecretReader } from '../shared/secrets/secret-client.ts';
import { createSigningKeys } from '../shared/secrets/signing-keys.ts';
import { interactiveRetry } from '../shared/settings/aws-retry.ts';
import { jsonVariable, variable } from '../shared/settings/variables.ts';
import { languagesWith } from '../shared/texts/own-texts.ts';
import type { Customers } from './account.ts';
import { createCognito } from './cognito.ts';
import { userPoolForm } from './settings.ts';
import { createShopperOrders } from './shopper-orders.ts';
import { createUserPool } from './user-pool.ts';

const now = () => new Date();
const log = functionLog(process.env, now);
const client = DynamoDBDocumentClient.from(new DynamoDBClient(interactiveRetry));
const orders = { client, name: variable(process.env, 'ORDERS_TABLE') };
const shopUrl = variable(process.env, 'SHOP_URL');

function customersOf(sessionsTable: string): Customers {
  const pool = jsonVariable(process.env, 'USER_POOL', userPoolForm);
  const limits = jsonVariable(process.env, 'SESSION_LIMITS', sessionLimitsForm);
  const administration = createCognito({
    client: new CognitoIdentityProviderClient(interactiveRetry),
    pool,
    log,
  });
  return {
    // A code counts once, so that nothing is sent twice.
    pool: createUserPool({ pool, administration, shopUrl, send: createSend({ limits: { retries: 0 } }) }),
    sessions: createSessionStore({ client, name: sessionsTable, limits, now: Date.now }),
    limits,
    orders: createOwnOrders(orders),
  };
}

const sessionsTable = process.env['SESSIONS_TABLE'];

/** Entry point of the function behind `/api/orders/*` and `/api/account/*`. */
export const handler = createShopperOrders({
  shopUrl,
  keys: createSigningKeys({
    client: createSecretReader(new SecretsManagerClient(interactiveRetry)),
    secretId: variable(process.env, 'ORDER_LINK_SECRET'),
    log,
    now: Date.now,
  }),
  findOrder: createOrderFinder(orders),
  ...(sessionsTable !== undefined && { customers: customersOf(sessionsTable) }),
  languages: languagesWith(process.env['TEXTS_FILE']),
  log,
  now,
});
