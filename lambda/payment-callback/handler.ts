import { rootCertificates } from 'node:tls';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callbackAdapterOf } from '../gateways/callbacks.ts';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createEventRecorder } from '../shared/orders/dynamo-events.ts';
import { createGatewaySecrets } from '../shared/secrets/cached-secrets.ts';
import { createCallbackSecretSource } from '../shared/secrets/callback-secrets.ts';
import { createVersionReader } from '../shared/secrets/secret-client.ts';
import { interactiveRetry } from '../shared/settings/aws-retry.ts';
import { configuredGateways, variable } from '../shared/settings/variables.ts';
import { certificateLimits, createCertificates } from './certificates.ts';
import { createPaymentCallback } from './payment-callback.ts';

const now = () => new Date();
const log = functionLog(process.env, now);
const gateways = configuredGateways(process.env);
const source = createCallbackSecretSource({
  client: createVersionReader(new SecretsManagerClient(interactiveRetry)),
  gateways,
  log,
  now,
});
const database = DynamoDBDocumentClient.from(new DynamoDBClient(interactiveRetry), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Entry point of the function that gateways call. */
export const handler = createPaymentCallback({
  gateways: gateways.map(({ config }) => ({ gateway: callbackAdapterOf(config.name), config })),
  shopUrl: variable(process.env, 'SHOP_URL'),
  secrets: createGatewaySecrets({ source, now, log }),
  certificates: createCertificates({
    send: createSend({ limits: certificateLimits }),
    roots: rootCertificates,
    now,
    log,
  }),
  events: createEventRecorder(database, variable(process.env, 'ORDERS_TABLE')),
  now,
  log,
});
