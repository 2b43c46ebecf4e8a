import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  createCatalogueReader,
  createCatalogueReleaser,
} from '../../lambda/shared/catalogue/dynamo-catalogues.ts';
import { releasedCatalogue } from '../../lambda/shared/catalogue/released-catalogue.ts';
import type { Answer } from '../../lambda/shared/http/answer.ts';
import { createDynamoOrderStore } from '../../lambda/shared/orders/dynamo-orders.ts';
import { referenceOf } from '../../lambda/shared/orders/order-reference.ts';
import { catalogue } from '../../lib/cli/catalogue/catalogue.ts';
import { at, runInProcess } from '../cli/support.ts';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { startLoopback } from '../lambda/fakes/loopback.ts';
import { accountOf, secretOf } from '../lambda/gateways/support/accounts.ts';
import { formEvent, shopUrl } from '../lambda/payment-session/support/shop.ts';
import { retention } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { catalogueFile } from './support/catalogue-file.ts';
import { startFunction } from './support/deployed-function.ts';
import { createGatewaySecret } from './support/gateway-secret.ts';
import { createOrdersTable } from './support/tables.ts';

const table = 'boutique-prod-orders';
const items = '[{"slug":"moss-mug","quantity":1}]';

let emulator: Emulator;
let stripe: StripeFake;
beforeAll(async () => {
  [emulator, stripe] = await Promise.all([startEmulator(), createStripeFake()]);
  process.env['AWS_ENDPOINT_URL'] = emulator.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = '111111111111';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
}, 120_000);
// Of each test one of its own: the gateway remembers what it was asked by which key.
let checkout: string;
beforeEach(async () => {
  checkout = randomUUID();
  await emulator.reset();
  await createOrdersTable(new DynamoDBClient(emulator.clientConfig), table);
});
afterAll(() => Promise.all([emulator.stop(), stripe.close()]));

/** A shop of somebody's own, whose file they change. */
function ownShop() {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
  cpSync('examples/boutique', folder, { recursive: true });
  const file = join(folder, 'site', 'catalogue.json');
  return {
    /** Writes what a mug costs into the file. */
    price: (EUR: number) => {
      const content = JSON.parse(readFileSync(file, 'utf8'));
      content.products[0].prices = { EUR };
      writeFileSync(file, JSON.stringify(content, undefined, 2));
    },
    run: (...args: readonly string[]) => {
      const inShop = ['--file', join(folder, 'storefront.yaml'), '--environment', 'prod'];
      const now = new Date('2026-11-30T12:00:00.000Z');
      return runInProcess((output) => catalogue([...args, ...inShop], { ...output, ...at(now) }));
    },
  };
}

const client = () => DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig));

/** What the function as it is deployed shows and charges, in a new instance. */
async function asked(
  variables: Readonly<Record<string, string>> = {},
  hosts: Readonly<Record<string, string>> = {},
) {
  const secret = await createGatewaySecret(new SecretsManagerClient(emulator.clientConfig), 'stripe');
  await secret.put(secretOf('stripe'));
  const deployed = { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 100 } };
  const session = startFunction('payment-session', {
    emulator,
    gateways: { 'api.stripe.com': stripe.origin, ...hosts },
    variables: {
      ORDERS_TABLE: table,
      GATEWAYS: JSON.stringify([{ config: accountOf('stripe').config, secretId: secret.arn }]),
      SHOP_URL: shopUrl,
      CART_URL: `${shopUrl}/cart/`,
      CHECKOUT_URL: `${shopUrl}/checkout/`,
      RETURN_URL: `${shopUrl}/checkout/done/`,
      ORDER_RETENTION: JSON.stringify(retention),
      CATALOGUE_FILE: catalogueFile([deployed]),
      ...variables,
    },
  });
  const shown = await session.invoke<Answer>({ httpMethod: 'GET', path: '/api/catalogue' });
  const paid = await session.invoke<Answer>(formEvent({ items, checkout }));
  await session.stop();
  const orders = createDynamoOrderStore({ client: client(), name: table, retention, now: () => new Date() });
  const order = (await orders.find(referenceOf(checkout)))?.order;
  const { version, catalogue: told } = JSON.parse(shown.body);
  return { shown: told.products[0].prices.EUR, version, status: paid.statusCode, order };
}

