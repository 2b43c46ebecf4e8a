import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { stacksOf, synthesizeAccount } from './support/assembly.ts';
import { callsOf } from './support/calls.ts';
import { attribute, made, ref, trust } from './support/planned/parts.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/account`;

interface Statement {
  readonly Principal: { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const policyOf = (...statements: readonly Statement[]) => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
});

const admitted = (Service: string, Condition: object): Statement => ({
  Principal: { Service },
  Action: ['s3:GetBucketAcl', 's3:ListBucket', 's3:PutObject'],
  Resource: ['arn:aws:s3:::records', 'arn:aws:s3:::records/AWSLogs/*'],
  Condition,
});

const cloudTrail = 'cloudtrail.amazonaws.com';
const ofTrail = { StringEquals: { 'aws:SourceArn': trailArn } };

const root: Statement = {
  Principal: { AWS: `arn:aws:iam::${account}:root` } as unknown as Statement['Principal'],
  Action: 'kms:*',
  Resource: '*',
};

const encrypts: Statement = {
  Principal: { Service: cloudTrail },
  Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  Condition: ofTrail,
};

const writesLogs = {
  PolicyName: 'logs',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: attribute('Logs', 'Arn'),
      },
    ],
  },
};

/** A bucket that admits a service. */
const bucketFor = (statement: Statement): Resources => ({
  Records: {
    ...made('AWS::S3::Bucket', { BucketName: 'records' }),
    DeletionPolicy: 'Retain',
  },
  Policy: made('AWS::S3::BucketPolicy', { Bucket: ref('Records'), PolicyDocument: policyOf(statement) }),
});

const trail: Resources = {
  ...bucketFor(admitted(cloudTrail, ofTrail)),
  Key: made('AWS::KMS::Key', { KeyPolicy: policyOf(root, encrypts) }),
  Logs: made('AWS::Logs::LogGroup', { LogGroupName: 'trail' }),
  Role: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust(cloudTrail), Policies: [writesLogs] }),
  Trail: made(
    'AWS::CloudTrail::Trail',
    {
      TrailName: 'account',
      S3BucketName: ref('Records'),
      IsLogging: true,
      KMSKeyId: attribute('Key', 'Arn'),
      CloudWatchLogsLogGroupArn: attribute('Logs', 'Arn'),
      CloudWatchLogsRoleArn: attribute('Role', 'Arn'),
    },
    'Policy',
  ),
};

const recorder: Resources = {
  ...bucketFor(admitted('config.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } })),
  Role: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('config.amazonaws.com') }),
  Recorder: made('AWS::Config::ConfigurationRecorder', {
    Name: 'recorder',
    RoleARN: attribute('Role', 'Arn'),
    RecordingGroup: { AllSupported: true },
  }),
  Channel: made('AWS::Config::DeliveryChannel', { Name: 'channel', S3BucketName: ref('Records') }, 'Policy'),
};

/** The same resource with some other properties. */
const changed = (resource: Resource | undefined, properties: object): Resource => ({
  ...(resource as Resource),
  Properties: { ...resource?.Properties, ...properties },
});

const waiting = (resource: Resource | undefined, ...DependsOn: readonly string[]): Resource => ({
  ...(resource as Resource),
  DependsOn,
});

async function failureOf(resources: Resources, logicalId: string): Promise<string> {
  const { status, failures } = await stacks.create('records', resources);
  return status === 'CREATE_COMPLETE' ? status : (failures[logicalId] ?? JSON.stringify(failures));
}

test.each(Object.entries({ trail, recorder }))('a whole %s is made', async (_, resources) => {
  expect(await stacks.create('records', resources)).toEqual({ status: 'CREATE_COMPLETE', failures: {} });
});

