import { Stack } from 'aws-cdk-lib';
import { CfnRestoreTestingPlan, CfnRestoreTestingSelection } from 'aws-cdk-lib/aws-backup';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { resourceName, restoreTestingName } from '../../contract/names.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { Store } from '../data/stores.ts';
import { backupServiceRole, useOfKeys } from './backup-access.ts';
import type { BackupVault } from './backup-vault.ts';

export interface RestoreTestingProps {
  readonly storefront: Storefront;
  readonly vault: BackupVault;
  /** What is restored; the restored copies are encrypted with the key of the first one. */
  readonly tables: readonly [Store, ...Store[]];

  /**
   * ARN of the key of the vault in the recovery region.
   *
   * @default - there is no recovery region
   */
  readonly recoveryKeyArn?: string | undefined;
}

/** How the name of each table begins that a restore test makes: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html. */
const testPrefix = 'awsbackup-restore-test-';

/** Names of the tables that restores make beside the shop's own: those of tests, and those of people. */
export function restoredNames(storefront: Storefront): readonly string[] {
  return [`${testPrefix}*`, resourceName(storefront, 'restored-*')];
}

/** Hours that the validation has before AWS Backup deletes what it restored. */
const validationHours = 4;

/**
 * Restores the latest backup of each table again and again. The role that restores is another one than the role that makes
 * backups, so that neither can do both.
 */
export class RestoreTesting extends Construct {
  readonly planName: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    super(scope, id);
    const { storefront, vault, tables } = props;
    this.planName = restoreTestingName(storefront);
    this.role = restoreRole(this, props);
    const plan = new CfnRestoreTestingPlan(this, 'Resource', {
      restoreTestingPlanName: this.planName,
      scheduleExpression: scheduleOf(storefront),
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [vault.vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        // Longer than a backup can be late without an alarm.
        selectionWindowDays: 7,
      },
    });
    const selection = new CfnRestoreTestingSelection(this, 'Tables', {
      restoreTestingPlanName: plan.ref,
      restoreTestingSelectionName: 'tables',
      protectedResourceType: 'DynamoDB',
      protectedResourceArns: tables.map(({ arn }) => arn),
      iamRoleArn: this.role.roleArn,
      restoreMetadataOverrides: { encryptionType: 'KMS', kmsMasterKeyArn: tables[0].key.keyArn },
      validationWindowHours: validationHours,
    });
    selection.node.addDependency(this.role);
  }
}

/** Each restore costs, so a non-production environment is tested as seldom as the rules allow. */
function scheduleOf({ environment }: Storefront): string {
  return environment.purpose === 'production' ? 'cron(0 9 2 * ? *)' : 'cron(0 9 2 1,4,7,10 ? *)';
}

function restoreRole(
  scope: Construct,
  { storefront, vault, tables, recoveryKeyArn }: RestoreTestingProps,
): Role {
  const { account, region, backup } = storefront.environment;
  const regions = [region, ...(backup.recovery ? [backup.recovery.region] : [])];
  const role = backupServiceRole(scope, 'Role', 'Restores backups into new tables; it can make none');
  const stack = Stack.of(scope);
  role.addToPolicy(
    new PolicyStatement({
      // DynamoDB asks whoever restores a table for the right to write and to read it.
      actions: [
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:DescribeTable',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:RestoreTableFromAwsBackup',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
      resources: [...restorable(storefront, tables)].map(([tableRegion, name]) =>
        stack.formatArn({ service: 'dynamodb', region: tableRegion, resource: 'table', resourceName: name }),
      ),
    }),
  );
  const keys = [vault.key, ...tables.map(({ key }) => key)].map(({ keyArn }) => keyArn);
  const all = recoveryKeyArn === undefined ? keys : [...keys, recoveryKeyArn];
  for (const statement of useOfKeys(all, regions)) role.addToPolicy(statement);
  for (const table of restoredNames(storefront)) {
    applyKitException(role.node.findChild('DefaultPolicy'), 'restore-tests', storefront, {
      rule: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:dynamodb:${region}:${account}:table/${table}]`,
    });
  }
  return role;
}

/**
 * Region and name of what may be restored: the tables of a test, and those that people restore beside the shop's own. In the
 * recovery region a table comes back under its name; in the region of the shop it would be the one that is in use.
 */
function* restorable(
  storefront: Storefront,
  tables: readonly Store[],
): Generator<readonly [region: string, name: string]> {
  const { region, backup } = storefront.environment;
  for (const name of restoredNames(storefront)) yield [region, name];
  if (!backup.recovery) return;
  for (const { name } of tables) yield [backup.recovery.region, name];
}
