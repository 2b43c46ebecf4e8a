import { Annotations, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import times from '../aws/backup-times.json' with { type: 'json' };
import { BackupAlarms } from '../constructs/backup/backup-alarms.ts';
import { backupEvents } from '../constructs/backup/backup-events.ts';
import { BackupPlan } from '../constructs/backup/backup-plan.ts';
import { BackupVault } from '../constructs/backup/backup-vault.ts';
import { RestoreTesting } from '../constructs/backup/restore-testing.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import type { Storefront } from '../constructs/contract/storefront.ts';
import { tablesOf } from '../constructs/data/stores.ts';
import { DataStack } from './data-stack.ts';
import { findNeeded, getNeeded, prepareStack, type StorefrontStackProps } from './prepare-stack.ts';
import { RecoveryStack, recoveryKeyOutput } from './recovery-stack.ts';

/** Makes backups of the tables, copies them elsewhere, and restores them to see whether it can. */
export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;
    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const data = getNeeded(props, DataStack);
    const { orders, cspReports } = tablesOf(this, { storefront, data: data.constructs });
    const tables = [orders, cspReports] as const;
    const vault = new BackupVault(this, 'Vault', { storefront, role: 'backups' });
    const recoveryKeyArn = recoveryKeyOf(props);
    new BackupPlan(this, 'Plan', { storefront, vault, tables, recoveryKeyArn });
    const testing = new RestoreTesting(this, 'RestoreTesting', { storefront, vault, tables, recoveryKeyArn });
    const events = backupEvents(this, 'Events', { storefront, logGroups, vault, testing, tables });
    new BackupAlarms(this, 'Alarms', { storefront, events });
    tellOfLock(this, storefront);
  }
}

function recoveryKeyOf(props: StorefrontStackProps): string | undefined {
  const recovery = findNeeded(props, RecoveryStack);
  return recovery && Fn.getStackOutput(recovery.stackName, recoveryKeyOutput, recovery.region);
}

/** A compliance lock cannot be undone once its grace period is over, so whoever synthesizes it reads so. */
function tellOfLock(stack: Stack, { environment: { backup } }: Storefront): void {
  if (backup.lock !== 'compliance') return;
  const { dailyDays, monthlyDays = dailyDays } = backup;
  Annotations.of(stack).addInfo(
    `The vault is locked for compliance: ${times.complianceGraceDays} days after its deployment nobody, AWS included, can take the lock off, delete the vault, or delete a backup before its time of up to ${Math.max(dailyDays, monthlyDays)} days. The stack can then not be destroyed.`,
  );
}
