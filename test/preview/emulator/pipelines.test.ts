import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyEvidence } from '../../../lib/cli/evidence/verify.ts';
import { storeEvidence } from '../../../lib/cli/store/store.ts';
import { keptDays } from '../../../lib/constructs/account/keep.ts';
import { writeEvidence } from '../../cli/store/support/bundle.ts';
import { at, runInProcess } from '../../cli/support.ts';
import { accountTemplates } from '../../support/account.ts';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';
import { delivery } from '../../support/variants.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

const github = 'token.actions.githubusercontent.com';
const RoleArn = `arn:aws:iam::${account}:role/boutique-prod-pipeline`;
const bootstrapRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-eu-west-1`;
const trust = (AWS: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  const { template } = synthesize(exampleWith({ delivery }));
  const stacks: readonly (readonly [string, Resources])[] = [
    [
      'providers',
      Object.fromEntries(
        [github, delivery.gitlab.host].map((host, index) => [
          `Provider${index}`,
          {
            Type: 'AWS::IAM::OIDCProvider',
            Properties: { Url: `https://${host}`, ClientIdList: ['sts.amazonaws.com'] },
          },
        ]),
      ),
    ],
    [
      'bootstrap',
      Object.fromEntries(
        ['deploy', 'cfn-exec'].map((name, index) => [
          `Role${index}`,
          {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: `cdk-hnb659fds-${name}-role-${account}-eu-west-1`,
              AssumeRolePolicyDocument: trust(account),
            },
          },
        ]),
      ),
    ],
    ['boutique-prod-people', Object.fromEntries(roleOf(template('boutique-prod-people')))],
    ['palisade-account-eu-west-1', keptEvidence()],
  ];
  for (const [name, resources] of stacks) {
    const { status, failures } = await stacksIn(emulator).create(name, resources);
    expect([status, failures]).toEqual(['CREATE_COMPLETE', {}]);
  }
}, 120_000);
afterAll(() => emulator.stop());

/** The role and its policy, as the template has them. */
function roleOf(template: Parameters<typeof ofType>[0]) {
  return [...ofType(template, 'AWS::IAM::Role'), ...ofType(template, 'AWS::IAM::Policy')];
}

/** Where the account keeps evidence: the bucket, its key, and the bucket of its access logs. */
function keptEvidence(): Resources {
  const [home] = accountTemplates().filter(({ region }) => region === 'eu-west-1');
  const all = Object.entries((home?.body['Resources'] ?? {}) as unknown as Resources);
  return Object.fromEntries(all.filter(([id]) => /^Records(?:Key|AccessLogs|Evidence)/.test(id)));
}

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly sub?: string;
}

const ofGithub = (sub: string, more: Claims = {}): Claims => ({
  iss: `https://${github}`,
  aud: 'sts.amazonaws.com',
  sub,
  ...more,
});
const ofGitlab = (sub: string): Claims => ({ iss: 'https://gitlab.com', aud: 'sts.amazonaws.com', sub });

/** Takes the role on with a token that says this. */
async function takeOn(claims: Claims) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { Credentials } = await new STSClient(emulator.clientConfig).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn,
      RoleSessionName: 'job',
      WebIdentityToken: [part({ alg: 'RS256' }), part(claims), 'signature'].join('.'),
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { ...emulator.clientConfig, credentials };
}

const production = 'repo:boutique@123456/shop@456789:environment:production';
const main = 'project_path:boutique/web/shop:ref_type:branch:ref:main';

describe('the role of a pipeline is taken on', () => {
  test.each<[string, Claims]>([
    ['a job in the environment of the repository', ofGithub(production)],
    ['a job on the branch of the project', ofGitlab(main)],
  ])('by %s', async (_, claims) => {
    await expect(takeOn(claims)).resolves.toBeDefined();
  });

  test.each<[string, Claims]>([
    ['another environment', ofGithub('repo:boutique@123456/shop@456789:environment:staging')],
    ['a branch without an environment', ofGithub('repo:boutique@123456/shop@456789:ref:refs/heads/main')],
    ['a pull request, such as of a fork', ofGithub('repo:boutique@123456/shop@456789:pull_request')],
    ['another repository of the owner', ofGithub('repo:boutique@123456/blog@456790:environment:production')],
    ['a fork of somebody else', ofGithub('repo:mallory@666/shop@667:environment:production')],
    [
      'a repository that got the name which somebody gave up',
      ofGithub('repo:boutique@999/shop@1000:environment:production'),
    ],
    ['the same name without the numbers', ofGithub('repo:boutique/shop:environment:production')],
    ['a longer name of the environment', ofGithub(`${production}-eu`)],
    ['no subject', { iss: `https://${github}`, aud: 'sts.amazonaws.com' }],
    ['no audience', { iss: `https://${github}`, sub: production }],
    ['another audience', ofGithub(production, { aud: 'https://github.com/boutique' })],
    ['an issuer that the account does not know', ofGithub(production, { iss: 'https://tokens.example.com' })],
    ['the other issuer', ofGithub(production, { iss: 'https://gitlab.com' })],
    ['another branch of the project', ofGitlab('project_path:boutique/web/shop:ref_type:branch:ref:feature')],
    [
      'a tag that is called like the branch',
      ofGitlab('project_path:boutique/web/shop:ref_type:tag:ref:main'),
    ],
    ['another project', ofGitlab('project_path:mallory/shop:ref_type:branch:ref:main')],
  ])('by no job of %s', async (_, claims) => {
    await expect(takeOn(claims)).rejects.toThrow(/Not authorized|No OpenIDConnect provider|token audience/);
  });
});

