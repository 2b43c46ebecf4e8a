import { readFileSync } from 'node:fs';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { namedResources, table } from './support/named.ts';
import { type Resources, type Stacks, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

function resource(Type: string, Properties: Readonly<Record<string, unknown>> = {}): Resources {
  return { Wrong: { Type, Properties } };
}

const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const lambda = {
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
  Code: { ZipFile: 'exports.handler = async () => 1;' },
};
const role = (Service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust(Service) },
});
const missingKey = 'arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000';
const standard = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';

describe('a new resource is refused, and the stack rolled back', () => {
  test.each<[string, Resources, string]>([
    [
      'with a property that its schema lacks',
      resource('AWS::SQS::Queue', { Colour: 'red' }),
      "'Colour' was unexpected",
    ],
    [
      'with a value that its schema does not list',
      resource('AWS::Logs::LogGroup', { RetentionInDays: 13 }),
      'RetentionInDays: 13 is not one of',
    ],
    [
      'with a text that its pattern does not match',
      resource('AWS::IAM::Role', {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        ManagedPolicyArns: ['none'],
      }),
      'ManagedPolicyArns/0: "none" does not match',
    ],
    [
      'with a value of another type',
      resource('AWS::SQS::Queue', { VisibilityTimeout: 'soon' }),
      '"soon" is not of type "integer"',
    ],
    [
      'with a text that is too long',
      resource('AWS::SSM::Parameter', { Type: 'String', Value: 'x', AllowedPattern: 'x'.repeat(1025) }),
      'is longer than 1024 characters',
    ],
    [
      'without a property that its schema requires',
      resource('AWS::SSM::Parameter', { Value: 'x' }),
      '"Type" is a required property',
    ],
    [
      'with a property that only AWS sets',
      resource('AWS::SQS::Queue', { Arn: 'arn:aws:sqs:eu-west-1:111111111111:queue' }),
      'Encountered unsupported properties in {/}: [Arn]',
    ],
    [
      'of a type that the emulator has no list entry for',
      resource('AWS::RDS::DBCluster', { Engine: 'aurora-postgresql' }),
      'does not know AWS::RDS::DBCluster',
    ],
    [
      'with an alias of a key that does not exist',
      resource('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/none' }),
      'Invalid key: alias/none does not exist',
    ],
    [
      'with a key that does not exist',
      resource('AWS::Logs::LogGroup', { KmsKeyId: missingKey }),
      `Invalid key: ${missingKey} does not exist`,
    ],
    [
      'with a nested key that does not exist',
      resource('AWS::DynamoDB::Table', {
        ...table('t'),
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: missingKey },
      }),
      `Invalid key: ${missingKey} does not exist`,
    ],
    [
      'with a key that is disabled',
      {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            Enabled: false,
            KeyPolicy: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::111111111111:root' },
                  Action: 'kms:*',
                  Resource: '*',
                },
              ],
            },
          },
        },
        Wrong: {
          Type: 'AWS::Logs::LogGroup',
          Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
      },
      'is Disabled, and cannot be used',
    ],
    [
      'whose archive is in no bucket',
      {
        Role: role('lambda.amazonaws.com'),
        Wrong: {
          Type: 'AWS::Lambda::Function',
          Properties: { ...lambda, Code: { S3Bucket: 'none', S3Key: 'none.zip' } },
        },
      },
      'The specified key does not exist: none/none.zip',
    ],
    [
      'whose role Lambda cannot take on',
      { Role: role('events.amazonaws.com'), Wrong: { Type: 'AWS::Lambda::Function', Properties: lambda } },
      'cannot be assumed by Lambda',
    ],
    [
      'whose layer does not exist',
      {
        Role: role('lambda.amazonaws.com'),
        Wrong: {
          Type: 'AWS::Lambda::Function',
          Properties: { ...lambda, Layers: ['arn:aws:lambda:eu-west-1:111111111111:layer:none:1'] },
        },
      },
      'layer:none:1 does not exist',
    ],
    [
      'a mapping whose function may not read its source',
      {
        Role: role('lambda.amazonaws.com'),
        Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
        Function: { Type: 'AWS::Lambda::Function', Properties: lambda },
        Wrong: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            FunctionName: { Ref: 'Function' },
            EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          },
        },
      },
      'does not have permissions to call sqs:ReceiveMessage',
    ],
    [
      'a subscription to no topic',
      resource('AWS::SNS::Subscription', {
        TopicArn: 'arn:aws:sns:eu-west-1:111111111111:none',
        Protocol: 'email',
        Endpoint: 'operations@boutique.example',
      }),
      'Topic does not exist',
    ],
    [
      'a standard without its hub',
      resource('AWS::SecurityHub::Standard', { StandardsArn: standard }),
      'is not subscribed to AWS Security Hub',
    ],
    [
      'a standard that the hub enables itself',
      {
        Hub: { Type: 'AWS::SecurityHub::Hub', Properties: {} },
        Wrong: {
          Type: 'AWS::SecurityHub::Standard',
          Properties: { StandardsArn: standard },
          DependsOn: 'Hub',
        },
      },
      'is enabled already by EnableDefaultStandards',
    ],
  ])('%s', async (_, resources, reason) => {
    const { status, failures } = await stacks.create('wrong', resources);
    expect([status, failures['Wrong']]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining(reason)]);
  });
});

