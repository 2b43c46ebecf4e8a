import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault as Vault } from 'aws-cdk-lib/aws-backup';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import times from '../../aws/backup-times.json' with { type: 'json' };
import { vaultName } from '../../contract/names.ts';
import { customerKey } from '../common/customer-key.ts';
import type { Storefront } from '../contract/storefront.ts';
import { copyingAccountAccess } from './backup-access.ts';

export interface BackupVaultProps {
  readonly storefront: Storefront;

  /** Ends the names of the vault and its key. */
  readonly role: 'backups' | 'recovery';
}

/**
 * Where backups lie: under a key of their own, and locked. Nobody deletes a backup or shortens its time; under a governance lock,
 * administrators can lift the lock first. The name ends in a generation, because another key is another vault.
 */
export class BackupVault extends Construct {
  readonly vault: Vault;
  readonly key: Key;

  constructor(scope: Construct, id: string, { storefront, role }: BackupVaultProps) {
    super(scope, id);
    const { dailyDays, monthlyDays = dailyDays, lock, recovery } = storefront.environment.backup;
    this.key = customerKey(this, 'Key', { owner: storefront, role, encrypts: 'Backups' });
    // Copies into the other account are made of the backups themselves, not of their copies in the recovery region.
    const copying = role === 'backups' ? accountOf(recovery?.otherAccount?.vault) : undefined;
    for (const statement of copying === undefined ? [] : copyingAccountAccess(copying)) {
      this.key.addToResourcePolicy(statement);
    }
    this.vault = new Vault(this, 'Resource', {
      backupVaultName: vaultName(storefront, role),
      encryptionKey: this.key,
      blockRecoveryPointDeletion: true,
      lockConfiguration: {
        minRetention: Duration.days(Math.min(dailyDays, monthlyDays)),
        // A bound that is equal to the other one is refused.
        maxRetention: Duration.days(Math.max(dailyDays, monthlyDays) + 1),
        ...(lock === 'compliance' && { changeableFor: Duration.days(times.complianceGraceDays) }),
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

/** The account of the vault with this ARN. */
function accountOf(vault: string | undefined): string | undefined {
  return vault?.split(':')[4];
}