describe('CloudTrail makes no trail', () => {
  const another = { StringEquals: { 'aws:SourceArn': `${trailArn}-of-another` } };
  test.each<[string, Resources, string]>([
    ['without a bucket', { Trail: changed(trail['Trail'], { S3BucketName: 'nowhere' }) }, 'does not exist'],
    [
      'whose bucket does not admit it',
      { Policy: bucketPolicy('config.amazonaws.com', ofTrail) },
      'Incorrect S3 bucket policy',
    ],
    [
      'whose bucket admits another trail',
      { Policy: bucketPolicy(cloudTrail, another) },
      'Incorrect S3 bucket policy',
    ],
    [
      'before the policy of its bucket',
      { Trail: waiting(trail['Trail'], 'Key'), Policy: waiting(trail['Policy'], 'Trail') },
      'Incorrect S3 bucket policy',
    ],
    [
      'whose key does not admit it',
      { Key: made('AWS::KMS::Key', { KeyPolicy: policyOf(root) }) },
      'Insufficient permissions to access S3 bucket',
    ],
    [
      'whose key admits another trail',
      { Key: made('AWS::KMS::Key', { KeyPolicy: policyOf(root, { ...encrypts, Condition: another }) }) },
      'Insufficient permissions to access S3 bucket',
    ],
    [
      'whose role may not write to its log group',
      { Role: changed(trail['Role'], { Policies: [] }) },
      'Access denied. Check the permissions for your role',
    ],
    [
      'whose role does not trust it',
      { Role: changed(trail['Role'], { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') }) },
      'Access denied. Check the permissions for your role',
    ],
  ])('%s', async (_, changes, says) => {
    expect(await failureOf({ ...trail, ...changes }, 'Trail')).toContain(says);
  });
});

function bucketPolicy(service: string, condition: object): Resource {
  return made('AWS::S3::BucketPolicy', {
    Bucket: ref('Records'),
    PolicyDocument: policyOf(admitted(service, condition)),
  });
}

describe('AWS Config', () => {
  test.each<[string, Resources, string, string]>([
    [
      'has no recorder whose role it cannot take on',
      { Role: changed(recorder['Role'], { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') }) },
      'Recorder',
      'InvalidRole',
    ],
    [
      'has no channel whose bucket does not admit it',
      { Policy: bucketPolicy(cloudTrail, {}) },
      'Channel',
      'Insufficient delivery policy',
    ],
    [
      'waits in vain for a channel that waits for the recorder',
      { Channel: waiting(recorder['Channel'], 'Policy', 'Recorder') },
      'Recorder',
      'did not stabilize',
    ],
    [
      'takes no channel before the recorder',
      { Recorder: waiting(recorder['Recorder'], 'Channel') },
      'Channel',
      'recorder is not available',
    ],
  ])('%s', async (_, changes, logicalId, says) => {
    expect(await failureOf({ ...recorder, ...changes }, logicalId)).toContain(says);
  });

  test('waits in vain where there is no channel', async () => {
    const { Channel: _, ...rest } = recorder;
    expect(await failureOf(rest, 'Recorder')).toContain('did not stabilize');
  });
});

test('AWS Config has one recorder and one channel', async () => {
  expect((await stacks.create('first', recorder)).status).toBe('CREATE_COMPLETE');
  const second = {
    Recorder: changed(recorder['Recorder'], {
      Name: 'another',
      RoleARN: `arn:aws:iam::${account}:role/another`,
    }),
    Channel: waiting(changed(recorder['Channel'], { Name: 'another', S3BucketName: 'records' })),
  };
  for (const [logicalId, resource] of Object.entries(second)) {
    expect(await failureOf({ [logicalId]: resource }, logicalId)).toContain('limit of 1');
  }
  expect((await stacks.remove('first')).status).toBe('DELETE_COMPLETE');
});

test('Config begins with the role that AWS keeps for it, and IAM makes no second one', () => {
  const role = {
    service: 'iam',
    operation: 'create_service_linked_role',
    parameters: { AWSServiceName: 'config.amazonaws.com' },
  };
  const [first, second] = callsOf(emulator, [role, role]);
  expect(first?.answer.Role.RoleName).toBe('AWSServiceRoleForConfig');
  expect([second?.code, second?.message]).toEqual([
    'InvalidInput',
    expect.stringContaining('has been taken'),
  ]);
});

test('what an account exists once of is refused a second time', async () => {
  const assembly = synthesizeAccount();
  const [home] = stacksOf(assembly);
  assembly.remove();
  const once = Object.values(home?.template.Resources ?? {}).filter(({ Type }) =>
    ['AWS::GuardDuty::Detector', 'AWS::SecurityHub::Hub', 'AWS::AccessAnalyzer::Analyzer'].includes(Type),
  );
  expect(once).toHaveLength(4);
  const named = Object.fromEntries(
    once.map(({ Type, Properties }, index) => [`Once${index}`, { Type, Properties } as Resource]),
  );
  expect((await stacks.create('first', named)).status).toBe('CREATE_COMPLETE');
  for (const [id, resource] of Object.entries(named)) {
    const again = changed(resource, resource.Type.includes('Analyzer') ? { AnalyzerName: 'another' } : {});
    const { status, failures } = await stacks.create(`second-${id.toLowerCase()}`, { Again: again });
    expect([resource.Type, status, failures['Again']]).toEqual([
      resource.Type,
      'ROLLBACK_COMPLETE',
      expect.stringMatching(/already|quota exceeded/),
    ]);
  }
});
