import { BackupClient, StartBackupJobCommand } from '@aws-sdk/client-backup';
import {
  CloudFormationClient,
  DeleteStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { table, twoSubnets } from './support/named.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const created = { status: 'CREATE_COMPLETE', failures: {} };

function protectedTable(policies: Partial<Resource> = {}): Resource {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: { ...table('kept'), DeletionProtectionEnabled: true },
    ...policies,
  };
}

/** A resource that fails, after everything else. */
function failing(after: string): Resource {
  return { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/none' }, DependsOn: after };
}

async function nothing(): Promise<void> {}

async function putObject(bucket: string): Promise<void> {
  const client = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'content' }));
}

async function startBackup(vault: string): Promise<void> {
  const job = {
    BackupVaultName: vault,
    ResourceArn: 'arn:aws:dynamodb:eu-west-1:111111111111:table/kept',
    IamRoleArn: 'arn:aws:iam::111111111111:role/backup',
    Lifecycle: { DeleteAfterDays: 35 },
  };
  await new BackupClient(emulator.clientConfig).send(new StartBackupJobCommand(job));
}

/** A table, and a role that may back it up. */
function backedUp(): Resources {
  const may = ['dynamodb:DescribeTable', 'dynamodb:StartAwsBackupJob'];
  return {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: table('kept') },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'backup',
        AssumeRolePolicyDocument: policyOf({
          Principal: { Service: 'backup.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
        Policies: [{ PolicyName: 'backup', PolicyDocument: policyOf({ Action: may, Resource: '*' }) }],
      },
    },
  };
}

function policyOf(statement: Readonly<Record<string, unknown>>) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

async function tableExists(name: string): Promise<boolean> {
  try {
    await new DynamoDBClient(emulator.clientConfig).send(new DescribeTableCommand({ TableName: name }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return false;
    throw error;
  }
}

test('an address that a stack has deleted counts no more', async () => {
  const address = { Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } } };
  // A region has five of them at most.
  for (const _ of [1, 2, 3, 4, 5, 6]) {
    expect(await stacks.create('addressed', address)).toEqual(created);
    expect((await stacks.remove('addressed')).status).toBe('DELETE_COMPLETE');
  }
});

describe('a deletion fails', () => {
  test.each<[string, Resources, string, () => Promise<void>]>([
    ['of a protected table', { Kept: protectedTable() }, 'protected against deletion', nothing],
    [
      'of a bucket that is filled',
      { Kept: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'filled' } } },
      'BucketNotEmpty',
      () => putObject('filled'),
    ],
    [
      'of a protected log group',
      {
        Kept: {
          Type: 'AWS::Logs::LogGroup',
          Properties: { LogGroupName: '/kept', DeletionProtectionEnabled: true },
        },
      },
      'deletion protection',
      nothing,
    ],
    [
      'of a protected user pool',
      {
        Kept: {
          Type: 'AWS::Cognito::UserPool',
          Properties: { UserPoolName: 'kept', DeletionProtection: 'ACTIVE' },
        },
      },
      'deletion protection is activated',
      nothing,
    ],
    [
      'of a locked vault with a recovery point',
      {
        ...backedUp(),
        Kept: {
          Type: 'AWS::Backup::BackupVault',
          Properties: {
            BackupVaultName: 'kept',
            LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 400 },
          },
        },
      },
      'contains recovery points',
      () => startBackup('kept'),
    ],
    [
      'of a protected load balancer',
      {
        ...twoSubnets(),
        Kept: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: {
            Scheme: 'internal',
            Subnets: [{ Ref: 'First' }, { Ref: 'Second' }],
            LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
          },
        },
      },
      'deletion protection is enabled',
      nothing,
    ],
  ])('%s', async (_, resources, reason, fill) => {
    expect(await stacks.create('kept', resources)).toEqual(created);
    await fill();
    const { status, failures } = await stacks.remove('kept');
    expect([status, failures['Kept']]).toEqual(['DELETE_FAILED', expect.stringContaining(reason)]);
  });

  test('of a stack with termination protection', async () => {
    await stacks.create('kept', { Topic: { Type: 'AWS::SNS::Topic' } });
    const client = new CloudFormationClient(emulator.clientConfig);
    await client.send(
      new UpdateTerminationProtectionCommand({ StackName: 'kept', EnableTerminationProtection: true }),
    );
    await expect(client.send(new DeleteStackCommand({ StackName: 'kept' }))).rejects.toThrow(
      'TerminationProtection is enabled',
    );
  });
});

