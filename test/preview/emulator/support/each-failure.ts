import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator.ts';
import {
  type Assembly,
  type SynthesizedStack,
  stacksOf,
  synthesize,
  synthesizeAccount,
  type Template,
} from './assembly.ts';
import { bootstrap, command, deploy, done, publishAssets } from './cdk.ts';
import { type CommandOptions, complete, createStack, discard, optionsFor } from './first-deployment.ts';
import { referencesOf } from './references.ts';
import { writeShopFile } from './shop-file.ts';
import { strandedIn } from './stranded.ts';

/** The logical id as it is written in constructs, without the CDK's hash. */
export const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

/** Whose stacks are deployed for the first time. */
interface Deployed {
  readonly assembly: Assembly;
  /** By which commands are told whose stacks are meant. */
  readonly whose: CommandOptions;
  /** Whether a resource fails so late that something is there that refuses to be deleted. */
  readonly isStuck: (stack: SynthesizedStack, logicalId: string) => boolean;
}

/** What tests of first deployments share: an account of AWS, and the stacks that are deployed in it. */
export interface FirstDeployments extends Deployed {
  readonly emulator: Emulator;
  readonly stacks: readonly SynthesizedStack[];
  /** Makes the account as it was after the bootstrap, but for the stacks that a stack needs. */
  readonly prepare: (stack: SynthesizedStack) => Promise<void>;
}

/** Prepares an environment of the boutique, with further settings, for the tests of a file, and removes it after them. */
export function firstDeploymentsOf(
  environment: string,
  settings: Readonly<Record<string, unknown>> = {},
): FirstDeployments {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
  const file = writeShopFile(folder, environment, { environments: { [environment]: settings } });
  afterAll(() => rmSync(folder, { recursive: true }));
  return prepared({
    assembly: synthesize(environment, file),
    whose: { environment, file },
    isStuck: (stack, logicalId) =>
      isCreatedLate(stack, logicalId) ||
      neededBy(stack.template, logicalId).has(releaseIn(stack)) ||
      isOfPool(stack, logicalId),
  });
}

/** The release of the site, which fills a bucket that refuses to be deleted from then on. */
function releaseIn({ template }: SynthesizedStack): string {
  const isRelease = ([, { Type }]: [string, { Type: string }]) => Type === 'Custom::SiteRelease';
  return Object.entries(template.Resources).find(isRelease)?.[0] ?? '';
}

/** Whether a resource needs the pool of the customers, which refuses to be deleted. */
function isOfPool({ template }: SynthesizedStack, logicalId: string): boolean {
  const pool = Object.entries(template.Resources).find(
    ([, { Type }]) => Type === 'AWS::Cognito::UserPool',
  )?.[0];
  return pool !== undefined && neededBy(template, logicalId).has(pool);
}

function isCreatedLate({ name }: SynthesizedStack, logicalId: string): boolean {
  return createdLate[name.split('-').at(-1) ?? '']?.includes(plain(logicalId)) ?? false;
}

/** What needs nothing that refuses to be deleted, and is created after it nevertheless: after the other table, or the release. */
const createdLate: Readonly<Record<string, readonly string[]>> = {
  data: ['OrdersTable', 'CspReportsTable'],
  edge: ['AccessLogDestination'],
};

/** Prepares the stacks of the example's account for the tests of a file. */
export function firstDeploymentsOfAccount(): FirstDeployments {
  const account = 'examples/account.yaml';
  return prepared({ assembly: synthesizeAccount(account), whose: { account }, isStuck: holdsRecords });
}

/** Whether the trail or Config has written into a locked bucket of the stack before a resource fails. */
function holdsRecords({ template }: SynthesizedStack, logicalId: string): boolean {
  const idOf = (type: string) =>
    Object.keys(template.Resources).find((id) => template.Resources[id]?.Type === type) ?? '';
  const [trail, channel, recorder] = [
    'AWS::CloudTrail::Trail',
    'AWS::Config::DeliveryChannel',
    'AWS::Config::ConfigurationRecorder',
  ].map(idOf) as [string, string, string];
  // Config writes into the bucket of the home region, wherever the recorder is.
  if (trail === '') return false;
  const needed = (id: string) => new Set([id, ...neededBy(template, id)]);
  const isBefore = (writer: ReadonlySet<string>) => writer.has(logicalId);
  return !isBefore(needed(trail)) || !isBefore(new Set([...needed(channel), ...needed(recorder)]));
}

/** The logical ids of all that a resource waits for. */
function neededBy({ Resources }: Template, logicalId: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    const { DependsOn = [], Properties } = Resources[id] ?? {};
    for (const each of [...[DependsOn].flat(), ...referencesOf(Properties)]) {
      if (found.has(each) || !(each in Resources)) continue;
      found.add(each);
      visit(each);
    }
  };
  visit(logicalId);
  return found;
}

