import { bkp02 } from '../../../../lib/policy/rules/bkp/bkp-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups } from './backups.ts';

const key = 'Vault.Properties.EncryptionKeyArn';
const says = (found: string) => [
  `Properties.EncryptionKeyArn is ${found}; expected a customer-managed KMS key`,
];

testRule(bkp02, {
  pass: {
    'a vault with a key of its template': backups(),
    'an isolated vault with a key': backups({
      Isolated: {
        Type: 'AWS::Backup::LogicallyAirGappedBackupVault',
        Properties: { EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
    }),
  },
  fail: {
    'a vault without a key': { ...backups({ [key]: undefined }), says: says('not set') },
    'a vault under the key of AWS': {
      ...backups({ [key]: 'arn:aws:kms:eu-west-1:111111111111:alias/aws/backup' }),
      says: says('arn:aws:kms:eu-west-1:111111111111:alias/aws/backup'),
    },
  },
  unknown: { 'a key that is a parameter': { ...backups({ [key]: open }), says: says(parameter) } },
});
