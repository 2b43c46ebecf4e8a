import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BackupVault } from '../constructs/backup/backup-vault.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The output that holds the ARN of the key that copies are encrypted with. */
export const recoveryKeyOutput = 'RecoveryKeyArn';

/** Where copies of the backups lie, in another region than the shop's. */
export class RecoveryStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { key } = new BackupVault(this, 'Vault', { storefront: props.storefront, role: 'recovery' });
    new CfnOutput(this, recoveryKeyOutput, {
      value: key.keyArn,
      description: 'Key that copies of the backups are encrypted with',
    });
  }
}
