import { expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { bkp01 } from '../../../../lib/policy/rules/bkp/bkp-01.ts';
import stateful from '../../../../lib/policy/rules/data/stateful-types.json' with { type: 'json' };
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups, backupsOfShop, rule, trustIn } from './backups.ts';

test('each type of store that DATA-07 asks to be kept is one of a plan, or one that says how it comes back', () => {
  const kept = Object.keys(stateful.types).filter((type) => !/::(?:BackupVault|Key)$/.test(type));
  expect(kept.filter((type) => !bkp01.types.includes(type))).toEqual([]);
});

const resources = 'Selection.Properties.BackupSelection.Resources';
const unselected = 'Properties lacks a backup selection that names it, or a word on how it comes back';

const untold =
  'Properties lacks an alarm on NumberOfBackupJobsFailed, or on a metric with backup and failed in its name that a function counts';

/** An alarm on a metric of the shop's own, and the rule by which a function hears of what it counts. */
const counted = (
  states: readonly string[] | undefined,
  more: Readonly<Record<string, Json>> = {},
  pattern: JsonRecord = {},
) =>
  backups({
    'Failures.Properties.Namespace': 'Shop',
    'Failures.Properties.MetricName': 'BackupFailed',
    Jobs: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.backup'],
          'detail-type': ['Backup Job State Change'],
          ...(states && { detail: { state: states, ...pattern } }),
        },
        Targets: [{ Id: 'Function', Arn: { 'Fn::GetAtt': ['Function', 'Arn'] } }],
      },
    },
    'Permission.Properties.SourceArn': undefined,
    ...more,
  });

const failed = ['FAILED', 'ABORTED', 'EXPIRED'];
const dimension = (Name: string, Value: Json) => ({ 'Failures.Properties.Dimensions': [{ Name, Value }] });
const otherVault = 'arn:aws:backup:eu-west-1:111111111111:backup-vault:other';

