import {
  type GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { createRequestSecretSource } from '../../../../lambda/shared/secrets/request-secrets.ts';
import { createSecretClient } from '../../../../lambda/shared/secrets/secret-client.ts';
import { accountOf } from '../../gateways/support/accounts.ts';

function setup(SecretString: string | undefined) {
  const asked: unknown[] = [];
  const client = {
    send: async ({ input }: GetSecretValueCommand) => {
      asked.push(input);
      if (SecretString === undefined) throw new ResourceNotFoundException({ message: 'none', $metadata: {} });
      return { VersionId: '1', SecretString };
    },
  } as unknown as SecretsManagerClient;
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), { service: 'order-worker', now: () => new Date(0) });
  const gateways = [{ config: accountOf('stripe').config, secretId: 'shop/gateways/stripe' }];
  return {
    source: createRequestSecretSource({ client: createSecretClient(client), gateways, log }),
    asked,
    log,
    lines,
  };
}

test('requests have the current version, and no other is read', async () => {
  const { source, asked } = setup('{"secretKey":"sk_live_1"}');
  const current = { secretKey: 'sk_live_1' };
  expect(await source.read('stripe')).toEqual({ current, forCallbacks: [current] });
  expect(asked).toEqual([{ SecretId: 'shop/gateways/stripe', VersionStage: 'AWSCURRENT' }]);
});

test('requests have no secret before somebody staged one', async () => {
  expect(await setup(undefined).source.read('stripe')).toEqual({ forCallbacks: [] });
});

test('a malformed version is an error that quotes nothing', async () => {
  const { source } = setup('{"secretKey":"sk_live_torn');
  await expect(source.read('stripe')).rejects.toMatchObject({
    message: 'the secret is not a JSON object of texts',
  });
});

test('what was read stays out of the log', async () => {
  const { source, log, lines } = setup('{"secretKey":"sk_live_1"}');
  await source.read('stripe');
  log.info('now', { eventId: 'sk_live_1' });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ eventId: '[secret]' }]);
});
