import { readFileSync } from 'node:fs';
import {
  BackupClient,
  CreateBackupVaultCommand,
  DeleteRecoveryPointCommand,
  DescribeCopyJobCommand,
  DescribeRestoreJobCommand,
  ListRecoveryPointsByBackupVaultCommand,
  PutBackupVaultAccessPolicyCommand,
  StartBackupJobCommand,
  StartCopyJobCommand,
  StartRestoreJobCommand,
} from '@aws-sdk/client-backup';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createItemReader } from '../../../lambda/backup-events/aws.ts';
import { examineRestored } from '../../../lambda/shared/orders/restored-items.ts';
import { orderShop } from '../../emulator/support/order-shop.ts';
import { eventOf, openOrder, shopper } from '../../lambda/shared/orders/support/orders.ts';
import { account, region } from '../../support/emulator.ts';
import { firstDeploymentsOf } from './support/each-failure.ts';
import { complete, createStack } from './support/first-deployment.ts';
import { until } from './support/recording-functions.ts';

jest.setTimeout(120_000);

const table = 'boutique-prod-orders';
const tableArn = `arn:aws:dynamodb:${region}:${account}:table/${table}`;
const recovery = 'eu-central-1';
const copies = `arn:aws:backup:${recovery}:${account}:backup-vault:boutique-prod-recovery`;

/** A vault of another account. */
const shops = { account: '333333333333', name: 'shops' };
const vault = `arn:aws:backup:${recovery}:${shops.account}:backup-vault:${shops.name}`;
const owner = 'security@boutique.example';

const shop = firstDeploymentsOf('prod', {
  backup: { recovery: { region: recovery, otherAccount: { vault, owner } } },
});
const backups = () => new BackupClient(shop.emulator.clientConfig);
const elsewhere = () => new BackupClient(shop.emulator.clientConfigIn(recovery));
/** The other account, which the emulator tells by its access key. */
const others = () =>
  new BackupClient({
    ...shop.emulator.clientConfigIn(recovery),
    credentials: { accessKeyId: shops.account, secretAccessKey: 'test' },
  });
const itemsIn = (where: string) => createItemReader(DynamoDBDocumentClient.from(database(where)));
const database = (where: string) => new DynamoDBClient(shop.emulator.clientConfigIn(where));

let roles: { readonly backup: string; readonly restore: string };
let point = '';

beforeAll(async () => {
  const stack = shop.stacks.find(({ name }) => name === 'boutique-prod-backup');
  if (!stack) throw new Error('the shop has no backups');
  await shop.prepare(stack);
  expect(await createStack(shop.emulator, stack)).toEqual(complete);
  const resources = await shop.emulator.resources(stack.name);
  const roleOf = (type: string, path: readonly string[]) => {
    const { properties } = resources.find((each) => each.type === type) ?? {};
    return String(path.reduce<unknown>((value, name) => Object(value)[name], properties));
  };
  roles = {
    backup: roleOf('AWS::Backup::BackupSelection', ['BackupSelection', 'IamRoleArn']),
    restore: roleOf('AWS::Backup::RestoreTestingSelection', ['IamRoleArn']),
  };
  const orders = orderShop(shop.emulator.clientConfig, table);
  await orders.orders.create(openOrder, shopper);
  const paid = await orders.record({ kind: 'verified', gateway: 'stripe', event: eventOf('moneyIn') });
  expect(await orders.workOn(paid)).toBe(true);
  const made = await backups().send(
    new StartBackupJobCommand({
      BackupVaultName: 'boutique-prod-backups',
      ResourceArn: tableArn,
      IamRoleArn: roles.backup,
      Lifecycle: { DeleteAfterDays: 35 },
    }),
  );
  point = made.RecoveryPointArn ?? '';
}, 300_000);

/** The policy that the guide has the owner of the other vault set. */
function policyOfTheGuide(): string {
  const [, policy = ''] = /```json\n([\s\S]+?)```/.exec(readFileSync('docs/recovery.md', 'utf8')) ?? [];
  return JSON.stringify(JSON.parse(policy));
}

async function restored(
  client: BackupClient,
  recoveryPoint: string,
  targetTableName: string,
): Promise<string> {
  const { RestoreJobId = '' } = await client.send(
    new StartRestoreJobCommand({
      RecoveryPointArn: recoveryPoint,
      IamRoleArn: roles.restore,
      ResourceType: 'DynamoDB',
      Metadata: { targetTableName, encryptionType: 'Default' },
    }),
  );
  return RestoreJobId;
}

async function sumsOf(where: string, name: string) {
  const live = itemsIn(region)(table);
  return examineRestored({ restored: itemsIn(where)(name), live, backedUpAt: new Date() });
}

