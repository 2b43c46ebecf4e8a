import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { bucketName } from '../../contract/names.ts';
import { classifyData } from '../contract/contract-entries.ts';
import type { Account } from './account.ts';
import { keptDays } from './keep.ts';

export interface LockedBucketProps {
  readonly account: Account;
  /** Ends the name of the bucket, before account and region. */
  readonly role: string;
  readonly key: Key;
  /** Takes its access logs; S3 cannot write them into a locked bucket. */
  readonly accessLogs: IBucket;
}

/**
 * A bucket whose objects nobody deletes before their time. The lock is of governance, so that an account can be closed;
 * the policy denies everybody the right to lift it.
 */
export function lockedBucket(scope: Construct, id: string, props: LockedBucketProps): Bucket {
  const { account, role, key, accessLogs } = props;
  const kept = Duration.days(keptDays(account.config.logs.keep));
  const bucket = new Bucket(scope, id, {
    bucketName: bucketName(account, role, Stack.of(scope)),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    objectLockDefaultRetention: ObjectLockRetention.governance(kept),
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: `s3/${role}/`,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    lifecycleRules: [
      {
        id: 'AfterTheLock',
        expiration: kept.plus(Duration.days(1)),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  denyLifting(bucket);
  denyStrangers(bucket, account);
  classifyData(bucket, 'audit', {
    comesBack: 'Nobody can delete what is in it before its time; with its region it would be lost.',
  });
  return bucket;
}

/** Whoever wants to lift the lock has to change this policy first, which the alarms of the trail tell. */
function denyLifting(bucket: Bucket): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'KeepTheLock',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:BypassGovernanceRetention'],
      resources: [bucket.arnForObjects('*')],
    }),
  );
}

/** Principals of other organizations are denied; AWS's own services, which write here, belong to none. */
function denyStrangers(bucket: Bucket, { config }: Account): void {
  if (!config.organization) return;
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'StayInTheOrganization',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': config.organization.id },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  );
}
