import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EventClass, PaymentEvent } from '../../lambda/gateways/payment-event.ts';
import { placeOrder } from '../../lambda/payment-session/place-order.ts';
import { createDynamoChanges } from '../../lambda/shared/orders/dynamo-changes.ts';
import type { Order } from '../../lambda/shared/orders/order.ts';
import { orderAt } from '../cli/orders/order-at.ts';
import { eventOf, openOrder, shopper } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { orderShop } from './support/order-shop.ts';
import { createOrdersTable } from './support/tables.ts';

const table = 'boutique-prod-orders';
const { reference, number } = openOrder;

let emulator: Emulator;
let shop: ReturnType<typeof orderShop>;
beforeAll(async () => {
  emulator = await startEmulator();
  process.env['AWS_ENDPOINT_URL'] = emulator.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = '111111111111';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
}, 120_000);
beforeEach(async () => {
  await createOrdersTable(new DynamoDBClient(emulator.clientConfig), table);
  shop = orderShop(emulator.clientConfig, table);
  await shop.orders.create(openOrder, shopper);
});
afterEach(() => emulator.reset());
afterAll(() => emulator.stop());

const run = (...args: readonly string[]) => orderAt(new Date(), ...args);
const found = async () => (await shop.orders.find(reference))?.order;
const changes = async () =>
  createDynamoChanges(DynamoDBDocumentClient.from(shop.client), table).waitingOf(reference);

async function happen(kind: EventClass, more: Partial<PaymentEvent> = {}): Promise<void> {
  const event = eventOf(kind, more);
  expect(await shop.workOn(await shop.record({ kind: 'verified', gateway: 'stripe', event }))).toBe(true);
}

const mismatch = { checks: { cvc: 'mismatch' } } as const;

test('an order that waits is released once, with who did it and why, and others hear of it', async () => {
  await happen('moneyIn', mismatch);
  expect((await found())?.reviewReasons).toEqual(['cvc_mismatch']);
  expect(await run('release', number, '--reason', 'spoke to the shopper')).toEqual({
    code: 0,
    out: `${number}: released, and paid\n`,
    err: '',
  });
  expect(await found()).toMatchObject({
    state: 'paid',
    reviewReasons: [],
    decisions: [
      {
        kind: 'release',
        by: expect.stringMatching(/^arn:aws:/),
        reason: 'spoke to the shopper',
        reasons: ['cvc_mismatch'],
      },
    ],
  });
  expect((await changes()).map(({ state, reviewReasons }) => [state, reviewReasons])).toEqual([
    ['paid', ['cvc_mismatch']],
    ['paid', []],
  ]);
  expect(await run('release', number, '--reason', 'again')).toMatchObject({
    code: 2,
    err: `palisade: the order ${number} is paid and waits for nobody\n`,
  });
});

test('what was released of the card stays settled, and what is new of the money waits again', async () => {
  await happen('moneyIn', mismatch);
  await run('release', reference, '--reason', 'fine');
  await happen('moneyOut', { id: 'refund-1', amountMinor: 100, effect: { kind: 'refunded', item: 're_1' } });
  expect((await found())?.reviewReasons).toEqual(['partly_refunded']);
  await run('release', reference, '--reason', 'a gift');
  expect((await found())?.reviewReasons).toEqual([]);
  await happen('moneyOut', { id: 'refund-2', amountMinor: 200, effect: { kind: 'refunded', item: 're_2' } });
  expect((await found())?.reviewReasons).toEqual(['partly_refunded']);
});

test('an order that is cancelled is paid no more, and waits for a person when money comes all the same', async () => {
  expect(await run('cancel', number, '--reason', 'out of stock')).toMatchObject({
    code: 0,
    out: `${number}: cancelled; no further payment of it is started, and its state is open\n`,
  });
  const draft = {
    order: openOrder,
    placer: shopper,
    attempt: { gateway: 'stripe', fingerprint: 'another' },
  };
  expect(await placeOrder(shop.orders, await shop.orders.find(reference), draft, new Date())).toEqual({
    problem: 'order_cancelled',
  });
  expect((await changes()).map(({ isCancelled }) => isCancelled)).toEqual([true]);
  await happen('moneyIn');
  expect(await found()).toMatchObject({ state: 'paid', reviewReasons: ['cancelled'] });
  expect(await run('cancel', number, '--reason', 'again')).toMatchObject({
    code: 2,
    err: `palisade: the order ${number} is cancelled already\n`,
  });
});

test.each<[EventClass, string]>([
  ['moneyIn', 'is paid: refund it at the gateway, which tells the shop'],
  ['atRisk', 'is disputed: refund it at the gateway, which tells the shop'],
])('after %s an order is not cancelled', async (kind, objection) => {
  if (kind === 'atRisk') await happen('moneyIn');
  await happen(kind);
  const before = await found();
  expect(await run('cancel', number, '--reason', 'no')).toMatchObject({
    code: 2,
    out: '',
    err: `palisade: the order ${number} ${objection}\n`,
  });
  expect(await found()).toEqual(before);
});

