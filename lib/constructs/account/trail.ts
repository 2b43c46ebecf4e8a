import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accountScope } from '../../contract/account-names.ts';
import { resourceName, storeRoles } from '../../contract/names.ts';
import type { LogGroups } from '../common/log-groups.ts';
import type { Account } from './account.ts';
import { keptDays, retentionFor } from './keep.ts';
import { lockedBucket } from './locked-bucket.ts';

export interface TrailProps {
  readonly account: Account;
  readonly key: Key;
  readonly logGroups: LogGroups;
  readonly accessLogs: IBucket;
}

/** Records who did what in all regions of the account: in a locked bucket for the auditor, in a log group for the alarms. */
export class Trail extends Construct {
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { account, key, logGroups, accessLogs }: TrailProps) {
    super(scope, id);
    const trailName = resourceName(account, 'trail');
    const trailArn = Stack.of(this).formatArn({
      service: 'cloudtrail',
      resource: 'trail',
      resourceName: trailName,
    });
    const bucket = lockedBucket(this, 'Bucket', { account, role: 'trail', key, accessLogs });
    admitCloudTrail(key, bucket, { trailArn, account: account.config.account });

    const retention = retentionFor(keptDays(account.config.logs.keep));
    this.logGroup = logGroups.add('TrailLogs', `/palisade/${trailName}`, { retention });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    const trail = new CfnTrail(this, 'Resource', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: selectors(account),
    });
    // CloudTrail tries both when the trail is made.
    if (bucket.policy) trail.node.addDependency(bucket.policy);
    trail.node.addDependency(role);
  }
}

function admitCloudTrail(
  key: Key,
  bucket: Bucket,
  { trailArn, account }: { readonly trailArn: string; readonly account: string },
): void {
  const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
  const ofTheTrail = { 'aws:SourceArn': trailArn };
  const { partition } = Stack.of(key);
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: {
        StringEquals: ofTheTrail,
        StringLike: {
          'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
        },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: ofTheTrail },
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:GetBucketAcl'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: ofTheTrail },
    }),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
      conditions: {
        StringEquals: { ...ofTheTrail, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
    }),
  );
}

/**
 * What the trail records: every management event; who read or wrote orders; who read the buckets of the account, of whatever
 * account the reader is; which principal of the account touched objects (CloudFront and other services, which read without
 * an identity, are left out, since a shop's visitors would fill the trail); and what endpoints refused of secrets and keys.
 */
function selectors({ config }: Account): CfnTrail.AdvancedEventSelectorProperty[] {
  const { account } = config;
  return [
    selector('Management events', { eventCategory: { equalTo: ['Management'] } }),
    selector('Orders', {
      eventCategory: { equalTo: ['Data'] },
      'resources.type': { equalTo: ['AWS::DynamoDB::Table'] },
      'resources.ARN': { endsWith: [`-${storeRoles.orders}`] },
    }),
    selector('Reads of the buckets of the account, by anybody', {
      eventCategory: { equalTo: ['Data'] },
      'resources.type': { equalTo: ['AWS::S3::Object'] },
      'resources.ARN': { startsWith: [`arn:aws:s3:::${resourceName(accountScope, '')}`] },
      readOnly: { equalTo: ['true'] },
    }),
    selector('Objects that a principal of the account touched', {
      eventCategory: { equalTo: ['Data'] },
      'resources.type': { equalTo: ['AWS::S3::Object'] },
      'userIdentity.arn': {
        startsWith: [`arn:aws:iam::${account}:`, `arn:aws:sts::${account}:`],
      },
    }),
    ...['secretsmanager.amazonaws.com', 'kms.amazonaws.com'].map((eventSource) =>
      selector(`Refused at an endpoint of ${eventSource}`, {
        eventCategory: { equalTo: ['NetworkActivity'] },
        eventSource: { equalTo: [eventSource] },
        errorCode: { equalTo: ['VpceAccessDenied'] },
      }),
    ),
  ];
}

type FieldTest = Omit<CfnTrail.AdvancedFieldSelectorProperty, 'field'>;

function selector(
  name: string,
  fields: Readonly<Record<string, FieldTest>>,
): CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: Object.entries(fields).map(([field, test]) => ({ field, ...test })),
  };
}