describe('of what an account has once, a second one is refused', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['AWS::GuardDuty::Detector', { Enable: true }],
    ['AWS::SecurityHub::Hub', {}],
    ['AWS::SecurityHub::HubV2', {}],
    ['AWS::Macie::Session', {}],
    ['AWS::CertificateManager::Account', { ExpiryEventsConfiguration: { DaysBeforeExpiry: 30 } }],
    ['AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT' }],
  ])('%s', async (type, properties) => {
    expect(await stacks.create('first', resource(type, properties))).toEqual({
      status: 'CREATE_COMPLETE',
      failures: {},
    });
    const { status, failures } = await stacks.create('second', resource(type, properties));
    expect([status, failures['Wrong']]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(/./)]);
    expect((await stacks.remove('first')).status).toBe('DELETE_COMPLETE');
    expect((await stacks.create('third', resource(type, properties))).status).toBe('CREATE_COMPLETE');
  });
});

describe('a name that is in use is refused', () => {
  const { types }: { readonly types: object } = JSON.parse(
    readFileSync('lib/preview/emulator/plugin/refusals/names.json', 'utf8'),
  );
  const unnamed = new Set(['AWS::CloudFront::VpcOrigin']);

  test.each(Object.keys(types).filter((type) => !unnamed.has(type)))('%s', async (type) => {
    const resources = namedResources[type] ?? {};
    expect(await stacks.create('first', resources)).toEqual({ status: 'CREATE_COMPLETE', failures: {} });
    const { status, failures } = await stacks.create('second', resources);
    // CloudFormation looks for the names of buckets before it begins, and tells it of the whole stack.
    const reason = failures['Named'] ?? failures['second'];
    expect([status, reason]).toEqual([
      'ROLLBACK_COMPLETE',
      expect.stringMatching(/already exists|Validation failed with 1 error/),
    ]);
    // The rollback of the second has not taken away what is the first one's.
    expect(await stacks.remove('first')).toEqual({ status: 'DELETE_COMPLETE', failures: {} });
    expect((await stacks.create('third', resources)).status).toBe('CREATE_COMPLETE');
  });

  test('AWS::SecretsManager::Secret, while somebody has scheduled its deletion', async () => {
    const resources = namedResources['AWS::SecretsManager::Secret'] ?? {};
    await stacks.create('first', resources);
    const client = new SecretsManagerClient(emulator.clientConfig);
    await client.send(new DeleteSecretCommand({ SecretId: 'secret', RecoveryWindowInDays: 7 }));
    const { failures } = await stacks.create('second', resources);
    expect(failures['Named']).toContain('already scheduled for deletion');
  });
});
