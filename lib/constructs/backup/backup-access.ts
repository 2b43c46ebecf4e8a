import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
