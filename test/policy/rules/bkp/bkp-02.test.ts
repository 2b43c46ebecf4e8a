import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { bkp02 } from '../../../../lib/policy/rules/bkp/bkp-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups } from './backups.ts';

const key = 'Vault.Properties.EncryptionKeyArn';
const says = (found: string) => [
  `Properties.EncryptionKeyArn is ${found}; expected a customer-managed KMS key`,
];

/** A database that a selection names. */
const withDatabase = (Properties: JsonRecord) =>
  backups({
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceIdentifier: 'orders', ...Properties } },
    'Selection.Properties.BackupSelection.Resources': ['arn:aws:rds:eu-west-1:111111111111:db:orders'],
  });

testRule(bkp02, {
  pass: {
    'a database in a plan under a key of its own': withDatabase({
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    }),
    'a database that no plan takes': backups({
      Database: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceIdentifier: 'orders' } },
    }),
    'a vault with a key of its template': backups(),
    'an isolated vault with a key': backups({
      Isolated: {
        Type: 'AWS::Backup::LogicallyAirGappedBackupVault',
        Properties: { EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
    }),
  },
  fail: {
    'a database in a plan under the key of AWS': {
      ...withDatabase({ StorageEncrypted: true }),
      says: ['Properties.KmsKeyId is not set; expected a customer-managed KMS key'],
    },
    'a vault without a key': { ...backups({ [key]: undefined }), says: says('not set') },
    'a vault under the key of AWS': {
      ...backups({ [key]: 'arn:aws:kms:eu-west-1:111111111111:alias/aws/backup' }),
      says: says('arn:aws:kms:eu-west-1:111111111111:alias/aws/backup'),
    },
  },
  unknown: {
    'a database that is restored from a snapshot': {
      ...withDatabase({ DBSnapshotIdentifier: 'old' }),
      says: [
        'Properties.KmsKeyId is not set; only the deployment tells whether a customer-managed KMS key has to stand there',
      ],
    },
    'a key that is a parameter': { ...backups({ [key]: open }), says: says(parameter) },
  },
});
