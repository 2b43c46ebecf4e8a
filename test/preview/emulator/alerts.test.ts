import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import events from '../../../lib/constructs/account/event-alerts.json' with { type: 'json' };
import alarms from '../../../lib/constructs/account/trail-alarms.json' with { type: 'json' };
import { markdownTable } from '../../../lib/markdown-table.ts';
import { account, type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { agreedPart } from './support/agreed-part.ts';
import { heard, listen, putRecorded, recordedOfTrail } from './support/alerts.ts';
import { stacksOf, synthesizeAccount } from './support/assembly.ts';
import { type Call, type Caller, callsOf } from './support/calls.ts';
import { bootstrap, done, publishAssets } from './support/cdk.ts';
import { complete, createStack } from './support/first-deployment.ts';
import { recordingFunctions, until } from './support/recording-functions.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

const regions = [region, 'us-east-1'];
const assembly = synthesizeAccount();
const { functionOf, remove } = recordingFunctions();

/** A secret, and a function that cannot rotate it. */
const rotation: Resources = {
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'rotated' } },
  ...functionOf('failing', '(() => { throw new Error("it cannot") })()'),
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'failing' },
      Action: 'lambda:InvokeFunction',
      Principal: 'secretsmanager.amazonaws.com',
    },
  },
};

let emulator: Emulator;
let administrator: Caller;
let stranger: Caller;
beforeAll(async () => {
  emulator = await startEmulator();
  [administrator, stranger] = ['administrator', 'stranger'].map(userOf) as [Caller, Caller];
  const AdministratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const mayAll = { UserName: 'administrator', PolicyArn: AdministratorAccess };
  callsOf(emulator, [{ service: 'iam', operation: 'attach_user_policy', parameters: mayAll }]);
  await done(bootstrap(emulator, assembly));
  await done(publishAssets(emulator, assembly));
  for (const stack of stacksOf(assembly)) expect(await createStack(emulator, stack)).toEqual(complete);
  for (const each of regions) {
    expect((await stacksIn(emulator, each).create('rotation', rotation)).status).toBe('CREATE_COMPLETE');
    await listen(emulator, each);
  }
  quiet();
}, 300_000);
afterAll(async () => {
  assembly.remove();
  remove();
  await emulator.stop();
});

function userOf(UserName: string): Caller {
  const [, made] = callsOf(emulator, [
    { service: 'iam', operation: 'create_user', parameters: { UserName } },
    { service: 'iam', operation: 'create_access_key', parameters: { UserName } },
  ]);
  const { AccessKeyId: key, SecretAccessKey: secret } = made?.answer.AccessKey ?? {};
  return { key, secret };
}

/** Makes calls as the administrator, so that nobody takes them for use of the root user; gives the answers. */
function acting(...calls: readonly Call[]) {
  const found = callsOf(
    emulator,
    calls.map((call) => ({ as: administrator, ...call })),
  );
  expect(found.filter(({ code }) => code !== undefined)).toEqual([]);
  return found.map(({ answer }) => answer);
}

/** Ends the alarms that the deployment itself has set off, as time would. */
function quiet(): void {
  acting(
    ...alarms.alarms.map(({ name }) => ({
      service: 'cloudwatch',
      operation: 'set_alarm_state',
      parameters: {
        AlarmName: `palisade-account-${name}`,
        StateValue: 'OK',
        StateReason: 'the test begins',
      },
    })),
  );
}

interface Firing {
  /** What happens, as the table says it. */
  readonly source: string;
  /** Whether a service of the emulator tells of it by itself, or the test puts what AWS would tell. */
  readonly how: 'emitted' | 'injected';
  readonly act: (where: string) => unknown;
}

const ec2 = (operation: string, parameters: object = {}): Call => ({ service: 'ec2', operation, parameters });

function inNetwork(operation: string, more: object = {}): void {
  const [made] = acting(ec2('describe_vpcs'));
  acting(ec2(operation, { VpcId: made.Vpcs[0].VpcId, ...more }));
}

function intoTrail(name: Parameters<typeof recordedOfTrail>[0], count: number): void {
  const logGroupName = '/palisade/palisade-account-trail';
  const event = { timestamp: Date.now(), message: recordedOfTrail(name, region) };
  const inStream = { logGroupName, logStreamName: `sign-in-${name}` };
  acting(
    { service: 'logs', operation: 'create_log_stream', parameters: inStream },
    {
      service: 'logs',
      operation: 'put_log_events',
      parameters: { ...inStream, logEvents: Array.from({ length: count }, () => event) },
    },
  );
}

