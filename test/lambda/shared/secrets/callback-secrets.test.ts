import {
  DescribeSecretCommand,
  type GetSecretValueCommand,
  type GetSecretValueResponse,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import { createCallbackSecretSource } from '../../../../lambda/shared/secrets/callback-secrets.ts';
import { createSecretClient } from '../../../../lambda/shared/secrets/secret-client.ts';
import { accountOf } from '../../gateways/support/accounts.ts';

/** A day of a story, from 0. */
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));

type Versions = Readonly<Record<string, GetSecretValueResponse | Error>>;

function setup(versions: Versions, { now = day(1), rotatedAt }: { now?: Date; rotatedAt?: Date } = {}) {
  const lines: string[] = [];
  const asked: string[] = [];
  const log = createLog((line) => lines.push(line), { service: 'payment-callback', now: () => new Date(0) });
  const client = {
    send: async (command: GetSecretValueCommand | DescribeSecretCommand) => {
      if (command instanceof DescribeSecretCommand) return { LastRotatedDate: rotatedAt };
      const { input } = command;
      asked.push(`${input.SecretId} ${input.VersionStage}`);
      const version = versions[input.VersionStage ?? ''];
      if (version instanceof Error) throw version;
      if (version) return version;
      throw new ResourceNotFoundException({ message: 'none', $metadata: {} });
    },
  } as unknown as SecretsManagerClient;
  const gateways = [{ config: accountOf('stripe').config, secretId: 'shop/gateways/stripe' }];
  const source = createCallbackSecretSource({
    client: createSecretClient(client),
    gateways,
    log,
    now: () => now,
  });
  return {
    read: () => source.read('stripe'),
    source,
    asked,
    log,
    told: () => lines.map((line) => JSON.parse(line)),
  };
}

const version = (key: string): GetSecretValueResponse => ({
  VersionId: `version-${key}`,
  CreatedDate: day(0),
  SecretString: JSON.stringify({ signingSecret: `whsec_${key}` }),
});
const secret = (key: string) => ({ signingSecret: `whsec_${key}` });
const malformed: readonly (readonly [what: string, SecretString: string | undefined])[] = [
  ['no JSON', '{"signingSecret":"whsec_torn'],
  ['a text', '"whsec_torn"'],
  ['a list', '["whsec_torn"]'],
  ['nothing', 'null'],
  ['a member that is no text', '{"a":"whsec_torn","b":1}'],
  ['bytes', undefined],
];

describe('the versions of a secret', () => {
  test('are the current, the pending and the previous one, and requests have the current one only', async () => {
    const { read, asked } = setup({
      AWSCURRENT: version('1'),
      AWSPENDING: version('2'),
      AWSPREVIOUS: version('0'),
    });
    expect(await read()).toEqual({
      current: secret('1'),
      forCallbacks: [secret('1'), secret('2'), secret('0')],
    });
    expect(asked).toEqual(
      ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'].map((stage) => `shop/gateways/stripe ${stage}`),
    );
  });

  test.each([
    ['goes on counting while Stripe may send again what it signed', day(3), undefined, true],
    ['counts no longer after that', day(4), undefined, false],
    ['counts from when it was replaced, not from when the next one was made', day(4), day(2), true],
    ['counts no longer when that is long ago, too', day(6), day(2), false],
  ])('of which the previous one %s', async (_, now, rotatedAt, isCounted) => {
    const versions = { AWSCURRENT: version('1'), AWSPREVIOUS: version('0') };
    const { forCallbacks } = await setup(versions, { now, ...(rotatedAt && { rotatedAt }) }).read();
    expect(forCallbacks).toEqual([secret('1'), ...(isCounted ? [secret('0')] : [])]);
  });

  test('of which the previous one does not count where nobody knows when it was replaced', async () => {
    const { CreatedDate: _, ...current } = version('1');
    const { forCallbacks } = await setup({ AWSCURRENT: current, AWSPREVIOUS: version('0') }).read();
    expect(forCallbacks).toEqual([secret('1')]);
  });

  test('count once where two labels stand on one', async () => {
    const { read } = setup({ AWSCURRENT: version('1'), AWSPENDING: version('1'), AWSPREVIOUS: version('1') });
    expect(await read()).toEqual({ current: secret('1'), forCallbacks: [secret('1')] });
  });

  test('are none before somebody staged one', async () => {
    expect(await setup({}).read()).toEqual({ forCallbacks: [] });
  });

  test('have none for requests while the first one is pending', async () => {
    expect(await setup({ AWSPENDING: version('2') }).read()).toEqual({ forCallbacks: [secret('2')] });
  });

  test('cannot be told when one of them cannot be read', async () => {
    const { read } = setup({ AWSCURRENT: version('1'), AWSPREVIOUS: new RangeError('throttled') });
    await expect(read()).rejects.toThrow(RangeError);
  });

  test('are those of the gateways of the shop', async () => {
    await expect(setup({}).source.read('adyen')).rejects.toThrow('the shop does not use adyen');
  });
});

describe('a malformed version', () => {
  test.each(malformed)('that is current is an error that quotes nothing: %s', async (_, SecretString) => {
    const { read } = setup({ AWSCURRENT: { VersionId: '1', SecretString } });
    const error = await read().catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: 'MalformedSecretError',
      message: 'the secret is not a JSON object of texts',
    });
    expect(Object.keys(error as object).includes('cause')).toBe(false);
  });

  test.each(malformed)('that is not current takes nothing away: %s', async (_, SecretString) => {
    const { read, told } = setup({
      AWSCURRENT: version('1'),
      AWSPENDING: { VersionId: 'version-2', SecretString },
    });
    expect(await read()).toEqual({ current: secret('1'), forCallbacks: [secret('1')] });
    expect(told()).toEqual([
      {
        level: 'error',
        service: 'payment-callback',
        message: 'a version of the secret is left out',
        gateway: 'stripe',
        secretVersion: 'version-2',
        error: 'MalformedSecretError',
      },
    ]);
  });
});

test('every value that was read stays out of the log from then on', async () => {
  const { read, log, told } = setup({ AWSCURRENT: version('1'), AWSPREVIOUS: version('0') });
  await read();
  log.info('now', { eventId: 'whsec_1', eventType: 'whsec_0' });
  expect(told()).toMatchObject([{ eventId: '[secret]', eventType: '[secret]' }]);
});
