import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, bootstrap, command, deploy, publishAssets, synthesize } from './support/cdk.ts';
import {
  type Bootstrapped,
  complete,
  createStack,
  deleteStack,
  discard,
  rememberBootstrap,
  type SynthesizedStack,
  stackOf,
} from './support/first-deployment.ts';
import { writeShopFile } from './support/shop-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
const file = writeShopFile(folder, {});
let emulator: Emulator;
let bootstrapped: Bootstrapped;
let assemblies: Readonly<Record<string, Assembly>>;
beforeAll(async () => {
  emulator = await startEmulator();
  const [prod, staging] = [await synthesize('prod', file), await synthesize('staging', file)];
  assemblies = { prod, staging };
  await done(bootstrap(emulator, prod));
  for (const assembly of [prod, staging]) await done(publishAssets(emulator, assembly));
  bootstrapped = await rememberBootstrap(emulator);
}, 300_000);
afterAll(async () => {
  for (const assembly of Object.values(assemblies)) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** Waits for a command, which has to end well. */
async function done(run: ReturnType<typeof deploy>): Promise<string> {
  const { code, text } = await run;
  if (code !== 0) throw new Error(text);
  return text;
}

/** A stack of the boutique, and those that have to be there before it. */
interface Case {
  readonly environment: 'prod' | 'staging';
  readonly role: string;
  readonly needs: readonly string[];
}

const cases: readonly Case[] = [
  { environment: 'staging', role: 'dns', needs: [] },
  { environment: 'prod', role: 'network', needs: [] },
  { environment: 'prod', role: 'data', needs: [] },
  { environment: 'prod', role: 'payments', needs: ['network', 'data'] },
  { environment: 'prod', role: 'edge', needs: ['network', 'data', 'payments'] },
];

function stackNamed(environment: string, role: string): SynthesizedStack {
  const assembly = assemblies[environment];
  if (!assembly) throw new Error(`${environment} was not synthesized`);
  return stackOf(assembly, `boutique-${environment}-${role}`);
}

/** An account that has nothing but what a stack needs. */
async function prepare({ environment, needs }: Case): Promise<void> {
  await bootstrapped.restore();
  for (const role of needs) {
    expect(await createStack(emulator, stackNamed(environment, role))).toEqual(complete);
  }
}

/** How many resources of a stack fail besides those whose rollback gets stuck: all of all stacks would take over an hour. */
const mostResources = 6;

/** Resources at equal distances in the template, the last one included, and those whose rollback gets stuck. */
function sampled(logicalIds: readonly string[], stuck: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(logicalIds.length / mostResources));
  return logicalIds.filter(
    (logicalId, index) => (logicalIds.length - 1 - index) % step === 0 || stuck.includes(plain(logicalId)),
  );
}

/** The logical id as it is written in constructs, without the CDK's hash. */
const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

describe.each(cases)('the stack $role of $environment', (given) => {
  test('is deployed in the end, whichever of these resources has failed once in its first creation', async () => {
    const stack = stackNamed(given.environment, given.role);
    const stuck: string[] = [];
    for (const logicalId of sampled(
      Object.keys(stack.template.Resources),
      stuckRollbacks[given.role] ?? [],
    )) {
      await prepare(given);
      await emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
      const { status, notCreated } = await createStack(emulator, stack);
      expect(notCreated).toEqual({ [logicalId]: expect.stringContaining('planned by a test') });
      if (status === 'ROLLBACK_FAILED') stuck.push(plain(logicalId));
      else expect([logicalId, status]).toEqual([logicalId, 'ROLLBACK_COMPLETE']);
      expect(await discard(emulator, { environment: given.environment, file })).toContain(
        `${stack.name}: discarded\n`,
      );
      expect([logicalId, await createStack(emulator, stack)]).toEqual([logicalId, complete]);
    }
    expect(stuck).toEqual(stuckRollbacks[given.role]);
  }, 3_600_000);

  test('is deployed by the commands that the guide names, after it has failed', async () => {
    const assembly = assemblies[given.environment] as Assembly;
    await emulator.reset();
    await done(bootstrap(emulator, assembly));
    const { name, template } = stackNamed(given.environment, given.role);
    const last = Object.keys(template.Resources).at(-1) ?? '';
    await emulator.failOnce({ step: 'create', stack: name, logicalId: last });
    const failed = await deploy(emulator, assembly, name);
    expect([failed.code, failed.text]).toEqual([1, expect.stringContaining('planned by a test')]);
    const discarded = await command(emulator, 'stack', 'discard', '-e', given.environment, '--file', file);
    expect([discarded.code, discarded.text]).toEqual([0, expect.stringContaining(`${name}: discarded`)]);
    await done(deploy(emulator, assembly, name));
  }, 300_000);
});

/** What fails so late that something is there that refuses to be deleted: the other table, or the filled bucket. */
const stuckRollbacks: Readonly<Record<string, readonly string[]>> = {
  dns: [],
  network: [],
  data: ['OrdersTable', 'CspReportsTable'],
  payments: [],
  edge: [
    'SitePolicy',
    'EdgeFunctionsSiteRequest',
    'Shop',
    'AccessLogSource',
    'AccessLogDestination',
    'AccessLogDelivery',
    'RecordsA',
    'RecordsAaaa',
  ],
};

describe('without what mends it', () => {
  const edge: Case = { environment: 'prod', role: 'edge', needs: ['network', 'data', 'payments'] };

  test('the protection from termination keeps a production stack that has failed', async () => {
    await prepare(edge);
    const { name } = stackNamed('prod', 'edge');
    await emulator.failOnce({ step: 'create', stack: name });
    await createStack(emulator, stackNamed('prod', 'edge'));
    await expect(deleteStack(emulator, name, 'us-east-1')).rejects.toThrow(
      'TerminationProtection is enabled',
    );
  });

  test('a filled bucket keeps its name, and the next try fails at it', async () => {
    await prepare(edge);
    const stack = { ...stackNamed('prod', 'edge'), isProtected: false };
    const [records = ''] = Object.keys(stack.template.Resources).filter((id) => plain(id) === 'RecordsA');
    await emulator.failOnce({ step: 'create', stack: stack.name, logicalId: records });
    expect((await createStack(emulator, stack)).notDeleted.map(plain)).toContain('Site');
    expect(await deleteStack(emulator, stack.name, stack.region)).toBe('DELETE_COMPLETE');
    expect((await createStack(emulator, stack)).status).toBe('ROLLBACK_COMPLETE');
    expect(await discard(emulator, { file })).toContain(`${stack.name}: discarded`);
    expect(await createStack(emulator, stack)).toEqual(complete);
  });

  test.each([
    ['data', 'AWS::SQS::Queue'],
    ['edge', 'AWS::CloudFront::ResponseHeadersPolicy'],
  ])(
    'the rollback of %s is stuck where an early %s fails, because nothing waits for it',
    async (role, type) => {
      const given = cases.find((one) => one.environment === 'prod' && one.role === role) ?? edge;
      await prepare(given);
      const stack = stackNamed('prod', role);
      const [logicalId = ''] =
        Object.entries(stack.template.Resources).find(([, { Type }]) => Type === type) ?? [];
      const variant = { ...stack, template: unordered(stack.template) };
      await emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
      expect((await createStack(emulator, variant)).status).toBe('ROLLBACK_FAILED');
      await discard(emulator, { file });
      await emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
      expect((await createStack(emulator, stack)).status).toBe('ROLLBACK_COMPLETE');
    },
  );
});

/** A template in which tables and the release wait for nothing but what they refer to, and for their rights. */
function unordered({ Resources }: SynthesizedStack['template']): SynthesizedStack['template'] {
  const entries = Object.entries(Resources).map(([id, resource]) => {
    const { DependsOn = [] } = resource;
    const isLate = ['AWS::DynamoDB::Table', 'Custom::SiteRelease'].includes(resource.Type);
    const rights = [DependsOn].flat().filter((needed) => needed.startsWith('ReleasePublisher'));
    return [id, isLate ? { ...resource, DependsOn: rights } : resource] as const;
  });
  return { Resources: Object.fromEntries(entries) };
}
