import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { undecided } from '../../../support/changes.ts';
import { write } from '../../../support/mutations.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** Lets a service assume a role. */
export const trustIn = (service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

/** A role that AWS Backup assumes, with the rights of its work. */
const roleThatMay = (...actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trustIn('backup.amazonaws.com'),
    Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }] } }],
  },
});

/** An alarm on what AWS Backup counts. */
const alarmOn = (metric: string) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/Backup',
    MetricName: metric,
    Statistic: 'Sum',
    Period: 3600,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [{ Ref: 'Topic' }],
  },
});

/** An alarm on jobs that ought to have ended well within a day, and did not. */
const silenceOf = (metric: string) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/Backup',
    MetricName: metric,
    Statistic: 'Sum',
    Period: 3600,
    EvaluationPeriods: 28,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    AlarmActions: [{ Ref: 'Topic' }],
  },
});

const resources = {
  Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
  Vault: {
    Type: 'AWS::Backup::BackupVault',
    Properties: {
      BackupVaultName: 'shop',
      EncryptionKeyArn: arn('Key'),
      LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 400 },
      AccessPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            Resource: '*',
          },
        ],
      },
    },
  },
  Plan: {
    Type: 'AWS::Backup::BackupPlan',
    Properties: {
      BackupPlan: {
        BackupPlanName: 'shop',
        BackupPlanRule: [
          {
            RuleName: 'daily',
            TargetBackupVault: { Ref: 'Vault' },
            ScheduleExpression: 'cron(0 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
            CopyActions: [
              {
                DestinationBackupVaultArn: 'arn:aws:backup:eu-central-1:111111111111:backup-vault:copies',
                Lifecycle: { DeleteAfterDays: 35 },
              },
            ],
          },
        ],
      },
    },
  },
  Role: roleThatMay('dynamodb:StartAwsBackupJob', 'kms:GenerateDataKey'),
  Selection: {
    Type: 'AWS::Backup::BackupSelection',
    Properties: {
      BackupPlanId: { Ref: 'Plan' },
      BackupSelection: { SelectionName: 'tables', IamRoleArn: arn('Role'), Resources: [arn('Orders')] },
    },
  },
  RestoreRole: roleThatMay('dynamodb:RestoreTableFromAwsBackup', 'kms:Decrypt'),
  Tests: {
    Type: 'AWS::Backup::RestoreTestingPlan',
    Properties: {
      RestoreTestingPlanName: 'shop',
      ScheduleExpression: 'cron(0 9 2 * ? *)',
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: [{ 'Fn::GetAtt': ['Vault', 'BackupVaultArn'] }],
        RecoveryPointTypes: ['SNAPSHOT'],
      },
    },
  },
  TestedTables: {
    Type: 'AWS::Backup::RestoreTestingSelection',
    Properties: {
      RestoreTestingPlanName: { Ref: 'Tests' },
      RestoreTestingSelectionName: 'tables',
      ProtectedResourceType: 'DynamoDB',
      ProtectedResourceArns: [arn('Orders')],
      IamRoleArn: arn('RestoreRole'),
      ValidationWindowHours: 4,
    },
  },
  Function: { Type: 'AWS::Lambda::Function', Properties: {} },
  Restores: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.backup'], 'detail-type': ['Restore Job State Change'] },
      Targets: [{ Id: 'Function', Arn: arn('Function') }],
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Function' },
      Principal: 'events.amazonaws.com',
      SourceArn: arn('Restores'),
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Failures: alarmOn('NumberOfBackupJobsFailed'),
  CopyFailures: alarmOn('NumberOfCopyJobsFailed'),
  RestoreFailures: alarmOn('NumberOfRestoreJobsFailed'),
  Silence: silenceOf('NumberOfBackupJobsCompleted'),
  CopySilence: silenceOf('NumberOfCopyJobsCompleted'),
  Settings: {
    Type: 'Custom::RegionSettings',
    Properties: { ServiceToken: arn('Function'), BackupRegions: ['eu-west-1', 'eu-central-1'] },
  },
} satisfies Record<string, JsonRecord>;

/** A foreign template with everything that backups need; each change is a path below `Resources` and what stands there then. */
export function backups(changes: Readonly<Record<string, Json | undefined>> = {}): Case {
  const changed = structuredClone(resources) as Record<string, JsonRecord>;
  for (const [path, value] of Object.entries(changes)) {
    if (path.includes('.')) write(changed, path, value);
    else if (value === undefined) delete changed[path];
    else changed[path] = value as JsonRecord;
  }
  return { resources: changed, sections: undecided, region: 'eu-west-1', account: '111111111111' };
}

/** The same as a storefront's own. */
export function backupsOfShop(
  changes: Readonly<Record<string, Json | undefined>> = {},
  contract: JsonRecord = {},
): Case {
  return { ...backups(changes), storefront: { ...storefront, ...contract } };
}

/** Where the one rule of the plan stands. */
export const rule = 'Plan.Properties.BackupPlan.BackupPlanRule[0]';
