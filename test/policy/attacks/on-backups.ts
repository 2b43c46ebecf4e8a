import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, strangers } from './attack.ts';

const rules = 'Properties.BackupPlan.BackupPlanRule';
const otherVault = 'arn:aws:backup:eu-west-1:111111111111:backup-vault:other';

/** Writes a value at a path of a resource of the backups. */
function set(id: string, path: string, value: Json | undefined) {
  return (shop: Shop) => shop.set('backup', id, path, value);
}

function removed(id: string) {
  return (shop: Shop) => shop.remove('backup', id);
}

/** Appends a statement that takes something away from whoever had it. */
function denied(id: string, path: string, statement: JsonRecord) {
  return ({ append }: Shop) => append('backup', id, path, { Effect: 'Deny', Resource: '*', ...statement });
}

/** Another store in the stack of the orders, which nothing says anything about. */
function added(type: string, properties: JsonRecord) {
  return (shop: Shop) => shop.add('data', 'Another', { Type: type, Properties: properties });
}

/** Ways to have no backup on the day on which one is needed. */
export const attacksOnBackups: readonly Attack[] = [
  [
    'the function that counts failures hears of another vault',
    'BKP-01',
    set('EventsBackups', 'Properties.EventPattern.detail.backupVaultArn', [otherVault]),
  ],
  [
    'the alarm on failures watches another function',
    'BKP-01',
    set('AlarmsBackupFailed', 'Properties.Dimensions', [{ Name: 'service', Value: 'other' }]),
  ],
  ['nobody is told that no backup comes any more', 'BKP-01', removed('AlarmsNoBackupMade')],
  [
    'a restore may take a week',
    'PAY-12-settings',
    set('Events', 'Properties.Environment.Variables.MOST_RESTORE_MINUTES', '10080'),
  ],
  [
    'restored tables lie under a key of AWS',
    'BKP-05',
    set('RestoreTestingTables', 'Properties.RestoreMetadataOverrides', { encryptionType: 'Default' }),
  ],
  [
    'restored tables lie under what AWS takes by itself',
    'BKP-05',
    set('RestoreTestingTables', 'Properties.RestoreMetadataOverrides', undefined),
  ],
  ['nobody is told that no copy comes any more', 'BKP-04', removed('AlarmsNoCopyMade')],
  [
    'silence is taken for a good sign',
    'BKP-01',
    set('AlarmsNoBackupMade', 'Properties.TreatMissingData', 'notBreaching'),
  ],
  [
    'silence is told after six weeks',
    'BKP-01',
    set('AlarmsNoBackupMade', 'Properties.EvaluationPeriods', 1000),
  ],
  [
    'silence is told to strangers',
    'TEMPLATE-accounts',
    set('AlarmsNoBackupMade', 'Properties.AlarmActions', [`arn:aws:sns:eu-west-1:${strangers}:alarms`]),
  ],
  ['backups have a minute to be made', 'BKP-01', set('Plan', `${rules}[0].CompletionWindowMinutes`, 61)],
  ['backups have months to be made', 'BKP-01', set('Plan', `${rules}[0].CompletionWindowMinutes`, 100_000)],
  [
    'a backup of last year is restored for a test',
    'BKP-05',
    set('RestoreTesting', 'Properties.RecoveryPointSelection.SelectionWindowDays', 365),
  ],
  [
    'what a test restored lies there for a week',
    'BKP-05',
    set('RestoreTestingTables', 'Properties.ValidationWindowHours', 168),
  ],
  [
    'the lock is lowered together with the backups of each day',
    'BKP-03',
    (shop) => {
      shop.set('backup', 'Vault', 'Properties.LockConfiguration.MinRetentionDays', 7);
      shop.set('backup', 'Plan', `${rules}[0].Lifecycle.DeleteAfterDays`, 7);
    },
  ],
  [
    'a Deny takes the rights of the backups away',
    'BKP-01',
    denied('PlanRoleDefaultPolicy', 'Properties.PolicyDocument.Statement', { Action: 'dynamodb:*' }),
  ],
  [
    'a Deny takes the rights of the restores away',
    'BKP-05',
    denied('RestoreTestingRoleDefaultPolicy', 'Properties.PolicyDocument.Statement', {
      Action: 'dynamodb:RestoreTableFromAwsBackup',
    }),
  ],
  [
    'the vault refuses copies',
    'BKP-03',
    denied('Vault', 'Properties.AccessPolicy.Statement', {
      Principal: '*',
      Action: 'backup:CopyIntoBackupVault',
    }),
  ],
  [
    'the vault refuses restores',
    'BKP-03',
    denied('Vault', 'Properties.AccessPolicy.Statement', { Principal: '*', NotAction: 'backup:List*' }),
  ],
  [
    'the table of orders refuses backups',
    'BKP-01',
    (shop) =>
      shop.set('data', 'OrdersTable', 'Properties.ResourcePolicy.PolicyDocument', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:StartAwsBackupJob', Resource: '*' }],
      }),
  ],
  ['nobody is told of copies that fail', 'BKP-04', removed('AlarmsCopyFailed')],
  [
    'the function that counts copies hears of those of another vault',
    'BKP-04',
    set('EventsCopies', 'Properties.EventPattern.detail.sourceBackupVaultArn', [otherVault]),
  ],
  ['nobody is told of restores that fail', 'BKP-05', removed('AlarmsRestoreFailed')],
  [
    'what was restored well is looked at by nobody',
    'BKP-05',
    set('EventsRestores', 'Properties.EventPattern.detail.status', ['FAILED', 'ABORTED']),
  ],
  [
    'the restores of another role are looked at',
    'BKP-05',
    set('EventsRestores', 'Properties.EventPattern.detail.iamRoleArn', ['arn:aws:iam::111111111111:role/a']),
  ],
  ['the role of the restores has no rights', 'BKP-05', removed('RestoreTestingRoleDefaultPolicy')],
  ['the role of the backups has no rights', 'BKP-01', removed('PlanRoleDefaultPolicy')],
  [
    'the role of the backups is for functions',
    'BKP-01',
    set('PlanRole', 'Properties.AssumeRolePolicyDocument.Statement[0].Principal', {
      Service: 'lambda.amazonaws.com',
    }),
  ],
  [
    'a restore is deleted before anybody looks',
    'BKP-05',
    set('RestoreTestingTables', 'Properties.ValidationWindowHours', undefined),
  ],
  [
    'no vault is tested',
    'BKP-05',
    set('RestoreTesting', 'Properties.RecoveryPointSelection.ExcludeVaults', ['*']),
  ],
  [
    'tables with a tag are tested, which no table has',
    'BKP-05',
    set('RestoreTestingTables', 'Properties.ProtectedResourceConditions', { StringEquals: [] }),
  ],
  [
    'the plan excepts what it names',
    'BKP-01',
    set('PlanSelection', 'Properties.BackupSelection.NotResources', ['arn:aws:dynamodb:*:*:table/*']),
  ],
  [
    'the plan takes tables with a tag, which no table has',
    'BKP-01',
    set('PlanSelection', 'Properties.BackupSelection.Conditions', { StringEquals: [] }),
  ],
  [
    'a backup of a day may begin a week later',
    'BKP-01',
    ({ set: write }) => {
      for (const index of [0, 1]) write('backup', 'Plan', `${rules}[${index}].StartWindowMinutes`, 10_080);
    },
  ],
  [
    'a backup is to end before cold storage lets it',
    'BKP-03',
    set('Plan', `${rules}[0].Lifecycle`, { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 35 }),
  ],
  [
    'a person stays in copies for longer than the shop says',
    'BKP-03',
    set('Plan', `${rules}[1].CopyActions[0].Lifecycle.DeleteAfterDays`, 730),
  ],
  [
    'AWS Backup does not keep the backups of tables, so that none is copied',
    'BKP-04',
    ({ set: write }) => write('network', 'RegionSettings', 'Properties.BackupRegions', ['eu-central-1']),
  ],
  [
    'a second plan copies to strangers',
    'BKP-04',
    ({ append }) =>
      append('backup', 'Plan', `${rules}[0].CopyActions`, {
        DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:${strangers}:backup-vault:a`,
        Lifecycle: { DeleteAfterDays: 35 },
      }),
  ],
  [
    'the copies lie in a vault without a lock',
    'BKP-03',
    (shop) => shop.set('recovery', 'Vault', 'Properties.LockConfiguration', undefined),
  ],
  [
    'a stream of orders is in no plan and has no word on its return',
    'BKP-01',
    added('AWS::Kinesis::Stream', {}),
  ],
  ['events of orders are archived for ever', 'DATA-06', added('AWS::Events::Archive', {})],
  ['a cache of orders has no class', 'DATA-06', added('AWS::ElastiCache::ServerlessCache', {})],
  ['a database of documents is in no plan', 'BKP-01', added('AWS::DocDB::DBCluster', {})],
  [
    'a database is in the plan under the key of AWS, which no other account can use',
    'BKP-02',
    (shop) => {
      shop.add('data', 'Invoices', {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBInstanceIdentifier: 'invoices', StorageEncrypted: true },
      });
      shop.append(
        'backup',
        'PlanSelection',
        'Properties.BackupSelection.Resources',
        'arn:aws:rds:eu-west-1:111111111111:db:invoices',
      );
    },
  ],
];
