import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { evidenceRole } from '../../contract/account-names.ts';
import { customerKey } from '../common/customer-key.ts';
import { logBucket } from '../common/log-bucket.ts';
import type { LogGroups } from '../common/log-groups.ts';
import type { Account } from './account.ts';
import { lockedBucket } from './locked-bucket.ts';
import { Trail } from './trail.ts';

export interface RecordsProps {
  readonly account: Account;
  readonly logGroups: LogGroups;
}

/**
 * What the account keeps for those who look back: the trail, what AWS Config saw, and the evidence of deployments. In the home
 * region, under one key, in buckets that are locked.
 */
export class Records extends Construct {
  /** Absent where another one's trail records the account. */
  readonly trail: Trail | undefined;

  constructor(scope: Construct, id: string, { account, logGroups }: RecordsProps) {
    super(scope, id);
    const { detection } = account.config;
    const key = customerKey(this, 'Key', { owner: account, role: 'records', encrypts: 'Records' });
    const accessLogs = logBucket(this, 'AccessLogs', { owner: account, role: 'access-logs' });
    const shared = { account, key, accessLogs };
    this.trail =
      detection.cloudTrail === 'create' ? new Trail(this, 'Trail', { ...shared, logGroups }) : undefined;
    if (detection.config === 'create') {
      const bucket = lockedBucket(this, 'Config', { ...shared, role: 'config' });
      for (const statement of configWrites(bucket)) bucket.addToResourcePolicy(statement);
      key.addToResourcePolicy(ofConfig(this, ['kms:Decrypt', 'kms:GenerateDataKey*'], ['*']));
    }
    lockedBucket(this, 'Evidence', { ...shared, role: evidenceRole });
  }
}

function configWrites(bucket: Bucket): readonly PolicyStatement[] {
  const { account } = Stack.of(bucket);
  return [
    ofConfig(bucket, ['s3:GetBucketAcl', 's3:ListBucket'], [bucket.bucketArn]),
    ofConfig(bucket, ['s3:PutObject'], [bucket.arnForObjects(`AWSLogs/${account}/Config/*`)], {
      's3:x-amz-acl': 'bucket-owner-full-control',
    }),
  ];
}

function ofConfig(
  scope: Construct,
  actions: string[],
  resources: string[],
  more: Readonly<Record<string, string>> = {},
): PolicyStatement {
  const { account } = Stack.of(scope);
  return new PolicyStatement({
    principals: [new ServicePrincipal('config.amazonaws.com')],
    actions,
    resources,
    conditions: { StringEquals: { 'aws:SourceAccount': account, ...more } },
  });
}
