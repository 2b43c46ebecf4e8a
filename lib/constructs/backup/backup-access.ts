import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Store } from '../data/stores.ts';

/** A role that AWS Backup takes on for resources of this account alone. */
export function backupServiceRole(scope: Construct, id: string, description: string): Role {
  const { account } = Stack.of(scope);
  return new Role(scope, id, {
    description,
    assumedBy: new ServicePrincipal('backup.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  });
}

/** ARN of a vault, which nobody has to ask CloudFormation for. */
export function vaultArn(
  stack: Stack,
  { name, region }: { readonly name: string; readonly region: string },
): string {
  return stack.formatArn({
    service: 'backup',
    region,
    resource: 'backup-vault',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Use of keys by AWS Backup and by the services that keep the stores, in their regions. */
export function useOfKeys(
  keyArns: readonly string[],
  regions: readonly string[],
): readonly PolicyStatement[] {
  const services = regions.flatMap((region) =>
    ['backup', 'dynamodb'].map((service) => `${service}.${region}.amazonaws.com`),
  );
  return [
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
    new PolicyStatement({
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [...keyArns],
      conditions: { StringEquals: { 'kms:ViaService': services } },
    }),
    new PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources: [...keyArns],
      conditions: {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
        StringEquals: { 'kms:ViaService': services },
      },
    }),
  ];
}

/** Makes backups of tables, with the rights of https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_IAM.html. */
export function backingUp(tables: readonly Store[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'],
    resources: tables.map(({ arn }) => arn),
  });
}

/**
 * Lets AWS Backup in another account, and nobody else there, copy what is encrypted with the key of a vault. A key policy cannot name
 * a role that does not exist yet, so it names the account and leaves its role of AWS Backup alone.
 */
export function copyingAccountAccess(account: string): readonly PolicyStatement[] {
  const principals = [new ArnPrincipal(`arn:aws:iam::${account}:root`)];
  const role = `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
  const ofBackup = { ArnEquals: { 'aws:PrincipalArn': role } };
  return [
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
    new PolicyStatement({
      principals,
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncryptFrom'],
      resources: ['*'],
      conditions: ofBackup,
    }),
    new PolicyStatement({
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...ofBackup, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}
