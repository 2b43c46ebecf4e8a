import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { runSecret } from '../cli/secret/support.ts';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from '../lambda/fakes/loopback.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { shopper } from './support/confidential.ts';
import { type DeployedShop, deployShop } from './support/deployed-shop.ts';

const url = 'https://erp.boutique.example/orders';
const secretName = 'boutique-prod/notify';
const newKey = () => `whsec_${randomBytes(32).toString('base64')}`;

let emulator: Emulator;
let secrets: SecretsManagerClient;
let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  emulator = await startEmulator();
  secrets = new SecretsManagerClient(emulator.clientConfig);
  folder = mkdtempSync(join(tmpdir(), 'palisade-webhook-'));
  const boutique = readFileSync('examples/boutique/storefront.yaml', 'utf8');
  const site = join(process.cwd(), 'examples/boutique/site');
  const told = boutique
    .replaceAll('path: site', `path: ${site}`)
    .replace('    payments:\n', `    orders: { notify: ${url} }\n    payments:\n`);
  writeFileSync(join(folder, 'storefront.yaml'), told);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: '111111111111',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  });
}, 120_000);
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** The shop's own system: it verifies with the official library of Standard Webhooks, and takes every id once. */
interface Receiver {
  readonly fake: Fake;
  /** The key that it knows. */
  key: string;
  /** How it answers next, in order; afterwards it takes what it is told. */
  readonly answers: FakeAnswer[];
  readonly taken: Map<
    string,
    { readonly type: string; readonly sequence: number; readonly reference: string }
  >;
}

async function startReceiver(key: string): Promise<Receiver> {
  const [answers, taken]: [FakeAnswer[], Receiver['taken']] = [[], new Map()];
  const fake = await startLoopback([new URL(url).host], (request) => receive(request));
  const receiver = { fake, key, answers, taken };
  function receive({ body, headers }: SeenRequest): FakeAnswer {
    const planned = answers.shift();
    if (planned) return planned;
    try {
      const document = new Webhook(receiver.key).verify(body, { ...headers }) as {
        readonly type: string;
        readonly data: { readonly id: string; readonly sequence: number; readonly reference: string };
      };
      const { type, data } = document;
      if (headers['webhook-id'] !== data.id) return { status: 400, body: '' };
      if (!taken.has(data.id)) taken.set(data.id, { type, ...data });
      return { status: 204, body: '' };
    } catch {
      return { status: 401, body: '' };
    }
  }
  return receiver;
}

let stripe: StripeFake;
let shop: DeployedShop;
let receiver: Receiver;
let key: string;
beforeEach(async () => {
  key = newKey();
  const busName = `orders-${randomUUID()}`;
  await new EventBridgeClient(emulator.clientConfig).send(new CreateEventBusCommand({ Name: busName }));
  await secrets.send(new CreateSecretCommand({ Name: secretName }));
  [stripe, receiver] = await Promise.all([createStripeFake(), startReceiver(key)]);
  const webhook = { url, secretName, receiver: receiver.fake };
  shop = await deployShop(emulator, { stripe }, { told: { busName, webhook } });
  await shop.stage('stripe');
});
afterEach(async () => {
  await shop.stop();
  await Promise.all([stripe.close(), receiver.fake.close()]);
  await emulator.reset();
});

const secret = (input: string | undefined, ...args: readonly string[]) =>
  runSecret(
    { ...(input !== undefined && { input }) },
    ...args,
    '--file',
    join(folder, 'storefront.yaml'),
    '--environment',
    'prod',
  );
const stage = (signingSecret: string) => secret(JSON.stringify({ signingSecret }), 'stage', 'notify');

const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** Has a shopper pay, up to the change that waits to be told. */
async function pay(): Promise<string> {
  const { reference } = await shop.order('stripe', shopper);
  await shop.callback('stripe', stripe.callbackFor('payment_intent.succeeded', { at: now() }));
  await shop.settle();
  return reference;
}

async function refund(): Promise<void> {
  await shop.callback('stripe', stripe.callbackFor('charge.refunded', { at: now() }));
  await shop.settle();
}

const takenTypes = () => [...receiver.taken.values()].map(({ type }) => type);
const waiting = async () =>
  Object.values(await shop.items()).filter(({ pending }) => pending === 'change').length;

test('a change waits for the key, and is told once an operator has staged it', async () => {
  const reference = await pay();
  await shop.tell();
  expect([receiver.fake.requests.length, await waiting()]).toEqual([0, 1]);
  expect(await secret(undefined, 'status', 'notify')).toEqual({
    code: 1,
    out: [
      `Webhook of orders  ${secretName}`,
      '  missing  a secret with signingSecret',
      `  told     ${url}`,
      '',
    ].join('\n'),
    err: '',
  });
  expect(await stage(key)).toEqual({
    code: 0,
    out: 'Webhook of orders: this is the first key, so it signs alone within 300 seconds; the changes that wait are told by then.\n',
    err: '',
  });
  await shop.tell();
  expect([...receiver.taken]).toEqual([
    [`${reference}.1`, expect.objectContaining({ type: 'order.paid', sequence: 1, reference })],
  ]);
  expect(await waiting()).toBe(0);
}, 120_000);

