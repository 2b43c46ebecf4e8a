import { bkp01 } from '../../../../lib/policy/rules/bkp/bkp-01.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { backups, backupsOfShop, rule } from './backups.ts';

const resources = 'Selection.Properties.BackupSelection.Resources';
const unselected = 'Properties lacks a backup selection that names it, or a word on how it comes back';

const untold =
  'Properties lacks an alarm on NumberOfBackupJobsFailed, or on a metric with backup and failed in its name that a function counts';

/** An alarm on a metric of the shop's own, and the rule by which a function hears of what it counts. */
const counted = (states: readonly string[] | undefined) =>
  backups({
    'Failures.Properties.Namespace': 'Shop',
    'Failures.Properties.MetricName': 'BackupFailed',
    Jobs: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.backup'],
          'detail-type': ['Backup Job State Change'],
          ...(states && { detail: { state: states } }),
        },
        Targets: [{ Id: 'Function', Arn: { 'Fn::GetAtt': ['Function', 'Arn'] } }],
      },
    },
    'Permission.Properties.SourceArn': undefined,
  });

testRule(bkp01, {
  pass: {
    'failed backups that a function counts': counted(['COMPLETED', 'FAILED', 'ABORTED', 'EXPIRED']),
    'a function that hears how each backup ends': counted(undefined),
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
      { Selection: undefined, Plan: undefined, Failures: undefined },
      { data: [{ resource: 'Orders', class: 'public', comesBack: 'it is made anew' }] },
    ),
    'a queue of somebody else': { resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } } },
  },
});
