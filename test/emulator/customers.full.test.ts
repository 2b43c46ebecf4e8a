import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateSecretCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newSessionId } from '../../lambda/shared/customers/session.ts';
import { createSessionStore, type SessionStore } from '../../lambda/shared/customers/session-store.ts';
import { createOrderEraser } from '../../lambda/shared/orders/dynamo-erasure.ts';
import { createDynamoOrderStore, type OrdersTable } from '../../lambda/shared/orders/dynamo-orders.ts';
import { createOwnOrders, type OwnOrders } from '../../lambda/shared/orders/dynamo-own-orders.ts';
import { customerKey } from '../../lambda/shared/orders/order-item.ts';
import { orderOfToken } from '../../lambda/shared/orders/order-link.ts';
import type { OrderStore } from '../../lambda/shared/orders/order-store.ts';
import { orderAt } from '../cli/orders/order-at.ts';
import { openOrder, retention, shopper } from '../lambda/shared/orders/support/orders.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { createOrdersTable } from './support/tables.ts';

const [ada, grace] = ['subject-of-ada', 'subject-of-grace'];
const { reference, number } = openOrder;

let emulator: Emulator;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  emulator = await startEmulator();
  process.env['AWS_ENDPOINT_URL'] = emulator.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = '111111111111';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  client = DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfig), {
    marshallOptions: { removeUndefinedValues: true },
  });
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

describe('a session', () => {
  let time: number;
  let sessions: SessionStore;
  beforeEach(async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'sessions',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    time = Date.parse('2026-11-30T12:00:00Z');
    const limits = { idleSeconds: 1800, longestSeconds: 43_200 };
    sessions = createSessionStore({ client, name: 'sessions', limits, now: () => time });
  });

  test('is found by its id alone, which the table does not hold', async () => {
    const id = newSessionId();
    expect(await sessions.start(id, ada, time)).toBe('started');
    expect(await sessions.find(id)).toMatchObject({ subject: ada });
    expect(await sessions.find(newSessionId())).toBeUndefined();
    expect(await sessions.find('SESSION#x')).toBeUndefined();
    const { Items } = await client.send(new ScanCommand({ TableName: 'sessions' }));
    expect(JSON.stringify(Items)).not.toContain(id);
  });

  test('goes on as long as it is used, and ends when it is not, at its longest, and by a sign-out', async () => {
    const [used, idle, ended] = [newSessionId(), newSessionId(), newSessionId()];
    for (const id of [used, idle, ended]) await sessions.start(id, ada, time);
    await sessions.end(ended);
    expect(await sessions.find(ended)).toBeUndefined();
    for (let passed = 0; passed < 43_200; passed += 1200) {
      expect(await sessions.find(used)).toMatchObject({ subject: ada });
      time += 1_200_000;
    }
    expect(await sessions.find(used)).toBeUndefined();
    expect(await sessions.find(idle)).toBeUndefined();
  });

  test('ends with a sign-out everywhere, with every sign-in that began before, and with nobody else’s', async () => {
    const [one, two, other] = [newSessionId(), newSessionId(), newSessionId()];
    await sessions.start(one, ada, time);
    await sessions.start(two, ada, time);
    await sessions.start(other, grace, time);
    const before = time;
    time += 1000;
    await sessions.endAll(ada);
    expect([await sessions.find(one), await sessions.find(two)]).toEqual([undefined, undefined]);
    expect(await sessions.find(other)).toMatchObject({ subject: grace });
    expect(await sessions.start(newSessionId(), ada, before)).toBe('revoked');
    time += 1000;
    expect(await sessions.start(newSessionId(), ada, time)).toBe('started');
  });
});

