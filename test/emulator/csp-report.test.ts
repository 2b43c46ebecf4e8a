import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createCspReport } from '../../lambda/csp-report/csp-report.ts';
import { createDynamoReports } from '../../lambda/csp-report/dynamo-reports.ts';
import { createLog } from '../../lambda/shared/log/log.ts';
import { listed } from '../lambda/csp-report/bodies.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';

const shop = {
  origin: 'https://shop.boutique.example',
  patterns: ['/checkout/*', '*'],
  paymentPatterns: ['/checkout/*'],
};
const table = 'reports';
const instant = '2026-11-22T10:00:00.000Z';
const in90Days = Date.parse('2027-02-20T10:00:00Z') / 1000;

let emulator: Emulator;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  emulator = await startEmulator();
}, 60_000);

afterAll(() => emulator.stop());

beforeEach(async () => {
  await emulator.reset();
  const plain = new DynamoDBClient(emulator.clientConfig);
  await plain.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  client = DynamoDBDocumentClient.from(plain);
});

/** A function with a memory of its own, as another instance of it has. */
function instance(settings: { readonly mostNewADay?: number; readonly at?: string } = {}) {
  const lines: string[] = [];
  const now = () => new Date(settings.at ?? instant);
  const { mostNewADay } = settings;
  const receive = createCspReport({
    shop,
    store: createDynamoReports(client, { table, ...(mostNewADay !== undefined && { mostNewADay }) }),
    log: createLog((line) => lines.push(line), { service: 'csp-report', now }),
    now,
  });
  return {
    metrics: () => lines.filter((line) => line.includes('Violation":1')).length,
    send: async (...reports: readonly unknown[]) => {
      const event = {
        httpMethod: 'POST',
        multiValueHeaders: { 'content-type': ['application/reports+json'] },
        body: JSON.stringify(reports),
      };
      return (await receive(event)).statusCode;
    },
  };
}

const blocking = (host: string) => listed({ blockedURL: `https://${host}.example/x.js` });

type Item = Readonly<Record<string, unknown>>;

async function items(): Promise<readonly Item[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return Items.toSorted((one, other) => (String(one['pk']) < String(other['pk']) ? -1 : 1));
}

/** What each counter and each report has counted; a report by what was blocked. */
async function counts(): Promise<Item> {
  const all = await items();
  return Object.fromEntries(
    all.map(({ pk, blocked, count, added }) => [blocked ?? pk, added ?? count] as const),
  );
}

test('a violation is kept once, with its count and its end', async () => {
  const { send, metrics } = instance();
  expect(await send(blocking('evil'), blocking('evil'))).toBe(204);
  const later = instance({ at: '2026-11-23T10:00:00.000Z' });
  expect(await later.send(blocking('evil'))).toBe(204);
  expect(await items()).toEqual([
    { pk: 'DAY#2026-11-22', added: 1, expiresAt: in90Days },
    {
      pk: expect.stringMatching(/^REPORT#[0-9a-f]{64}$/),
      pattern: '/checkout/*',
      directive: 'connect-src',
      blocked: 'https://evil.example',
      disposition: 'enforce',
      count: 3,
      firstSeen: instant,
      lastSeen: '2026-11-23T10:00:00.000Z',
      expiresAt: in90Days + 24 * 60 * 60,
    },
  ]);
  expect([metrics(), later.metrics()]).toEqual([1, 0]);
});

test('two functions that hear of the same violation at once count both and raise one alarm', async () => {
  const functions = [instance(), instance(), instance(), instance()];
  expect(await Promise.all(functions.map(({ send }) => send(blocking('evil'))))).toEqual([
    204, 204, 204, 204,
  ]);
  expect(await counts()).toEqual({ 'DAY#2026-11-22': 1, 'https://evil.example': 4 });
  expect(functions.reduce((sum, { metrics }) => sum + metrics(), 0)).toBe(1);
});

describe('once a day has had its share of new violations', () => {
  test('the rest is counted in one item, whichever function hears of it', async () => {
    const one = instance({ mostNewADay: 2 });
    await one.send(blocking('a'), blocking('b'), blocking('c'), blocking('d'), blocking('d'));
    const other = instance({ mostNewADay: 2 });
    expect(await other.send(blocking('e'))).toBe(204);
    expect(await counts()).toEqual({
      'DAY#2026-11-22': 2,
      'OVERFLOW#2026-11-22': 4,
      'https://a.example': 1,
      'https://b.example': 1,
    });
    expect([one.metrics(), other.metrics()]).toEqual([2, 0]);
  });

  test('known violations are counted as before', async () => {
    const { send } = instance({ mostNewADay: 1 });
    await send(blocking('a'), blocking('b'));
    await send(blocking('a'));
    expect(await counts()).toMatchObject({ 'https://a.example': 2, 'OVERFLOW#2026-11-22': 1 });
  });

  test('the next day has a share of its own', async () => {
    await instance({ mostNewADay: 1 }).send(blocking('a'), blocking('b'));
    await instance({ mostNewADay: 1, at: '2026-11-23T00:00:00Z' }).send(blocking('b'));
    expect(await counts()).toMatchObject({ 'DAY#2026-11-23': 1, 'https://b.example': 1 });
  });
});

test('one request adds at most ten violations, however many it tells of', async () => {
  const hosts = Array.from({ length: 50 }, (_, index) => `host${index}`);
  await instance().send(...hosts.map(blocking));
  expect(await counts()).toMatchObject({ 'DAY#2026-11-22': 10, 'OVERFLOW#2026-11-22': 40 });
});

test('a table that is not there is answered with 503, so that the browser tries again', async () => {
  await emulator.reset();
  expect(await instance().send(blocking('evil'))).toBe(503);
});
