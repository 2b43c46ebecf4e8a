import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  GetTemplateCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DisableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { ConfigServiceClient, StopConfigurationRecorderCommand } from '@aws-sdk/client-config-service';
import { DisableEbsEncryptionByDefaultCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LiveClients, liveClientsOf } from '../../../lib/cli/live/clients.ts';
import { verify } from '../../../lib/cli/live/verify.ts';
import { type Live, type LiveObservation, parseLive } from '../../../lib/evidence/live/live-file.ts';
import { synthesize, synthesizeAccount } from '../../preview/emulator/support/assembly.ts';
import { bootstrap, deploy, done } from '../../preview/emulator/support/cdk.ts';
import { account as accountId, type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { runInProcess } from '../support.ts';

// What these tests do follows one upon the other. Of the shop there are the stacks that its backups need.

const shop = synthesize();
const account = synthesizeAccount();
const folder = mkdtempSync(join(tmpdir(), 'palisade-live-'));
const variables = { ...process.env };
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, emulator.variables, { AWS_MAX_ATTEMPTS: '1' });
  await done(bootstrap(emulator, shop));
  await done(deploy(emulator, account));
  await done(deploy(emulator, shop, 'boutique-prod-backup'));
}, 600_000);
afterAll(async () => {
  process.env = variables;
  for (const each of [shop, account]) each.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** The clients of the command. S3 puts the account before its host, which cannot be an address, and which the emulator does not know. */
function clientsOf(name: string): LiveClients {
  const endpoint = emulator.endpoint.replace('127.0.0.1', 'emulator.test');
  const httpAgent = new Agent({
    lookup: (_host, _options, tell) => tell(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const buckets = new S3ControlClient({ region: name, endpoint, requestHandler: { httpAgent } });
  return { ...liveClientsOf(name), buckets };
}

async function look(): Promise<Live> {
  const file = join(folder, 'live.json');
  const args = ['--live', shop.folder, account.folder, '--output', file];
  const { code, err } = await runInProcess((output) =>
    verify(args, output, { clientsOf, now: () => new Date() }),
  );
  expect([code, err]).toEqual([1, '']);
  const live = parseLive(readFileSync(file, 'utf8'));
  if (!live) throw new Error('no live file was written');
  return live;
}

/** What was looked at, each with its verdict; without what is about the stacks that are not deployed. */
function seenIn({ observations }: Live): ReadonlyMap<string, LiveObservation> {
  const about = observations.filter(
    ({ value }) => !/^the stack (?:does not exist|has no resource)/.test(value),
  );
  return new Map(about.map((one) => [one.what, one]));
}

function linesOf(found: Iterable<LiveObservation>): readonly string[] {
  return [...found].map(({ verdict, what }) => `${verdict}: ${what}`).sort();
}

/** Of the services that the emulator does not have, one look each in both regions. */
const unserved = ['Access analyzer', 'GuardDuty', 'Security Hub'].flatMap((what) => [
  `unknown: ${what} in eu-west-1`,
  `unknown: ${what} in us-east-1`,
]);

/** CloudFormation compares a stack when AWS Config asks it to, which the emulator does not do. */
const neverCompared = [
  ...['backup', 'data', 'network', 'recovery'].map((role) => `boutique-prod-${role}`),
  ...['eu-west-1', 'us-east-1'].map((name) => `palisade-account-${name}`),
].map((stack) => `unknown: Drift of ${stack}`);

/** What whoever has just deployed still has to do or to wait for. */
const outstanding = [
  ...['csp-reports', 'orders'].flatMap((name) => [
    `Backup of boutique-prod-${name} in boutique-prod-backups, eu-west-1`,
    `Backup of boutique-prod-${name} in boutique-prod-recovery, eu-central-1`,
  ]),
  'Tests of restores by boutique_prod_1',
  ...['eu-west-1', 'us-east-1'].flatMap((name) => [
    `Receiver 1 (email) of page in ${name}`,
    `Receiver 2 (https) of page in ${name}`,
    `Receiver 1 (email) of ticket in ${name}`,
    `Receiver 1 (email) of security in ${name}`,
    `Receiver 2 (https) of security in ${name}`,
  ]),
  // They rotate by schedules of the payments stack.
  ...['gateways/paypal', 'gateways/stripe', 'order-link'].map((name) => `Secret boutique-prod/${name}`),
].map((what) => `notAsDeployed: ${what}`);

let first: Live;
test('what was deployed is seen, what nobody has confirmed or made yet is not, and what the emulator does not serve is unknown', async () => {
  first = await look();
  const others = [...seenIn(first).values()].filter(({ verdict }) => verdict !== 'seen');
  const silent = ['unknown: Public buckets of 111111111111', ...unserved];
  expect(linesOf(others)).toEqual([...silent, ...neverCompared, ...outstanding].sort());
  const said = others.filter(({ value }) => value.startsWith('the service did not tell'));
  expect(linesOf(said)).toEqual([...silent].sort());
}, 300_000);

test('every look has its place, its call, and the time at which AWS had answered', () => {
  const { observations, begun, ended } = first;
  expect(observations.length).toBeGreaterThan(150);
  const odd = observations.filter(
    ({ where, source, at }) =>
      !where.startsWith('arn:') || !/^[\w-]+:\w+$/.test(source) || at < begun || at > ended,
  );
  expect(odd).toEqual([]);
});

/** What weakens the account, by the look that tells it. */
const weakened: Readonly<Record<string, () => Promise<unknown>>> = {
  'Template of boutique-prod-backup': changeTemplate,
  'Termination protection of boutique-prod-data': () =>
    formation().send(
      new UpdateTerminationProtectionCommand({
        StackName: 'boutique-prod-data',
        EnableTerminationProtection: false,
      }),
    ),
  'Trail in eu-west-1': () =>
    new CloudTrailClient(config()).send(new StopLoggingCommand({ Name: 'palisade-account-trail' })),
  'Recorder of AWS Config in eu-west-1': async () =>
    new ConfigServiceClient(config()).send(
      new StopConfigurationRecorderCommand({
        ConfigurationRecorderName: await idOf('AWS::Config::ConfigurationRecorder'),
      }),
    ),
  'Password policy': () =>
    new IAMClient(config()).send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 8 })),
  'New volumes in eu-west-1': () =>
    new EC2Client(config()).send(new DisableEbsEncryptionByDefaultCommand({})),
  'Alarm palisade-account-root-use': () =>
    new CloudWatchClient(config()).send(
      new DisableAlarmActionsCommand({ AlarmNames: ['palisade-account-root-use'] }),
    ),
  'Other receivers of security in eu-west-1': () =>
    new SNSClient(config()).send(
      new SubscribeCommand({
        TopicArn: `arn:aws:sns:${region}:${accountId}:palisade-account-security`,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:${accountId}:stranger`,
      }),
    ),
};

test('what is weakened afterwards changes its verdict, and nothing else does', async () => {
  const before = seenIn(first);
  expect(Object.keys(weakened).map((what) => before.get(what)?.verdict)).toEqual(
    Object.keys(weakened).map(() => 'seen'),
  );
  for (const weaken of Object.values(weakened)) await weaken();
  await new SecretsManagerClient(config()).send(
    new DeleteSecretCommand({ SecretId: 'boutique-prod/order-link' }),
  );
  const after = seenIn(await look());
  const changed = [...after.values()].filter(({ what, verdict }) => verdict !== before.get(what)?.verdict);
  const told = Object.keys(weakened).map((what) => `notAsDeployed: ${what}`);
  expect(linesOf(changed)).toEqual(told.sort());
  expect(after.get('Secret boutique-prod/order-link')?.value).toMatch(/^is being deleted, /);
}, 300_000);

const config = () => emulator.clientConfig;
const formation = () => new CloudFormationClient(config());

/** The id of the one resource of a type in the home region. */
async function idOf(type: string): Promise<string> {
  const found = (await emulator.resources()).find((each) => each.type === type && each.region === region);
  if (!found) throw new Error(`there is no ${type}`);
  return found.physicalId;
}

/** Somebody deploys another template than that of the assembly. */
async function changeTemplate(): Promise<void> {
  const StackName = 'boutique-prod-backup';
  const { TemplateBody = '{}' } = await formation().send(new GetTemplateCommand({ StackName }));
  const body = JSON.parse(TemplateBody);
  const other = { ...body, Outputs: { ...body.Outputs, Other: { Value: 'other' } } };
  await formation().send(
    new UpdateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(other),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackUpdateComplete({ client: formation(), maxWaitTime: 60, minDelay: 1 }, { StackName });
}