describe('a restored table', () => {
  test('has the orders with the sums that they had', async () => {
    const before = await sumsOf(region, table);
    await restored(backups(), point, 'boutique-prod-restored-orders');
    const after = await sumsOf(region, 'boutique-prod-restored-orders');
    expect(before).toMatchObject({ orders: 1, sums: { EUR: { capturedMinor: openOrder.amountMinor } } });
    expect(after).toEqual(before);
  });

  test('with one item changed is none that the shop could go on with', async () => {
    await restored(backups(), point, 'boutique-prod-restored-changed');
    await DynamoDBDocumentClient.from(database(region)).send(
      new UpdateCommand({
        TableName: 'boutique-prod-restored-changed',
        Key: { pk: `ORDER#${openOrder.reference}`, sk: 'ORDER' },
        UpdateExpression: 'SET #order.#money.#captured = :more',
        ExpressionAttributeNames: { '#order': 'order', '#money': 'money', '#captured': 'capturedMinor' },
        ExpressionAttributeValues: { ':more': 1 },
      }),
    );
    const { flaws } = await sumsOf(region, 'boutique-prod-restored-changed');
    expect(flaws).toEqual({ unbalanced: 1, unreadable: 0, different: 1, missing: 0 });
  });

  test('of a test is examined by the function that the event calls, and then deleted', async () => {
    const name = 'awsbackup-restore-test-orders';
    const id = await restored(backups(), point, name);
    const job = () => backups().send(new DescribeRestoreJobCommand({ RestoreJobId: id }));
    await until(async () => (await job()).ValidationStatus !== 'VALIDATING');
    expect(await job()).toMatchObject({
      ValidationStatus: 'SUCCESSFUL',
      ValidationStatusMessage: expect.stringContaining('1 of them orders; all agree with their ledgers'),
      DeletionStatus: 'SUCCESSFUL',
    });
    const { TableNames } = await database(region).send(new ListTablesCommand({}));
    expect(TableNames).not.toContain(name);
  });

  test('cannot be one that is in use, nor be made by the role that makes backups', async () => {
    const failed = async (id: string) =>
      (await backups().send(new DescribeRestoreJobCommand({ RestoreJobId: id }))).StatusMessage;
    expect(await failed(await restored(backups(), point, table))).toContain(
      'may not dynamodb:BatchWriteItem',
    );
    const { RestoreJobId = '' } = await backups().send(
      new StartRestoreJobCommand({
        RecoveryPointArn: point,
        IamRoleArn: roles.backup,
        Metadata: { targetTableName: 'boutique-prod-restored-other' },
      }),
    );
    expect(await failed(RestoreJobId)).toContain('dynamodb:RestoreTableFromAwsBackup');
  });
});

describe('a copy in the recovery region', () => {
  const copied = async (DestinationBackupVaultArn: string, days: number) => {
    const { CopyJobId } = await backups().send(
      new StartCopyJobCommand({
        RecoveryPointArn: point,
        SourceBackupVaultName: 'boutique-prod-backups',
        DestinationBackupVaultArn,
        IamRoleArn: roles.backup,
        Lifecycle: { DeleteAfterDays: days },
      }),
    );
    const { CopyJob } = await backups().send(new DescribeCopyJobCommand({ CopyJobId }));
    return CopyJob;
  };

  test('is made since the settings of the region say so, and restores the table under its name there', async () => {
    expect(await copied(copies, 35)).toMatchObject({ State: 'COMPLETED' });
    const { RecoveryPoints: [copy] = [] } = await elsewhere().send(
      new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'boutique-prod-recovery' }),
    );
    await restored(elsewhere(), copy?.RecoveryPointArn ?? '', table);
    expect(await sumsOf(recovery, table)).toEqual(await sumsOf(region, table));
  });

  test('is made in the vault of another account once the owner of that admits this one', async () => {
    expect((await copied(vault, 35))?.StatusMessage).toContain('does not exist');
    await others().send(
      new CreateBackupVaultCommand({
        BackupVaultName: shops.name,
        EncryptionKeyArn: `arn:aws:kms:${recovery}:${shops.account}:key/11111111-2222-3333-4444-555555555555`,
      }),
    );
    expect((await copied(vault, 35))?.StatusMessage).toContain('does not admit copies from the account');
    await others().send(
      new PutBackupVaultAccessPolicyCommand({ BackupVaultName: shops.name, Policy: policyOfTheGuide() }),
    );
    expect(await copied(vault, 35)).toMatchObject({ State: 'COMPLETED' });
    const { RecoveryPoints = [] } = await others().send(
      new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: shops.name }),
    );
    expect(RecoveryPoints.map(({ ResourceArn }) => ResourceArn)).toEqual([tableArn]);
  });

  test('fails where it would end before the lock of its vault allows, and in a vault that the plan does not name', async () => {
    expect((await copied(copies, 7))?.StatusMessage).toContain('not within the lock');
    expect((await copied(`${copies}-other`, 35))?.State).toBe('FAILED');
  });
});

test('a backup cannot be deleted before its time', async () => {
  const deletion = new DeleteRecoveryPointCommand({
    BackupVaultName: 'boutique-prod-backups',
    RecoveryPointArn: point,
  });
  await expect(backups().send(deletion)).rejects.toThrow('keeps its recovery points');
});
