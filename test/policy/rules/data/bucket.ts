import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function policy(bucket: string, ...more: readonly Json[]): JsonRecord {
  const arn = { 'Fn::GetAtt': [bucket, 'Arn'] };
  return {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: bucket },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:*'],
            Resource: [arn, { 'Fn::Sub': `\${${bucket}.Arn}/*` }],
            Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
          },
          ...more,
        ],
      },
    },
  };
}

function closed(encryption: JsonRecord): JsonRecord {
  return {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }],
    },
  };
}

/** A bucket with nothing wrong, and the bucket that takes its access logs. */
const good: Record<string, JsonRecord> = {
  Site: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      ...closed({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } },
    },
  },
  SitePolicy: policy('Site', {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: '*',
  }),
  Logs: { Type: 'AWS::S3::Bucket', Properties: closed({ SSEAlgorithm: 'AES256' }) },
  LogsPolicy: policy('Logs'),
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
};

/** The good bucket of a storefront that calls it personal, with some things changed. */
export function bucket(...changes: readonly Change[]) {
  const data = [
    { resource: 'Site', class: 'personal' },
    { resource: 'Logs', class: 'audit' },
  ];
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, data },
  } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignBucket(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

export const plainBucket = { Type: 'AWS::S3::Bucket' } satisfies JsonRecord;
export const parameter = 'unknown (parameter Open is only known at deployment)';