test('a receiver that fails and recovers has each change once, in order', async () => {
  await stage(key);
  await pay();
  const broken = { status: 503, body: '' };
  receiver.answers.push(broken, broken);
  await shop.tell();
  expect([takenTypes(), await waiting()]).toEqual([[], 1]);
  await refund();
  await shop.tell();
  expect([takenTypes(), await waiting()]).toEqual([['order.paid', 'order.refunded'], 0]);
  await shop.tell();
  expect([...receiver.taken.values()].map(({ sequence }) => sequence)).toEqual([1, 2]);
}, 120_000);

test('a receiver that has taken a change and whose answer is lost, hears of it again under one id', async () => {
  await stage(key);
  await pay();
  receiver.fake.failNext({ kind: 'dropped' }, { kind: 'dropped' });
  await shop.tell();
  expect([takenTypes(), await waiting()]).toEqual([['order.paid'], 1]);
  await shop.tell();
  expect([takenTypes(), await waiting()]).toEqual([['order.paid'], 0]);
  expect(new Set(receiver.fake.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
}, 120_000);

test('a key is replaced while changes are told, and none is lost', async () => {
  await stage(key);
  await pay();
  await shop.tell();
  const next = newKey();
  expect((await stage(next)).out).toBe(
    [
      'Webhook of orders: the new key is current and signs within 300 seconds, and the one before signs beside it.',
      'Give the other side the new key after those 300 seconds, and then run: palisade secret revoke-previous notify',
      '',
    ].join('\n'),
  );
  // An instance that still keeps the old key, then one that has both, while the receiver knows the old one.
  await refund();
  await shop.tell();
  await shop.restart();
  await pay();
  await shop.tell();
  expect(takenTypes()).toEqual(['order.paid', 'order.refunded', 'order.paid']);
  expect(await secret(undefined, 'status', 'notify')).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      '  previous key  signs, too, until palisade secret revoke-previous notify\n',
    ),
  });
  // A third key would leave the receiver with one that signs no more.
  const third = await stage(newKey());
  expect([third.code, third.err]).toEqual([
    1,
    'palisade: Webhook of orders: the previous key still signs beside the current one, and another key would take it away: stage the new one after palisade secret revoke-previous notify, once the receiver has the current key\n',
  ]);
  receiver.key = next;
  await refund();
  await shop.tell();
  expect(await secret(undefined, 'revoke-previous', 'notify')).toEqual({
    code: 0,
    out: 'Webhook of orders: the previous key signs no more within 300 seconds.\n',
    err: '',
  });
  await shop.restart();
  await pay();
  await shop.tell();
  expect([takenTypes().length, await waiting()]).toEqual([5, 0]);
  expect(receiver.fake.requests.at(-1)?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
  expect((await secret(undefined, 'status', 'notify', '--format', 'json')).out).toContain(
    '"isPreviousSigning": false',
  );
}, 180_000);

test.each([
  ['a key without its prefix', JSON.stringify({ signingSecret: randomBytes(32).toString('base64') })],
  [
    'a key that is too short',
    JSON.stringify({ signingSecret: `whsec_${randomBytes(16).toString('base64')}` }),
  ],
  ['a key that is not base64', JSON.stringify({ signingSecret: `whsec_${'?'.repeat(40)}` })],
])('%s is refused in one sentence without a part of it, and nothing is staged', async (_, input) => {
  const { code, out, err } = await secret(input, 'stage', 'notify');
  expect([code, out, err]).toEqual([
    2,
    '',
    'palisade: standard input: the secret of the webhook of orders has a signingSecret in another form than the key of the webhook, whsec_ and 24 to 64 random bytes in base64 has\n',
  ]);
  const read = secrets.send(new GetSecretValueCommand({ SecretId: secretName }));
  await expect(read).rejects.toThrow();
});

test('a value that nobody can read is replaced at once, and signs nothing', async () => {
  await secrets.send(new PutSecretValueCommand({ SecretId: secretName, SecretString: 'whsec_?' }));
  expect((await stage(key)).code).toBe(0);
  await pay();
  await shop.tell();
  expect(takenTypes()).toEqual(['order.paid']);
  const signatures = receiver.fake.requests.map(({ headers }) => headers['webhook-signature']);
  expect(signatures).toEqual([expect.stringMatching(/^v1,[^ ]+$/)]);
}, 120_000);
