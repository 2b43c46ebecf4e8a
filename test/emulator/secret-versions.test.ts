import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { createGatewaySecret, deployIdleRotation } from './support/gateway-secret.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

let emulator: Emulator;
let client: SecretsManagerClient;
beforeAll(async () => {
  emulator = await startEmulator();
  await deployIdleRotation(emulator);
  client = new SecretsManagerClient(emulator.clientConfig);
}, 120_000);
afterAll(() => emulator.stop());

const [a, b, c] = [{ key: 'a' }, { key: 'b' }, { key: 'c' }];
const secretOf = () => createGatewaySecret(client, 'stripe');

describe('writing a version, as in AWS,', () => {
  test('gives the first one the label AWSCURRENT, whatever else it is given', async () => {
    const secret = await secretOf();
    await secret.put(a, ['STAGED']);
    expect(await secret.versions()).toEqual([['AWSCURRENT STAGED', a]]);
  });

  test('moves AWSCURRENT unless labels are named, and AWSPREVIOUS after it', async () => {
    const secret = await secretOf();
    for (const each of [a, b, c]) await secret.put(each);
    expect(await secret.versions()).toEqual([
      ['AWSPREVIOUS', b],
      ['AWSCURRENT', c],
    ]);
  });

  test('takes a label away from the version that had it', async () => {
    const secret = await secretOf();
    await secret.put(a);
    await secret.put(b, ['STAGED', 'OTHER']);
    await secret.put(c, ['STAGED']);
    expect(await secret.versions()).toEqual([
      ['AWSCURRENT', a],
      ['OTHER', b],
      ['STAGED', c],
    ]);
  });

  test('ignores a repetition, and refuses another value for the same token', async () => {
    const { arn, versions } = await secretOf();
    const put = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: arn, SecretString, ClientRequestToken: token }));
    const token = randomUUID();
    await put('{"key":"a"}');
    await put('{"key":"a"}');
    await expect(put('{"key":"b"}')).rejects.toThrow("You can't use ClientRequestToken");
    expect(await versions()).toEqual([['AWSCURRENT', a]]);
  });

  test('refuses another value also for a version that is pending', async () => {
    const { arn, put, rotate } = await secretOf();
    await put(a);
    const token = await rotate();
    const write = (SecretString: string) =>
      client.send(
        new PutSecretValueCommand({
          SecretId: arn,
          SecretString,
          ClientRequestToken: token,
          VersionStages: ['AWSPENDING'],
        }),
      );
    await write('{"key":"b"}');
    await expect(write('{"key":"c"}')).rejects.toThrow("You can't use ClientRequestToken");
  });
});

describe('a rotation, as in AWS,', () => {
  test('announces a version without a value, which cannot be read', async () => {
    const { arn, put, rotate, versions } = await secretOf();
    await put(a);
    const VersionId = await rotate();
    expect(await versions()).toEqual([
      ['AWSCURRENT', a],
      ['AWSPENDING', undefined],
    ]);
    for (const which of [{ VersionId }, { VersionStage: 'AWSPENDING' }]) {
      await expect(client.send(new GetSecretValueCommand({ SecretId: arn, ...which }))).rejects.toMatchObject(
        { name: 'ResourceNotFoundException' },
      );
    }
  });

  test('does not start while another is under way, and starts after one that ended', async () => {
    const { arn, put, rotate } = await secretOf();
    await put(a);
    const token = await rotate();
    await expect(rotate()).rejects.toThrow("A previous rotation isn't complete");
    await client.send(
      new PutSecretValueCommand({
        SecretId: arn,
        SecretString: '{"key":"b"}',
        ClientRequestToken: token,
        VersionStages: ['AWSPENDING', 'AWSCURRENT'],
      }),
    );
    expect(await rotate()).not.toBe(token);
  });

  test('remembers its function, and when it was last completed', async () => {
    const { arn, put, rotate, unlabel } = await secretOf();
    const first = await put(a);
    await unlabel('AWSPENDING', await rotate());
    const again = await client.send(new RotateSecretCommand({ SecretId: arn }));
    const describeSecret = () => client.send(new DescribeSecretCommand({ SecretId: arn }));
    expect((await describeSecret()).LastRotatedDate).toBeUndefined();
    const move = { VersionStage: 'AWSCURRENT', RemoveFromVersionId: first, MoveToVersionId: again.VersionId };
    await client.send(new UpdateSecretVersionStageCommand({ SecretId: arn, ...move }));
    expect(await describeSecret()).toMatchObject({
      RotationEnabled: true,
      LastRotatedDate: expect.any(Date),
      NextRotationDate: expect.any(Date),
    });
  });

  test('needs a function', async () => {
    const { arn } = await secretOf();
    await expect(client.send(new RotateSecretCommand({ SecretId: arn }))).rejects.toThrow(
      "doesn't already have a Lambda function ARN configured",
    );
  });
});

describe('moving a label, as in AWS,', () => {
  const moved = async (change: object) => {
    const secret = await secretOf();
    const [first, second] = [await secret.put(a), await secret.put(b, ['STAGED'])];
    const ids: Readonly<Record<string, string>> = { first, second };
    const named = Object.fromEntries(
      Object.entries(change).map(([name, value]) => [name, ids[value] ?? value]),
    );
    await client.send(
      new UpdateSecretVersionStageCommand({ SecretId: secret.arn, VersionStage: undefined, ...named }),
    );
    return { secret, versions: await secret.versions() };
  };

  test('makes the version that was current the previous one, and is seen by a reader who names none', async () => {
    const { secret, versions } = await moved({
      VersionStage: 'AWSCURRENT',
      RemoveFromVersionId: 'first',
      MoveToVersionId: 'second',
    });
    expect(versions).toEqual([
      ['AWSPREVIOUS', a],
      ['AWSCURRENT STAGED', b],
    ]);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret.arn }));
    expect(SecretString).toBe(JSON.stringify(b));
  });

  test('hides a version that has lost its last label', async () => {
    const { versions } = await moved({ VersionStage: 'STAGED', RemoveFromVersionId: 'second' });
    expect(versions).toEqual([['AWSCURRENT', a]]);
  });

  test.each([
    ['does not name the version that has it', { MoveToVersionId: 'second' }],
    ['names another one', { RemoveFromVersionId: 'second', MoveToVersionId: 'second' }],
  ])('fails where one %s', async (_, change) => {
    await expect(moved({ VersionStage: 'AWSCURRENT', ...change })).rejects.toThrow(
      'must explicitly reference that version in RemoveFromVersionId',
    );
  });
});
