import { expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { data08 } from '../../../../lib/policy/rules/data/data-08.ts';
import { open, undecided } from '../../../support/changes.ts';
import { type Case, sourceOf, testRule } from '../../../support/rule-cases.ts';
import { parameter } from './bucket.ts';

const own = 'something of the same account';
const stranger = 'arn:aws:kinesis:eu-west-1:999999999999:stream/taps';

function outlet(type: string, properties: JsonRecord) {
  return {
    resources: {
      Outlet: { Type: type, Properties: properties },
      Stream: { Type: 'AWS::Kinesis::Stream' },
      Backup: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop-copies' } },
    },
    sections: undecided,
  } satisfies Case;
}

const stream = { 'Fn::GetAtt': ['Stream', 'Arn'] };

function replication(destination: JsonRecord) {
  return outlet('AWS::S3::Bucket', { ReplicationConfiguration: { Rules: [{ Destination: destination }] } });
}

testRule(data08, {
  pass: {
    'logs that a stream of the templates takes': outlet('AWS::Logs::SubscriptionFilter', {
      DestinationArn: stream,
    }),
    'events for a queue of the same account': outlet('AWS::Events::Rule', {
      Targets: [{ Arn: { 'Fn::Sub': 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:shop-orders' } }],
    }),
  },
  fail: {
    'a subscription that goes nowhere': {
      ...outlet('AWS::Logs::SubscriptionFilter', {}),
      says: [`Properties lacks ${own}`],
    },
  },
  unknown: {
    'a destination that is a parameter': {
      ...outlet('AWS::CloudFront::RealtimeLogConfig', {
        EndPoints: [{ KinesisStreamConfig: { StreamArn: open } }],
      }),
      says: [`Properties.EndPoints[0].KinesisStreamConfig.StreamArn is ${parameter}; expected ${own}`],
    },
    'an account that may be another one': {
      ...outlet('AWS::DynamoDB::Table', { KinesisStreamSpecification: { StreamArn: stranger } }),
      says: [
        `Properties.KinesisStreamSpecification.StreamArn is ${stranger}; only the deployment tells whether that is ${own}`,
      ],
    },
    'a copy in a bucket that was not given': {
      ...replication({ Bucket: 'arn:aws:s3:::elsewhere' }),
      says: [
        `Properties.ReplicationConfiguration.Rules[0].Destination.Bucket is arn:aws:s3:::elsewhere; only the deployment tells whether that is ${own}`,
      ],
    },
    'a policy of subscriptions that cannot be read': {
      ...outlet('AWS::Logs::AccountPolicy', {
        PolicyType: 'SUBSCRIPTION_FILTER_POLICY',
        PolicyDocument: open,
      }),
      says: [`Properties.PolicyDocument is ${parameter}; expected ${own}`],
    },
  },
  notApplicable: {
    'a bucket that is copied nowhere': outlet('AWS::S3::Bucket', {}),
    'a copy in a bucket of the templates': replication({ Bucket: 'arn:aws:s3:::shop-copies' }),
    'a message for people': outlet('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: open }),
    'a policy that masks': outlet('AWS::Logs::AccountPolicy', {
      PolicyType: 'DATA_PROTECTION_POLICY',
      PolicyDocument: '{}',
    }),
  },
});

test.each<[string, string, JsonRecord]>([
  [
    'real-time logs',
    'AWS::CloudFront::RealtimeLogConfig',
    { EndPoints: [{ KinesisStreamConfig: { StreamArn: stranger } }] },
  ],
  ['orders as they change', 'AWS::DynamoDB::Table', { KinesisStreamSpecification: { StreamArn: stranger } }],
  ['a subscription of logs', 'AWS::Logs::SubscriptionFilter', { DestinationArn: stranger }],
  [
    'a subscription of every log group',
    'AWS::Logs::AccountPolicy',
    {
      PolicyType: 'SUBSCRIPTION_FILTER_POLICY',
      PolicyDocument: JSON.stringify({ DestinationArn: stranger, FilterPattern: '' }),
    },
  ],
  [
    'copies of objects, by the account that takes them',
    'AWS::S3::Bucket',
    {
      ReplicationConfiguration: {
        Rules: [{ Destination: { Account: '999999999999', Bucket: 'arn:aws:s3:::elsewhere' } }],
      },
    },
  ],
  [
    'events',
    'AWS::Events::Rule',
    { Targets: [{ Arn: 'arn:aws:events:eu-west-1:999999999999:event-bus/taps' }] },
  ],
  [
    'messages',
    'AWS::SNS::Subscription',
    { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:eu-west-1:999999999999:taps' },
  ],
])('%s that go to another account fail', (_, type, properties) => {
  const model = new Model([{ ...sourceOf(outlet(type, properties)), account: '111111111111' }]);
  const outlets = model.ofType(type).filter(({ logicalId }) => logicalId === 'Outlet');
  expect(outlets.flatMap((one) => data08.check(one, model)).map(({ status }) => status)).toEqual(['fail']);
});
