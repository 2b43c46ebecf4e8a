import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoOrderStore } from '../../../lambda/shared/orders/dynamo-orders.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { openOrder, retention, shopper } from '../../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { signedByStripe } from './support/callback.ts';
import { bootstrap, commandWithInput, deploy, done } from './support/cdk.ts';
import { writeShopFile } from './support/shop-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-whole-'));
// Bundles find the package above them, and packages beside it.
const releases = packagePath('node_modules', '.cache', `palisade-releases-${process.pid}`);
const assemblies: Assembly[] = [];
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  rmSync(releases, { recursive: true, force: true });
  await emulator.stop();
});

/** Synthesizes the boutique's production from a file, with a release of the kit, and deploys all of it. */
async function release(tags: Readonly<Record<string, string>>, app?: string): Promise<void> {
  await done(deploy(emulator, assembled(tags, app)));
}

function assembled(tags: Readonly<Record<string, string>>, app?: string): Assembly {
  const assembly = synthesize(
    'prod',
    writeShopFile(folder, 'prod', { environments: { prod: { tags } } }),
    app,
  );
  assemblies.push(assembly);
  return assembly;
}

/** A release of the kit in which the load balancer has other generations. */
function releaseWith(generations: string): string {
  const built = readFileSync(packagePath('dist', 'storefront.cjs'), 'utf8');
  const changed = built.replace('var generations = [1];', `var generations = ${generations};`);
  if (changed === built) throw new Error('the release does not say which generations the load balancer has');
  mkdirSync(releases, { recursive: true });
  const path = join(releases, `storefront-${generations.replace(/\W+/g, '-')}.cjs`);
  writeFileSync(path, changed);
  return path;
}

/** What CloudFormation did with resources of some types since a number of the journal, in its order. */
async function stepsSince(number: number, types: readonly string[]): Promise<readonly string[]> {
  const entries = await emulator.journal(number);
  return entries
    .filter(
      ({ by, operation }) => by === 'cloudformation' && types.some((type) => operation.endsWith(` ${type}`)),
    )
    .map(({ operation }) => operation.replace(/AWS::\w+::/, ''));
}

const lastNumber = async () => (await emulator.journal()).at(-1)?.number ?? 0;
const wayIn = ['AWS::CloudFront::VpcOrigin', 'AWS::CloudFront::Distribution'];
const balancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

test('the shop deploys from nothing, each stack after those that it needs', async () => {
  const assembly = assembled({ team: 'shop' });
  const bootstrapped = await bootstrap(emulator, assembly);
  expect([bootstrapped.code, bootstrapped.text]).toEqual([0, expect.stringContaining('bootstrapped')]);
  const since = await lastNumber();
  const { code, text } = await deploy(emulator, assembly);
  expect([code, text]).toEqual([0, expect.stringContaining('boutique-prod-edge')]);
  const stacks = (await emulator.journal(since)).flatMap(({ stack }) => stack ?? []);
  const order = [...new Set(stacks)].map((stack) => stack.replace('boutique-prod-', ''));
  expect([...order].sort()).toEqual(['backup', 'data', 'edge', 'network', 'payments', 'recovery']);
  const needs = [
    ['data', 'backup'],
    ['recovery', 'backup'],
    ['network', 'payments'],
    ['data', 'payments'],
    ['payments', 'edge'],
  ] as const;
  const reversed = needs.filter(([first, second]) => order.indexOf(first) > order.indexOf(second));
  expect(reversed).toEqual([]);
}, 300_000);

