import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Effect, PolicyStatement, ServicePrincipal, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketName } from '../../contract/names.ts';
import { customerKey } from '../common/customer-key.ts';
import { classifyData } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface SiteBucketProps {
  readonly storefront: Storefront;

  /** Where S3 writes who asked for what. */
  readonly logBucket: IBucket;
}

/** Holds every release of the site, each in a folder of its own that nobody can change. */
export class SiteBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, { storefront, logBucket }: SiteBucketProps) {
    super(scope, id);
    this.key = customerKey(this, 'Key', { owner: storefront, role: 'site', encrypts: 'Site' });
    this.bucket = new Bucket(this, 'Resource', {
      bucketName: bucketName(storefront, 'site', Stack.of(this)),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      serverAccessLogsBucket: logBucket,
      serverAccessLogsPrefix: 'site-bucket/',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      // Current objects stay: a release that could be served again must not expire.
      lifecycleRules: [
        {
          id: 'Remains',
          noncurrentVersionExpiration: Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    classifyData(this.bucket, 'public', {
      retention: 'Releases are kept so that an earlier one can be served again.',
      comesBack:
        'The next deployment of changed pages writes a release of its own, from the folder that the shop keeps with its code; in a release that is there, the version under a deleted or replaced object stays for 90 days.',
    });
    this.bucket.addToResourcePolicy(writtenOnce(this.bucket));
    this.key.addToResourcePolicy(decryptForCloudFront(Stack.of(this)));
  }

  /**
   * Lets a distribution, and no other, read the releases. It may list the bucket as well: to whoever may not, S3
   * answers 403 for what does not exist, as the firewall does for what it blocks.
   */
  allowReading(distribution: IDistribution): void {
    const allowed = [
      ['s3:GetObject', this.bucket.arnForObjects('releases/*')],
      ['s3:ListBucket', this.bucket.bucketArn],
    ] as const;
    for (const [action, resource] of allowed) {
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: [action],
          resources: [resource],
          conditions: { StringEquals: { 'AWS:SourceArn': distribution.distributionArn } },
        }),
      );
    }
  }
}

/** A release is never changed: an object there can be created, but not written over. */
function writtenOnce(bucket: IBucket): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('releases/*')],
    conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
  });
}

/** The distribution reads the bucket, whose key cannot name it: key, bucket and distribution would form a circle. */
function decryptForCloudFront({ account, partition }: Stack): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    // The ARN holds the account. CloudFront is only documented to send this one key.
    conditions: { StringLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/*` } },
  });
}