function refused(count: number): void {
  const asStranger = { as: stranger, service: 's3', operation: 'list_buckets' };
  const found = callsOf(
    emulator,
    Array.from({ length: count }, () => asStranger),
  );
  expect(found.map(({ code }) => code)).toEqual(Array(count).fill('AccessDenied'));
}

const denial = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

const recordedEvent = (source: string, name: string): Firing => ({
  source,
  how: 'injected',
  act: (where) => putRecorded(emulator, name, where),
});

const ofRules: Readonly<Record<string, Firing>> = {
  'threat-found': recordedEvent('a finding of GuardDuty, severity 8', 'threat-found'),
  'threat-suspected': recordedEvent('a finding of GuardDuty, severity 5', 'threat-suspected'),
  'posture-finding': recordedEvent('a finding of Security Hub CSPM', 'posture-finding'),
  'posture-finding-v2': recordedEvent('a finding of Security Hub', 'posture-finding-v2'),
  'outside-access': recordedEvent('a finding of Access Analyzer', 'outside-access'),
  'backup-failed': recordedEvent('a backup job that failed', 'backup-failed'),
  'backup-copy-failed': recordedEvent('a copy job that failed', 'backup-copy-failed'),
  'restore-test-failed': recordedEvent('a restore job whose validation failed', 'restore-test-failed'),
  'rotation-failed': {
    source: 'a rotation whose function fails',
    how: 'emitted',
    act: (where) =>
      acting({
        service: 'secretsmanager',
        operation: 'rotate_secret',
        region: where,
        parameters: {
          SecretId: 'rotated',
          RotationLambdaARN: `arn:aws:lambda:${where}:${account}:function:failing`,
          RotationRules: { AutomaticallyAfterDays: 30 },
        },
      }),
  },
  'certificate-expires': recordedEvent('a certificate of ACM with 29 days', 'certificate-expires'),
  'certificate-not-renewed': recordedEvent('a renewal of ACM that needs somebody', 'certificate-not-renewed'),
  'root-sign-in': recordedEvent('a sign-in of the root user', 'root-sign-in'),
  'exposed-by-aws': recordedEvent('an event of AWS Health about a key', 'exposed-by-aws'),
  'stack-drifted': recordedEvent('a stack that is no longer what its template says', 'stack-drifted'),
};

const ofAlarms: Readonly<Record<string, Firing>> = {
  'unauthorized-calls': {
    source: '20 calls of a user without rights',
    how: 'emitted',
    act: async () => {
      refused(19);
      expect(await heard(emulator, region)).toEqual([]);
      refused(1);
    },
  },
  'sign-in-without-mfa': {
    source: 'a sign-in of a user',
    how: 'injected',
    act: () => intoTrail('sign-in-without-mfa', 1),
  },
  'root-use': {
    source: 'a call of the root user',
    how: 'emitted',
    act: () => callsOf(emulator, [{ service: 'iam', operation: 'list_users' }]),
  },
  'iam-changes': {
    source: 'a policy for a user',
    how: 'emitted',
    act: () =>
      acting({
        service: 'iam',
        operation: 'put_user_policy',
        parameters: { UserName: 'stranger', PolicyName: 'nothing', PolicyDocument: denial },
      }),
  },
  'trail-changes': {
    source: 'a trail that is started',
    how: 'emitted',
    act: () =>
      acting({
        service: 'cloudtrail',
        operation: 'start_logging',
        parameters: { Name: 'palisade-account-trail' },
      }),
  },
  'sign-in-failures': {
    source: '5 sign-ins that failed',
    how: 'injected',
    act: () => intoTrail('sign-in-failures', 5),
  },
  'key-deletion': {
    source: 'a key that is disabled',
    how: 'emitted',
    act: () => {
      const [{ KeyMetadata }] = acting({ service: 'kms', operation: 'create_key' });
      acting({ service: 'kms', operation: 'disable_key', parameters: { KeyId: KeyMetadata.KeyId } });
    },
  },
  'bucket-policy-changes': {
    source: 'rules for other origins at a bucket',
    how: 'emitted',
    act: () => {
      const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['https://elsewhere.example'] };
      const Bucket = `palisade-account-evidence-${account}-${region}`;
      acting({
        service: 's3',
        operation: 'put_bucket_cors',
        parameters: { Bucket, CORSConfiguration: { CORSRules: [rule] } },
      });
    },
  },
  'config-changes': {
    source: 'a recorder that is stopped',
    how: 'emitted',
    act: () =>
      acting({
        service: 'config',
        operation: 'stop_configuration_recorder',
        parameters: { ConfigurationRecorderName: 'palisade-account-recorder' },
      }),
  },
  'security-group-changes': {
    source: 'a new security group',
    how: 'emitted',
    act: () => inNetwork('create_security_group', { GroupName: 'new', Description: 'new' }),
  },
  'network-acl-changes': {
    source: 'a new network ACL',
    how: 'emitted',
    act: () => inNetwork('create_network_acl'),
  },
  'gateway-changes': {
    source: 'a new internet gateway',
    how: 'emitted',
    act: () => acting(ec2('create_internet_gateway')),
  },
  'route-changes': {
    source: 'a new route table',
    how: 'emitted',
    act: () => inNetwork('create_route_table'),
  },
  'network-changes': {
    source: 'a new VPC',
    how: 'emitted',
    act: () => acting(ec2('create_vpc', { CidrBlock: '10.9.0.0/16' })),
  },
  'organization-changes': {
    source: 'a new unit of the organization',
    how: 'emitted',
    act: () => {
      const organizations = (operation: string, parameters: object = {}): Call => ({
        service: 'organizations',
        operation,
        parameters,
      });
      const [{ Roots }] = acting(organizations('list_roots'));
      acting(organizations('create_organizational_unit', { ParentId: Roots[0].Id, Name: 'shops' }));
    },
  },
};