test.each([
  [['release', number], 'found no --reason, say why in a sentence'],
  [['release', number, '--reason', ' '], 'found no --reason, say why in a sentence'],
  [
    ['cancel', number, '--reason', 'card 4111 1111 1111 1111'],
    '--reason: found what looks like the number of a card, say it without',
  ],
  [['cancel', number, '--reason', 'x'.repeat(501)], '--reason: found 501 characters, write at most 500'],
  [['show', 'nobody'], 'found nobody, write the number of an order such as K7QF-2MXP, or its reference'],
  [['show'], 'found no order, name one'],
  [
    ['show', '2222-2222'],
    'the table boutique-prod-orders in eu-west-1 has no order 2222-2222; it may have expired',
  ],
  [['list', 'paid'], 'found paid, palisade order list takes no argument'],
  [['list', '--since', '2026-02-30'], '--since: found 2026-02-30, write a day such as 2026-03-31'],
  [
    ['list', '--state', 'happy'],
    '--state: found happy, write disputed or paid or refunded or authorised or failed or open',
  ],
])('palisade order %j is refused in one sentence', async (args, sentence) => {
  expect(await run(...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
});

test('an order is shown by its number, in small letters too, without anything personal', async () => {
  await happen('moneyIn', mismatch);
  const { out } = await run('show', number.toLowerCase());
  expect(out).toContain('42.50 EUR to pay, 42.50 EUR captured');
  expect(out).toContain('cvc_mismatch');
  for (const text of Object.values(shopper)) expect(out).not.toContain(text);
  const { order } = JSON.parse((await run('show', reference, '--format', 'json')).out);
  expect(order).toEqual(await found());
});

test('an order that nobody fetched is in the list, as text, JSON and CSV, and in that of its state alone', async () => {
  await happen('moneyIn');
  const today = new Date().toISOString().slice(0, 10);
  const { out } = await run('list', '--state', 'paid', '--since', today);
  expect(out).toMatch(new RegExp(`^${number}  paid  ${today}\\S+  42\\.50 EUR\\n$`));
  const { orders } = JSON.parse((await run('list', '--format', 'json')).out);
  expect(orders).toMatchObject([
    { reference, number, state: 'paid', amountMinor: 4250, capturedMinor: 4250 },
  ]);
  const [head, row, ...rest] = (await run('list', '--format', 'csv')).out.split('\r\n');
  expect(head?.split(',').slice(0, 3)).toEqual(['number', 'reference', 'state']);
  expect(row?.split(',').slice(0, 3)).toEqual([number, reference, 'paid']);
  expect(rest).toEqual(['']);
  expect((await run('list', '--state', 'open')).out).toBe('');
});

test('all that is kept of an order is exported, with the days until which it is', async () => {
  await happen('moneyIn');
  const exported = JSON.parse((await run('export', number)).out);
  expect(exported).toMatchObject({
    order: { reference, state: 'paid' },
    shopper,
    paymentEvents: [{ inbound: { gateway: 'stripe' } }],
    keptUntil: { order: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/), shopper: expect.any(String) },
  });
  expect(exported.keptUntil.shopper < exported.keptUntil.order).toBe(true);
});

test('a paid order stays when its shopper is erased, and it says what backups still hold', async () => {
  await happen('moneyIn');
  const now = new Date('2026-11-29T12:00:00Z');
  const { code, out } = await orderAt(now, 'erase', number, '--reason', 'asked by the shopper');
  expect(code).toBe(0);
  expect(out).toContain('who placed it is erased; what was paid is kept until');
  expect(out).toContain(
    'Backups made before this end by 2027-12-07, 373 days from now: after a restore of one, repeat this command.',
  );
  expect(await found()).toMatchObject({ state: 'paid', decisions: [{ kind: 'erasure' }] });
  expect(await everything()).not.toContain('Amsterdam');
});

test('an order that nobody paid is erased as a whole', async () => {
  expect((await run('erase', number, '--reason', 'asked by the shopper')).out).toContain(
    'erased as a whole: nobody paid it',
  );
  expect(await everything()).toBe('[]');
});

async function everything(): Promise<string> {
  const client = DynamoDBDocumentClient.from(shop.client);
  return JSON.stringify((await client.send(new ScanCommand({ TableName: table }))).Items);
}

test('of two operators who decide at the same time, one is told to look again', async () => {
  await happen('moneyIn', mismatch);
  const runs = await Promise.all([
    run('release', number, '--reason', 'one'),
    run('release', number, '--reason', 'two'),
  ]);
  expect(runs.filter(({ code }) => code === 0)).toHaveLength(1);
  expect(((await found()) as Order).decisions).toHaveLength(1);
});
