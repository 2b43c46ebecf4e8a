import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data06 } from '../../../../lib/policy/rules/data/data-06.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from './bucket.ts';

function foreign(type: string, properties: JsonRecord) {
  return {
    resources: { Store: { Type: type, Properties: properties } },
    sections: undecided,
  } satisfies Case;
}

function store(type: string, properties: JsonRecord, use: JsonRecord = { class: 'personal' }) {
  const data = [{ resource: 'Store', ...use }];
  return { ...foreign(type, properties), storefront: { ...storefront, data } } satisfies Case;
}

const table = 'AWS::DynamoDB::Table';
const bucket = 'AWS::S3::Bucket';
const group = 'AWS::Logs::LogGroup';
const kept = { class: 'personal', retention: 'invoices, ten years by law' };
const ttl = { TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' } };
const noEnd = 'Properties lacks an expiry, or a stated retention';
const queue = 'AWS::SQS::Queue';
const period = 'at least 7, a number of days that CloudWatch Logs takes';

function deadLetters(properties: JsonRecord) {
  return {
    resources: {
      Dead: { Type: queue, Properties: properties },
      Work: {
        Type: queue,
        Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
      },
    },
  } satisfies Case;
}

const ended = {
  Status: 'Enabled',
  ExpirationInDays: 90,
  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

function lifecycle(...rules: readonly JsonRecord[]): JsonRecord {
  return { LifecycleConfiguration: { Rules: rules } };
}

testRule(data06, {
  pass: {
    'an archive of events that ends': foreign('AWS::Events::Archive', { RetentionDays: 30 }),
    'a bucket whose lifecycle has an empty prefix': store(bucket, lifecycle({ ...ended, Prefix: '' })),
    'a table whose items expire': store(table, ttl),
    'a bucket whose objects expire': store(bucket, lifecycle(ended)),
    'a lifecycle in several rules': store(
      bucket,
      lifecycle(
        { Status: 'Enabled', ExpirationInDays: 90 },
        { Status: 'Enabled', NoncurrentVersionExpirationInDays: 30 },
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ),
    ),
    'a table of evidence that ends': store(table, ttl, { class: 'audit' }),
    'a log group with a retention': foreign(group, { RetentionInDays: 400 }),
  },
  fail: {
    'an archive of events that is kept for ever': {
      ...foreign('AWS::Events::Archive', {}),
      says: ['Properties.RetentionDays is not set; expected at least 1 and at most 3660'],
    },
    'a stream of a storefront without a class': {
      ...foreign('AWS::Kinesis::Stream', {}),
      storefront,
      says: ['Metadata.Palisade.data lacks a class for Store'],
    },
    'a graph database of personal data without a stated retention': {
      ...store('AWS::Neptune::DBCluster', {}),
      says: [noEnd],
    },
    'a table that keeps personal data for ever': { ...store(table, {}), says: [noEnd] },
    'a database without a stated retention': { ...store('AWS::RDS::DBCluster', {}), says: [noEnd] },
    'a switched-off end, whatever is stated': {
      ...store(table, { TimeToLiveSpecification: { Enabled: false, AttributeName: 'expiresAt' } }, kept),
      says: ['Properties.TimeToLiveSpecification.Enabled is false; expected true'],
    },
    'an end without an attribute': {
      ...store(table, { TimeToLiveSpecification: { Enabled: true } }),
      says: [
        'Properties.TimeToLiveSpecification.AttributeName is not set; expected the name of an attribute',
      ],
    },
    'a lifecycle that forgets old versions': {
      ...store(bucket, lifecycle({ ...ended, NoncurrentVersionExpiration: {} })),
      says: [
        'Properties.LifecycleConfiguration.Rules lacks the expiration of noncurrent versions within 3660 days',
      ],
    },
    'a lifecycle that is switched off': {
      ...store(bucket, lifecycle({ ...ended, Status: 'Disabled' })),
      says: ['Properties.LifecycleConfiguration.Rules[0].Status is Disabled; expected Enabled'],
    },
    'a lifecycle for some of the objects': {
      ...store(bucket, lifecycle({ ...ended, Prefix: 'old/' })),
      says: [
        'Properties.LifecycleConfiguration.Rules[0].Prefix is old/; expected no value, so that the rule takes every object',
      ],
    },
    'a log group of one day': {
      ...foreign(group, { RetentionInDays: 1 }),
      says: [`Properties.RetentionInDays is 1; expected ${period}`],
    },
    'evidence in a table that never ends': { ...store(table, {}, { class: 'audit' }), says: [noEnd] },
    'a bucket whose objects end in a hundred years, whatever they are': {
      ...foreign(bucket, lifecycle({ ...ended, ExpirationInDays: 36_500 })),
      says: [
        'Properties.LifecycleConfiguration.Rules[0].ExpirationInDays is 36500; expected at least 1 and at most 3660',
      ],
    },
    'dead letters that are gone after a minute': {
      ...deadLetters({ MessageRetentionPeriod: 60 }),
      says: ['Properties.MessageRetentionPeriod is 60; expected at least 345600 and at most 1209600'],
    },
    'a log group without a retention': {
      ...foreign(group, {}),
      says: [`Properties.RetentionInDays is not set; expected ${period}`],
    },
    'a retention that one branch of a condition leaves out': {
      ...foreign(group, { RetentionInDays: maybe(30) }),
      says: [`Properties.RetentionInDays is 30 or not set; expected ${period}`],
    },
    'a store of a storefront that nobody has classed': {
      ...store(table, ttl),
      storefront,
      says: ['Metadata.Palisade.data lacks a class for Store'],
    },
    'a log group of a storefront that nobody has classed': {
      ...store(group, { RetentionInDays: 30 }),
      storefront,
      says: ['Metadata.Palisade.data lacks a class for Store'],
    },
  },
  unknown: {
    'an end that is a parameter': {
      ...store(table, { TimeToLiveSpecification: { Enabled: open, AttributeName: 'expiresAt' } }),
      says: [`Properties.TimeToLiveSpecification.Enabled is ${parameter}; expected true`],
    },
    'a retention that is a parameter': {
      ...foreign(group, { RetentionInDays: open }),
      says: [`Properties.RetentionInDays is ${parameter}; expected ${period}`],
    },
  },
  notApplicable: {
    'a dead-letter queue as SQS keeps it': deadLetters({}),
    'a store of somebody else’s template': foreign(table, {}),
    'a store of public data': store(bucket, {}, { class: 'public' }),
    'personal data that is kept for a stated reason': store(table, {}, kept),
  },
});
