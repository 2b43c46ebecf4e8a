import { data02 } from '../../../../lib/policy/rules/data/data-02.ts';
import { data02Messages } from '../../../../lib/policy/rules/data/data-02-messages.ts';
import { data02Stores } from '../../../../lib/policy/rules/data/data-02-stores.ts';
import { data04 } from '../../../../lib/policy/rules/data/data-04.ts';
import warnCases from '../../../../lib/policy/rules/data/warn-cases.json' with { type: 'json' };
import { testWarnCases, type WarnExample } from '../../../support/warn-cases.ts';
import { foreignBucket } from './bucket.ts';

const algorithm =
  'Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm';

const examples: Readonly<Record<string, WarnExample>> = {
  'a table without classed data relies on the key that DynamoDB owns': {
    rule: data02Stores,
    template: { resources: { Carts: { Type: 'AWS::DynamoDB::Table', Properties: {} } } },
    says: 'DynamoDB encrypts in any case, and nothing here needs a customer-managed key',
  },
  'a queue says nothing of encryption and relies on the default of SQS': {
    rule: data02Messages,
    template: { resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } } },
    says: 'Properties.SqsManagedSseEnabled is not set; expected true',
  },
  'a bucket that takes no access logs relies on the keys of S3': {
    rule: data02,
    template: foreignBucket([`Site.${algorithm}`, 'AES256']),
    says: 'expected aws:kms or aws:kms:dsse',
  },
  'a legacy CloudFront log bucket prefers the bucket owner and so keeps access lists': {
    rule: data04,
    template: foreignBucket(
      ['Site.Properties.OwnershipControls.Rules[0].ObjectOwnership', 'BucketOwnerPreferred'],
      [
        'Shop',
        {
          Type: 'AWS::CloudFront::Distribution',
          Properties: {
            DistributionConfig: { Logging: { Bucket: { 'Fn::GetAtt': ['Site', 'RegionalDomainName'] } } },
          },
        },
      ],
    ),
    says: 'ObjectOwnership is BucketOwnerPreferred; expected BucketOwnerEnforced',
  },
};

testWarnCases(warnCases.cases, examples);