test('a price changes without a deployment, and back, and an order says which catalogue priced it', async () => {
  const shop = ownShop();
  expect(await asked()).toMatchObject({ shown: 100, status: 303, order: { amountMinor: 100 } });
  expect(await shop.run('list')).toMatchObject({
    out: 'nothing was released yet: what was deployed counts\n',
  });

  shop.price(3100);
  const released = await shop.run('release');
  expect(released).toEqual({
    code: 0,
    out: expect.stringMatching(/^[0-9a-f]{12} counts within 30 seconds: 8 products in EUR\n$/),
    err: '',
  });
  const first = await asked();
  expect(first).toMatchObject({ shown: 3100, status: 303, order: { amountMinor: 3100 } });
  expect(first.order?.catalogue).toBe(first.version);
  expect(await shop.run('release')).toMatchObject({
    code: 0,
    out: expect.stringContaining('counts already'),
  });

  shop.price(3200);
  await shop.run('release');
  expect(await asked()).toMatchObject({ shown: 3200, order: { amountMinor: 3200 } });

  expect(await shop.run('rollback')).toMatchObject({ code: 0, out: released.out });
  expect(await asked()).toMatchObject({
    shown: 3100,
    order: { amountMinor: 3100, catalogue: first.version },
  });
  const listed = (await shop.run('list')).out.split('\n');
  expect(listed).toHaveLength(4);
  expect(listed[0]).toMatch(
    new RegExp(`^\\* +${first.version.slice(0, 12)} +2026-11-30T12:00:00.000Z +8 products +arn:aws:`),
  );
}, 120_000);

test('what cannot be priced is never released, and nobody overtakes a release that they have not seen', async () => {
  const shop = ownShop();
  shop.price(0.5);
  expect(await shop.run('release')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^site\/catalogue\.json:\d+: products\[0\]\.prices\.EUR: found 0\.5, /),
  });
  expect(await shop.run('check')).toMatchObject({ code: 2 });
  expect(await shop.run('rollback')).toMatchObject({ code: 2, err: expect.stringContaining('no way back') });
  const reader = createCatalogueReader(client(), table);
  expect(await reader.history()).toBeUndefined();

  const releaser = createCatalogueReleaser(client(), table);
  const entry = { version: 'a'.repeat(64), at: '2026-11-30T12:00:00.000Z', by: 'jane', products: 1 };
  expect(await releaser.switchTo(entry, undefined)).toBe('switched');
  expect(await releaser.switchTo(entry, undefined)).toBe('overtaken');
  const seen = await reader.history();
  expect(await releaser.switchTo(entry, seen)).toBe('switched');
  expect(await releaser.switchTo(entry, seen)).toBe('overtaken');
});

test('a released catalogue never changes: the same is kept once, and what is not what its version says is refused', async () => {
  const made = (minor: number) =>
    releasedCatalogue(JSON.stringify({ products: [{ slug: 'mug', title: 'Mug', prices: { EUR: minor } }] }));
  const reader = createCatalogueReader(client(), table);
  const releaser = createCatalogueReleaser(client(), table);
  const [one, other] = [made(1), made(2)];
  expect([await releaser.add(one), await releaser.add(one)]).toEqual(['kept', 'kept']);
  expect(await reader.read(one.version)).toEqual(one);
  await releaser.add({ ...other, text: one.text });
  await expect(reader.read(other.version)).rejects.toThrow('is not what it was');
  await client().send(
    new UpdateCommand({
      TableName: table,
      Key: { pk: `CATALOGUE#${one.version}`, sk: 'CATALOGUE' },
      UpdateExpression: 'REMOVE content',
    }),
  );
  await expect(reader.read(one.version)).rejects.toThrow();
});

test('the shop’s own system prices an order, signed both ways, and nothing is sold while it is silent', async () => {
  const key = `whsec_${randomBytes(32).toString('base64')}`;
  const secrets = new SecretsManagerClient(emulator.clientConfig);
  const Name = 'boutique-prod/quote';
  await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify({ signingSecret: key }) }));
  const system = await startLoopback(['prices.shop.example'], ({ headers, body }) => {
    const webhook = new Webhook(key);
    const { data } = webhook.verify(body, { ...headers }) as { readonly data: { readonly id: string } };
    const quote = JSON.stringify({
      currency: 'EUR',
      lines: [{ slug: 'moss-mug', title: 'Mug, engraved', quantity: 1, priceMinor: 3900 }],
      tax: { amountMinor: 351, isIncluded: false },
      totalMinor: 4251,
    });
    const at = new Date();
    return {
      status: 200,
      body: quote,
      headers: {
        'webhook-id': data.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': webhook.sign(data.id, at, quote),
      },
    };
  });
  const variables = {
    QUOTE_URL: 'https://prices.shop.example/quotes',
    QUOTE_SECRET: Name,
    SHOP: 'boutique',
    ENVIRONMENT: 'prod',
  };
  const hosts = { 'prices.shop.example': system.origin };
  system.failNext({ kind: 'dropped' });
  expect(await asked(variables, hosts)).toMatchObject({ status: 503, order: undefined });
  expect(await asked(variables, hosts)).toMatchObject({
    status: 303,
    order: {
      amountMinor: 4251,
      tax: { amountMinor: 351, isIncluded: false },
      quote: expect.stringMatching(/^quote_/),
    },
  });
  expect(system.requests.at(-1)?.body).not.toContain('ada@example.com');
  await system.close();
}, 120_000);
