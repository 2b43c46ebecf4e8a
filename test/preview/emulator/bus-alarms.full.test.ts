import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import alarms from '../../../lib/constructs/account/trail-alarms.json' with { type: 'json' };
import { markdownTable } from '../../../lib/markdown-table.ts';
import { account, type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { type AccountUsers, accountUsers } from './support/account-users.ts';
import { agreedPart } from './support/agreed-part.ts';
import { heard, listen, putSignIn } from './support/alerts.ts';
import { type Assembly, stacksOf, synthesizeAccount } from './support/assembly.ts';
import { bootstrap, done, publishAssets } from './support/cdk.ts';
import { complete, createStack } from './support/first-deployment.ts';
import { type Resources, stacksIn } from './support/stacks.ts';
import { type Firing, trailFirings } from './support/trail-firings.ts';

const trail = 'organization';
const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/${trail}`;

/** A trail without a log group: the emulator knows none of an organization, so that one of the account stands for it. */
const anothersTrail: Resources = {
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records-of-the-organization' } },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: ['s3:GetBucketAcl', 's3:PutObject'],
            Resource: [
              'arn:aws:s3:::records-of-the-organization',
              'arn:aws:s3:::records-of-the-organization/*',
            ],
            Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
          },
        ],
      },
    },
  },
  Trail: {
    Type: 'AWS::CloudTrail::Trail',
    DependsOn: 'Policy',
    Properties: {
      TrailName: trail,
      IsLogging: true,
      IsMultiRegionTrail: true,
      S3BucketName: { Ref: 'Bucket' },
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'palisade-organization-'));
let assembly: Assembly;
let emulator: Emulator;
let users: AccountUsers;
let firings: Readonly<Record<string, Firing>>;
beforeAll(async () => {
  assembly = synthesizeAccount(accountFile());
  emulator = await startEmulator();
  users = accountUsers(emulator);
  const signIn = async (name: Parameters<typeof putSignIn>[1], count: number, where: string) => {
    for (let put = 0; put < count; put += 1) await putSignIn(emulator, name, where);
  };
  firings = trailFirings({ emulator, users, trail, signIn });
  expect((await stacksIn(emulator, region).create('trail', anothersTrail)).status).toBe('CREATE_COMPLETE');
  await done(bootstrap(emulator, assembly));
  await done(publishAssets(emulator, assembly));
  for (const stack of stacksOf(assembly)) expect(await createStack(emulator, stack)).toEqual(complete);
  for (const each of [region, 'us-east-1']) {
    await listen(emulator, each);
    quiet(each);
  }
}, 300_000);
afterAll(async () => {
  assembly?.remove();
  rmSync(folder, { recursive: true });
  await emulator?.stop();
});

/** The example's account, where the trail of an organization records it. */
function accountFile(): string {
  const path = join(folder, 'account.yaml');
  const example = parse(readFileSync('examples/account.yaml', 'utf8'));
  const owner = 'platform@boutique.example';
  const cloudTrail = { existing: { arn: trailArn, owner } };
  writeFileSync(path, stringify({ ...example, detection: { ...example.detection, cloudTrail } }));
  return path;
}

const soonest = { atLeast: 1, periodSeconds: 300 };

/** Whether an alarm counts how often a rule heard something; each other rule tells by itself. */
function isCounted({ atLeast, periodSeconds }: typeof soonest): boolean {
  return atLeast !== soonest.atLeast || periodSeconds !== soonest.periodSeconds;
}

/** Ends the alarms that the deployment itself has set off, as time would. */
function quiet(where: string): void {
  users.acting(
    ...alarms.alarms.filter(isCounted).map(({ name }) => ({
      service: 'cloudwatch',
      operation: 'set_alarm_state',
      region: where,
      parameters: {
        AlarmName: `palisade-account-${name}`,
        StateValue: 'OK',
        StateReason: 'the test begins',
      },
    })),
  );
}

/** AWS tells of calls of IAM and of the organization in one region. */
const global = ['root-use', 'iam-changes', 'organization-changes'];
const regionOf = (name: string) => (global.includes(name) ? 'us-east-1' : region);

function firingOf(name: string): Firing {
  const found = firings[name];
  if (!found) throw new Error(`the test has nothing that sets off ${name}`);
  return found;
}

test.each(alarms.alarms)('$name reaches the receivers of $way once, from the bus', async ({ name, way }) => {
  const where = regionOf(name);
  await heard(emulator, where);
  await firingOf(name).act(where);
  expect(await heard(emulator, where)).toEqual([{ way, alert: name }]);
});

test('a call that only reads is heard by no rule but those that ask for such calls', async () => {
  await heard(emulator, region);
  users.acting({ service: 'cloudtrail', operation: 'describe_trails' });
  expect(await heard(emulator, region)).toEqual([]);
});

test('docs/alerts.md has each alternative with what has set it off', () => {
  const rows = alarms.alarms.map((alarm) => {
    const { source, how } = firingOf(alarm.name);
    const by = isCounted(alarm) ? 'an alarm that counts a rule' : 'a rule';
    return [alarm.name, source, by, alarm.way, how];
  });
  const head = ['alert', 'source', 'told by', 'way', 'first event'];
  const table = `\n## Alerts from the bus\n\n${markdownTable(head, rows)}\n`;
  expect(table).toBe(agreedPart('alerts.md', 'bus-alarms.full.test.ts', table));
});
