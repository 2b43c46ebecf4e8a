import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BackupClient,
  DescribeCopyJobCommand,
  DescribeRestoreJobCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartBackupJobCommand,
  StartCopyJobCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import { CloudFormationClient, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeTableCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createItemReader } from '../../../lambda/backup-events/aws.ts';
import { examineRestored } from '../../../lambda/shared/orders/restored-items.ts';
import { orderShop } from '../../emulator/support/order-shop.ts';
import { eventOf, openOrder, shopper } from '../../lambda/shared/orders/support/orders.ts';
import { account, type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { signedByStripe } from './support/callback.ts';
import { bootstrap, commandWithInput, deploy, done } from './support/cdk.ts';
import { deleteStack } from './support/first-deployment.ts';
import { until } from './support/recording-functions.ts';
import { writeShopFile } from './support/shop-file.ts';
import { page } from './support/shop-state.ts';

// What these tests do follows one upon the other, as in docs/recovery.md.

const recovery = 'eu-central-1';
const furtherRecovery = 'eu-north-1';
const orders = 'boutique-prod-orders';
const tables = [orders, 'boutique-prod-csp-reports'];
const folder = mkdtempSync(join(tmpdir(), 'palisade-region-'));
const assemblies: Assembly[] = [];
let emulator: Emulator;
let restoreRole = '';
const secret = { signingSecret: 'whsec_0123456789abcdef', secretKey: 'sk_live_0123456789abcdef' };
/** An order for which a callback arrives only after the region has gone. The emulator deletes what has expired, so it was placed just now. */
const placedAt = new Date().toISOString();
const unpaid = {
  ...openOrder,
  reference: 'obcdfghjklmnpqrstvwz',
  number: 'K7QF-2MXR',
  stateSince: placedAt,
  createdAt: placedAt,
  attempt: { ...openOrder.attempt, startedAt: placedAt },
};
/** The copies in the recovery region, by the name of the table. */
const copies = new Map<string, string>();

beforeAll(async () => {
  emulator = await startEmulator();
  const shop = assembled({});
  await done(bootstrap(emulator, shop));
  await done(deploy(emulator, shop));
  const shopOrders = orderShop(emulator.clientConfig, orders);
  await shopOrders.orders.create(openOrder, shopper);
  expect(await shopOrders.orders.create(unpaid, shopper)).toBe('created');
  const event = eventOf('moneyIn', { paymentId: 'pi_before' });
  const paid = await shopOrders.record({ kind: 'verified', gateway: 'stripe', event });
  expect(await shopOrders.workOn(paid)).toBe(true);
  const roles = await backupRoles();
  restoreRole = roles.restore;
  for (const table of tables) copies.set(table, await copyOf(table, roles.backup));
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

/** The roles of the backups and of the restore tests, found as in the guide, since the stacks are lost with their region. */
async function backupRoles() {
  const { Roles = [] } = await new IAMClient(emulator.clientConfigIn(recovery)).send(
    new ListRolesCommand({ MaxItems: 1000 }),
  );
  const roleOf = (use: string) =>
    Roles.find(({ RoleName = '' }) => RoleName.startsWith(`boutique-prod-backup-${use}`))?.Arn ?? '';
  return { backup: roleOf('PlanRole'), restore: roleOf('RestoreTestingRole') };
}

/** Backs a table up and copies that, as the plan does; gives the copy. */
async function copyOf(table: string, IamRoleArn: string): Promise<string> {
  const client = new BackupClient(emulator.clientConfig);
  const SourceBackupVaultName = 'boutique-prod-backups';
  const Lifecycle = { DeleteAfterDays: 35 };
  const { RecoveryPointArn } = await client.send(
    new StartBackupJobCommand({
      BackupVaultName: SourceBackupVaultName,
      ResourceArn: `arn:aws:dynamodb:${region}:${account}:table/${table}`,
      IamRoleArn,
      Lifecycle,
    }),
  );
  const { CopyJobId } = await client.send(
    new StartCopyJobCommand({
      RecoveryPointArn,
      SourceBackupVaultName,
      DestinationBackupVaultArn: `arn:aws:backup:${recovery}:${account}:backup-vault:boutique-prod-recovery`,
      IamRoleArn,
      Lifecycle,
    }),
  );
  const { CopyJob } = await client.send(new DescribeCopyJobCommand({ CopyJobId }));
  return CopyJob?.DestinationRecoveryPointArn ?? '';
}

async function sumsIn(where: string) {
  const itemsIn = (place: string) =>
    createItemReader(DynamoDBDocumentClient.from(new DynamoDBClient(emulator.clientConfigIn(place))))(orders);
  return examineRestored({ restored: itemsIn(where), live: itemsIn(region), backedUpAt: new Date() });
}

/** Delivers a callback to the load balancer of the recovery region, as CloudFront does; gives the status. */
async function deliver(body: string, signature: string): Promise<number> {
  const url = `${emulator.endpoints[recovery]}/_alb/boutique-prod-ingress-1/callbacks/stripe`;
  const headers = { host: 'origin.shop.boutique.example:443', 'content-type': 'application/json' };
  const sent = request(url, { method: 'POST', headers: { ...headers, 'stripe-signature': signature } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

const moved = () => assembled({ region: recovery, backup: { recovery: { region: furtherRecovery } } });

test('network and recovery are deployed from the file whose region is the recovery region', async () => {
  const shop = moved();
  await done(bootstrap(emulator, shop, undefined, [furtherRecovery]));
  await done(deploy(emulator, shop, 'boutique-prod-network', 'boutique-prod-recovery'));
}, 300_000);

test('the copies of the tables are restored there with the sums that they had', async () => {
  const client = new BackupClient(emulator.clientConfigIn(recovery));
  const { RecoveryPoints = [] } = await client.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'boutique-prod-recovery' }),
  );
  expect(RecoveryPoints.map((each) => each.RecoveryPointArn).sort()).toEqual([...copies.values()].sort());
  for (const [targetTableName, RecoveryPointArn] of copies) {
    const { RestoreJobId } = await client.send(
      new StartRestoreJobCommand({
        RecoveryPointArn,
        IamRoleArn: restoreRole,
        ResourceType: 'DynamoDB',
        Metadata: { targetTableName, encryptionType: 'Default' },
      }),
    );
    const job = await client.send(new DescribeRestoreJobCommand({ RestoreJobId }));
    expect(job).toMatchObject({ Status: 'COMPLETED' });
  }
  expect(await sumsIn(region)).toMatchObject({
    orders: 2,
    sums: { EUR: { capturedMinor: openOrder.amountMinor } },
  });
  expect(await sumsIn(recovery)).toEqual(await sumsIn(region));
}, 120_000);

test('data takes the restored tables over, and the orders keep their sums', async () => {
  const client = new DynamoDBClient(emulator.clientConfigIn(recovery));
  for (const TableName of tables) {
    await client.send(
      new UpdateTableCommand({
        TableName,
        DeletionProtectionEnabled: true,
        ...(TableName === orders && {
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        }),
      }),
    );
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
      }),
    );
    await client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      }),
    );
  }
  await done(deploy(emulator, moved(), 'boutique-prod-data', '--import-existing-resources'));
  expect(await sumsIn(recovery)).toEqual(await sumsIn(region));
}, 300_000);

