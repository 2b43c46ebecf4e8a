import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { table } from './support/named.ts';
import { stacksIn } from './support/stacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const resources = {
  Table: { Type: 'AWS::DynamoDB::Table', Properties: table('kept') },
  // No service stands behind it, so that the emulator itself keeps it.
  Recorded: { Type: 'AWS::Athena::NamedQuery', Properties: { Database: 'logs', QueryString: 'SELECT 1' } },
};
const put = (value: string) =>
  new DynamoDBClient(emulator.clientConfig).send(
    new PutItemCommand({ TableName: 'kept', Item: { pk: { S: 'one' }, value: { S: value } } }),
  );

async function valueIn(): Promise<string | undefined> {
  const get = new GetItemCommand({ TableName: 'kept', Key: { pk: { S: 'one' } } });
  return (await new DynamoDBClient(emulator.clientConfig).send(get)).Item?.['value']?.S;
}

test('what was kept is there again, as often as it is asked for, whatever has happened to it since', async () => {
  const stacks = stacksIn(emulator);
  expect(await stacks.create('shop', resources)).toEqual({ status: 'CREATE_COMPLETE', failures: {} });
  await put('first');
  await emulator.keep('deployed');
  const [held, recorded] = [await emulator.resources(), await emulator.recorded()];
  expect(recorded).toHaveLength(1);
  for (const _ of [1, 2]) {
    await put('second');
    expect((await stacks.remove('shop')).status).toBe('DELETE_COMPLETE');
    await emulator.restore('deployed');
    expect(await valueIn()).toBe('first');
    expect(await emulator.resources()).toEqual(held);
    expect(await emulator.recorded()).toEqual(recorded);
  }
  expect((await stacks.remove('shop')).status).toBe('DELETE_COMPLETE');
});

test('what came after a snapshot is gone when that is put back', async () => {
  await emulator.keep('empty');
  await stacksIn(emulator).create('shop', resources);
  await emulator.failOnce({ step: 'create', stack: 'other' });
  await emulator.restore('empty');
  expect([await emulator.resources(), await emulator.recorded(), await emulator.ask('failures')]).toEqual([
    [],
    [],
    [],
  ]);
});

test.each([
  ['snapshots', {}, 'name is None'],
  ['restore', { name: 'unknown' }, "nothing is kept under 'unknown'"],
])('%s of %j is refused in a sentence', async (path, told, sentence) => {
  await expect(emulator.ask(path, told)).rejects.toThrow(sentence);
});
