import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteSecretCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createItemReader } from '../../../lambda/backup-events/aws.ts';
import { examineRestored } from '../../../lambda/shared/orders/restored-items.ts';
import { createCallbackSecretSource } from '../../../lambda/shared/secrets/callback-secrets.ts';
import { createSecretClient, versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import { orderShop } from '../../emulator/support/order-shop.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import { hear } from '../../lambda/order-worker/support.ts';
import { eventOf, openOrder, shopper } from '../../lambda/shared/orders/support/orders.ts';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, commandWithInput, deploy, done } from './support/cdk.ts';
import { writeShopFile } from './support/shop-file.ts';
import { page } from './support/shop-state.ts';

// What these tests do follows one upon the other, as in docs/recovery.md.

const folder = mkdtempSync(join(tmpdir(), 'palisade-drills-'));
const assemblies: Assembly[] = [];
let emulator: Emulator;
let good: Assembly;
beforeAll(async () => {
  emulator = await startEmulator();
  good = assembled({});
  await done(bootstrap(emulator, good));
  await done(deploy(emulator, good, 'boutique-prod-edge'));
}, 600_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** The boutique's production, with some settings changed. */
function assembled(changes: Readonly<Record<string, unknown>>): Assembly {
  const assembly = synthesize('prod', writeShopFile(folder, 'prod', { environments: { prod: changes } }));
  assemblies.push(assembly);
  return assembly;
}

describe('a site', () => {
  const Bucket = `boutique-prod-site-${account}-us-east-1`;
  const domain = 'shop.boutique.example';
  const bucket = () => new S3Client({ ...emulator.clientConfigIn('us-east-1'), forcePathStyle: true });
  let before: Readonly<Record<string, string>>;
  let firstPage = '';
  beforeAll(async () => {
    before = await files();
    firstPage = Object.keys(before).find((key) => /^releases\/[0-9a-f]+\/index\.html$/.test(key)) ?? '';
  });

  /** The text of each file of each release. */
  async function files(): Promise<Readonly<Record<string, string>>> {
    const { Contents = [] } = await bucket().send(new ListObjectsV2Command({ Bucket, Prefix: 'releases/' }));
    const entries = Contents.map(async ({ Key = '' }) => {
      const { Body } = await bucket().send(new GetObjectCommand({ Bucket, Key }));
      return [Key, (await Body?.transformToString('base64')) ?? ''] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Deletes the versions and markers of a file but the first, which is the one that was released. */
  async function uncover(Key: string): Promise<number> {
    const { Versions = [], DeleteMarkers = [] } = await bucket().send(
      new ListObjectVersionsCommand({ Bucket, Prefix: Key }),
    );
    const oldest = Versions.at(-1)?.VersionId;
    const later = [...Versions, ...DeleteMarkers].filter(({ VersionId }) => VersionId !== oldest);
    for (const { VersionId } of later) {
      await bucket().send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
    return later.length;
  }

  test('of which a bad release was published is the one before, when that is deployed again', async () => {
    const served = await page(emulator, domain);
    expect(served.status).toBe(200);
    const path = join(folder, 'site');
    cpSync('examples/boutique/site', path, { recursive: true });
    writeFileSync(
      join(path, 'index.html'),
      '<!doctype html><html lang="en"><title>A bad release</title></html>\n',
    );
    await done(deploy(emulator, assembled({ site: { path } }), 'boutique-prod-edge', '--exclusively'));
    expect((await page(emulator, domain)).body).toContain('A bad release');
    await done(deploy(emulator, good, 'boutique-prod-edge', '--exclusively'));
    expect(await page(emulator, domain)).toEqual(served);
    expect(await files()).toMatchObject(before);
  }, 300_000);

  test('does not get a deleted file back by another deployment, but by the end of what covers it', async () => {
    const all = await files();
    const served = await page(emulator, domain);
    await bucket().send(new DeleteObjectCommand({ Bucket, Key: firstPage }));
    await done(deploy(emulator, good, 'boutique-prod-edge', '--exclusively'));
    expect(Object.keys(await files())).not.toContain(firstPage);
    expect((await page(emulator, domain)).status).not.toBe(200);
    expect(await uncover(firstPage)).toBe(1);
    expect(await files()).toEqual(all);
    expect(await page(emulator, domain)).toEqual(served);
  }, 300_000);

  test('gets a file back in the place of which another was put after its deletion', async () => {
    const all = await files();
    await bucket().send(new DeleteObjectCommand({ Bucket, Key: firstPage }));
    await bucket().send(new PutObjectCommand({ Bucket, Key: firstPage, Body: 'another', IfNoneMatch: '*' }));
    expect(await files()).not.toEqual(all);
    expect(await uncover(firstPage)).toBe(2);
    expect(await files()).toEqual(all);
  }, 120_000);
});

describe('a secret', () => {
  const name = 'boutique-prod/gateways/stripe';
  const right = { signingSecret: 'whsec_0123456789abcdef', secretKey: 'sk_live_0123456789abcdef' };
  const wrong = { signingSecret: 'whsec_wrong0123456789a', secretKey: 'sk_live_wrong0123456789' };
  const secrets = () => new SecretsManagerClient(emulator.clientConfig);

  /** What the function of callbacks reads. */
  async function read() {
    const source = createCallbackSecretSource({
      gateways: [{ config: accountOf('stripe').config, secretId: name }],
      client: createSecretClient(secrets()),
      log: hear().log,
      now: () => new Date(),
    });
    return source.read('stripe');
  }

  const inShop = () => ['--environment', 'prod', '--file', join(folder, 'boutique-prod.yaml')];
  const stage = (members: object) =>
    commandWithInput(emulator, JSON.stringify(members), 'secret', 'stage', 'stripe', ...inShop());

  test('that was deleted is read again once it is restored', async () => {
    await done(stage(right));
    const before = await read();
    expect(before.current).toEqual(right);
    await secrets().send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 30 }));
    await expect(read()).rejects.toThrow();
    await secrets().send(new RestoreSecretCommand({ SecretId: name }));
    expect(await read()).toEqual(before);
  }, 120_000);

  test('into which somebody stages a key of the other mode stays what it was', async () => {
    const before = await read();
    const staged = await stage({ ...wrong, secretKey: 'sk_test_0123456789abcdef' });
    expect([staged.code, staged.text]).toEqual([2, expect.stringContaining('secretKey')]);
    expect(await read()).toEqual(before);
  }, 120_000);

  test('in which a wrong key is current is read as before, when the label is moved back and the wrong one revoked', async () => {
    const before = await read();
    const client = createSecretClient(secrets());
    await client.write({ secretId: name, text: JSON.stringify(wrong), labels: ['AWSCURRENT'] });
    expect((await read()).current).toEqual(wrong);
    const labelled = await client.describe(name);
    await secrets().send(
      new UpdateSecretVersionStageCommand({
        SecretId: name,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: versionWith(labelled, 'AWSPREVIOUS'),
        RemoveFromVersionId: versionWith(labelled, 'AWSCURRENT'),
      }),
    );
    await done(commandWithInput(emulator, '', 'secret', 'revoke-previous', 'stripe', ...inShop()));
    expect(await read()).toEqual(before);
  }, 120_000);
});

describe('the table of orders', () => {
  const orders = 'boutique-prod-orders';
  const beside = 'boutique-prod-restored-orders';
  const client = () => new DynamoDBClient(emulator.clientConfig);
  const database = () => DynamoDBDocumentClient.from(client());
  const itemsOf = (name: string) => createItemReader(database())(name);
  const examined = (name: string) =>
    examineRestored({ restored: itemsOf(name), live: itemsOf(orders), backedUpAt: new Date() });
  const tableOf = async (TableName: string) =>
    (await client().send(new DescribeTableCommand({ TableName }))).Table;
  let before: Awaited<ReturnType<typeof examined>>;

  beforeAll(async () => {
    const shop = orderShop(emulator.clientConfig, orders);
    await shop.orders.create(openOrder, shopper);
    const paid = await shop.record({ kind: 'verified', gateway: 'stripe', event: eventOf('moneyIn') });
    expect(await shop.workOn(paid)).toBe(true);
    before = await examined(orders);
    expect(before).toMatchObject({ orders: 1, sums: { EUR: { capturedMinor: openOrder.amountMinor } } });
  });

  /** Writes into a table that the order has taken in one cent. */
  async function spoil(TableName: string): Promise<void> {
    await database().send(
      new UpdateCommand({
        TableName,
        Key: { pk: `ORDER#${openOrder.reference}`, sk: 'ORDER' },
        UpdateExpression: 'SET #order.#money.#captured = :cent',
        ExpressionAttributeNames: { '#order': 'order', '#money': 'money', '#captured': 'capturedMinor' },
        ExpressionAttributeValues: { ':cent': 1 },
      }),
    );
  }

  test('comes back beside the one in use as it was in the second before a wrong write', async () => {
    // Seconds are the finest that DynamoDB restores to.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const RestoreDateTime = new Date(Math.floor(Date.now() / 1000) * 1000);
    await spoil(orders);
    expect((await examined(orders)).flaws).toMatchObject({ unbalanced: 1 });
    await client().send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: orders,
        TargetTableName: beside,
        RestoreDateTime,
      }),
    );
    const { flaws, ...found } = await examined(beside);
    expect(found).toEqual({ items: before.items, orders: before.orders, sums: before.sums });
    // The order in use says something else now.
    expect(flaws).toEqual({ unbalanced: 0, unreadable: 0, different: 1, missing: 0 });
  }, 120_000);

  test('is whole again once the item is written back, and a changed item in the copy is found', async () => {
    const Key = { pk: `ORDER#${openOrder.reference}`, sk: 'ORDER' };
    const { Item } = await database().send(new GetCommand({ TableName: beside, Key }));
    await database().send(new PutCommand({ TableName: orders, Item }));
    expect(await examined(orders)).toEqual(before);
    await spoil(beside);
    const { flaws } = await examined(beside);
    expect(flaws).toEqual({ unbalanced: 1, unreadable: 0, different: 1, missing: 0 });
    await client().send(new DeleteTableCommand({ TableName: beside }));
  });

  test('that was deleted comes back under its name from the backup that DynamoDB made of it', async () => {
    const deletion = new DeleteTableCommand({ TableName: orders });
    await expect(client().send(deletion)).rejects.toThrow('protected against deletion');
    await client().send(new UpdateTableCommand({ TableName: orders, DeletionProtectionEnabled: false }));
    await client().send(deletion);
    const again = new RestoreTableToPointInTimeCommand({
      SourceTableName: orders,
      TargetTableName: orders,
      UseLatestRestorableTime: true,
    });
    await expect(client().send(again)).rejects.toThrow('Source table not found');
    const { BackupSummaries: [backup] = [] } = await client().send(
      new ListBackupsCommand({ TableName: orders, BackupType: 'SYSTEM' }),
    );
    await client().send(
      new RestoreTableFromBackupCommand({
        TargetTableName: orders,
        BackupArn: backup?.BackupArn,
        SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: `alias/${orders}` },
      }),
    );
    const restored = await tableOf(orders);
    expect(restored?.SSEDescription).toMatchObject({ SSEType: 'KMS', KMSMasterKeyArn: `alias/${orders}` });
    expect([restored?.LatestStreamArn, restored?.DeletionProtectionEnabled ?? false]).toEqual([
      undefined,
      false,
    ]);
    expect(await examined(orders)).toEqual(before);
    await completed(orders);
    expect(await streamsRead()).not.toContain((await tableOf(orders))?.LatestStreamArn);
  }, 120_000);

  /** What a restored table lacks, by the guide. */
  async function completed(TableName: string): Promise<void> {
    await client().send(
      new UpdateTableCommand({
        TableName,
        DeletionProtectionEnabled: true,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    await client().send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
      }),
    );
    await client().send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      }),
    );
  }

  /** The streams that feed functions. */
  async function streamsRead(): Promise<readonly (string | undefined)[]> {
    const { EventSourceMappings = [] } = await new LambdaClient(emulator.clientConfig).send(
      new ListEventSourceMappingsCommand({}),
    );
    return EventSourceMappings.map(({ EventSourceArn }) => EventSourceArn).filter((arn) =>
      arn?.includes('/stream/'),
    );
  }

  test('feeds the functions again once the shop is deployed with one restoration more', async () => {
    await done(deploy(emulator, assembled({ backup: { restorations: 1 } })));
    const { LatestStreamArn } = (await tableOf(orders)) ?? {};
    expect(LatestStreamArn).toBeDefined();
    expect(new Set(await streamsRead())).toEqual(new Set([LatestStreamArn]));
    expect(await examined(orders)).toEqual(before);
  }, 600_000);
});
