import { bkp03 } from '../../../../lib/policy/rules/bkp/bkp-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups, backupsOfShop, rule } from './backups.ts';

const lock = 'Vault.Properties.LockConfiguration';
const denial = 'Vault.Properties.AccessPolicy.Statement[0]';
const bounds = 'at least 7 and at most 3660';
const noDenial =
  'a policy that denies backup:DeleteRecoveryPoint and backup:UpdateRecoveryPointLifecycle to everyone';
const ends = 'Properties.BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays';
const within = (least: number, most: number) => `at least ${least} and at most ${most}, as the vault allows`;

testRule(bkp03, {
  pass: {
    'a vault that is locked, and a plan within its bounds': backups(),
    'backups that end on the day that the storefront says': backupsOfShop(),
    'a lock for ever with the least grace': backups({ [`${lock}.ChangeableForDays`]: 3 }),
  },
  fail: {
    'a denial for everyone but everyone': {
      ...backups({ [`${denial}.Principal`]: undefined, [`${denial}.NotPrincipal`]: '*' }),
      says: [`Properties.AccessPolicy lacks ${noDenial}`],
    },
    'copies that end later than the vault allows that they go to': {
      ...backups({
        [`${rule}.CopyActions[0].DestinationBackupVaultArn`]: { 'Fn::GetAtt': ['Vault', 'BackupVaultArn'] },
        [`${rule}.CopyActions[0].Lifecycle.DeleteAfterDays`]: 401,
      }),
      says: [
        `Properties.BackupPlan.BackupPlanRule[0].CopyActions[0].Lifecycle.DeleteAfterDays is 401; expected ${within(35, 400)}`,
      ],
    },
    'a vault without a lock': {
      ...backups({ [lock]: undefined }),
      says: [
        `Properties.LockConfiguration.MinRetentionDays is not set; expected ${bounds}`,
        `Properties.LockConfiguration.MaxRetentionDays is not set; expected ${bounds}`,
      ],
    },
    'a lock of one day': {
      ...backups({ [`${lock}.MinRetentionDays`]: 1 }),
      says: [`Properties.LockConfiguration.MinRetentionDays is 1; expected ${bounds}`],
    },
    'a lock of a hundred years': {
      ...backups({ [`${lock}.MaxRetentionDays`]: 36_500 }),
      says: [`Properties.LockConfiguration.MaxRetentionDays is 36500; expected ${bounds}`],
    },
    'a lock that nobody could take back in time': {
      ...backups({ [`${lock}.ChangeableForDays`]: 1 }),
      says: ['Properties.LockConfiguration.ChangeableForDays is 1; expected at least 3 and at most 3660'],
    },
    'backups that end before the lock allows': {
      ...backups({ [`${rule}.Lifecycle.DeleteAfterDays`]: 7 }),
      says: [`${ends} is 7; expected ${within(35, 400)}`],
    },
    'backups that never end': {
      ...backups({ [`${rule}.Lifecycle`]: undefined }),
      says: [`${ends} is not set; expected ${within(35, 400)}`],
    },
    'copies that are kept for a day': {
      ...backups({ [`${rule}.CopyActions[0].Lifecycle.DeleteAfterDays`]: 1 }),
      says: [
        `Properties.BackupPlan.BackupPlanRule[0].CopyActions[0].Lifecycle.DeleteAfterDays is 1; expected ${within(7, 3660)}`,
      ],
    },
    'backups that are in cold storage for less than AWS Backup keeps them there': {
      ...backups({ [`${rule}.Lifecycle`]: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 100 } }),
      says: [`${ends} is 100; expected at least 120`],
    },
    'backups that are kept for longer than the storefront says': {
      ...backupsOfShop({ [`${rule}.Lifecycle.DeleteAfterDays`]: 36 }),
      says: [`${ends} is 36; expected at most 35`],
    },
    'copies that are kept for longer than the storefront says': {
      ...backupsOfShop({ [`${rule}.CopyActions[0].Lifecycle.DeleteAfterDays`]: 372 }),
      says: [
        'Properties.BackupPlan.BackupPlanRule[0].CopyActions[0].Lifecycle.DeleteAfterDays is 372; expected at most 35',
      ],
    },
    'a policy that denies half of it': {
      ...backups({ [`${denial}.Action`]: 'backup:DeleteRecoveryPoint' }),
      says: [`Properties.AccessPolicy lacks ${noDenial}`],
    },
    'a policy that denies it to some': {
      ...backups({ [`${denial}.Condition`]: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      says: [`Properties.AccessPolicy lacks ${noDenial}`],
    },
  },
  unknown: {
    'a bound that is a parameter': {
      ...backups({ [`${lock}.MaxRetentionDays`]: open }),
      says: [`Properties.LockConfiguration.MaxRetentionDays is ${parameter}; expected ${bounds}`],
    },
  },
});
