import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { bucketName } from '../../contract/names.ts';
import { classifyData } from '../contract/contract-entries.ts';
import type { Owner } from '../contract/owner.ts';

export interface LogBucketProps {
  /** Whose resource it is; its name begins with the owner's. */
  readonly owner: Owner;

  /** Ends the name of the bucket, before account and region; at most 13 characters. */
  readonly role: string;
}

/** Takes the access logs of buckets and distributions. S3 can only write its own there without a customer-managed key. */
export function logBucket(scope: Construct, id: string, { owner, role }: LogBucketProps): Bucket {
  const bucket = new Bucket(scope, id, {
    bucketName: bucketName(owner, role, Stack.of(scope)),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    lifecycleRules: [
      {
        id: 'ThirteenMonths',
        expiration: Duration.days(400),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  classifyData(bucket, 'audit', {
    comesBack:
      'Logs are made anew each day; earlier versions stay for 30 days, and with the region they would be lost.',
  });
  return bucket;
}
