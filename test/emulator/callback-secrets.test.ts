import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../lambda/shared/log/log.ts';
import { createCallbackSecretSource } from '../../lambda/shared/secrets/callback-secrets.ts';
import { createSecretClient } from '../../lambda/shared/secrets/secret-client.ts';
import { accountOf } from '../lambda/gateways/support/accounts.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

test('a secret counts from the moment it is staged, and its predecessor goes on counting for callbacks', async () => {
  const client = new SecretsManagerClient(emulator.clientConfig);
  const secretId = 'boutique-prod/gateways/stripe';
  const { read } = createCallbackSecretSource({
    client: createSecretClient(client),
    gateways: [{ config: accountOf('stripe').config, secretId }],
    log: createLog(() => undefined, { service: 'test', now: () => new Date(0) }),
    now: () => new Date(),
  });
  const put = async (key: string, stage: string, token: string) => {
    const value = {
      SecretString: JSON.stringify({ key }),
      VersionStages: [stage],
      ClientRequestToken: token,
    };
    await client.send(new PutSecretValueCommand({ SecretId: secretId, ...value }));
  };
  const tokens = ['1', '2', '3'].map((digit) => digit.repeat(32));

  expect(await read('stripe')).toEqual({ forCallbacks: [] });
  await client.send(new CreateSecretCommand({ Name: secretId }));
  expect(await read('stripe')).toEqual({ forCallbacks: [] });
  await put('one', 'AWSCURRENT', tokens[0] ?? '');
  expect(await read('stripe')).toEqual({ current: { key: 'one' }, forCallbacks: [{ key: 'one' }] });
  await put('two', 'AWSCURRENT', tokens[1] ?? '');
  await put('three', 'AWSPENDING', tokens[2] ?? '');
  expect(await read('stripe')).toEqual({
    current: { key: 'two' },
    forCallbacks: [{ key: 'two' }, { key: 'three' }, { key: 'one' }],
  });
});
