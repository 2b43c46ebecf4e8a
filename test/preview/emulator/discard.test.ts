import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { discard } from './support/first-deployment.ts';
import { table } from './support/named.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

const name = 'boutique-prod-data';
const kept: Resource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: { ...table('kept'), DeletionProtectionEnabled: true },
  DeletionPolicy: 'RetainExceptOnCreate',
};
const topic: Resource = { Type: 'AWS::SNS::Topic', DependsOn: 'Kept' };
const complete = { status: 'CREATE_COMPLETE', failures: {} };

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

/** Creates a stack of which one resource fails. */
async function failing(resources: Resources, logicalId = 'Topic'): Promise<string> {
  await emulator.failOnce({ stack: name, logicalId });
  return (await stacks.create(name, resources)).status;
}

async function protectionOf(TableName: string): Promise<boolean | 'gone'> {
  try {
    const { Table } = await new DynamoDBClient(emulator.clientConfig).send(
      new DescribeTableCommand({ TableName }),
    );
    return Table?.DeletionProtectionEnabled ?? false;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return 'gone';
    throw error;
  }
}

const client = () => new CloudFormationClient(emulator.clientConfig);

describe('a failed first deployment is discarded', () => {
  test('with its protection from termination, its protected table and its filled bucket', async () => {
    const resources = {
      Kept: kept,
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'filled' }, DeletionPolicy: 'Retain' },
      Topic: { ...topic, DependsOn: ['Kept', 'Bucket'] },
    };
    expect(await failing(resources)).toBe('ROLLBACK_FAILED');
    const protect = { StackName: name, EnableTerminationProtection: true };
    await client().send(new UpdateTerminationProtectionCommand(protect));
    const buckets = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
    await buckets.send(new PutObjectCommand({ Bucket: 'filled', Key: 'key', Body: 'content' }));
    expect((await discard(emulator)).split('\n').sort()).toEqual([
      '',
      `${name}: deleted AWS::DynamoDB::Table kept`,
      `${name}: deleted AWS::S3::Bucket filled`,
      `${name}: discarded`,
    ]);
    expect(await stacks.create(name, resources)).toEqual(complete);
  });

  test('with what an earlier one has left that somebody deleted by hand', async () => {
    await failing({ Kept: kept, Topic: topic });
    await stacks.remove(name);
    expect((await stacks.create(name, { Kept: kept })).failures['Kept']).toContain('already exists');
    expect(await discard(emulator)).toContain('deleted AWS::DynamoDB::Table kept');
    expect(await stacks.create(name, { Kept: kept })).toEqual(complete);
  });

  test('though it ran without a rollback', async () => {
    await emulator.failOnce({ stack: name, logicalId: 'Topic' });
    expect((await stacks.create(name, { Kept: kept, Topic: topic }, { DisableRollback: true })).status).toBe(
      'CREATE_FAILED',
    );
    await discard(emulator);
    expect(await stacks.create(name, { Kept: kept, Topic: topic })).toEqual(complete);
  });

  test('when asked, and only told with --dry-run', async () => {
    await failing({ Kept: kept, Topic: topic });
    expect(await discard(emulator, { isDryRun: true })).toBe(
      `${name}: would be discarded\n${name}: would delete AWS::DynamoDB::Table kept\n`,
    );
    expect(await protectionOf('kept')).toBe(true);
  });
});

describe('nothing is discarded', () => {
  const nothing = 'no first deployment of boutique-prod has failed, nothing is discarded\n';

  test('of a stack that was ever complete, whatever failed since', async () => {
    await stacks.create(name, { Kept: kept });
    await emulator.failOnce({ step: 'update', stack: name, logicalId: 'Kept' });
    const changed = { ...kept, Properties: { ...kept.Properties, Tags: [{ Key: 'team', Value: 'shop' }] } };
    expect((await stacks.update(name, { Kept: changed })).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([await discard(emulator), await protectionOf('kept')]).toEqual([nothing, true]);
    await emulator.failOnce({ step: 'delete', stack: name, logicalId: 'Topic' });
    await stacks.update(name, { Kept: kept, Topic: topic });
    expect((await stacks.remove(name)).status).toBe('DELETE_FAILED');
    expect([await discard(emulator), await protectionOf('kept')]).toEqual([nothing, true]);
  });

  test('of what a destroyed shop has left, though the next one needs its name', async () => {
    await stacks.create(name, { Kept: kept });
    await stacks.remove(name);
    expect((await stacks.create(name, { Kept: kept })).status).toBe('ROLLBACK_COMPLETE');
    expect([await discard(emulator), await protectionOf('kept')]).toEqual([`${name}: discarded\n`, true]);
  });

  test('of another shop whose name begins alike', async () => {
    const other = 'boutique-prod-x-data';
    await emulator.failOnce({ stack: other, logicalId: 'Topic' });
    await stacks.create(other, { Kept: kept, Topic: topic });
    expect([await discard(emulator), await protectionOf('kept')]).toEqual([nothing, true]);
  });

  test('while a table holds an item', async () => {
    await failing({ Kept: kept, Topic: topic });
    const item = new PutItemCommand({ TableName: 'kept', Item: { pk: { S: 'order' } } });
    await new DynamoDBClient(emulator.clientConfig).send(item);
    await expect(discard(emulator)).rejects.toThrow(
      `nothing of ${name} is discarded, because kept holds items; remove that by hand first`,
    );
    expect(await protectionOf('kept')).toBe(true);
    const { Stacks = [] } = await client().send(new DescribeStacksCommand({ StackName: name }));
    expect(Stacks[0]?.StackStatus).toBe('ROLLBACK_FAILED');
  });

  test('while a secret has a value', async () => {
    const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'key' } };
    await emulator.failOnce({ step: 'delete', stack: name, logicalId: 'Secret' });
    await failing({ Secret: secret, Topic: { ...topic, DependsOn: 'Secret' } });
    await new SecretsManagerClient(emulator.clientConfig).send(
      new PutSecretValueCommand({ SecretId: 'key', SecretString: '{}' }),
    );
    await expect(discard(emulator)).rejects.toThrow('key has a value');
  });

  test('while another stack has taken over what was left', async () => {
    await failing({ Kept: kept, Topic: topic });
    await stacks.remove(name);
    const change = { StackName: 'other', ChangeSetName: 'import' };
    await client().send(
      new CreateChangeSetCommand({
        ...change,
        ChangeSetType: 'CREATE',
        ImportExistingResources: true,
        TemplateBody: JSON.stringify({ Resources: { Kept: kept } }),
      }),
    );
    await client().send(new ExecuteChangeSetCommand(change));
    expect((await emulator.resources('other')).map(({ physicalId }) => physicalId)).toEqual(['kept']);
    await expect(discard(emulator)).rejects.toThrow(
      /because kept belongs to the stack arn:.*:stack\/other\//,
    );
  });
});
