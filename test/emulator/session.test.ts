import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { HttpEvent } from '../../lambda/gateways/delivery.ts';
import { placeOrder } from '../../lambda/payment-session/place-order.ts';
import type { Answer } from '../../lambda/shared/http/answer.ts';
import { NoAnswerError } from '../../lambda/shared/http/ask.ts';
import { createDynamoOrderStore } from '../../lambda/shared/orders/dynamo-orders.ts';
import { referenceOf } from '../../lambda/shared/orders/order-reference.ts';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { accountOf, secretOf } from '../lambda/gateways/support/accounts.ts';
import { formEvent, products, reference, shopUrl, shopWith } from '../lambda/payment-session/support/shop.ts';
import { retention } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { catalogueFile } from './support/catalogue-file.ts';
import { startFunction } from './support/deployed-function.ts';
import { createGatewaySecret } from './support/gateway-secret.ts';
import { breakRequests, type Fault } from './support/order-shop.ts';
import { createOrdersTable } from './support/tables.ts';

let emulator: Emulator;
let stripe: StripeFake;
beforeAll(async () => {
  [emulator, stripe] = await Promise.all([startEmulator(), createStripeFake()]);
}, 120_000);
afterAll(() => Promise.all([emulator.stop(), stripe.close()]));

/** A shop with a table and a secret of its own, which is empty unless it is said to be staged. */
async function shop({ isStaged }: { readonly isStaged: boolean }) {
  const table = `orders-${randomUUID()}`;
  const client = new DynamoDBClient(emulator.clientConfig);
  await createOrdersTable(client, table);
  const secret = await createGatewaySecret(new SecretsManagerClient(emulator.clientConfig), 'stripe');
  if (isStaged) await secret.put(secretOf('stripe'));
  const surroundings = {
    emulator,
    gateways: { 'api.stripe.com': stripe.origin },
    variables: {
      ORDERS_TABLE: table,
      GATEWAYS: JSON.stringify([{ config: accountOf('stripe').config, secretId: secret.arn }]),
      SHOP_URL: shopUrl,
      CART_URL: `${shopUrl}/cart/`,
      CHECKOUT_URL: `${shopUrl}/checkout/`,
      RETURN_URL: `${shopUrl}/checkout/done/`,
      ORDER_RETENTION: JSON.stringify(retention),
      CATALOGUE_FILE: catalogueFile(products),
    },
  };
  return {
    orders: createDynamoOrderStore({
      client: DynamoDBDocumentClient.from(client),
      name: table,
      retention,
      now: () => new Date(),
    }),
    /** Sends events to a new instance of the function; gives its answers and the lines of its log. */
    run: async (...events: readonly HttpEvent[]) => {
      const session = startFunction('payment-session', surroundings);
      const answers = await Promise.all(events.map((event) => session.invoke<Answer>(event)));
      await session.stop();
      return { answers, lines: session.lines };
    },
  };
}

test('the function as it is deployed writes the order down and leads both clicks to one session', async () => {
  const { orders, run } = await shop({ isStaged: true });
  const { answers, lines } = await run(formEvent(), formEvent());
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
  const [first, second] = answers.map(({ multiValueHeaders }) => multiValueHeaders['location']);
  expect(second).toEqual(first);
  expect(await orders.find(reference)).toMatchObject({
    // Written when it was placed, and again with the session that the gateway made.
    version: 2,
    order: { state: 'open', amountMinor: 14200, currency: 'EUR', attempt: { number: 1, gateway: 'stripe' } },
  });
  expect(stripe.requests.at(-1)?.body).toContain(`client_reference_id=${reference}`);
  const log = lines.join('\n');
  for (const secret of [...Object.values(secretOf('stripe')), 'ada@example.com', 'Rue du Bac'])
    expect(log).not.toContain(secret);
}, 60_000);

