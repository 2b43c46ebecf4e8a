import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, type Emulator, regions, startEmulator } from '../../support/emulator.ts';
import { type Assembly, stacksOf, synthesize, synthesizeAccount } from './support/assembly.ts';
import { bootstrap, deploy, destroy, done } from './support/cdk.ts';
import { deployPolicies } from './support/deploy-policies.ts';
import { callerWith } from './support/role.ts';
import { writeShopFile } from './support/shop-file.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

// What these tests do follows one upon the other, as in the life of an account.

const folder = mkdtempSync(join(tmpdir(), 'palisade-deploy-policy-'));
const assemblies: Assembly[] = [];
const kept = (assembly: Assembly): Assembly => {
  assemblies.push(assembly);
  return assembly;
};
const ofAccount = kept(synthesizeAccount());
const [prod, staging] = ['prod', 'staging'].map((name) =>
  kept(synthesize(name, writeShopFile(folder, name))),
);
const all = [ofAccount, prod, staging].filter((assembly) => assembly !== undefined);
let emulator: Emulator;
let policies: readonly string[];
beforeAll(async () => {
  emulator = await startEmulator();
  policies = await deployPolicies(emulator, all);
}, 120_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

const executionRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1`;

/** The calls that were refused since an entry of the journal. */
async function refusals(after = 0) {
  const journal = await emulator.journal(after);
  return journal.filter(({ status = 200, error }) => status === 403 || error?.includes('not authorized'));
}

test('the generated policies are all that CloudFormation has', async () => {
  expect(policies.length).toBeLessThanOrEqual(10);
  await done(bootstrap(emulator, ofAccount, policies.join(','), regions));
}, 120_000);

test('they deploy every stack of the account and of both environments', async () => {
  for (const assembly of all) await done(deploy(emulator, assembly));
  const deployed = new Set((await emulator.resources()).map(({ stack }) => stack));
  for (const { name } of all.flatMap(stacksOf)) expect(deployed).toContain(name);
  expect(await refusals()).toEqual([]);
}, 600_000);

test('they update every stack, as other tags on each resource ask for', async () => {
  const tags = { tags: { team: 'another' } };
  for (const name of ['prod', 'staging']) {
    const file = writeShopFile(folder, name, { environments: { [name]: tags } });
    await done(deploy(emulator, kept(synthesize(name, file))));
  }
  expect(await refusals()).toEqual([]);
}, 600_000);

describe('they refuse', () => {
  const trust = (Service: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
  const role = (RoleName: string, more: object = {}): Resources => ({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName, AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ...more },
    },
  });
  const lambda = (FunctionName: string, Role: string): Resources => ({
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName,
        Role,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: 'exports.handler = async () => 1;' },
      },
    },
  });
  const bootstrapRole = executionRole.replace('cfn-exec', 'deploy');

  test.each<[string, Resources, string]>([
    ['a role of another name', role('administrator'), 'iam:CreateRole'],
    [
      'a policy of AWS on a role of its own that is not in the templates',
      role('boutique-prod-own', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      'iam:AttachRolePolicy',
    ],
    [
      'a bucket of another name',
      { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'atelier-data' } } },
      's3:CreateBucket',
    ],
    ['a function of another name', lambda('atelier-function', bootstrapRole), 'lambda:CreateFunction'],
    [
      'a role of the bootstrap for a function of its own',
      lambda('boutique-prod-own', bootstrapRole),
      'iam:PassRole',
    ],
    [
      'a queue of another shop',
      { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'boutique-test-orders' } } },
      'sqs:CreateQueue',
    ],
    [
      'a type of resource that no template has',
      { Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'boutique-prod-own' } } },
      'ecr:CreateRepository',
    ],
  ])('%s', async (_, resources, action) => {
    const { status, failures } = await stacksIn(emulator).create('outside', resources, {
      RoleARN: executionRole,
    });
    expect([status, Object.values(failures)[0]]).toEqual([
      expect.stringMatching(/^ROLLBACK_/),
      expect.stringContaining(`is not authorized to perform: ${action}`),
    ]);
    await stacksIn(emulator).remove('outside');
  });

  test('to read a secret or an object of the shop, to take on another role, or to make a user, by calls', async () => {
    const SecretId = 'boutique-prod/gateways/stripe';
    const admin = new SecretsManagerClient(emulator.clientConfig);
    await admin.send(new PutSecretValueCommand({ SecretId, SecretString: '{"current":{}}' }));
    const config = await callerWith(emulator, 'deployer', [], policies);
    const refused = { name: expect.stringMatching(/AccessDenied/) };
    const of = <T>(call: Promise<T>) => expect(call).rejects.toMatchObject(refused);
    await of(new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId })));
    const RoleArn = bootstrapRole;
    await of(new STSClient(config).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' })));
    await of(new IAMClient(config).send(new CreateUserCommand({ UserName: 'boutique-prod-user' })));
    const Bucket = `boutique-prod-site-${account}-us-east-1`;
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    await of(s3.send(new GetObjectCommand({ Bucket, Key: 'releases/index.html' })));
  }, 60_000);
});

test('they delete every stack', async () => {
  for (const { name, region, isProtected } of all.flatMap(stacksOf)) {
    const client = new CloudFormationClient(emulator.clientConfigIn(region));
    const unprotected = { StackName: name, EnableTerminationProtection: false };
    if (isProtected) await client.send(new UpdateTerminationProtectionCommand(unprotected));
  }
  for (const assembly of [...all].reverse()) await done(destroy(emulator, assembly));
  const left = new Set((await emulator.resources()).map(({ stack }) => stack));
  for (const { name } of all.flatMap(stacksOf)) expect(left).not.toContain(name);
}, 600_000);
