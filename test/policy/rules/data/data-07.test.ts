import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data07 } from '../../../../lib/policy/rules/data/data-07.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function store(type: string, attributes: JsonRecord, properties: JsonRecord = {}) {
  const resources = { Store: { Type: type, ...attributes, Properties: properties } };
  return { resources, storefront } satisfies Case;
}

const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const bucket = 'AWS::S3::Bucket';
const instance = 'AWS::RDS::DBInstance';
const deletion = 'Retain or RetainExceptOnCreate';

testRule(data07, {
  pass: {
    'a bucket that outlives its stack': store(bucket, kept),
    'a bucket of somebody else’s template': { resources: store(bucket, kept).resources },
    'a key that is retained in any case': store('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    }),
    'a database with snapshots': store(instance, {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
    }),
    'a database whose default is a snapshot': store(instance, { UpdateReplacePolicy: 'Retain' }),
  },
  fail: {
    'a bucket that says nothing': {
      ...store(bucket, {}),
      says: [
        `DeletionPolicy is Delete; expected ${deletion}`,
        'UpdateReplacePolicy is Delete; expected Retain',
      ],
    },
    'a table of somebody else’s template that is deleted': {
      resources: store('AWS::DynamoDB::Table', { ...kept, DeletionPolicy: 'Delete' }).resources,
      says: [`DeletionPolicy is Delete; expected ${deletion}`],
    },
    'a bucket with a snapshot, which there is none of': {
      ...store(bucket, { ...kept, DeletionPolicy: 'Snapshot' }),
      says: [`DeletionPolicy is Snapshot; expected ${deletion}`],
    },
    'a log group that a replacement deletes': {
      ...store('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' }),
      says: ['UpdateReplacePolicy is Delete; expected Retain'],
    },
    'a database that is deleted without a snapshot': {
      ...store(instance, { ...kept, DeletionPolicy: 'Delete' }),
      says: ['DeletionPolicy is Delete; expected Retain or Snapshot or RetainExceptOnCreate'],
    },
    'a replacement that is retained except on creation, which there is none of': {
      ...store(bucket, { ...kept, UpdateReplacePolicy: 'RetainExceptOnCreate' }),
      says: ['UpdateReplacePolicy is RetainExceptOnCreate; expected Retain'],
    },
    'a bucket whose objects are deleted with the stack': {
      resources: {
        ...store(bucket, kept).resources,
        Emptier: { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Store' } } },
      },
      storefront,
      says: ['Properties.BucketName is ${Store}; expected no bucket that has to be kept'],
    },
    'a bucket whose objects are deleted by its name': {
      resources: {
        ...store(bucket, kept, { BucketName: 'receipts' }).resources,
        Emptier: { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: 'receipts' } },
      },
      storefront,
      says: ['Properties.BucketName is receipts; expected no bucket that has to be kept'],
    },
    'an unprotected twin': {
      resources: { ...store(bucket, kept).resources, Twin: { Type: 'AWS::KMS::Key' } },
      storefront,
      says: [
        `DeletionPolicy is Delete; expected ${deletion}`,
        'UpdateReplacePolicy is Delete; expected Retain',
      ],
    },
  },
  unknown: {
    'an instance of a cluster that nobody saw': {
      ...store(instance, {}, { DBClusterIdentifier: 'elsewhere' }),
      says: [
        'Properties.DBClusterIdentifier is elsewhere; only the deployment tells whether that is a cluster among the templates',
      ],
    },
    'a policy that a macro decides': {
      ...store(bucket, { ...kept, DeletionPolicy: { 'Fn::FindInMap': ['Policies', 'a', 'b'] } }),
      says: [
        `DeletionPolicy is unknown (the entry of the mapping is only known at deployment); expected ${deletion}`,
      ],
    },
  },
  notApplicable: {
    'an environment that is not production, which is made to be taken down': {
      ...store(bucket, {}),
      storefront: { ...storefront, purpose: 'non-production' },
    },
  },
});