test('the tables get the keys of the shop there', async () => {
  const resources = await emulator.resources('boutique-prod-data');
  const aliases = resources.filter((each) => each.type === 'AWS::KMS::Alias' && each.region === recovery);
  const aliasNames = aliases.map((each) => each.physicalId);
  const client = new DynamoDBClient(emulator.clientConfigIn(recovery));
  for (const TableName of tables) {
    const KMSMasterKeyId = `alias/${TableName}`;
    expect(aliasNames).toContain(KMSMasterKeyId);
    await client.send(
      new UpdateTableCommand({
        TableName,
        SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId },
      }),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.SSEDescription).toMatchObject({ Status: 'ENABLED', SSEType: 'KMS' });
  }
});

test('the secrets are staged there before a function reads them', async () => {
  const inShop = ['--environment', 'prod', '--file', join(folder, 'boutique-prod.yaml')];
  const input = JSON.stringify(secret);
  const told = await commandWithInput(emulator, input, 'secret', 'stage', 'stripe', ...inShop);
  expect([told.code, told.text]).toEqual([0, expect.stringContaining('it is current at once')]);
}, 120_000);

test('the rest is deployed, and CloudFront leads to the load balancer there', async () => {
  await done(deploy(emulator, moved()));
  const found = await emulator.resources('boutique-prod-edge');
  const origin = found.find(({ type }) => type === 'AWS::CloudFront::VpcOrigin');
  expect(JSON.stringify(origin?.properties)).toContain(`:elasticloadbalancing:${recovery}:`);
  expect((await page(emulator, 'shop.boutique.example')).status).toBe(200);
  expect(await sumsIn(recovery)).toEqual(await sumsIn(region));
}, 600_000);

test('a callback that is delivered again pays the restored order', async () => {
  const { reference, amountMinor } = unpaid;
  const { body, signature } = signedByStripe(secret.signingSecret, { order: reference, amountMinor });
  expect(await deliver(body, signature)).toBe(200);
  const { orders: store } = orderShop(emulator.clientConfigIn(recovery), orders);
  await until(async () => (await store.find(reference))?.order.state === 'paid');
  expect((await sumsIn(recovery)).flaws).toMatchObject({ unbalanced: 0, unreadable: 0 });
  expect((await store.find(openOrder.reference))?.order.state).toBe('paid');
}, 120_000);

test('the payments of the lost region are deleted when it is back, and the shop goes on', async () => {
  const client = new CloudFormationClient(emulator.clientConfig);
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: 'boutique-prod-payments',
      EnableTerminationProtection: false,
    }),
  );
  const before = await sumsIn(recovery);
  expect(await deleteStack(emulator, 'boutique-prod-payments', region)).toBe('DELETE_COMPLETE');
  const functionsIn = async (where: string) => {
    const { Functions = [] } = await new LambdaClient(emulator.clientConfigIn(where)).send(
      new ListFunctionsCommand({ MaxItems: 1000 }),
    );
    return Functions.map(({ FunctionName }) => FunctionName);
  };
  expect(await functionsIn(region)).not.toContain('boutique-prod-reconciliation');
  expect(await functionsIn(recovery)).toContain('boutique-prod-reconciliation');
  expect(await sumsIn(recovery)).toEqual(before);
  expect((await page(emulator, 'shop.boutique.example')).status).toBe(200);
  const { reference, amountMinor } = unpaid;
  const { body, signature } = signedByStripe(secret.signingSecret, { order: reference, amountMinor });
  expect(await deliver(body, signature)).toBe(200);
}, 300_000);
