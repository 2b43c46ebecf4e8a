import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';

const forTheTrail = {
  StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-west-1:111111111111:trail/all' },
};
const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };

/** A trail with its key and its bucket, and nothing wrong, in a template without a contract. */
const good: Record<string, JsonRecord> = {
  Trail: {
    Type: 'AWS::CloudTrail::Trail',
    Properties: {
      TrailName: 'all',
      IsLogging: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      S3BucketName: { Ref: 'Bucket' },
      EventSelectors: [
        {
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::the-trail/'] }],
        },
      ],
    },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: cloudTrail,
            Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
            Resource: '*',
            Condition: forTheTrail,
          },
        ],
      },
    },
  },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'the-trail',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    },
  },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: cloudTrail,
            Action: 's3:GetBucketAcl',
            Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
            Condition: forTheTrail,
          },
          {
            Effect: 'Allow',
            Principal: cloudTrail,
            Action: 's3:PutObject',
            Resource: { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/111111111111/*' },
            Condition: forTheTrail,
          },
        ],
      },
    },
  },
};

/** The trail, with some things changed. */
export function trails(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    sections: undecided,
    region: 'eu-west-1',
    account: '111111111111',
  } satisfies Case;
}

export const parameter = 'unknown (parameter Open is only known at deployment)';