describe('an order', () => {
  let table: OrdersTable;
  let orders: OrderStore;
  let own: OwnOrders;
  beforeEach(async () => {
    const name = 'boutique-prod-orders';
    await createOrdersTable(new DynamoDBClient(emulator.clientConfig), name);
    table = { client, name, retention, now: () => new Date() };
    orders = createDynamoOrderStore(table);
    own = createOwnOrders(table);
  });
  const read = async () => {
    const found = await orders.find(reference);
    if (!found) throw new Error('the order is gone');
    return found;
  };
  const items = async () =>
    (await client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }))).Items ?? [];

  test('of a guest is nobody’s, whatever address it has', async () => {
    await orders.create(openOrder, shopper);
    expect([await own.list(ada), await own.find(ada, number)]).toEqual([[], undefined]);
  });

  test('is of who was signed in, and of nobody else', async () => {
    await orders.create(openOrder, { ...shopper, customer: ada });
    expect((await own.list(ada)).map((order) => order.number)).toEqual([number]);
    expect((await own.find(ada, number))?.reference).toBe(reference);
    expect([await own.list(grace), await own.find(grace, number)]).toEqual([[], undefined]);
  });

  test.each([
    ['who signs in meanwhile', grace],
    ['a guest, once somebody signs out', undefined],
  ])('that is sent again is of %s', async (_, customer) => {
    await orders.create(openOrder, { ...shopper, customer: ada });
    const attempt = { ...openOrder.attempt, number: 2 };
    const placer = { ...shopper, ...(customer !== undefined && { customer }) };
    expect(await orders.replace(await read(), { ...openOrder, attempt }, placer)).toBe('replaced');
    expect([await own.list(ada), await own.find(ada, number)]).toEqual([[], undefined]);
    if (customer !== undefined) expect(await own.list(customer)).toHaveLength(1);
  });

  test('that is paid stays in the account as long as its shopper is kept', async () => {
    await orders.create(openOrder, { ...shopper, customer: ada });
    const paid = { ...openOrder, state: 'paid', stateSince: '2026-01-02T00:00:00.000Z' } as const;
    expect(await orders.replace(await read(), paid)).toBe('replaced');
    const kept = (await items()).filter(({ pk, sk }) => sk === 'SHOPPER' || pk === customerKey(ada, '').pk);
    expect(kept).toHaveLength(2);
    expect(new Set(kept.map(({ expiresAt }) => expiresAt)).size).toBe(1);
    expect(await own.list(ada)).toHaveLength(1);
  });

  test.each(['open', 'paid'] as const)('that is %s leaves the account with an erasure', async (state) => {
    await orders.create({ ...openOrder, state }, { ...shopper, customer: ada });
    const saying = { by: 'arn', reason: 'asked', at: new Date().toISOString() };
    await createOrderEraser(table)(await read(), saying);
    expect([await own.list(ada), await own.find(ada, number)]).toEqual([[], undefined]);
    expect(JSON.stringify(await items())).not.toContain(ada);
  });

  test('is reached by a link that support makes, with the key that Secrets Manager has', async () => {
    const secrets = new SecretsManagerClient(emulator.clientConfig);
    const secret = { Name: 'boutique-prod/order-link', SecretString: '{}' };
    await secrets.send(new CreateSecretCommand(secret));
    await orders.create(openOrder, shopper);
    const now = new Date();
    const without = await orderAt(now, 'link', number);
    expect([without.code, without.err]).toEqual([
      2,
      expect.stringContaining('boutique-prod/order-link in eu-west-1 has no key'),
    ]);
    const SecretString = JSON.stringify({ signingSecret: 'key-of-links' });
    await secrets.send(new UpdateSecretCommand({ SecretId: secret.Name, SecretString }));
    const { code, out } = await orderAt(now, 'link', number);
    expect([code, out]).toEqual([0, expect.stringMatching(/^https:\/\/shop\.boutique\.example\/order\/#/)]);
    const token = out.trim().split('#')[1] ?? '';
    const props = { shopUrl: 'https://shop.boutique.example', keys: ['key-of-links'], now };
    expect(orderOfToken(token, props)).toBe(openOrder.reference);
    expect(out).not.toContain('key-of-links');
  });
});
