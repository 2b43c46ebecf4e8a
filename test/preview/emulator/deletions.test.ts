import { generateKeyPairSync } from 'node:crypto';
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
import { distribution, table, twoSubnets } from './support/named.ts';
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

/** A key by which CloudFront checks signatures, in PEM. */
function publicKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return String(publicKey.export({ type: 'spki', format: 'pem' }));
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
  };
  await new BackupClient(emulator.clientConfig).send(new StartBackupJobCommand(job));
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

describe('what another stack uses cannot be deleted', () => {
  const used: Readonly<Record<string, [Resources, (id: string) => Resources, string]>> = {
    'a function of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::Function',
          Properties: {
            Name: 'used',
            FunctionCode: 'function handler(event) { return event.request; }',
            FunctionConfig: { Comment: 'used', Runtime: 'cloudfront-js-2.0' },
            AutoPublish: true,
          },
        },
      },
      (arn) => distribution({ FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: arn }] }),
      'in use by a distribution',
    ],
    'a headers policy of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: { ResponseHeadersPolicyConfig: { Name: 'used' } },
        },
      },
      (id) => distribution({ ResponseHeadersPolicyId: id }),
      'ResponseHeadersPolicyInUse',
    ],
    'an access control of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::OriginAccessControl',
          Properties: {
            OriginAccessControlConfig: {
              Name: 'used',
              OriginAccessControlOriginType: 's3',
              SigningBehavior: 'always',
              SigningProtocol: 'sigv4',
            },
          },
        },
      },
      (id) => distribution({}, { OriginAccessControlId: id }),
      'OriginAccessControlInUse',
    ],
    'a public key of a group of keys': [
      {
        Used: {
          Type: 'AWS::CloudFront::PublicKey',
          Properties: {
            PublicKeyConfig: { CallerReference: 'used', Name: 'used', EncodedKey: publicKey() },
          },
        },
      },
      (id) => ({
        Group: {
          Type: 'AWS::CloudFront::KeyGroup',
          Properties: { KeyGroupConfig: { Name: 'user', Items: [id] } },
        },
      }),
      'PublicKeyInUse',
    ],
    'a certificate of a distribution': [
      {
        Used: {
          Type: 'AWS::CertificateManager::Certificate',
          Properties: { DomainName: 'www.boutique.example', ValidationMethod: 'DNS' },
        },
      },
      (arn) =>
        distribution({}, {}, { ViewerCertificate: { AcmCertificateArn: arn, SslSupportMethod: 'sni-only' } }),
      'is in use',
    ],
    'a web ACL of a distribution': [
      {
        Used: {
          Type: 'AWS::WAFv2::WebACL',
          Properties: {
            Name: 'used',
            Scope: 'CLOUDFRONT',
            DefaultAction: { Allow: {} },
            VisibilityConfig: {
              CloudWatchMetricsEnabled: true,
              MetricName: 'used',
              SampledRequestsEnabled: false,
            },
          },
        },
      },
      (id) => {
        const [name, uuid] = id.split('|');
        return distribution(
          {},
          {},
          { WebACLId: `arn:aws:wafv2:us-east-1:111111111111:global/webacl/${name}/${uuid}` },
        );
      },
      'WAFAssociatedItemException',
    ],
  };

  test.each(Object.entries(used))('%s', async (_, [resources, user, reason]) => {
    const edge = stacksIn(emulator, 'us-east-1');
    expect(await edge.create('used', resources)).toEqual(created);
    const [resource] = await emulator.resources('used');
    const id =
      resource?.type === 'AWS::CloudFront::Function'
        ? 'arn:aws:cloudfront::111111111111:function/used'
        : (resource?.physicalId ?? '');
    expect(await edge.create('user', user(id))).toEqual(created);
    const { status, failures } = await edge.remove('used');
    expect([status, failures['Used']]).toEqual(['DELETE_FAILED', expect.stringContaining(reason)]);
    expect((await edge.remove('user')).status).toBe('DELETE_COMPLETE');
    expect((await edge.remove('used')).status).toBe('DELETE_COMPLETE');
  });

  test('a network and a security group', async () => {
    const group = (name: string, VpcId: unknown, ingress: readonly object[] = []) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: name, VpcId, SecurityGroupIngress: ingress },
    });
    await stacks.create('network', { ...twoSubnets(), Group: group('used', { Ref: 'Vpc' }) });
    const resources = await emulator.resources('network');
    const idOf = (type: string) => resources.find((each) => each.type === type)?.physicalId ?? '';
    const source = {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: idOf('AWS::EC2::SecurityGroup'),
    };
    const user = { Group: group('user', idOf('AWS::EC2::VPC'), [source]) };
    expect(await stacks.create('user', user)).toEqual(created);
    const { status, failures } = await stacks.remove('network');
    expect([status, failures['Group'], failures['Vpc']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('has a dependent object'),
      'Vpc stays, because Group depends on it and could not be deleted',
    ]);
    await stacks.remove('user');
    expect((await stacks.remove('network')).status).toBe('DELETE_COMPLETE');
  });

  test('a zone with records of its own', async () => {
    const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'other.example' } };
    await stacks.create('zone', { Zone: zone });
    const [{ physicalId = '' } = {}] = await emulator.resources('zone');
    const record = {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: physicalId,
        Name: 'a.other.example',
        Type: 'TXT',
        TTL: '60',
        ResourceRecords: ['"a"'],
      },
    };
    expect(await stacks.create('record', { Record: record })).toEqual(created);
    const { status, failures } = await stacks.remove('zone');
    expect([status, failures['Zone']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('HostedZoneNotEmpty'),
    ]);
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

  test('leaves what is retained, and the next try finds its name taken', async () => {
    const kept = { Type: 'AWS::DynamoDB::Table', Properties: table('kept'), DeletionPolicy: 'Retain' };
    expect((await stacks.create('first', { Kept: kept, Fails: failing('Kept') })).status).toBe(
      'ROLLBACK_COMPLETE',
    );
    expect(await tableExists('kept')).toBe(true);
    await stacks.remove('first');
    expect((await stacks.create('first', { Kept: kept })).failures['Kept']).toContain('already exists');
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

test('a VPC origin in use can neither be changed nor deleted, nor its load balancer', async () => {
  const balancer: Resource = {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Scheme: 'internal', Subnets: [{ Ref: 'First' }, { Ref: 'Second' }] },
  };
  expect(await stacks.create('network', { ...twoSubnets(), Balancer: balancer })).toEqual(created);
  const arn = (await emulator.resources('network')).find(
    ({ logicalId }) => logicalId === 'Balancer',
  )?.physicalId;
  const origin = (HTTPSPort: number): Resource => ({
    Type: 'AWS::CloudFront::VpcOrigin',
    Properties: {
      VpcOriginEndpointConfig: {
        Name: 'origin',
        Arn: arn,
        HTTPSPort,
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  });
  const edge = stacksIn(emulator, 'us-east-1');
  expect(await edge.create('origin', { Origin: origin(443) })).toEqual(created);
  const [{ physicalId = '' } = {}] = await emulator.resources('origin');
  expect(
    await edge.create('user', distribution({}, { VpcOriginConfig: { VpcOriginId: physicalId } })),
  ).toEqual(created);
  const inUse = expect.stringContaining('EntityWhileInUse');
  const changed = await edge.update('origin', { Origin: origin(8443) });
  expect([changed.status, changed.failures['Origin']]).toEqual(['UPDATE_ROLLBACK_COMPLETE', inUse]);
  const removed = await edge.remove('origin');
  expect([removed.status, removed.failures['Origin']]).toEqual(['DELETE_FAILED', inUse]);
  const balancerRemoved = await stacks.remove('network');
  expect(balancerRemoved.failures['Balancer']).toContain('in use by a CloudFront VPC origin');
});

test('a domain name belongs to one distribution', async () => {
  const edge = stacksIn(emulator, 'us-east-1');
  const aliased = distribution({}, {}, { Aliases: ['www.boutique.example'] });
  expect(await edge.create('first', aliased)).toEqual(created);
  const { failures } = await edge.create('second', aliased);
  expect(failures['Distribution']).toContain(
    'already associated with a different resource: www.boutique.example',
  );
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
