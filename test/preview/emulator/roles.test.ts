import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { table } from './support/named.ts';
import { type CallerConfig, callerWith, type Statement } from './support/role.ts';
import { stacksIn } from './support/stacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  const key = { 'Fn::GetAtt': ['Key', 'Arn'] };
  const { status, failures } = await stacksIn(emulator).create('stores', {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: keyPolicy } },
    Plain: { Type: 'AWS::DynamoDB::Table', Properties: table('plain') },
    Other: { Type: 'AWS::DynamoDB::Table', Properties: table('other') },
    Encrypted: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        ...table('encrypted'),
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
      },
    },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'secret', KmsKeyId: key } },
    Closed: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'closed', SecretString: 'x' } },
    ClosedPolicy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: {
        SecretId: { Ref: 'Closed' },
        ResourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
          ],
        },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue', KmsMasterKeyId: key } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'encrypted-bucket',
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
          ],
        },
      },
    },
  });
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
  const root = emulator.clientConfig;
  await new SecretsManagerClient(root).send(
    new PutSecretValueCommand({ SecretId: 'secret', SecretString: 'value' }),
  );
  await new S3Client({ ...root, forcePathStyle: true }).send(
    new PutObjectCommand({ Bucket: 'encrypted-bucket', Key: 'key', Body: 'content' }),
  );
}, 120_000);
afterAll(() => emulator.stop());

/** Identity policies of the account decide, as the CDK writes it. */
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
};

const readItem = (name: string) => (config: CallerConfig) =>
  new DynamoDBClient(config).send(new GetItemCommand({ TableName: name, Key: { pk: { S: 'a' } } }));
const readSecret = (name: string) => (config: CallerConfig) =>
  new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: name }));
const send = (config: CallerConfig) =>
  new SQSClient(config).send(
    new SendMessageCommand({ QueueUrl: `${config.endpoint}/${account}/queue`, MessageBody: 'hello' }),
  );
const readObject = (config: CallerConfig) =>
  new S3Client({ ...config, forcePathStyle: true }).send(
    new GetObjectCommand({ Bucket: 'encrypted-bucket', Key: 'key' }),
  );

const tableArn = (name: string) => `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`;
const allow = (Action: string | readonly string[], Resource = '*', Condition?: Statement): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (statement: Statement): Statement => ({ ...statement, Effect: 'Deny' });

type Call = (config: CallerConfig) => Promise<unknown>;

let callers = 0;

async function outcomeOf(call: Call, statements: readonly Statement[]): Promise<string> {
  callers += 1;
  const config = await callerWith(emulator, `caller-${callers}`, statements);
  return call(config).then(
    () => 'allowed',
    (error: Error) => (error.name.startsWith('AccessDenied') ? 'refused' : `${error.name}: ${error.message}`),
  );
}

describe('a function may do what its role allows', () => {
  test.each<[string, Call, readonly Statement[]]>([
    ['on the resource that is named', readItem('plain'), [allow('dynamodb:GetItem', tableArn('plain'))]],
    ['by a pattern', readItem('plain'), [allow('dynamodb:Get*', tableArn('pl*'))]],
    [
      'under a condition that holds',
      readItem('plain'),
      [allow('dynamodb:GetItem', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })],
    ],
    [
      'with the key of an encrypted secret, by the service that uses it',
      readSecret('secret'),
      [
        allow('secretsmanager:GetSecretValue'),
        allow('kms:Decrypt', '*', {
          StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
        }),
      ],
    ],
    ['with the key of a table', readItem('encrypted'), [allow(['dynamodb:GetItem', 'kms:Decrypt'])]],
    ['with the key of a queue', send, [allow(['sqs:SendMessage', 'kms:Decrypt', 'kms:GenerateDataKey'])]],
    ['with the key of a bucket', readObject, [allow(['s3:GetObject', 'kms:Decrypt'])]],
  ])('%s', async (_, call, statements) => {
    expect(await outcomeOf(call, statements)).toBe('allowed');
  });
});

describe('a function is refused', () => {
  test.each<[string, Call, readonly Statement[]]>([
    ['what no statement allows', readItem('plain'), []],
    ['another action', readItem('plain'), [allow('dynamodb:PutItem')]],
    ['another resource', readItem('other'), [allow('dynamodb:GetItem', tableArn('plain'))]],
    ['what is denied beside an allowance', readItem('plain'), [allow('*'), deny(allow('dynamodb:GetItem'))]],
    [
      'what is allowed under a condition that does not hold',
      readItem('plain'),
      [allow('dynamodb:GetItem', '*', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })],
    ],
    ['what the policy of the resource denies', readSecret('closed'), [allow('*')]],
    ['an encrypted secret without its key', readSecret('secret'), [allow('secretsmanager:*')]],
    [
      'an encrypted secret with its key for another service',
      readSecret('secret'),
      [
        allow('secretsmanager:*'),
        allow('kms:Decrypt', '*', { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } }),
      ],
    ],
    ['an encrypted table without its key', readItem('encrypted'), [allow('dynamodb:*')]],
    ['an encrypted queue with half of its key', send, [allow('sqs:*'), allow('kms:Decrypt')]],
    ['an encrypted object without its key', readObject, [allow('s3:*')]],
  ])('%s', async (_, call, statements) => {
    expect(await outcomeOf(call, statements)).toBe('refused');
  });

  test('and the journal says why, where the caller is not told', async () => {
    const entries = await emulator.journal();
    const errors = entries
      .filter(({ service }) => service === 'iam')
      .map(({ operation, error }) => [operation, error]);
    expect(errors).toContainEqual([
      'kms:Decrypt',
      expect.stringContaining('refused to who calls secretsmanager:GetSecretValue'),
    ]);
  });
});
