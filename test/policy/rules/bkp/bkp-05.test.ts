import { expect, test } from '@jest/globals';
import { bkp05 } from '../../../../lib/policy/rules/bkp/bkp-05.ts';
import { isDueDaily, isDueQuarterly } from '../../../../lib/policy/schedules.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups } from './backups.ts';

const quarterly = 'a schedule that is due at least each quarter';
const untested =
  'Properties.BackupSelection.Resources[0] lacks a restore testing selection that names the same ARN';
const unseen = 'Properties lacks a rule of EventBridge for Restore Job State Change that calls a function';

const twoTables = ['Orders', 'Carts'].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }));

testRule(bkp05, {
  pass: {
    'a table that is restored each month, and looked at': backups(),
    'two tables in one test': backups({
      Carts: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'carts' } },
      'Selection.Properties.BackupSelection.Resources': twoTables,
      'TestedTables.Properties.ProtectedResourceArns': twoTables,
    }),
    'tests of every table and every vault': backups({
      'TestedTables.Properties.ProtectedResourceArns': ['*'],
      'Tests.Properties.RecoveryPointSelection.IncludeVaults': ['*'],
    }),
  },
  fail: {
    'tests of another type': {
      ...backups({ 'TestedTables.Properties.ProtectedResourceType': 'EFS' }),
      says: ['Properties.ProtectedResourceType is EFS; expected DynamoDB'],
    },
    'a test by a role of strangers': {
      ...backups({ 'TestedTables.Properties.IamRoleArn': 'arn:aws:iam::999999999999:role/restore' }),
      says: [
        'Properties.IamRoleArn is arn:aws:iam::999999999999:role/restore; expected the ARN of a role of the account',
      ],
    },
    'no restore test': { ...backups({ TestedTables: undefined }), says: [untested] },
    'a test of another table': {
      ...backups({
        'TestedTables.Properties.ProtectedResourceArns': [
          'arn:aws:dynamodb:eu-west-1:111111111111:table/old',
        ],
      }),
      says: ['Properties.ProtectedResourceArns lacks ${Orders.Arn}'],
    },
    'a test of another table, beside two that are backed up': {
      ...backups({
        'Selection.Properties.BackupSelection.Resources': [
          { 'Fn::GetAtt': ['Orders', 'Arn'] },
          'arn:aws:dynamodb:eu-west-1:111111111111:table/carts',
        ],
        'TestedTables.Properties.ProtectedResourceArns': [
          'arn:aws:dynamodb:eu-west-1:111111111111:table/old',
        ],
      }),
      says: [
        'Properties.ProtectedResourceArns lacks ${Orders.Arn}',
        'Properties.ProtectedResourceArns lacks arn:aws:dynamodb:eu-west-1:111111111111:table/carts',
      ],
    },
    'a test once a year': {
      ...backups({ 'Tests.Properties.ScheduleExpression': 'cron(0 9 2 1 ? *)' }),
      says: [`Properties.ScheduleExpression is cron(0 9 2 1 ? *); expected ${quarterly}`],
    },
    'the role that makes the backups': {
      ...backups({ 'TestedTables.Properties.IamRoleArn': { 'Fn::GetAtt': ['Role', 'Arn'] } }),
      says: [
        'Properties lacks a policy that allows dynamodb:RestoreTableFromAwsBackup',
        'Properties lacks a policy that allows kms:Decrypt',
        'Properties.IamRoleArn is ${Role.Arn}; expected another role than the one that makes the backups',
      ],
    },
    'a test without a role': {
      ...backups({ 'TestedTables.Properties.IamRoleArn': undefined }),
      says: ['Properties.IamRoleArn is not set; expected the ARN of a role'],
    },
    'a role without rights': {
      ...backups({ 'RestoreRole.Properties.Policies': undefined }),
      says: [
        'Properties lacks a policy that allows dynamodb:RestoreTableFromAwsBackup',
        'Properties lacks a policy that allows kms:Decrypt',
      ],
    },
    'a test that leaves the vault out again': {
      ...backups({ 'Tests.Properties.RecoveryPointSelection.ExcludeVaults': ['*'] }),
      says: ['Properties.RecoveryPointSelection.ExcludeVaults is ["*"]; expected no vault that is left out'],
    },
    'a test of tables with a tag': {
      ...backups({ 'TestedTables.Properties.ProtectedResourceConditions': { StringEquals: [] } }),
      says: [
        'Properties.ProtectedResourceConditions is {"StringEquals":[]}; expected no condition that leaves out what is named',
      ],
    },
    'tables that are deleted before anybody looks at them': {
      ...backups({ 'TestedTables.Properties.ValidationWindowHours': undefined }),
      says: ['Properties.ValidationWindowHours is 0; expected at least 1 and at most 72'],
    },
    'a function that hears of restores that failed only': {
      ...backups({ 'Restores.Properties.EventPattern.detail': { status: ['FAILED', 'ABORTED'] } }),
      says: ['Properties.EventPattern.detail.status lacks COMPLETED'],
    },
    'a function that hears of the restores of another role': {
      ...backups({
        'Restores.Properties.EventPattern.detail': { iamRoleArn: ['arn:aws:iam::111111111111:role/other'] },
      }),
      says: ['Properties.EventPattern.detail.iamRoleArn lacks ${RestoreRole.Arn}'],
    },
    'restores whose failure nobody is told of': {
      ...backups({ RestoreFailures: undefined }),
      says: [
        'Properties lacks an alarm on NumberOfRestoreJobsFailed, or on a metric with restore and failed in its name that a function counts',
      ],
    },
    'nothing that looks at what was restored': {
      ...backups({ Restores: undefined, Permission: undefined }),
      says: [unseen],
    },
    'a function that EventBridge may not call': {
      ...backups({ Permission: undefined }),
      says: ['Properties.Targets lacks a permission to call Function'],
    },
    'a rule that is switched off': {
      ...backups({ 'Restores.Properties.State': 'DISABLED' }),
      says: ['Properties.State is DISABLED; expected ENABLED'],
    },
  },
  unknown: {
    'resources that are a parameter': {
      ...backups({ 'Selection.Properties.BackupSelection.Resources': open }),
      says: [`Properties.BackupSelection.Resources is ${parameter}; expected a list of ARNs`],
    },
  },
});

test.each([
  ['rate(12 hours)', true, true],
  ['rate(1 day)', true, true],
  ['rate(7 days)', false, true],
  ['rate(100 days)', false, false],
  ['cron(0 3,15 * * ? *)', true, true],
  ['cron(0 3 1 * ? *)', false, true],
  ['cron(0 3 2 1,4,7,10 ? *)', false, true],
  ['cron(0 3 2 1,2,3,10 ? *)', false, false],
  ['cron(0 3 * * ? 2030)', false, false],
  ['at noon', false, false],
])('%s is due every day: %j, each quarter: %j', (schedule, daily, each) => {
  expect([isDueDaily(schedule), isDueQuarterly(schedule)]).toEqual([daily, each]);
});