interface Alert {
  readonly name: string;
  readonly way: string;
}

const firings: Readonly<Record<string, Firing>> = { ...ofRules, ...ofAlarms };

function firingOf({ name }: Alert): Firing {
  const found = firings[name];
  if (!found) throw new Error(`the test has nothing that sets off ${name}`);
  return found;
}

describe.each([region, 'us-east-1'])('in %s', (where) => {
  test.each(events.alerts)('$name reaches the receivers of $way once', async (alert) => {
    await heard(emulator, where);
    await firingOf(alert).act(where);
    const received: unknown[] = [];
    await until(async () => received.push(...(await heard(emulator, where))) > 0);
    expect(received).toEqual([{ way: alert.way, alert: alert.name }]);
  });
});

test.each(alarms.alarms)('$name reaches the receivers of $way once', async (alert) => {
  await heard(emulator, region);
  await firingOf(alert).act(region);
  expect(await heard(emulator, region)).toEqual([{ way: alert.way, alert: alert.name }]);
});

describe('nobody hears', () => {
  test.each(['topic', 'key'] as const)('where the policy of the %s does not admit who tells', async (cut) => {
    await heard(emulator, 'us-east-1');
    const restore = cutOff(cut);
    await putRecorded(emulator, 'threat-found', 'us-east-1');
    expect(await heard(emulator, 'us-east-1')).toEqual([]);
    restore();
    await putRecorded(emulator, 'threat-found', 'us-east-1');
    expect(await heard(emulator, 'us-east-1')).toEqual([{ way: 'page', alert: 'threat-found' }]);
  });
});

/** Takes EventBridge out of the policy of the topic for pages, or of its key; gives what puts it back. */
function cutOff(cut: 'topic' | 'key'): () => void {
  const TopicArn = `arn:aws:sns:us-east-1:${account}:palisade-account-page`;
  const [{ Attributes }] = acting(inVirginia('sns', 'get_topic_attributes', { TopicArn }));
  const KeyId = Attributes.KmsMasterKeyId;
  const put = (Policy: string) =>
    acting(
      cut === 'topic'
        ? inVirginia('sns', 'set_topic_attributes', {
            TopicArn,
            AttributeName: 'Policy',
            AttributeValue: Policy,
          })
        : inVirginia('kms', 'put_key_policy', { KeyId, PolicyName: 'default', Policy }),
    );
  const [{ Policy: ofKey }] = acting(inVirginia('kms', 'get_key_policy', { KeyId, PolicyName: 'default' }));
  const before: string = cut === 'topic' ? Attributes.Policy : ofKey;
  put(before.replaceAll('events.amazonaws.com', 'states.amazonaws.com'));
  return () => put(before);
}

function inVirginia(service: string, operation: string, parameters: object): Call {
  return { service, operation, parameters, region: 'us-east-1' };
}

test('docs/alerts.md has each alert with what has set it off', () => {
  const rows = [...events.alerts, ...alarms.alarms].map((alert) => {
    const { source, how } = firingOf(alert);
    return [alert.name, source, alert.way, how];
  });
  const table = `\n## Alerts of an account\n\n${markdownTable(['alert', 'source', 'way', 'first event'], rows)}\n`;
  expect(table).toBe(agreedPart('alerts.md', 'alerts.test.ts', table));
});