describe('an order', () => {
  const secret = { signingSecret: 'whsec_0123456789abcdef', secretKey: 'sk_live_0123456789abcdef' };
  const domain = 'shop.boutique.example';

  /** Sends a request to the load balancer as CloudFront does; gives the status. The Host header is one that fetch does not let through. */
  async function ask(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    const url = `${emulator.endpoints['eu-west-1']}/_alb/boutique-prod-ingress-1${path}`;
    const own = { host: `origin.${domain}:443`, 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', headers: { ...own, ...headers } });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode ?? 0;
  }

  const store = () => {
    const client = new DynamoDBClient(emulator.clientConfig);
    return createDynamoOrderStore({
      client: DynamoDBDocumentClient.from(client),
      name: 'boutique-prod-orders',
      retention,
      now: () => new Date(),
    });
  };
  const now = new Date().toISOString();
  // The emulator deletes what has expired, as a table does, so the order was placed just now.
  const placed = {
    ...openOrder,
    stateSince: now,
    createdAt: now,
    attempt: { ...openOrder.attempt, startedAt: now },
  };
  const { reference, amountMinor } = placed;
  const stored = async () => (await store().find(reference))?.order;

  test('cannot be paid before the keys of its gateway are staged, and no gateway hears of it', async () => {
    const wanted = {
      ...{ items: [{ slug: 'moss-mug', quantity: 2 }], name: 'A. Shopper', email: 'shopper@example.com' },
      ...{ line1: 'Street 1', postalCode: '1000 AA', city: 'Amsterdam', country: 'NL', gateway: 'stripe' },
      checkout: '0b5cf6a2-6d3c-4f0e-9d5b-2f1f0b7f9a11',
    };
    const fromShop = { origin: `https://${domain}`, 'sec-fetch-site': 'same-origin' };
    expect(await ask('/api/session', fromShop, JSON.stringify(wanted))).toBe(503);
  }, 120_000);

  test('waits once the keys are staged by the command', async () => {
    const inShop = ['--environment', 'prod', '--file', join(folder, 'boutique-prod.yaml')];
    const input = JSON.stringify(secret);
    const staged = await commandWithInput(emulator, input, 'secret', 'stage', 'stripe', ...inShop);
    expect(staged).toEqual({
      code: 0,
      text: 'Stripe: this is the first secret, so it is current at once; the shop uses it within 300 seconds.\n',
    });
    // As payment-session writes it before a gateway is asked: a test contacts none.
    expect(await store().create(placed, shopper)).toBe('created');
  }, 120_000);

  test('stays open after a callback that nobody signed, or somebody else', async () => {
    const paid = { order: reference, amountMinor };
    const { body } = signedByStripe(secret.signingSecret, paid);
    const { signature } = signedByStripe('whsec_of_somebody_else', paid);
    expect(await ask('/callbacks/stripe', {}, body)).toBe(401);
    expect(await ask('/callbacks/stripe', { 'stripe-signature': signature }, body)).toBe(401);
    expect(await stored()).toEqual(placed);
  }, 120_000);

  test('is paid after the callback that its gateway signed', async () => {
    const { body, signature } = signedByStripe(secret.signingSecret, { order: reference, amountMinor });
    expect(await ask('/callbacks/stripe', { 'stripe-signature': signature }, body)).toBe(200);
    while ((await stored())?.state === 'open') await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stored()).toMatchObject({
      state: 'paid',
      reviewReasons: [],
      money: { capturedMinor: amountMinor, refundedMinor: 0, disputedMinor: 0 },
    });
  }, 120_000);

  test('cannot be told of by another host or path', async () => {
    const { body, signature } = signedByStripe(secret.signingSecret);
    const elsewhere = { host: 'elsewhere.example:443', 'stripe-signature': signature };
    expect(await ask('/callbacks/stripe', elsewhere, body)).toBe(404);
    expect(await ask('/other', { 'stripe-signature': signature }, body)).toBe(404);
  });
});

test('a changed tag of the file creates a VPC origin, switches to it, and deletes the old one', async () => {
  const since = await lastNumber();
  await release({ team: 'shop', tier: 'gold' });
  expect(await stepsSince(since, wayIn)).toEqual([
    'create VpcOrigin',
    'update Distribution',
    'delete VpcOrigin',
  ]);
}, 300_000);

test('a load balancer is replaced in two releases: the edge has switched before the old one goes', async () => {
  const since = await lastNumber();
  await release({ team: 'shop', tier: 'gold' }, releaseWith('[1, 2]'));
  await release({ team: 'shop', tier: 'gold' }, releaseWith('[2]'));
  expect(await stepsSince(since, [...wayIn, balancer])).toEqual([
    'create LoadBalancer',
    'create VpcOrigin',
    'update Distribution',
    'delete VpcOrigin',
    'delete LoadBalancer',
  ]);
}, 600_000);
