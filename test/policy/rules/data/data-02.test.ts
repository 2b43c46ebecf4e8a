import { data02 } from '../../../../lib/policy/rules/data/data-02.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { bucket, foreignBucket, parameter, plainBucket } from './bucket.ts';

const list = 'Properties.BucketEncryption.ServerSideEncryptionConfiguration';
const byDefault = `${list}[0].ServerSideEncryptionByDefault`;
const kms = 'aws:kms or aws:kms:dsse';
const withoutLogging: Change = ['Site.Properties.LoggingConfiguration', undefined];

const destination: Change = [
  'Destination',
  {
    Type: 'AWS::Logs::DeliveryDestination',
    Properties: { DestinationResourceArn: { 'Fn::Sub': '${Logs.Arn}/cloudfront' } },
  },
];

/** A load balancer that names the bucket for its logs, whether or not it writes any. */
function balancer(enabled: string): Change {
  const LoadBalancerAttributes = [
    { Key: 'access_logs.s3.enabled', Value: enabled },
    { Key: 'access_logs.s3.bucket', Value: { Ref: 'Logs' } },
  ];
  return [
    'Balancer',
    { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { LoadBalancerAttributes } },
  ];
}

testRule(data02, {
  pass: {
    'personal data under a customer-managed key, and logs under that of S3': bucket(),
    'the same in somebody else’s template': foreignBucket(),
    'the key of AWS where nothing is classed': foreignBucket([`Site.${byDefault}.KMSMasterKeyID`, undefined]),
    'public data under the key of AWS': {
      ...bucket([`Site.${byDefault}.KMSMasterKeyID`, undefined]),
      storefront: {
        ...storefront,
        data: [
          { resource: 'Site', class: 'public' },
          { resource: 'Logs', class: 'audit' },
        ],
      },
    },
    'a key by its ARN': bucket([
      `Site.${byDefault}.KMSMasterKeyID`,
      { 'Fn::Sub': 'arn:${AWS::Partition}:kms:eu-west-1:${Open}:key/1' },
    ]),
    'an alias of the shop’s own': bucket([`Site.${byDefault}.KMSMasterKeyID`, 'alias/shop']),
    'logs that the delivery of logs writes': bucket(withoutLogging, destination, [
      'Delivery',
      {
        Type: 'AWS::Logs::Delivery',
        Properties: { DeliveryDestinationArn: { 'Fn::GetAtt': ['Destination', 'Arn'] } },
      },
    ]),
    'logs that a load balancer writes': bucket(withoutLogging, balancer('true')),
    'logs that another stack writes by the bucket’s name': bucket(
      ['Logs.Properties.BucketName', 'boutique-logs'],
      ['Site.Properties.LoggingConfiguration.DestinationBucketName', 'boutique-logs'],
    ),
  },
  fail: {
    'no encryption that is written down': {
      ...bucket(['Site.Properties.BucketEncryption', undefined]),
      says: [`${list} lacks the encryption by default`],
    },
    'the key of S3 on a bucket that takes no logs': {
      ...bucket([`Site.${byDefault}.SSEAlgorithm`, 'AES256']),
      says: [`${byDefault}.SSEAlgorithm is AES256; expected ${kms}`],
    },
    'the key of S3 on a bucket that no longer takes logs': {
      ...foreignBucket(withoutLogging),
      says: [`${byDefault}.SSEAlgorithm is AES256; expected ${kms}`],
    },
    'the key of S3 on a bucket to which logs could be delivered, and are not': {
      ...foreignBucket(withoutLogging, destination),
      says: [`${byDefault}.SSEAlgorithm is AES256; expected ${kms}`],
    },
    'the key of S3 on a bucket whose load balancer keeps no logs': {
      ...foreignBucket(withoutLogging, balancer('false')),
      says: [`${byDefault}.SSEAlgorithm is AES256; expected ${kms}`],
    },
    'personal data beside logs that somebody delivers, or might': {
      ...bucket(
        [`Site.${byDefault}.SSEAlgorithm`, 'AES256'],
        [
          'Target',
          {
            Type: 'AWS::Logs::DeliveryDestination',
            Properties: { DestinationResourceArn: { 'Fn::GetAtt': ['Site', 'Arn'] } },
          },
        ],
      ),
      says: [`${byDefault}.SSEAlgorithm is AES256; expected ${kms}`],
    },
    'personal data under the key of AWS': {
      ...bucket([`Site.${byDefault}.KMSMasterKeyID`, 'alias/aws/s3']),
      says: [`${byDefault}.KMSMasterKeyID is alias/aws/s3; expected a customer-managed KMS key`],
    },
    'personal data without a key': {
      ...bucket([`Site.${byDefault}.KMSMasterKeyID`, undefined]),
      says: [`${byDefault}.KMSMasterKeyID is not set; expected a customer-managed KMS key`],
    },
    'a key that is none': {
      ...bucket([`Site.${byDefault}.KMSMasterKeyID`, { Ref: 'Logs' }]),
      says: [`${byDefault}.KMSMasterKeyID is \${Logs}; expected a customer-managed KMS key`],
    },
    'a condition that leaves the encryption out': {
      ...bucket([`Site.${list}[0]`, maybe({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } })]),
      says: [`${list} lacks the encryption by default`],
    },
    'an unprotected twin, which may hold anything': {
      ...bucket(['Twin', plainBucket]),
      says: [`${list} lacks the encryption by default`],
    },
  },
  unknown: {
    'an algorithm that is a parameter': {
      ...bucket([`Site.${byDefault}.SSEAlgorithm`, open]),
      says: [`${byDefault}.SSEAlgorithm is ${parameter}; expected ${kms}`],
    },
    'a key that is a parameter': {
      ...bucket([`Site.${byDefault}.KMSMasterKeyID`, open]),
      says: [`${byDefault}.KMSMasterKeyID is ${parameter}; expected a customer-managed KMS key`],
    },
    'an encryption that is a parameter': {
      ...bucket(['Site.Properties.BucketEncryption', open]),
      says: [
        `${list} is unknown (Properties.BucketEncryption is ${parameter}); expected a list with the encryption by default`,
      ],
    },
  },
});
