import { DeleteTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import listed from '../../../lib/aws/import-identifiers.json' with { type: 'json' };
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { stacksOf, synthesize, synthesizeAccount } from './support/assembly.ts';
import { adopt, discard } from './support/first-deployment.ts';
import { table } from './support/named.ts';
import { referencesOf } from './support/references.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

const name = 'boutique-prod-data';
const complete = { status: 'CREATE_COMPLETE', failures: {} };
const kept = { DeletionPolicy: 'RetainExceptOnCreate' };
const topic: Resource = { Type: 'AWS::SNS::Topic' };
const resources: Resources = {
  Topic: topic,
  Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } }, ...kept },
  Kept: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      ...table('kept'),
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      },
    },
    DependsOn: 'Topic',
    ...kept,
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'kept' }, ...kept },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'kept' }, ...kept },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/kept' }, ...kept },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'kept' }, ...kept },
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'kept.example' }, ...kept },
};
const nothing = 'no destroyed stack of boutique-prod has kept anything, nothing is adopted\n';
const item = { pk: { S: 'order' } };

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const database = () => new DynamoDBClient(emulator.clientConfig);

async function idsOf(stack: string): Promise<Readonly<Record<string, string>>> {
  const found = await emulator.resources(stack);
  return Object.fromEntries(found.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
}

describe('what a destroyed stack has kept is adopted', () => {
  test('as it is, with its key and its items, and the same template then deploys what is missing', async () => {
    expect(await stacks.create(name, resources)).toEqual(complete);
    const before = await idsOf(name);
    await database().send(new PutItemCommand({ TableName: 'kept', Item: item }));
    expect((await stacks.remove(name)).status).toBe('DELETE_COMPLETE');
    const { Topic: _, ...keptBefore } = before;
    const told = (await adopt(emulator)).trim().split('\n').sort();
    expect(told).toEqual(
      Object.entries(keptBefore)
        .map(([id, physicalId]) => `${name}: adopted ${resources[id]?.Type} ${physicalId}`)
        .sort(),
    );
    expect(await idsOf(name)).toEqual(keptBefore);
    expect((await stacks.update(name, resources)).status).toBe('UPDATE_COMPLETE');
    expect(await idsOf(name)).toEqual({ ...keptBefore, Topic: expect.any(String) });
    const { Item } = await database().send(new GetItemCommand({ TableName: 'kept', Key: item }));
    expect(Item).toEqual(item);
  });

  test('after a deployment that found its names taken is discarded', async () => {
    await stacks.create(name, resources);
    const { Kept } = await idsOf(name);
    await stacks.remove(name);
    expect((await stacks.create(name, resources)).status).toBe('ROLLBACK_COMPLETE');
    await expect(adopt(emulator)).rejects.toThrow(
      `${name} is ROLLBACK_COMPLETE, run palisade stack discard first`,
    );
    expect(await discard(emulator)).toBe(`${name}: discarded\n`);
    expect(await adopt(emulator)).toContain(`${name}: adopted AWS::DynamoDB::Table ${Kept}`);
  });

  test('a second time, when it was destroyed a second time', async () => {
    await stacks.create(name, resources);
    for (const _ of ['once', 'twice']) {
      await stacks.remove(name);
      await adopt(emulator);
      expect((await stacks.update(name, resources)).status).toBe('UPDATE_COMPLETE');
    }
  });
});

describe('nothing is adopted', () => {
  test('of a stack that stands, of another shop whose name begins alike, and of what has kept nothing', async () => {
    await stacks.create(name, resources);
    expect(await adopt(emulator)).toBe(nothing);
    await stacks.create('boutique-prod-x-data', { Queue: { ...topic, ...kept } });
    await stacks.remove('boutique-prod-x-data');
    await stacks.create('boutique-prod-edge', { Topic: topic });
    await stacks.remove('boutique-prod-edge');
    expect(await adopt(emulator)).toBe(nothing);
  });

  test('in a dry run, which lists it', async () => {
    await stacks.create(name, resources);
    await stacks.remove(name);
    expect(await adopt(emulator, { isDryRun: true })).toContain(
      `${name}: would adopt AWS::S3::Bucket kept\n`,
    );
    expect(await idsOf(name)).toEqual({});
  });

  test('where somebody has deleted one of the resources by hand, which is said', async () => {
    await stacks.create(name, resources);
    await stacks.remove(name);
    await database().send(new DeleteTableCommand({ TableName: 'kept' }));
    await expect(adopt(emulator)).rejects.toThrow(
      `CloudFormation cannot take over what ${name} has kept: Table: kept does not exist.`,
    );
    expect(await idsOf(name)).toEqual({});
  });
});

describe.each([
  ['prod', () => synthesize('prod'), 20],
  ['staging', () => synthesize('staging'), 20],
  ['the account', synthesizeAccount, 10],
] as const)('what the stacks of %s keep', (_, synthesized, least) => {
  const assembly = synthesized();
  const keptOf = (all: Resources) =>
    Object.entries(all).filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete');
  afterAll(assembly.remove);

  test('can be imported: it refers to nothing that is not kept, and its type is listed', () => {
    const stateful = stacksOf(assembly).map(({ template }) => keptOf(template.Resources));
    expect(stateful.flat().length).toBeGreaterThan(least);
    for (const entries of stateful) {
      const ids = entries.map(([id]) => id);
      const references = entries.flatMap(([, { Properties }]) => referencesOf(Properties));
      expect(references.filter((id) => !ids.includes(id) && !id.startsWith('AWS::'))).toEqual([]);
    }
    const types = new Set(stateful.flat().map(([, { Type }]) => Type));
    expect([...types].filter((type) => !(type in listed.identifiers))).toEqual([]);
  });
});
