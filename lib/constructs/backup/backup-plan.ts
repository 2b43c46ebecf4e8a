import { Stack } from 'aws-cdk-lib';
import { CfnBackupPlan, CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import times from '../../aws/backup-times.json' with { type: 'json' };
import { resourceName, vaultName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { Store } from '../data/stores.ts';
import { backingUp, backupServiceRole, useOfKeys, vaultArn } from './backup-access.ts';
import type { BackupVault } from './backup-vault.ts';

export interface BackupPlanProps {
  readonly storefront: Storefront;
  readonly vault: BackupVault;
  /** What is backed up. */
  readonly tables: readonly Store[];

  /**
   * ARN of the key of the vault in the recovery region.
   *
   * @default - there is no recovery region
   */
  readonly recoveryKeyArn?: string | undefined;
}

/** Makes backups of the tables by a schedule, and copies each into the recovery region and into another account, where there are such. */
export class BackupPlan extends Construct {
  private readonly storefront: Storefront;

  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { storefront, vault, tables } = props;
    this.storefront = storefront;
    const plan = new CfnBackupPlan(this, 'Resource', {
      backupPlan: {
        backupPlanName: resourceName(storefront, 'backups'),
        backupPlanRule: [...this.rules(vault)],
      },
    });
    const role = this.role(props);
    const selection = new CfnBackupSelection(this, 'Selection', {
      backupPlanId: plan.ref,
      backupSelection: {
        selectionName: resourceName(storefront, 'tables'),
        iamRoleArn: role.roleArn,
        // AWS Backup asks for an opt-in where a selection names tags, and for none where it names resources.
        resources: tables.map(({ arn }) => arn),
      },
    });
    // The first backup would fail without the rights, which are a resource of their own.
    selection.node.addDependency(role);
  }

  private rules({ vault }: BackupVault): readonly CfnBackupPlan.BackupRuleResourceTypeProperty[] {
    const { dailyDays, monthlyDays, intervalHours } = this.storefront.environment.backup;
    const rule = (ruleName: string, scheduleExpression: string, deleteAfterDays: number) => ({
      ruleName,
      scheduleExpression,
      targetBackupVault: vault.backupVaultName,
      startWindowMinutes: times.startWindowMinutes,
      completionWindowMinutes: times.completionWindowMinutes,
      lifecycle: { deleteAfterDays },
      copyActions: this.destinations().map((destinationBackupVaultArn) => ({
        destinationBackupVaultArn,
        lifecycle: { deleteAfterDays },
      })),
    });
    return [
      rule('daily', `cron(0 ${hoursEvery(intervalHours)} * * ? *)`, dailyDays),
      ...(monthlyDays === undefined ? [] : [rule('monthly', 'cron(0 4 1 * ? *)', monthlyDays)]),
    ];
  }

  private destinations(): readonly string[] {
    const { recovery } = this.storefront.environment.backup;
    if (!recovery) return [];
    const { region, otherAccount } = recovery;
    const name = vaultName(this.storefront, 'recovery');
    return [vaultArn(Stack.of(this), { name, region }), ...(otherAccount ? [otherAccount.vault] : [])];
  }

  private role({ vault, tables, recoveryKeyArn }: BackupPlanProps) {
    const { region, backup } = this.storefront.environment;
    const role = backupServiceRole(this, 'Role', 'Makes and copies the backups; it can restore none');
    role.addToPolicy(backingUp(tables));
    const own = vaultArn(Stack.of(this), { name: vaultName(this.storefront, 'backups'), region });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['backup:CopyFromBackupVault', 'backup:DescribeBackupVault', 'backup:TagResource'],
        resources: [own],
      }),
    );
    const destinations = this.destinations();
    if (destinations.length > 0) {
      role.addToPolicy(
        new PolicyStatement({ actions: ['backup:CopyIntoBackupVault'], resources: [...destinations] }),
      );
    }
    const keys = [vault.key, ...tables.map(({ key }) => key)].map(({ keyArn }) => keyArn);
    const regions = [region, ...(backup.recovery ? [backup.recovery.region] : [])];
    const all = recoveryKeyArn === undefined ? keys : [...keys, recoveryKeyArn];
    for (const statement of useOfKeys(all, regions)) role.addToPolicy(statement);
    return role;
  }
}

/** The hours of the day at which a backup begins, with three o'clock, when few people shop, among them. */
function hoursEvery(interval: number): string {
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => (hour - 3) % interval === 0);
  return hours.join(',');
}
