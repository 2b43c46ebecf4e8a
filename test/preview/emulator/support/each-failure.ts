import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator.ts';
import { type Assembly, type SynthesizedStack, stacksOf, synthesize } from './assembly.ts';
import { bootstrap, command, deploy, done, publishAssets } from './cdk.ts';
import { type Bootstrapped, complete, createStack, discard, rememberBootstrap } from './first-deployment.ts';
import { writeShopFile } from './shop-file.ts';

/** The logical id as it is written in constructs, without the CDK's hash. */
export const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

/** What fails so late that something is there that refuses to be deleted: the other table, or the filled bucket. */
const stuckRollbacks: Readonly<Record<string, readonly string[]>> = {
  data: ['OrdersTable', 'CspReportsTable'],
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

/** What tests of first deployments share: an account, and an environment of the boutique whose stacks are deployed in it. */
export interface FirstDeployments {
  readonly emulator: Emulator;
  readonly file: string;
  readonly environment: string;
  readonly assembly: Assembly;
  readonly stacks: readonly SynthesizedStack[];
  /** Makes the account as it was after the bootstrap, but for the stacks that a stack needs. */
  readonly prepare: (stack: SynthesizedStack) => Promise<void>;
}

/** Prepares an environment for the tests of a file, and removes it after them. */
export function firstDeploymentsOf(environment: string): FirstDeployments {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
  const file = writeShopFile(folder, {});
  const assembly = synthesize(environment, file);
  const stacks = stacksOf(assembly);
  let emulator: Emulator;
  let bootstrapped: Bootstrapped;
  beforeAll(async () => {
    emulator = await startEmulator();
    await done(bootstrap(emulator, assembly));
    await done(publishAssets(emulator, assembly));
    bootstrapped = await rememberBootstrap(emulator);
  }, 300_000);
  afterAll(async () => {
    assembly.remove();
    rmSync(folder, { recursive: true });
    await emulator.stop();
  });
  return {
    get emulator() {
      return emulator;
    },
    file,
    environment,
    assembly,
    stacks,
    prepare: async ({ needs }) => {
      await bootstrapped.restore();
      for (const needed of stacks.filter(({ name }) => needs.includes(name))) {
        expect(await createStack(emulator, needed)).toEqual(complete);
      }
    },
  };
}

/** Lets each resource of each stack of an environment fail once, and goes the documented way after that. */
export function describeEachFailure(environment: string): void {
  const shop = firstDeploymentsOf(environment);
  describe.each(shop.stacks)('$name is deployed in the end, whichever resource has failed first', (stack) => {
    const role = stack.name.split('-').at(-1) ?? '';
    test.each(Object.keys(stack.template.Resources))('%s', async (logicalId) => {
      await expectMended(shop, stack, logicalId, stuckRollbacks[role]?.includes(plain(logicalId)) ?? false);
    });
  });

  test.each(shop.stacks)(
    '$name is deployed by the commands that the guide names, after it has failed',
    async ({ name, template }) => {
      const { emulator, assembly, file } = shop;
      await emulator.reset();
      await done(bootstrap(emulator, assembly));
      const last = Object.keys(template.Resources).at(-1) ?? '';
      await emulator.failOnce({ step: 'create', stack: name, logicalId: last });
      const failed = await deploy(emulator, assembly, name);
      expect([failed.code, failed.text]).toEqual([1, expect.stringContaining('planned by a test')]);
      const discarded = await command(emulator, 'stack', 'discard', '-e', environment, '--file', file);
      expect([discarded.code, discarded.text]).toEqual([0, expect.stringContaining(`${name}: discarded`)]);
      await done(deploy(emulator, assembly, name));
    },
    300_000,
  );
}

/** Lets one resource fail in the first creation of its stack, discards what that has left, and creates the stack again. */
export async function expectMended(
  { emulator, environment, file, prepare }: FirstDeployments,
  stack: SynthesizedStack,
  logicalId: string,
  isStuck: boolean,
): Promise<void> {
  await prepare(stack);
  await emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
  const { status, notCreated } = await createStack(emulator, stack);
  expect([status, notCreated]).toEqual([
    isStuck ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE',
    { [logicalId]: expect.stringContaining('planned by a test') },
  ]);
  expect(await discard(emulator, { environment, file })).toContain(`${stack.name}: discarded\n`);
  expect(await createStack(emulator, stack)).toEqual(complete);
}
