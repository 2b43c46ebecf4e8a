import { bkp04 } from '../../../../lib/policy/rules/bkp/bkp-04.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups, backupsOfShop, rule } from './backups.ts';

const to = `${rule}.CopyActions[0].DestinationBackupVaultArn`;
const place = 'Properties.BackupPlan.BackupPlanRule[0].CopyActions';
const other = 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops';
const expected = 'the ARN of a vault in another region of the account, or of a declared one';
const none = `${place} lacks a copy into another region, or into a declared account`;

const ofOwner = `${place}[0].DestinationBackupVaultArn is ${other}; only the deployment tells whether that is ${expected}`;

testRule(bkp04, {
  pass: {
    'a copy into another region': backups(),
  },
  fail: {
    'no copy': { ...backups({ [`${rule}.CopyActions`]: undefined }), says: [none] },
    'copies whose failure nobody is told of': {
      ...backups({ CopyFailures: undefined }),
      says: [
        'Properties lacks an alarm on NumberOfCopyJobsFailed, or on a metric with copy and failed in its name that a function counts',
      ],
    },
    'a region in which AWS Backup does not keep the backups of tables': {
      ...backupsOfShop(
        { [to]: other, 'Settings.Properties.BackupRegions': ['eu-central-1'] },
        { declared: [{ control: 'BKP-04', owner: 'security', arn: other }] },
      ),
      says: ['Properties.BackupRegions lacks eu-west-1'],
    },
    'a shop without settings of its region': {
      ...backupsOfShop(
        { [to]: other, Settings: undefined },
        { declared: [{ control: 'BKP-04', owner: 'security', arn: other }] },
      ),
      says: ['Properties lacks a Custom::RegionSettings that lets AWS Backup keep the backups of tables'],
    },
    'a copy in the same region': {
      ...backups({ [to]: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:copies' }),
      says: [
        none,
        `${place}[0].DestinationBackupVaultArn is arn:aws:backup:eu-west-1:111111111111:backup-vault:copies; expected ${expected}`,
      ],
    },
    'a copy into an account that nobody has named': {
      ...backupsOfShop({ [to]: other }),
      says: [none, `${place}[0].DestinationBackupVaultArn is ${other}; expected ${expected}`],
    },
  },
  unknown: {
    'a copy into an account that the storefront declares, which its owner answers for': {
      ...backupsOfShop({ [to]: other }, { declared: [{ control: 'BKP-04', owner: 'security', arn: other }] }),
      says: [ofOwner],
    },
    'a shop whose network stack was not given': {
      ...backupsOfShop(
        { [to]: other, Settings: undefined },
        { declared: [{ control: 'BKP-04', owner: 'security', arn: other }], stacks: ['edge', 'network'] },
      ),
      says: [
        ofOwner,
        'Properties has no settings of its region here, and the network stack is not among the templates',
      ],
    },
    'a copy into another account of a template that declares nothing': {
      ...backups({ [to]: other }),
      says: [
        `${place}[0].DestinationBackupVaultArn is ${other}; only the deployment tells whether that is ${expected}`,
      ],
    },
    "a copy into a vault that is not among a storefront's templates": {
      ...backupsOfShop(),
      says: [
        `${place}[0].DestinationBackupVaultArn is arn:aws:backup:eu-central-1:111111111111:backup-vault:copies; only the deployment tells whether that is ${expected}`,
      ],
    },
    'a destination that is a parameter': {
      ...backups({ [to]: open }),
      says: [`${place}[0].DestinationBackupVaultArn is ${parameter}; expected ${expected}`],
    },
    'a further copy whose destination is a parameter': {
      ...backups({ [`${rule}.CopyActions[1]`]: { DestinationBackupVaultArn: open } }),
      says: [`${place}[1].DestinationBackupVaultArn is ${parameter}; expected ${expected}`],
    },
  },
  notApplicable: {
    'an environment that is not production': backupsOfShop(
      { [`${rule}.CopyActions`]: undefined },
      { purpose: 'non-production' },
    ),
  },
});