function prepared(deployed: Deployed): FirstDeployments {
  const { assembly } = deployed;
  const stacks = stacksOf(assembly);
  let emulator: Emulator;
  const kept = new Set<string>();
  beforeAll(async () => {
    emulator = await startEmulator();
    await done(bootstrap(emulator, assembly));
    await done(publishAssets(emulator, assembly));
    await emulator.keep('bootstrapped');
  }, 300_000);
  afterAll(async () => {
    assembly.remove();
    await emulator.stop();
  });
  return {
    get emulator() {
      return emulator;
    },
    ...deployed,
    stacks,
    prepare: async ({ needs }) => {
      const prepared = ['bootstrapped', ...needs].join();
      if (kept.has(prepared)) return emulator.restore(prepared);
      await emulator.restore('bootstrapped');
      for (const needed of stacks.filter(({ name }) => needs.includes(name))) {
        expect(await createStack(emulator, needed)).toEqual(complete);
      }
      await emulator.keep(prepared);
      kept.add(prepared);
    },
  };
}

/** The logical ids of the resources that have to fail in a stack. */
type FailingIn = (stack: SynthesizedStack) => readonly string[];

const everyResource: FailingIn = ({ template }) => Object.keys(template.Resources);

/**
 * The resources of an environment that another one does not have word for word, but for the names of the two: all others fail in the file
 * of that one.
 */
export function resourcesUnlike(other: string, { environment }: { readonly environment: string }): FailingIn {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
  const assembly = synthesize(other, writeShopFile(folder, other));
  const templates = new Map(stacksOf(assembly).map(({ name, template }) => [name, template]));
  assembly.remove();
  rmSync(folder, { recursive: true });
  const asOther = (text: string) => text.replaceAll(environment, other);
  return ({ name, template }) => {
    const twins = templates.get(asOther(name))?.Resources ?? {};
    return Object.entries(template.Resources)
      .filter(([id, resource]) => asOther(JSON.stringify(resource)) !== JSON.stringify(twins[asOther(id)]))
      .map(([id]) => id);
  };
}

/**
 * Every one of these that another resource waits for, and of the others the first and the last of each type: of a stack's alarms, for
 * which nothing waits, those between leave no other kinds of resources behind than these two.
 */
function tellingOf({ template }: SynthesizedStack, logicalIds: readonly string[]): readonly string[] {
  const awaited = new Set(Object.keys(template.Resources).flatMap((id) => [...neededBy(template, id)]));
  const typeOf = (id: string) => template.Resources[id]?.Type;
  const others = logicalIds.filter((id) => !awaited.has(id));
  return logicalIds.filter((id) => {
    const alike = others.filter((other) => typeOf(other) === typeOf(id));
    return awaited.has(id) || id === alike.at(0) || id === alike.at(-1);
  });
}

/** Lets resources of each stack fail once, and goes the documented way after that. Any of a stack may fail where nothing else is said. */
export function describeEachFailure(
  shop: FirstDeployments,
  stacks = shop.stacks,
  failingIn = everyResource,
): void {
  const failing = stacks.filter((stack) => failingIn(stack).length > 0);
  describe.each(failing)('$name is deployed in the end, whatever has failed first', (stack) => {
    const walks = inWalks(tellingOf(stack, failingIn(stack)));
    test.each(walks.map((walk) => [walk.join(', '), walk] as const))(
      '%s',
      (_, walk) => expectMended(shop, stack, walk),
      300_000,
    );
  });

  test.each(stacks)(
    '$name leaves nothing behind and is deployed by the commands that the guide names, after it has failed',
    async ({ name, template }) => {
      const { emulator, assembly, whose } = shop;
      await emulator.reset();
      await done(bootstrap(emulator, assembly));
      const last = Object.keys(template.Resources).at(-1) ?? '';
      await emulator.failOnce({ step: 'create', stack: name, logicalId: last });
      const failed = await deploy(emulator, assembly, name);
      expect([failed.code, failed.text]).toEqual([1, expect.stringContaining('planned by a test')]);
      const discarded = await command(emulator, 'stack', 'discard', ...optionsFor(whose));
      expect([discarded.code, discarded.text]).toEqual([0, expect.stringContaining(`${name}: discarded`)]);
      expect(await strandedIn(emulator, ['eu-west-1', 'us-east-1'])).toEqual([]);
      await done(deploy(emulator, assembly, name));
    },
    300_000,
  );
}

/** How many resources fail one after the other before the stack is created whole. */
const longestWalk = 8;

function inWalks(logicalIds: readonly string[]): readonly (readonly string[])[] {
  const starts = Array.from(
    { length: Math.ceil(logicalIds.length / longestWalk) },
    (_, n) => n * longestWalk,
  );
  return starts.map((start) => logicalIds.slice(start, start + longestWalk));
}

/**
 * Lets each of these resources fail once in the first creation of their stack, discards what that has left, and creates the stack
 * in the end. What a discard leaves nobody takes away: the next creation meets it, or the last one, which creates everything.
 */
export async function expectMended(
  { emulator, whose, isStuck, prepare }: FirstDeployments,
  stack: SynthesizedStack,
  logicalIds: readonly string[],
): Promise<void> {
  await prepare(stack);
  for (const logicalId of logicalIds) {
    await emulator.failOnce({ step: 'create', stack: stack.name, logicalId });
    const { status, notCreated } = await createStack(emulator, stack);
    expect([status, notCreated]).toEqual([
      isStuck(stack, logicalId) ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE',
      { [logicalId]: expect.stringContaining('planned by a test') },
    ]);
    expect(await discard(emulator, whose)).toContain(`${stack.name}: discarded\n`);
  }
  expect(await createStack(emulator, stack)).toEqual(complete);
}
