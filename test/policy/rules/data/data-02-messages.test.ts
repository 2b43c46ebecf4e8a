import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data02Messages } from '../../../../lib/policy/rules/data/data-02-messages.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from './bucket.ts';

const good: Record<string, JsonRecord> = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
  Surge: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111111111111:root' },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Effect: 'Allow',
            Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
          },
        ],
      },
    },
  },
};

function alarms(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

function queue(properties: JsonRecord) {
  return {
    resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: properties } },
    sections: undecided,
  } satisfies Case;
}

function orders(key: Json) {
  const data = [{ resource: 'Queue', class: 'personal' }];
  return { ...queue({ KmsMasterKeyId: key }), storefront: { ...storefront, data } } satisfies Case;
}

const arn: Json = { 'Fn::GetAtt': ['Queue', 'Arn'] };

/** A queue to which something else sends by itself; the key of the templates admits alarms and events. */
function sentTo(type: string, properties: JsonRecord, key: Json = { Ref: 'Key' }) {
  return alarms(
    ['Queue', { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: key } }],
    ['Sender', { Type: type, Properties: properties }],
  );
}

const statement = 'Key.Properties.KeyPolicy.Statement[1]';
const own = 'a customer-managed KMS key';
const lacking =
  'Properties.KeyPolicy lacks a statement that lets cloudwatch.amazonaws.com use kms:Decrypt and kms:GenerateDataKey';

testRule(data02Messages, {
  pass: {
    'a topic whose key admits alarms': alarms(),
    'a topic whose key stands behind an alias': alarms(
      ['Alias', { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Key' } } }],
      ['Topic.Properties.KmsMasterKeyId', { Ref: 'Alias' }],
    ),
    'a topic of events and alarms': alarms([
      'Rule',
      { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: { Ref: 'Topic' } }] } },
    ]),
    'a topic that only the shop publishes to, under the key of AWS': alarms(
      ['Surge', undefined],
      ['Topic.Properties.KmsMasterKeyId', 'alias/aws/sns'],
    ),
    'a queue of a rule whose key admits events': sentTo('AWS::Events::Rule', { Targets: [{ Arn: arn }] }),
    'a queue under a key': queue({ KmsMasterKeyId: 'alias/shop' }),
    'a queue that SQS encrypts': queue({ SqsManagedSseEnabled: true }),
    'a queue of personal data under a customer-managed key': orders(
      'arn:aws:kms:eu-west-1:111111111111:key/1',
    ),
  },
  fail: {
    'a topic without a key': {
      ...alarms(['Surge', undefined], ['Topic.Properties.KmsMasterKeyId', undefined]),
      says: ['Properties.KmsMasterKeyId is not set; expected a KMS key'],
    },
    'a topic of alarms under the key of AWS, which drops them': {
      ...alarms(['Topic.Properties.KmsMasterKeyId', 'alias/aws/sns']),
      says: [`Properties.KmsMasterKeyId is alias/aws/sns; expected ${own}`],
    },
    'a key that does not admit alarms': { ...alarms([statement, undefined]), says: [lacking] },
    'a key that admits alarms to one action only': {
      ...alarms([`${statement}.Action`, 'kms:Decrypt']),
      says: ['Properties.KeyPolicy.Statement[1].Action is kms:Decrypt; expected kms:GenerateDataKey'],
    },
    'a key that refuses alarms': {
      ...alarms([`${statement}.Effect`, 'Deny']),
      says: [
        'Properties.KeyPolicy.Statement[1].Effect is Deny; expected Allow',
        'Properties.KeyPolicy.Statement[1].Effect is Deny; expected no statement that denies it to cloudwatch.amazonaws.com',
      ],
    },
    'a key that admits events but not budgets': {
      ...alarms(['Budget', { Type: 'AWS::Budgets::Budget', Properties: { Subscriber: { Ref: 'Topic' } } }]),
      says: [lacking.replace('cloudwatch', 'budgets')],
    },
    'a queue of a topic under the key of AWS, which drops what the topic hands on': {
      ...sentTo('AWS::SNS::Subscription', { Endpoint: arn }, 'alias/aws/sqs'),
      says: [`Properties.KmsMasterKeyId is alias/aws/sqs; expected ${own}`],
    },
    'a queue whose topic names it itself, under a key that does not admit topics': {
      ...sentTo('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/shop', Subscription: [{ Endpoint: arn }] }),
      says: [lacking.replace('cloudwatch', 'sns')],
    },
    'a queue of a rule under the key of AWS': {
      ...sentTo('AWS::Events::Rule', { Targets: [{ Arn: arn }] }, 'alias/aws/sqs'),
      says: [`Properties.KmsMasterKeyId is alias/aws/sqs; expected ${own}`],
    },
    'a queue of what happens in a bucket, under a key that does not admit S3': {
      ...sentTo('AWS::S3::Bucket', { NotificationConfiguration: { QueueConfigurations: [{ Queue: arn }] } }),
      says: [lacking.replace('cloudwatch', 's3')],
    },
    'a topic of what happens in a bucket, under the key of AWS': {
      ...alarms(
        ['Surge', undefined],
        ['Topic.Properties.KmsMasterKeyId', 'alias/aws/sns'],
        ['Bucket', { Type: 'AWS::S3::Bucket', Properties: { Notifications: [{ Ref: 'Topic' }] } }],
      ),
      says: [`Properties.KmsMasterKeyId is alias/aws/sns; expected ${own}`],
    },
    'a queue that says nothing': {
      ...queue({}),
      says: ['Properties.SqsManagedSseEnabled is not set; expected true'],
    },
    'a queue in clear text': {
      ...queue({ SqsManagedSseEnabled: false }),
      says: ['Properties.SqsManagedSseEnabled is false; expected true'],
    },
    'a queue of personal data under the key of AWS': {
      ...orders('alias/aws/sqs'),
      says: [`Properties.KmsMasterKeyId is alias/aws/sqs; expected ${own}`],
    },
    'an unprotected twin': {
      ...alarms(['Twin', { Type: 'AWS::SNS::Topic' }]),
      says: ['Properties.KmsMasterKeyId is not set; expected a KMS key'],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...alarms(['Topic.Properties.KmsMasterKeyId', open]),
      says: [`Properties.KmsMasterKeyId is ${parameter}; expected ${own}`],
    },
    'a service that is a parameter': {
      ...alarms([`${statement}.Principal.Service`, open]),
      says: [
        `Properties.KeyPolicy.Statement[1].Principal.Service is ${parameter}; expected cloudwatch.amazonaws.com`,
      ],
    },
  },
});
