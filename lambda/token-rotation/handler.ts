import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSend } from '../shared/http/send.ts';
import { functionLog } from '../shared/log/log.ts';
import { createVersionWriter } from '../shared/secrets/secret-client.ts';
import { backgroundRetry } from '../shared/settings/aws-retry.ts';
import { configuredGateways, variable } from '../shared/settings/variables.ts';
import { createTokenRotation } from './token-rotation.ts';

const now = () => new Date();

/** Entry point of the function that Secrets Manager calls for each step of a rotation. */
export const handler = createTokenRotation({
  client: createVersionWriter(new SecretsManagerClient(backgroundRetry)),
  gateways: configuredGateways(process.env),
  orderLinkSecret: variable(process.env, 'ORDER_LINK_SECRET'),
  send: createSend(),
  log: functionLog(process.env, now),
  now,
});