test('before somebody staged the secret, it says so with words and with a metric', async () => {
  const { orders, run } = await shop({ isStaged: false });
  const { answers, lines } = await run(formEvent());
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([503]);
  expect(answers[0]?.body).toContain('This way to pay is not ready yet');
  expect(lines.some((line) => JSON.parse(line).SecretMissing === 1)).toBe(true);
  expect(await orders.find(reference)).toBeUndefined();
}, 60_000);

test('thirty clicks at once are one attempt, and rivals never share a number', async () => {
  const { orders } = await shop({ isStaged: false });
  const shopper = {
    name: 'A',
    email: 'a@b.example',
    line1: 'C 1',
    postalCode: '1',
    city: 'D',
    country: 'FR',
  };
  const order = { reference, amountMinor: 2800, currency: 'EUR', lines: [] };
  let time = Date.parse('2026-11-22T12:00:00Z');
  const click = (fingerprint: string) => {
    time += 1;
    const draft = { order, placer: shopper, attempt: { gateway: 'stripe', fingerprint } };
    return placeOrder(orders, undefined, draft, new Date(time));
  };
  const clicks = await Promise.all(Array.from({ length: 30 }, () => click('same')));
  expect(clicks.filter((placed) => 'order' in placed && !placed.isRepeated)).toHaveLength(1);
  expect(clicks.map((placed) => ('order' in placed ? placed.order.attempt.number : placed))).toEqual(
    Array.from({ length: 30 }, () => 1),
  );

  const rivals = await Promise.all(Array.from({ length: 10 }, (_, index) => click(`rival ${index}`)));
  const numbers = rivals.flatMap((placed) => ('order' in placed ? [placed.order.attempt.number] : []));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect((await orders.find(reference))?.order.attempt.number).toBe(1 + numbers.length);
}, 60_000);

/** Has a shopper click twice, where one of the steps of the first click goes wrong. */
async function clicksWithFaultAt(place: number, fault: Fault, table: string) {
  const client = new DynamoDBClient({ ...emulator.clientConfig, maxAttempts: 1 });
  const steps: string[] = [];
  let isFirst = true;
  const faultAt = (step: string) => (isFirst && steps.push(step) === place ? fault : undefined);
  breakRequests(client, faultAt);
  const keys: unknown[] = [];
  const store = createDynamoOrderStore({
    client: DynamoDBDocumentClient.from(client),
    name: table,
    retention,
    now: () => new Date(),
  });
  const { post } = shopWith({
    store,
    send: async ({ headers }) => {
      const met = faultAt('gateway');
      if (met === 'throttled') throw new NoAnswerError('network');
      keys.push(headers['idempotency-key']);
      if (met === 'lost') throw new NoAnswerError('timeout');
      return { status: 200, body: '{"url":"https://checkout.stripe.com/c/pay/cs_1"}' };
    },
  });
  const checkout = randomUUID();
  const first = await post(formEvent({ checkout }));
  isFirst = false;
  const second = await post(formEvent({ checkout }));
  return { first, broken: steps[place - 1], second, keys, stored: await store.find(referenceOf(checkout)) };
}

test.each(['throttled', 'lost'] as const)(
  'a click that ends at any step, since it is %s, is told what to do, and the next one goes on with it',
  async (fault) => {
    const table = `orders-${randomUUID()}`;
    await createOrdersTable(new DynamoDBClient(emulator.clientConfig), table);
    const broken: string[] = [];
    for (;;) {
      const clicks = await clicksWithFaultAt(broken.length + 1, fault, table);
      expect(clicks.second.statusCode).toBe(303);
      expect(new Set(clicks.keys).size).toBe(1);
      expect(clicks.stored).toMatchObject({ version: 1, order: { state: 'open', attempt: { number: 1 } } });
      if (clicks.broken === undefined) break;
      expect(clicks.first.statusCode).toBeGreaterThanOrEqual(500);
      expect(clicks.first.body).toContain('Go back to the checkout');
      broken.push(clicks.broken);
    }
    expect(broken).toEqual(['GetItemCommand', 'TransactWriteItemsCommand', 'gateway']);
  },
  60_000,
);