describe('the rollback of a first deployment', () => {
  test('fails at a protected table, which stays', async () => {
    const { status, failures } = await stacks.create('first', {
      Kept: protectedTable(),
      Fails: failing('Kept'),
    });
    expect([status, failures['Kept']]).toEqual([
      'ROLLBACK_FAILED',
      expect.stringContaining('protected against deletion'),
    ]);
    expect(await tableExists('kept')).toBe(true);
  });

  test('deletes what is retained except on create', async () => {
    const kept = {
      Type: 'AWS::DynamoDB::Table',
      Properties: table('kept'),
      DeletionPolicy: 'RetainExceptOnCreate',
    };
    expect((await stacks.create('first', { Kept: kept, Fails: failing('Kept') })).status).toBe(
      'ROLLBACK_COMPLETE',
    );
    expect(await tableExists('kept')).toBe(false);
    await stacks.remove('first');
    expect(await stacks.create('first', { Kept: kept })).toEqual(created);
    expect((await stacks.remove('first')).status).toBe('DELETE_COMPLETE');
    expect(await tableExists('kept')).toBe(true);
  });

  test.each<[string, Resource]>([
    ['table', { Type: 'AWS::DynamoDB::Table', Properties: table('kept') }],
    ['secret', { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'kept' } }],
    ['log group', { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/kept' } }],
  ])('leaves a %s that is retained, and the next try finds its name taken', async (_, resource) => {
    const kept = { ...resource, DeletionPolicy: 'Retain' };
    expect((await stacks.create('first', { Kept: kept, Fails: failing('Kept') })).status).toBe(
      'ROLLBACK_COMPLETE',
    );
    await stacks.remove('first');
    const { status, failures } = await stacks.create('first', { Kept: kept });
    expect([status, failures['Kept']]).toEqual([
      'ROLLBACK_COMPLETE',
      expect.stringContaining('already exists'),
    ]);
  });
});

describe('an update', () => {
  test('that needs another resource under the same name is refused', async () => {
    await stacks.create('named', { Kept: { Type: 'AWS::DynamoDB::Table', Properties: table('kept') } });
    const changed = {
      ...table('kept'),
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    };
    const { status, failures } = await stacks.update('named', {
      Kept: { Type: 'AWS::DynamoDB::Table', Properties: changed },
    });
    expect([status, failures['Kept']]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      expect.stringMatching(/custom-named resource|already exists/),
    ]);
  });

  test('replaces what cannot be changed in place, and keeps the old one where the template says so', async () => {
    const named = (name: string): Resource => ({
      Type: 'AWS::DynamoDB::Table',
      Properties: table(name),
      UpdateReplacePolicy: 'Retain',
    });
    await stacks.create('renamed', { Kept: named('old') });
    expect((await stacks.update('renamed', { Kept: named('new') })).status).toBe('UPDATE_COMPLETE');
    expect([await tableExists('old'), await tableExists('new')]).toEqual([true, true]);
  });
});

test('a failure that a test plans comes once', async () => {
  const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
  await emulator.failOnce({ stack: 'planned', logicalId: 'Topic' });
  const { status, failures } = await stacks.create('planned', topic);
  expect([status, failures['Topic']]).toEqual([
    'ROLLBACK_COMPLETE',
    expect.stringContaining('planned by a test'),
  ]);
  await stacks.remove('planned');
  expect(await stacks.create('planned', topic)).toEqual(created);
});
