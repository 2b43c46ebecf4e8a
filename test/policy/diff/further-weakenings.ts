import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { dnsStacks } from './shop-edits.ts';
import { account, backups, foreign, type StackChange } from './stack-changes.ts';

const owner = 'Properties.Policies[0].PolicyDocument.Statement';
const container = 'Properties.ContainerDefinitions[0]';

/** Changes of the account, of backups and zones, and of what the kit does not use, after which `palisade diff` has to fail. */
export const furtherWeakenings: readonly StackChange[] = [
  account('the trail covers one region', ({ set }) =>
    set('account', 'RecordsTrail', 'Properties.IsMultiRegionTrail', false),
  ),
  account('the trail records data events of fewer kinds', ({ update }) =>
    update('account', 'RecordsTrail', 'Properties.AdvancedEventSelectors', (list) =>
      (list as Json[]).slice(0, -1),
    ),
  ),
  account('a metric filter looks for something else', ({ set }) =>
    set('account', 'TrailAlarmsRootUseFilter', 'Properties.FilterPattern', '{ $.eventName = "Nothing" }'),
  ),
  account('a metric filter counts nothing', ({ set }) =>
    set('account', 'TrailAlarmsRootUseFilter', 'Properties.MetricTransformations[0].MetricValue', '0'),
  ),
  account('an alarm of the trail is gone', ({ remove }) => remove('account', 'TrailAlarmsBreakGlass')),
  account('GuardDuty watches fewer services', ({ set }) =>
    set('account', 'DetectionGuardDuty', 'Properties.Features[0].Status', 'DISABLED'),
  ),
  account('GuardDuty tells its findings later', ({ set }) =>
    set('account', 'DetectionGuardDuty', 'Properties.FindingPublishingFrequency', 'SIX_HOURS'),
  ),
  account('GuardDuty archives findings', ({ add }) =>
    add('account', 'Quiet', {
      Type: 'AWS::GuardDuty::Filter',
      Properties: { Action: 'ARCHIVE', DetectorId: 'd', Name: 'quiet', FindingCriteria: { Criterion: {} } },
    }),
  ),
  account('a standard of Security Hub is off', ({ remove }) => remove('account', 'DetectionPciStandard')),
  account('AWS Config delivers into another bucket', ({ set }) =>
    set('account', 'DetectionChannel', 'Properties.S3BucketName', 'other-records'),
  ),
  account('drift is looked for by another check', ({ set }) =>
    set('account', 'DriftRule', 'Properties.Source.SourceIdentifier', 'REQUIRED_TAGS'),
  ),
  account('unused access is found later', ({ set }) =>
    set(
      'account',
      'DetectionUnusedAccess',
      'Properties.AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge',
      180,
    ),
  ),
  account('somebody hears of alerts no longer', ({ remove }) => remove('account', 'AlertsSecurityReceiver2')),
  account('alerts go to another address', ({ set }) =>
    set('account', 'AlertsPageReceiver1', 'Properties.Endpoint', 'someone@other.example'),
  ),
  account('services may publish alerts no longer', ({ remove }) => remove('account', 'AlertsSecurityPolicy')),
  account('a rule of events looks for less', ({ set }) =>
    set('account', 'EventAlertsThreatFound', 'Properties.EventPattern.detail.severity', [
      { numeric: ['>=', 8.9] },
    ]),
  ),
  account('records can be deleted earlier', ({ set }) =>
    set('account', 'RecordsTrailBucket', 'Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days', 30),
  ),
  account('passwords may be shorter', ({ set }) =>
    set('account', 'Settings', 'Properties.PasswordPolicy.LeastLength', 8),
  ),
  account('volumes are encrypted by nobody’s default', ({ set }) =>
    set('account', 'Settings', 'Properties.ProtectVolumes', false),
  ),
  account('a new role trusts another account', ({ add }) =>
    add('account', 'Visitors', {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { AWS: 'arn:aws:iam::999999999999:root' },
            },
          ],
        },
      },
    }),
  ),
  backups('backups run once a week', ({ set }) =>
    set(
      'backup',
      'Plan',
      'Properties.BackupPlan.BackupPlanRule[0].ScheduleExpression',
      'cron(0 3 ? * SUN *)',
    ),
  ),
  backups('copies are kept for a shorter time', ({ set }) =>
    set(
      'backup',
      'Plan',
      'Properties.BackupPlan.BackupPlanRule[0].CopyActions[0].Lifecycle.DeleteAfterDays',
      7,
    ),
  ),
  backups('backups are copied nowhere', ({ set }) =>
    set('backup', 'Plan', 'Properties.BackupPlan.BackupPlanRule[0].CopyActions', undefined),
  ),
  backups('the vault is not locked', ({ set }) =>
    set('backup', 'Vault', 'Properties.LockConfiguration', undefined),
  ),
  backups('restores are tried once in a year', ({ set }) =>
    set('backup', 'RestoreTesting', 'Properties.ScheduleExpression', 'rate(365 days)'),
  ),
  [
    'the zone logs no queries',
    dnsStacks,
    ({ set }) => set('dns', 'Zone', 'Properties.QueryLoggingConfig', undefined),
  ],
  ['any authority may issue certificates', dnsStacks, ({ remove }) => remove('dns', 'ZoneCaa')],
  [
    'another authority may issue certificates',
    dnsStacks,
    ({ append }) => append('dns', 'ZoneCaa', 'Properties.ResourceRecords', '0 issue "letsencrypt.org"'),
  ],
  ['the zone is signed no longer', dnsStacks, ({ remove }) => remove('dns', 'ZoneDNSSEC')],
  foreign('a database is public', ({ set }) =>
    set('foreign', 'Database', 'Properties.PubliclyAccessible', true),
  ),
  foreign('a database exports fewer logs', ({ set }) =>
    set('foreign', 'Database', 'Properties.EnableCloudwatchLogsExports', ['postgresql']),
  ),
  foreign('a database is deleted without a snapshot', ({ set }) =>
    set('foreign', 'Database', 'DeletionPolicy', 'Delete'),
  ),
  foreign('a group lets in a larger block', ({ set }) =>
    set('foreign', 'DatabaseGroup', 'Properties.SecurityGroupIngress[0].CidrIp', '10.20.0.0/16'),
  ),
  foreign('a cache talks in clear text', ({ set }) =>
    set('foreign', 'Cache', 'Properties.TransitEncryptionEnabled', false),
  ),
  foreign('a search domain takes older TLS', ({ set }) =>
    set(
      'foreign',
      'Search',
      'Properties.DomainEndpointOptions.TLSSecurityPolicy',
      'Policy-Min-TLS-1-0-2019-07',
    ),
  ),
  foreign('a search domain publishes no audit log', ({ set }) =>
    set('foreign', 'Search', 'Properties.LogPublishingOptions', undefined),
  ),
  foreign('a bucket is read by another origin', ({ append }) =>
    append(
      'foreign',
      'Files',
      'Properties.CorsConfiguration.CorsRules[0].AllowedOrigins',
      'https://other.example',
    ),
  ),
  foreign('a bucket is read by another method', ({ append }) =>
    append('foreign', 'Files', 'Properties.CorsConfiguration.CorsRules[0].AllowedMethods', 'PUT'),
  ),
  foreign('a bucket is in no backup plan', ({ update }) =>
    update('foreign', 'Files', 'Properties.Tags', (list) => (list as Json[]).slice(1)),
  ),
  foreign('tokens live longer in another unit', ({ set }) =>
    set('foreign', 'Client', 'Properties.TokenValidityUnits.AccessToken', 'hours'),
  ),
  foreign('old passwords may be used again', ({ set }) =>
    set('foreign', 'Users', 'Properties.Policies.PasswordPolicy.PasswordHistorySize', 0),
  ),
  foreign('a container is privileged', ({ set }) => set('foreign', 'Task', `${container}.Privileged`, true)),
  foreign('a container logs nothing', ({ set }) =>
    set('foreign', 'Task', `${container}.LogConfiguration`, undefined),
  ),
  foreign('tasks get public addresses', ({ set }) =>
    set(
      'foreign',
      'Service',
      'Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
      'ENABLED',
    ),
  ),
  foreign('a role is taken on for longer', ({ set }) =>
    set('foreign', 'TaskRole', 'Properties.MaxSessionDuration', 43_200),
  ),
  foreign('a condition admits a larger block', ({ set }) =>
    set('foreign', 'TaskRole', `${owner}[0].Condition.IpAddress`, { 'aws:SourceIp': '10.0.0.0/8' }),
  ),
  foreign('a resource of a role is the whole bucket', ({ set }) =>
    set('foreign', 'TaskRole', `${owner}[0].Resource`, { 'Fn::Sub': '${Files.Arn}/*' }),
  ),
  foreign('a method asks nobody who they are', ({ set }) =>
    set('foreign', 'Api', 'Properties.AuthorizationType', 'NONE'),
  ),
  foreign('an API takes older TLS', ({ set }) =>
    set('foreign', 'Domain', 'Properties.SecurityPolicy', 'TLS_1_0'),
  ),
  foreign('images of one tag may change', ({ set }) =>
    set('foreign', 'Images', 'Properties.ImageTagMutability', 'MUTABLE'),
  ),
  foreign('instances answer the first version of their metadata', ({ set }) =>
    set('foreign', 'Launch', 'Properties.LaunchTemplateData.MetadataOptions.HttpTokens', 'optional'),
  ),
  foreign('a listener takes more ciphers', ({ set }) =>
    set('foreign', 'Balancer', 'Properties.SslPolicy', 'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06'),
  ),
  foreign('file systems are in no backup', ({ set }) =>
    set('foreign', 'Share', 'Properties.BackupPolicy.Status', 'DISABLED'),
  ),
];
