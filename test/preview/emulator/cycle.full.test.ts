import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, command, deploy, destroy, diff, done } from './support/cdk.ts';
import { type ShopChanges, writeShopFile } from './support/shop-file.ts';
import { page, type ShopState, shopState } from './support/shop-state.ts';

// What these tests do follows one upon the other, as in the life of a shop.

const folder = mkdtempSync(join(tmpdir(), 'palisade-cycle-'));
const name = 'boutique-staging';
const domain = 'staging.boutique.example';
const assemblies: Assembly[] = [];
let emulator: Emulator;
let file: string;
beforeAll(async () => {
  emulator = await startEmulator();
  file = writeShopFile(folder, 'staging');
}, 120_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** Synthesizes an environment of a shop that differs from the boutique in some settings. */
function environmentOf(environment: string, changes: ShopChanges = {}): Assembly {
  const assembly = synthesize(environment, writeShopFile(folder, environment, changes));
  assemblies.push(assembly);
  return assembly;
}

/** The settings of staging that an update changes. The contract does not repeat them: CloudFormation updates no metadata by itself. */
const updated = { payments: paymentsOf('test'), orders: { keep: '9y' } };

function paymentsOf(mode: string) {
  return {
    gateways: ['stripe', 'paypal'].map((gateway) => ({ name: gateway, mode, integration: 'redirect' })),
  };
}

test('an empty account is bootstrapped, gets its zone, and then the rest', async () => {
  const staging = environmentOf('staging');
  await done(bootstrap(emulator, staging));
  await done(deploy(emulator, staging, `${name}-dns`));
  await done(deploy(emulator, staging));
  const { tables, functions, queues, secrets, buckets } = await shopState(emulator, name);
  expect(Object.keys(tables).sort()).toEqual([`${name}-csp-reports`, `${name}-orders`]);
  expect(Object.keys(functions)).toContain(`${name}-payment-callback`);
  const queueNames = Object.keys(queues).map((url) => url.split('/').at(-1));
  expect(queueNames.sort()).toEqual([
    `${name}-order-changes-dlq`,
    `${name}-outbox-dlq`,
    `${name}-payment-events`,
    `${name}-payment-events-dlq`,
  ]);
  expect(Object.keys(secrets).sort()).toEqual([
    `${name}/gateways/paypal`,
    `${name}/gateways/stripe`,
    `${name}/order-link`,
  ]);
  expect(buckets[`${name}-site-111111111111-us-east-1`]).toBeGreaterThan(0);
  expect(await page(emulator, domain)).toEqual({ status: 200, body: expect.stringContaining('<html') });
}, 300_000);

test('a comparison after the deployment finds no difference', async () => {
  const told = await diff(emulator, environmentOf('staging'));
  expect([told.code, told.text]).toEqual([
    0,
    expect.stringContaining('Number of stacks with differences: 0'),
  ]);
}, 120_000);

test('a setting that is changed in the storefront file reaches the functions, and nothing else', async () => {
  const before = await shopState(emulator, name);
  const changed = environmentOf('staging', { environments: { staging: updated } });
  expect((await diff(emulator, changed)).code).toBe(1);
  await done(deploy(emulator, changed));
  const { functions, ...rest } = await shopState(emulator, name);
  const { functions: functionsBefore, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(JSON.stringify(functions[`${name}-order-worker`])).toMatch(/keepDays\W+3288\b/);
  expect(JSON.stringify(functionsBefore[`${name}-order-worker`])).not.toMatch(/keepDays\W+3288\b/);
  expect((await diff(emulator, changed)).code).toBe(0);
}, 300_000);

describe('an update that fails is rolled back and leaves the shop as it was', () => {
  test.each<[string, string, string, () => Readonly<Record<string, unknown>>]>([
    ['data', 'AWS::DynamoDB::Table', 'tags', () => ({ tags: { team: 'another' } })],
    ['payments', 'AWS::Lambda::Function', 'tags', () => ({ tags: { team: 'another' } })],
    ['edge', 'AWS::CloudFront::Distribution', 'pages', () => ({ site: { path: otherPages() } })],
  ])(
    'in %s at the update of an %s, with other %s',
    async (role, type, _, changes) => {
      const before = {
        ...(await shopState(emulator, name)),
        buckets: {},
        page: await page(emulator, domain),
      };
      const changed = environmentOf('staging', { environments: { staging: { ...updated, ...changes() } } });
      const stack = `${name}-${role}`;
      await emulator.failOnce({ step: 'update', stack, type });
      const told = await deploy(emulator, changed, stack, '--exclusively');
      expect([told.code, told.text]).toEqual([1, expect.stringContaining('planned by a test')]);
      const after = { ...(await shopState(emulator, name)), buckets: {}, page: await page(emulator, domain) };
      expect(after).toEqual(before);
      const [resource] = await emulator.resources(stack);
      expect(resource?.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      await done(deploy(emulator, environmentOf('staging', { environments: { staging: updated } })));
    },
    300_000,
  );
});

function withoutPolicies(queues: ShopState['queues']): ShopState['queues'] {
  return Object.fromEntries(
    Object.entries(queues).map(([url, { Policy: _, ...attributes }]) => [url, attributes]),
  );
}

/** The pages of the boutique, with another first one. */
function otherPages(): string {
  const path = join(folder, 'site');
  cpSync('examples/boutique/site', path, { recursive: true });
  writeFileSync(
    join(path, 'index.html'),
    '<!doctype html><html lang="en"><title>Another page</title></html>\n',
  );
  return path;
}

test('production and a second shop stand beside it, and no name is taken twice', async () => {
  const before = await shopState(emulator, name);
  await done(deploy(emulator, environmentOf('prod')));
  const atelier = { domain: 'shop.atelier.example', zone: { name: 'shop.atelier.example' } };
  await done(deploy(emulator, environmentOf('prod', { shop: 'atelier', environments: { prod: atelier } })));
  expect(await shopState(emulator, name)).toEqual(before);
  for (const [environment, host] of [
    [name, domain],
    ['boutique-prod', 'shop.boutique.example'],
    ['atelier-prod', 'shop.atelier.example'],
  ] as const) {
    expect(Object.keys((await shopState(emulator, environment)).tables).sort()).toEqual([
      `${environment}-csp-reports`,
      `${environment}-orders`,
    ]);
    expect((await page(emulator, host)).status).toBe(200);
  }
}, 300_000);

describe('a shop that is destroyed', () => {
  const order = { TableName: `${name}-orders`, Key: { pk: { S: 'order#1' }, sk: { S: 'order' } } };
  const secret = { SecretId: `${name}/gateways/stripe` };

  test('keeps its tables, queues, secrets, buckets and logs with their keys, and loses the rest', async () => {
    await new DynamoDBClient(emulator.clientConfig).send(
      new PutItemCommand({ TableName: order.TableName, Item: order.Key }),
    );
    await new SecretsManagerClient(emulator.clientConfig).send(
      new PutSecretValueCommand({ ...secret, SecretString: '{"secretKey":"kept"}' }),
    );
    const before = await shopState(emulator, name);
    await done(destroy(emulator, environmentOf('staging')));
    const { functions, queues, ...rest } = await shopState(emulator, name);
    const { functions: _, queues: queuesBefore, ...restBefore } = before;
    expect(functions).toEqual({});
    // Policies are resources of their own, and go.
    expect(queues).toEqual(withoutPolicies(queuesBefore));
    expect(rest).toEqual(restBefore);
    expect((await page(emulator, domain)).status).toBe(0);
  }, 300_000);

  test('is not deployed again before what it has kept is adopted, because the names are taken', async () => {
    const told = await deploy(emulator, environmentOf('staging'), `${name}-data`, '--exclusively');
    expect([told.code, told.text]).toEqual([1, expect.stringContaining('already exists')]);
    const discarded = await command(emulator, 'stack', 'discard', '-e', 'staging', '--file', file);
    expect([discarded.code, discarded.text]).toEqual([0, `${name}-data: discarded\n`]);
  }, 120_000);

  test('is deployed again with its orders and secrets, when what it has kept is adopted', async () => {
    const before = await shopState(emulator, name);
    const listed = await command(emulator, 'stack', 'adopt', '-e', 'staging', '--file', file, '--dry-run');
    expect([listed.code, listed.text]).toEqual([
      0,
      expect.stringContaining(`${name}-data: would adopt AWS::DynamoDB::Table ${name}-orders\n`),
    ]);
    expect(await shopState(emulator, name)).toEqual(before);
    const adopted = await command(emulator, 'stack', 'adopt', '-e', 'staging', '--file', file);
    expect([adopted.code, adopted.text]).toEqual([0, listed.text.replaceAll('would adopt', 'adopted')]);
    await done(deploy(emulator, environmentOf('staging')));
    const { tables, secrets } = await shopState(emulator, name);
    expect({ tables, secrets }).toEqual({ tables: before.tables, secrets: before.secrets });
    const { Item } = await new DynamoDBClient(emulator.clientConfig).send(new GetItemCommand(order));
    expect(Item).toEqual(order.Key);
    const { SecretString } = await new SecretsManagerClient(emulator.clientConfig).send(
      new GetSecretValueCommand(secret),
    );
    expect(SecretString).toBe('{"secretKey":"kept"}');
    expect(await page(emulator, domain)).toEqual({ status: 200, body: expect.stringContaining('<html') });
    expect((await diff(emulator, environmentOf('staging'))).code).toBe(0);
  }, 300_000);

  test('leaves nothing to adopt when it stands again', async () => {
    const told = await command(emulator, 'stack', 'adopt', '-e', 'staging', '--file', file);
    expect([told.code, told.text]).toEqual([
      0,
      `no destroyed stack of ${name} has kept anything, nothing is adopted\n`,
    ]);
  });

  test('is never production, whose stacks are protected from termination', async () => {
    const before = await shopState(emulator, 'boutique-prod');
    const told = await destroy(emulator, environmentOf('prod'));
    expect([told.code, told.text]).toEqual([1, expect.stringContaining('TerminationProtection is enabled')]);
    expect(await shopState(emulator, 'boutique-prod')).toEqual(before);
  }, 120_000);
});
