import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { gatewayOf } from '../gateways/index.ts';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createEventSettlement } from '../shared/orders/dynamo-events.ts';
import {
  createDynamoOrderStore,
  createDynamoPaymentIndex,
  type OrdersTable,
} from '../shared/orders/dynamo-orders.ts';
import { orderRetentionForm } from '../shared/orders/order-retention.ts';
import { createGatewaySecrets } from '../shared/secrets/cached-secrets.ts';
import { createRequestSecretSource } from '../shared/secrets/request-secrets.ts';
import { createSecretReader } from '../shared/secrets/secret-client.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { configuredGateways, jsonVariable, variable } from '../shared/settings/variables.ts';
import { createApplyToOrder } from './apply-to-order.ts';
import { createAskGateway } from './ask-gateway.ts';
import { createBatch } from './batch.ts';
import { checkPolicyForm } from './check-policy-form.ts';
import { createMayCapture } from './may-capture.ts';
import { createSettleEvent } from './settle-event.ts';

const now = () => new Date();
const log = functionLog(process.env, now);
const table = variable(process.env, 'ORDERS_TABLE');
const configured = configuredGateways(process.env);
const policy = jsonVariable(process.env, 'CHECK_POLICY', checkPolicyForm);
const source = createRequestSecretSource({
  client: createSecretReader(new SecretsManagerClient(backgroundRetry)),
  gateways: configured,
  log,
});
const secrets = createGatewaySecrets({ source, now, log });
const database = DynamoDBDocumentClient.from(new DynamoDBClient(backgroundRetry), {
  marshallOptions: { removeUndefinedValues: true },
});

const retention = jsonVariable(process.env, 'ORDER_RETENTION', orderRetentionForm);
const ordersTable: OrdersTable = { client: database, name: table, retention, now };
const orders = createDynamoOrderStore(ordersTable);

/** Entry point of the function that the queue of payment events calls. */
export const handler = createBatch(
  createSettleEvent({
    events: createEventSettlement(database, table),
    ask: createAskGateway({
      configured,
      gatewayOf,
      secrets,
      send: createSend(),
      mayCapture: createMayCapture(orders),
      now,
      log,
    }),
    apply: createApplyToOrder({
      orders,
      payments: createDynamoPaymentIndex(ordersTable),
      policy,
      now,
      log,
    }),
    now,
  }),
  log,
);
