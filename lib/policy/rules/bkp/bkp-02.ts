import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import type { Rule } from '../../rule.ts';

/** A stolen backup is a stolen table, and a backup whose key is gone is none. */
export const bkp02: Rule = {
  id: 'BKP-02',
  title: 'Vaults are encrypted with a customer-managed key',
  severity: 'high',
  types: ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault'],
  why: 'Under the key that AWS manages, no copy can go to another account, and nobody can withdraw the key from who stole a backup.',
  fix: 'Set EncryptionKeyArn to the ARN of a customer-managed key.',
  controls: ['BKP-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (vault) => [expectCustomerManagedKey(vault.property('EncryptionKeyArn'))],
};
