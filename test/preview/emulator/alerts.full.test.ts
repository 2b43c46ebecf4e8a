import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import events from '../../../lib/constructs/account/event-alerts.json' with { type: 'json' };
import alarms from '../../../lib/constructs/account/trail-alarms.json' with { type: 'json' };
import { markdownTable } from '../../../lib/markdown-table.ts';
import { account, type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { type AccountUsers, accountUsers } from './support/account-users.ts';
import { agreedPart } from './support/agreed-part.ts';
import { heard, listen, putRecorded, recordedOfTrail } from './support/alerts.ts';
import { stacksOf, synthesizeAccount } from './support/assembly.ts';
import type { Call } from './support/calls.ts';
import { bootstrap, done, publishAssets } from './support/cdk.ts';
import { complete, createStack } from './support/first-deployment.ts';
import { recordingFunctions, until } from './support/recording-functions.ts';
import { type Resources, stacksIn } from './support/stacks.ts';
import { type Firing, type SignIn, trailFirings } from './support/trail-firings.ts';

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
let users: AccountUsers;
let ofAlarms: Readonly<Record<string, Firing>>;
beforeAll(async () => {
  emulator = await startEmulator();
  users = accountUsers(emulator);
  ofAlarms = trailFirings({ emulator, users, trail: 'palisade-account-trail', signIn: intoTrail });
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

/** Ends the alarms that the deployment itself has set off, as time would. */
function quiet(): void {
  users.acting(
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

function intoTrail(name: SignIn, count: number): void {
  const logGroupName = '/palisade/palisade-account-trail';
  const event = { timestamp: Date.now(), message: recordedOfTrail(name, region) };
  const inStream = { logGroupName, logStreamName: `sign-in-${name}` };
  users.acting(
    { service: 'logs', operation: 'create_log_stream', parameters: inStream },
    {
      service: 'logs',
      operation: 'put_log_events',
      parameters: { ...inStream, logEvents: Array.from({ length: count }, () => event) },
    },
  );
}

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
      users.acting({
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

interface Alert {
  readonly name: string;
  readonly way: string;
}

function firingOf({ name }: Alert): Firing {
  const found = ofRules[name] ?? ofAlarms[name];
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
  const [{ Attributes }] = users.acting(inVirginia('sns', 'get_topic_attributes', { TopicArn }));
  const KeyId = Attributes.KmsMasterKeyId;
  const put = (Policy: string) =>
    users.acting(
      cut === 'topic'
        ? inVirginia('sns', 'set_topic_attributes', {
            TopicArn,
            AttributeName: 'Policy',
            AttributeValue: Policy,
          })
        : inVirginia('kms', 'put_key_policy', { KeyId, PolicyName: 'default', Policy }),
    );
  const [{ Policy: ofKey }] = users.acting(
    inVirginia('kms', 'get_key_policy', { KeyId, PolicyName: 'default' }),
  );
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
  expect(table).toBe(agreedPart('alerts.md', 'alerts.full.test.ts', table));
});