testRule(bkp01, {
  pass: {
    'failed backups that a function counts': counted(['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED']),
    'a function that hears how each backup ends': counted(undefined),
    'a function that hears of the vault, and counts under its own name': counted(
      failed,
      dimension('service', { Ref: 'Function' }),
      { backupVaultArn: [{ 'Fn::GetAtt': ['Vault', 'BackupVaultArn'] }] },
    ),
    'an alarm on the vault of the plan': backups(dimension('BackupVaultName', { Ref: 'Vault' })),
    'a role with the policy of AWS for backups': backups({
      'Role.Properties.Policies': undefined,
      'Role.Properties.ManagedPolicyArns': [
        'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
      ],
    }),
    'a role with a policy of its own beside it': backups({
      'Role.Properties.Policies': undefined,
      Rights: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: ['dynamodb:*', 'kms:Generate*'], Resource: '*' }],
          },
        },
      },
    }),
    'exceptions that mean another table': backups({
      'Selection.Properties.BackupSelection.NotResources': [
        'arn:aws:dynamodb:eu-west-1:111111111111:table/old',
      ],
    }),
    'a table that a selection refers to': backups(),
    'a table by its written ARN': backups({
      [resources]: ['arn:aws:dynamodb:eu-west-1:111111111111:table/orders'],
    }),
    'every table of the account': backups({ [resources]: ['arn:aws:dynamodb:*:*:table/*'] }),
    'a plan that is due every hour': backups({ [`${rule}.ScheduleExpression`]: 'rate(1 hour)' }),
  },
  fail: {
    'backups whose failure nobody is told of': { ...backups({ Failures: undefined }), says: [untold] },
    'an alarm on backups that were made': {
      ...backups({ 'Failures.Properties.MetricName': 'NumberOfBackupJobsCompleted' }),
      says: [untold],
    },
    'an alarm that tells nobody': {
      ...backups({ 'Failures.Properties.AlarmActions': [] }),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an alarm that waits for the second failure': {
      ...backups({ 'Failures.Properties.Threshold': 1 }),
      says: ['Properties.Threshold is 1; expected at least 0 and at most 0'],
    },
    'a function that does not hear of backups that expire': {
      ...counted(['FAILED', 'ABORTED']),
      says: ['Properties.EventPattern.detail.state lacks EXPIRED'],
    },
    'a function that hears of another vault': {
      ...counted(failed, {}, { backupVaultArn: [otherVault] }),
      says: ['Properties.EventPattern.detail.backupVaultArn lacks the ARN of Vault'],
    },
    'an alarm on what another function counts': {
      ...counted(failed, dimension('service', 'shop-other')),
      says: ['Properties.Dimensions lacks the name of Function'],
    },
    'an alarm on another vault': {
      ...backups(dimension('BackupVaultName', 'other')),
      says: ['Properties.Dimensions[0].Value is other; expected the name of Vault'],
    },
    'exceptions that take the table out again': {
      ...backups({ 'Selection.Properties.BackupSelection.NotResources': ['arn:aws:dynamodb:*:*:table/or*'] }),
      says: [
        'Properties.BackupSelection.NotResources[0] is arn:aws:dynamodb:*:*:table/or*; expected no pattern that means Orders',
      ],
    },
    'conditions on the tags of the table': {
      ...backups({ 'Selection.Properties.BackupSelection.Conditions': { StringEquals: [] } }),
      says: [
        'Properties.BackupSelection.Conditions is {"StringEquals":[]}; expected no condition that leaves out what is named',
      ],
    },
    'a role that AWS Backup cannot assume': {
      ...backups({ 'Role.Properties.AssumeRolePolicyDocument': trustIn('lambda.amazonaws.com') }),
      says: [
        'Properties.AssumeRolePolicyDocument lacks a statement that lets backup.amazonaws.com use sts:AssumeRole',
      ],
    },
    'a role without rights': {
      ...backups({ 'Role.Properties.Policies': undefined }),
      says: [
        'Properties lacks a policy that allows dynamodb:StartAwsBackupJob',
        'Properties lacks a policy that allows kms:GenerateDataKey',
      ],
    },
    'a role that may restore, and make nothing': {
      ...backups({
        'Role.Properties.Policies': undefined,
        'Role.Properties.ManagedPolicyArns': [
          'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores',
        ],
      }),
      says: [
        'Properties lacks a policy that allows dynamodb:StartAwsBackupJob',
        'Properties lacks a policy that allows kms:GenerateDataKey',
      ],
    },
    'a backup that may begin a week after it was due': {
      ...backups({ [`${rule}.StartWindowMinutes`]: 10_080 }),
      says: ['Properties.BackupPlan.BackupPlanRule[0].StartWindowMinutes is 10080; expected at most 1440'],
    },
    'a graph database that no plan takes': {
      ...backups({
        Graph: { Type: 'AWS::Neptune::DBCluster', Properties: { DBClusterIdentifier: 'graph' } },
      }),
      says: [
        'Properties.BackupSelection.Resources lacks the ARN of Graph',
        'Properties lacks a policy that allows rds:CreateDBSnapshot',
      ],
    },
    'an archive of events of a storefront that says nothing of how it comes back': {
      ...backupsOfShop({ Archive: { Type: 'AWS::Events::Archive', Properties: {} } }),
      says: ['Metadata.Palisade.data lacks a word on how Archive comes back'],
    },
    'a metric that nothing counts': {
      ...backups({
        'Failures.Properties.Namespace': 'Shop',
        'Failures.Properties.MetricName': 'BackupFailed',
      }),
      says: ['Properties lacks a rule of EventBridge for Backup Job State Change that calls a function'],
    },
    'a table without any selection': { ...backups({ Selection: undefined }), says: [unselected] },
    'a table without any selection, of a storefront all of whose stacks were given': {
      ...backupsOfShop({ Selection: undefined }, { stack: 'backup', stacks: ['backup'] }),
      says: [unselected],
    },
    'another table of the same beginning': {
      ...backups({ [resources]: ['arn:aws:dynamodb:eu-west-1:111111111111:table/orders-old'] }),
      says: ['Properties.BackupSelection.Resources lacks the ARN of Orders'],
    },
    'the table of that name in another account': {
      ...backups({ [resources]: ['arn:aws:dynamodb:eu-west-1:222222222222:table/orders'] }),
      says: ['Properties.BackupSelection.Resources lacks the ARN of Orders'],
    },
    'a selection without a role': {
      ...backups({ 'Selection.Properties.BackupSelection.IamRoleArn': undefined }),
      says: ['Properties.BackupSelection.IamRoleArn is not set; expected the ARN of a role'],
    },
    'a plan that is due once a week': {
      ...backups({ [`${rule}.ScheduleExpression`]: 'cron(0 3 ? * SUN *)' }),
      says: ['Properties.BackupPlan.BackupPlanRule lacks a rule that is due every day'],
    },
    'a second table beside it': {
      ...backups({ Carts: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'carts' } } }),
      says: ['Properties.BackupSelection.Resources lacks the ARN of Carts'],
    },
    'a queue of a storefront that says nothing of how it comes back': {
      ...backupsOfShop({ Queue: { Type: 'AWS::SQS::Queue', Properties: {} } }),
      says: ['Metadata.Palisade.data lacks a word on how Queue comes back'],
    },
  },
  unknown: {
    'a rule that hears of some backups only': {
      ...counted(failed, {}, { resourceType: ['S3'] }),
      says: [
        'Properties.EventPattern.detail.resourceType is ["S3"]; only the deployment tells whether that is nothing that leaves out a job',
      ],
    },
    'a table of a storefront whose backup stack was not given': {
      ...backupsOfShop({ Selection: undefined }, { stacks: ['edge', 'data', 'backup'] }),
      says: ['Properties has no backup selection here, and the backup stack is not among the templates'],
    },
    'resources that are a parameter': {
      ...backups({ [resources]: open }),
      says: [`Properties.BackupSelection.Resources is ${parameter}; expected a list with the ARN of Orders`],
    },
  },
  notApplicable: {
    'a store that says how it comes back': backupsOfShop(
      {
        Selection: undefined,
        Plan: undefined,
        Failures: undefined,
        CopyFailures: undefined,
        RestoreFailures: undefined,
      },
      { data: [{ resource: 'Orders', class: 'public', comesBack: 'it is made anew' }] },
    ),
    'a queue of somebody else': { resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } } },
  },
});