test('the role takes on the roles of the bootstrap that deploy, and reads no table', async () => {
  const config = await takeOn(ofGithub(production));
  const session = (role: string) =>
    new STSClient(config).send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'job' }));
  await expect(session(bootstrapRole)).resolves.toHaveProperty('Credentials.AccessKeyId');
  const refused = { name: expect.stringMatching(/AccessDenied/) };
  await expect(session(bootstrapRole.replace('-deploy-', '-cfn-exec-'))).rejects.toMatchObject(refused);
  await expect(new DynamoDBClient(config).send(new ListTablesCommand({}))).rejects.toMatchObject(refused);
});

describe('the evidence of a deployment', () => {
  const Bucket = `palisade-account-evidence-${account}-eu-west-1`;
  const before = { ...process.env };
  let folder = '';
  let pipeline: S3Client;
  let root: S3Client;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'palisade-evidence-'));
    const { template } = synthesize(exampleWith({ delivery }));
    const [people = '', text] = ['boutique-prod-people', JSON.stringify(template('boutique-prod-people'))];
    writeEvidence(folder, { [`${people}.template.json`]: text });
    const config = await takeOn(ofGithub(production));
    pipeline = new S3Client({ ...config, forcePathStyle: true });
    root = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: config.credentials.sessionToken,
      AWS_MAX_ATTEMPTS: '1',
    });
  });
  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true });
  });

  const storedAt = (time: string) =>
    runInProcess((output) =>
      storeEvidence([folder, '--bucket', Bucket], { ...output, ...at(new Date(time)) }),
    );
  const versions = async () => (await root.send(new ListObjectVersionsCommand({ Bucket }))).Versions ?? [];
  const keyIn = (out: string) => /s3:\/\/[^/]+\/(\S+),/.exec(out)?.[1] ?? '';

  test('is stored by the pipeline as a whole, encrypted, and locked for the time of the account', async () => {
    const { code, out, err } = await storedAt('2026-11-30T12:00:00Z');
    expect([code, err]).toEqual([0, '']);
    const Key = keyIn(out);
    expect(Key).toMatch(/^boutique-prod\/20261130T120000Z-[0-9a-f]{64}\.tar\.gz$/);
    const object = await root.send(new GetObjectCommand({ Bucket, Key }));
    expect(object).toMatchObject({ ServerSideEncryption: 'aws:kms', ObjectLockMode: 'GOVERNANCE' });
    const days = ((object.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(keptDays('13mo'));
    const again = mkdtempSync(join(tmpdir(), 'palisade-evidence-'));
    spawnSync('tar', ['-xz', '-C', again], { input: await object.Body?.transformToByteArray() });
    const verified = await runInProcess(async (output) => verifyEvidence([again], output));
    rmSync(again, { recursive: true });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining(out.slice(-65).trim()) });
  });

  test('is another object the next time, and the first one stays as it was', async () => {
    const [first] = await versions();
    expect(keyIn((await storedAt('2026-11-30T12:00:01Z')).out)).not.toBe(first?.Key);
    expect(await versions()).toEqual(expect.arrayContaining([first]));
    expect(await versions()).toHaveLength(2);
  });

  test('is not written over by the command', async () => {
    const { code, err } = await storedAt('2026-11-30T12:00:00Z');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('found an object there, which is never written over'),
    ]);
    expect(await versions()).toHaveLength(2);
  });

  const Key = 'boutique-prod/other.tar.gz';
  const guarded = { Bucket, Body: 'x', IfNoneMatch: '*' };
  test.each<readonly [string, (client: S3Client) => Promise<unknown>]>([
    [
      'write without asking whether something is there',
      (s3) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
    ],
    [
      'write for another environment',
      (s3) => s3.send(new PutObjectCommand({ ...guarded, Key: 'boutique-staging/other.tar.gz' })),
    ],
    [
      'write below another environment by a name that ends alike',
      (s3) =>
        s3.send(new PutObjectCommand({ ...guarded, Key: 'boutique-staging/boutique-prod/other.tar.gz' })),
    ],
    ['list', (s3) => s3.send(new ListObjectVersionsCommand({ Bucket }))],
    ['read', async (s3) => s3.send(new GetObjectCommand({ Bucket, Key: await firstKey() }))],
    ['delete', async (s3) => s3.send(new DeleteObjectCommand({ Bucket, Key: await firstKey() }))],
  ])('is all that the pipeline may do there: it may not %s', async (_, call) => {
    const found = await versions();
    await expect(call(pipeline)).rejects.toMatchObject({ name: expect.stringMatching(/AccessDenied|403/) });
    expect(await versions()).toEqual(found);
  });

  async function firstKey(): Promise<string> {
    const [first] = await versions();
    return first?.Key ?? '';
  }
});
