import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data03 } from '../../../../lib/policy/rules/data/data-03.ts';
import { type Change, changed, maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { bucket, foreignBucket, parameter, plainBucket } from './bucket.ts';

const deny = 'SitePolicy.Properties.PolicyDocument.Statement[0]';
const seen = 'Properties.PolicyDocument.Statement[0]';
const noPolicy = 'Properties lacks an AWS::S3::BucketPolicy that denies requests without TLS';
const condition = 'only Bool on aws:securetransport for requests without TLS';

function denying(action: string, resource: JsonRecord): JsonRecord {
  return {
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: action,
      Resource: resource,
      Condition: { Bool: { 'aws:SecureTransport': false } },
    },
  };
}

const messages: Record<string, JsonRecord> = {
  Topic: { Type: 'AWS::SNS::Topic' },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: denying('SNS:Publish', { Ref: 'Topic' }) },
  },
  Queue: { Type: 'AWS::SQS::Queue' },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: denying('sqs:*', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
    },
  },
};

function topicAndQueue(...changes: readonly Change[]) {
  return { resources: changed(messages, changes), sections: undecided } satisfies Case;
}

testRule(data03, {
  pass: {
    'buckets whose policies refuse everyone': bucket(),
    'the same in somebody else’s template': foreignBucket(),
    'a topic and a queue': topicAndQueue(),
    'a policy for the queue alone': topicAndQueue(
      ['QueuePolicy.Type', 'AWS::SQS::QueueInlinePolicy'],
      ['QueuePolicy.Properties.Queue', { Ref: 'Queue' }],
      ['QueuePolicy.Properties.Queues', undefined],
    ),
    'a policy that names its bucket by text': bucket(
      ['Site.Properties.BucketName', 'site'],
      ['SitePolicy.Properties.Bucket', 'site'],
      [`${deny}.Resource`, ['arn:aws:s3:::site', 'arn:aws:s3:::site/*']],
    ),
    'a policy that names its bucket by the same parameter': bucket(
      ['Site.Properties.BucketName', open],
      ['SitePolicy.Properties.Bucket', open],
      [
        `${deny}.Resource`,
        [{ 'Fn::Sub': 'arn:aws:s3:::${Open}' }, { 'Fn::Join': ['', ['arn:aws:s3:::', open, '/*']] }],
      ],
    ),
    'two statements that cover the bucket and its objects': bucket(
      [`${deny}.Resource`, { 'Fn::GetAtt': ['Site', 'Arn'] }],
      [
        'SitePolicy.Properties.PolicyDocument.Statement[2]',
        {
          Effect: 'Deny',
          Principal: '*',
          Action: '*',
          Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Site' }, '/*']] },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    ),
    'a bucket by its written name': bucket(
      ['Site.Properties.BucketName', 'boutique-site'],
      [`${deny}.Resource`, ['arn:aws:s3:::boutique-site', 'arn:aws:s3:::boutique-site/*']],
    ),
  },
  fail: {
    'a bucket without a policy': { ...bucket(['SitePolicy', undefined]), says: [noPolicy] },
    'a policy on something else': {
      ...bucket(['SitePolicy.Properties.Bucket', 'other']),
      says: [noPolicy],
    },
    'a policy without the statement': {
      ...bucket([deny, undefined]),
      says: ['the bucket', 'its objects'].map(
        (part) => `Properties.PolicyDocument lacks a Deny of requests without TLS to ${part}`,
      ),
    },
    'a statement for the bucket but not for its objects': {
      ...bucket([`${deny}.Resource`, [{ 'Fn::GetAtt': ['Site', 'Arn'] }]]),
      says: [`${seen}.Resource is [{"Fn::GetAtt":["Site","Arn"]}]; expected its objects`],
    },
    'a statement for the objects but not for the bucket': {
      ...bucket([`${deny}.Resource`, { 'Fn::Sub': '${Site.Arn}/*' }]),
      says: [`${seen}.Resource is \${Site.Arn}/*; expected the bucket`],
    },
    'a statement for another bucket': {
      ...bucket([`${deny}.Resource`, [{ 'Fn::GetAtt': ['Logs', 'Arn'] }, { 'Fn::Sub': '${Logs.Arn}/*' }]]),
      says: ['the bucket', 'its objects'].map(
        (part) =>
          `${seen}.Resource is [{"Fn::GetAtt":["Logs","Arn"]},{"Fn::Sub":"\${Logs.Arn}/*"}]; expected ${part}`,
      ),
    },
    'a statement that allows': {
      ...bucket([`${deny}.Effect`, 'Allow']),
      says: [`${seen}.Effect is Allow; expected Deny`],
    },
    'a statement for one account': {
      ...bucket([`${deny}.Principal`, { AWS: '111111111111' }]),
      says: [`${seen}.Principal is {"AWS":"111111111111"}; expected *`],
    },
    'a statement about one action': {
      ...bucket([`${deny}.Action`, 's3:GetObject']),
      says: [`${seen}.Action is s3:GetObject; expected s3:*`],
    },
    'a condition the wrong way around': {
      ...bucket([`${deny}.Condition`, { Bool: { 'aws:SecureTransport': 'true' } }]),
      says: [`${seen}.Condition.Bool.aws:SecureTransport is true; expected ${condition}`],
    },
    'a further condition that lets requests through': {
      ...bucket([
        `${deny}.Condition`,
        { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:PrincipalAccount': '1' } },
      ]),
      says: [
        `${seen}.Condition is {"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalAccount":"1"}}; expected ${condition}`,
      ],
    },
    'one of two policies without the statement': {
      ...bucket([
        'Second',
        {
          Type: 'AWS::S3::BucketPolicy',
          Properties: { Bucket: { Ref: 'Site' }, PolicyDocument: { Statement: [] } },
        },
      ]),
      says: ['the bucket', 'its objects'].map(
        (part) => `Properties.PolicyDocument lacks a Deny of requests without TLS to ${part}`,
      ),
    },
    'a policy that a condition takes elsewhere': {
      ...bucket(['SitePolicy.Properties.Bucket', maybe({ Ref: 'Site' }, { Ref: 'Key' })]),
      says: ['Properties.Bucket is ${Site} or ${Key}; expected a reference to Site'],
    },
    'a topic and a queue without policies': {
      ...topicAndQueue(['TopicPolicy', undefined], ['QueuePolicy', undefined]),
      says: [
        'Properties lacks an AWS::SNS::TopicPolicy that denies requests without TLS',
        'Properties lacks an AWS::SQS::QueuePolicy that denies requests without TLS',
      ],
    },
    'a queue that refuses some actions only': {
      ...topicAndQueue(['QueuePolicy.Properties.PolicyDocument.Statement.Action', 'sqs:SendMessage']),
      says: ['Properties.PolicyDocument.Statement.Action is sqs:SendMessage; expected sqs:*'],
    },
    'an unprotected twin': { ...bucket(['Twin', plainBucket]), says: [noPolicy] },
  },
  unknown: {
    'a policy under a condition of its own': {
      ...bucket(['SitePolicy.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Site exists',
      ],
    },
    'a resource that is a parameter': {
      ...bucket([`${deny}.Resource`, open]),
      says: ['the bucket', 'its objects'].map((part) => `${seen}.Resource is ${parameter}; expected ${part}`),
    },
    'a condition that is a parameter': {
      ...bucket([`${deny}.Condition.Bool`, { 'aws:SecureTransport': open }]),
      says: [`${seen}.Condition.Bool.aws:SecureTransport is ${parameter}; expected ${condition}`],
    },
  },
});
