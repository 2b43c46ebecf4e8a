import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markdownTable } from '../../../lib/markdown-table.ts';
import { type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { agreedPart } from './support/agreed-part.ts';
import { type Heard, heard, listen } from './support/alerts.ts';
import { type Assembly, stacksOf, synthesize, synthesizeAccount } from './support/assembly.ts';
import { stripeCallback } from './support/callback.ts';
import { bootstrap, command, deploy, destroy, diff, done } from './support/cdk.ts';
import { plain } from './support/each-failure.ts';
import { until } from './support/recording-functions.ts';
import { alarmsOf, cross, evaluateAlarms, type ShopAlarm } from './support/shop-alarms.ts';
import { writeShopFile } from './support/shop-file.ts';
import { stacksIn } from './support/stacks.ts';

// What these tests do follows one upon the other, as in the life of an account.

const regions = [region, 'us-east-1'];
const file = 'examples/account.yaml';
const stacks = regions.map((name) => `palisade-account-${name}`);
const folder = mkdtempSync(join(tmpdir(), 'palisade-account-'));
const own = { domain: 'shop.atelier.example', zone: { name: 'shop.atelier.example' } };
const atelier = writeShopFile(folder, 'prod', { shop: 'atelier', environments: { prod: own } });
const account = synthesizeAccount(file);
const shops: Readonly<Record<string, Assembly>> = {
  'boutique-prod': synthesize('prod', writeShopFile(folder, 'prod')),
  'boutique-staging': synthesize('staging', writeShopFile(folder, 'staging')),
  'atelier-prod': synthesize('prod', atelier),
};
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(async () => {
  for (const assembly of [account, ...Object.values(shops)]) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** What the stacks of the account have: each resource with its id and its properties. */
async function accountState() {
  const found = await Promise.all(stacks.map((stack) => emulator.resources(stack)));
  return found.flat();
}

test('the account deploys from nothing by the real commands, and a comparison finds no difference', async () => {
  await done(bootstrap(emulator, account));
  await done(deploy(emulator, account));
  const statuses = (await accountState()).map(({ stack, stackStatus }) => `${stack} ${stackStatus}`);
  expect([...new Set(statuses)]).toEqual(stacks.map((stack) => `${stack} CREATE_COMPLETE`));
  expect((await diff(emulator, account)).code).toBe(0);
}, 300_000);

test('two shops and two environments are deployed beside it, and none of them changes it', async () => {
  const before = await accountState();
  for (const assembly of Object.values(shops)) {
    // A zone of its own is delegated before what needs it.
    await done(deploy(emulator, assembly));
    expect(await accountState()).toEqual(before);
  }
}, 600_000);

test('no call that a stack or a function made was refused', async () => {
  const refused = (await emulator.journal()).filter(({ status = 200 }) => status === 403 || status >= 500);
  expect(refused).toEqual([]);
});

test('no two resources of all these stacks are the same', async () => {
  // What a custom resource is called, its function says, and nobody else hears of it.
  const found = (await emulator.resources()).filter(({ type }) => !/^(?:AWS::CDK|Custom)::/.test(type));
  // A name has a record of each type.
  const ids = found.map(({ type, region: where, physicalId, properties }) =>
    [type, where, physicalId, type === 'AWS::Route53::RecordSet' ? properties['Type'] : ''].join(' '),
  );
  const twice = ids.filter((id, index) => ids.indexOf(id) < index);
  expect(twice).toEqual([]);
  const wanted = [account, ...Object.values(shops)].flatMap((assembly) => stacksOf(assembly));
  expect([...new Set(found.map(({ stack }) => stack))].sort()).toEqual(
    ['CDKToolkit', ...wanted.map(({ name }) => name)].sort(),
  );
});

describe('each alarm of a shop reaches the receivers of its account once', () => {
  const how = new Map<string, 'emitted' | 'injected'>();
  let alarms: readonly ShopAlarm[];
  beforeAll(async () => {
    for (const each of regions) await listen(emulator, each);
    alarms = await alarmsOf(emulator, 'boutique-prod');
  }, 60_000);

  /** All that was heard since the last time, in the order of the names. */
  async function all(): Promise<readonly Heard[]> {
    const found = await Promise.all(regions.map((each) => heard(emulator, each)));
    return inOrder(found.flat());
  }

  const inOrder = (messages: readonly Heard[]) =>
    messages.toSorted((one, other) => one.alert.localeCompare(other.alert));

  /** What has to be heard of some alarms, in the same order. */
  const messagesOf = (some: readonly ShopAlarm[], told: 'emitted' | 'injected') => {
    for (const { name } of some) how.set(name, told);
    return inOrder(some.map(({ way, name }) => ({ way, alert: name })));
  };

  const named = (logicalId: string) => {
    const found = alarms.filter((alarm) => plain(alarm.logicalId) === logicalId);
    if (found.length !== 1) throw new Error(`there are ${found.length} alarms ${logicalId}`);
    return found;
  };

  test('by a metric that a function has written into its log', async () => {
    await all();
    const callback = {
      FunctionName: 'boutique-prod-payment-callback',
      Payload: stripeCallback('whsec_0123456789abcdef'),
    };
    await new LambdaClient(emulator.clientConfig).send(new InvokeCommand(callback));
    const received: Heard[] = [];
    await until(async () => received.push(...(await all())) > 0);
    expect(received).toEqual(messagesOf(named('FunctionAlarmsPaymentCallbackSecretMissing'), 'emitted'));
  }, 60_000);

  test('by the errors of a function that Lambda counts', async () => {
    const unreadable = { FunctionName: 'boutique-prod-token-rotation', Payload: Buffer.from('{}') };
    await new LambdaClient(emulator.clientConfig).send(new InvokeCommand(unreadable));
    const due = [
      ...named('FunctionAlarmsTokenRotationErrors'),
      // The function says so itself, too.
      ...named('FunctionAlarmsTokenRotationRotationFailed'),
    ];
    const received: Heard[] = [];
    await until(async () => {
      received.push(...(await all()));
      return received.length >= due.length;
    });
    expect(inOrder(received)).toEqual(messagesOf(due, 'emitted'));
  }, 60_000);

  test('by the absence of data, when time has passed', async () => {
    for (const each of regions) await evaluateAlarms(emulator, each);
    const absent = alarms.filter(({ breach }) => breach === undefined);
    expect(absent.map(({ metricName }) => metricName)).toContain('PageCompared');
    const elsewhere = await Promise.all(
      ['boutique-staging', 'atelier-prod'].map((name) => alarmsOf(emulator, name)),
    );
    const others = elsewhere.flat().filter(({ breach }) => breach === undefined);
    const ofOthers = others.map(({ way, name }) => ({ way, alert: name }));
    expect(await all()).toEqual(inOrder([...messagesOf(absent, 'injected'), ...ofOthers]));
  }, 60_000);

  test('by each other metric, in one period or in several', async () => {
    const metrics = new Set(alarms.filter(({ breach }) => breach !== undefined).map(({ metric }) => metric));
    expect(metrics.size).toBeGreaterThan(50);
    for (const metric of metrics) await expectEach(alarms.filter((alarm) => alarm.metric === metric));
  }, 300_000);

  /** Crosses the threshold of alarms of one metric in one period after the other; each tells when it has enough of them. */
  async function expectEach(ofMetric: readonly ShopAlarm[]): Promise<void> {
    const most = Math.max(...ofMetric.map(({ breaches }) => breaches));
    for (let period = 0; period < most; period += 1) {
      const [first] = ofMetric;
      if (!first) throw new Error('a metric without an alarm');
      await cross(emulator, first, period);
      const silent = ofMetric.filter(({ name }) => !how.has(name));
      const due = silent.filter(({ breaches }) => breaches === period + 1);
      expect(await all()).toEqual(messagesOf(due, 'injected'));
    }
  }

  test('and an alarm of another environment or shop is another one', async () => {
    for (const name of ['boutique-staging', 'atelier-prod']) {
      const [alarm] = (await alarmsOf(emulator, name)).filter(({ logicalId }) =>
        plain(logicalId).endsWith('OrderWorkerPaymentWithoutOrder'),
      );
      if (!alarm) throw new Error(`${name} has no such alarm`);
      await cross(emulator, alarm, 0);
      expect(await all()).toEqual([{ way: alarm.way, alert: alarm.name }]);
    }
  }, 60_000);

  test('docs/alerts.md has each of them', () => {
    expect([...how.keys()].sort()).toEqual(alarms.map(({ name }) => name).sort());
    // Stacks that do not need each other are deployed in any order.
    const rows = alarms
      .map((alarm) => [
        plain(alarm.logicalId).replace('FunctionAlarms', ''),
        `${alarm.namespace} ${alarm.metricName}`,
        alarm.way,
        how.get(alarm.name) ?? '',
      ])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
    const table = `\n## Alarms of a shop\n\n${markdownTable(['alarm', 'metric', 'way', 'first event'], rows)}\n`;
    expect(table).toBe(agreedPart('alerts.md', 'account-and-shops.full.test.ts', table));
  });
});

describe('an account that is destroyed', () => {
  async function buckets(): Promise<readonly string[]> {
    const client = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    return Buckets.map(({ Name = '' }) => Name).filter((name) => name.startsWith('palisade-account-'));
  }

  test('is protected until somebody takes the protection away', async () => {
    const before = await accountState();
    const told = await destroy(emulator, account);
    expect([told.code, told.text]).toEqual([1, expect.stringContaining('TerminationProtection is enabled')]);
    expect(await accountState()).toEqual(before);
  }, 120_000);

  test('keeps its records and loses the rest, and the shops stand as they did', async () => {
    const before = (await emulator.resources()).filter(({ stack }) => !stack.startsWith('palisade-'));
    const kept = await buckets();
    for (const [index, StackName] of stacks.entries()) {
      expect((await stacksIn(emulator, regions[index]).remove('receivers')).status).toBe('DELETE_COMPLETE');
      const client = new CloudFormationClient(emulator.clientConfigIn(regions[index] ?? ''));
      await client.send(
        new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
      );
    }
    await done(destroy(emulator, account));
    expect(await accountState()).toEqual([]);
    expect(await buckets()).toEqual(kept);
    expect(kept).toHaveLength(4);
    const now = (await emulator.resources()).filter(({ stack }) => !stack.startsWith('palisade-'));
    expect(now).toEqual(before.filter(({ stack }) => stack !== 'receivers'));
  }, 300_000);

  test('is deployed again with its records, when what it has kept is adopted', async () => {
    const listed = await command(emulator, 'stack', 'adopt', '--account', file, '--dry-run');
    expect([listed.code, listed.text]).toEqual([
      0,
      expect.stringContaining('would adopt AWS::S3::Bucket palisade-account-trail-111111111111-eu-west-1\n'),
    ]);
    const adopted = await command(emulator, 'stack', 'adopt', '--account', file);
    expect([adopted.code, adopted.text]).toEqual([0, listed.text.replaceAll('would adopt', 'adopted')]);
    await done(deploy(emulator, account));
    expect((await diff(emulator, account)).code).toBe(0);
    for (const each of regions) await listen(emulator, each);
    await heard(emulator, region);
    const alarm = (await alarmsOf(emulator, 'atelier-prod')).find(({ logicalId }) =>
      plain(logicalId).endsWith('OrderWorkerEventUnconfirmed'),
    );
    if (!alarm) throw new Error('the shop has no alarm');
    await cross(emulator, alarm, 0);
    expect(await heard(emulator, alarm.region)).toEqual([{ way: alarm.way, alert: alarm.name }]);
  }, 300_000);
});
