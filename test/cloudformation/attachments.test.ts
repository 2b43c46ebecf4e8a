import { describe, expect, test } from '@jest/globals';
import { attachmentsOf, isNameOf } from '../../lib/cloudformation/attachments.ts';
import { bucketPolicies, hasItsBucket } from '../../lib/cloudformation/buckets.ts';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';

const policy = (Bucket: Json): JsonRecord => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket } });
const bucket = (Properties: JsonRecord = {}): JsonRecord => ({ Type: 'AWS::S3::Bucket', Properties });
const Parameters = { Name: { Type: 'String', Default: 'site' }, Other: { Type: 'String' } };

function source(name: string, Resources: JsonRecord, more: JsonRecord = {}): TemplateSource {
  return { name, sha256: '', body: { Parameters, Resources, ...more } };
}

/** Whether the one policy belongs to the one bucket, as a reader from either end sees it. */
function attachment(...sources: readonly TemplateSource[]) {
  const model = new Model(sources);
  const [site] = model.ofType('AWS::S3::Bucket');
  const [attached] = model.ofType('AWS::S3::BucketPolicy');
  if (!site || !attached) throw new Error('a bucket or a policy is missing');
  return {
    isFound: attachmentsOf(model, site, bucketPolicies).includes(attached),
    isName: isNameOf(attached.property('Bucket'), site, bucketPolicies),
    isSeen: hasItsBucket(attached, model),
  };
}

const attached = { isFound: true, isName: true, isSeen: true };

describe('a policy belongs to its bucket', () => {
  test.each<[string, Json, Json]>([
    ['by a reference', 'x', { Ref: 'Site' }],
    ['by its name', 'site', 'site'],
    ['by the same parameter', { Ref: 'Name' }, { Ref: 'Name' }],
    ['by the same expression', { 'Fn::Sub': '${Other}-site' }, { 'Fn::Sub': '${Other}-site' }],
  ])('%s', (_, BucketName, name) => {
    expect(attachment(source('a.json', { Site: bucket({ BucketName }), Policy: policy(name) }))).toEqual(
      attached,
    );
  });

  test('by its name in another template', () => {
    const sources = [
      source('a.json', { Site: bucket({ BucketName: 'site' }) }),
      source('b.json', { Policy: policy('site') }),
    ];
    expect(attachment(...sources)).toEqual(attached);
  });

  test('by an import', () => {
    const Outputs = { Out: { Value: { Ref: 'Site' }, Export: { Name: 'site' } } };
    const sources = [
      source('a.json', { Site: bucket() }, { Outputs }),
      source('b.json', { Policy: policy({ 'Fn::ImportValue': 'site' }) }),
    ];
    expect(attachment(...sources)).toEqual(attached);
  });

  test('by the output of a nested stack', () => {
    const Child = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } };
    const child = source('child.json', { Site: bucket() }, { Outputs: { Out: { Value: { Ref: 'Site' } } } });
    const parent = source('a.json', { Child, Policy: policy({ 'Fn::GetAtt': ['Child', 'Outputs.Out'] }) });
    expect(attachment(parent, { ...child, nestedIn: { template: 'a.json', logicalId: 'Child' } })).toEqual(
      attached,
    );
  });
});

test.each<[string, Json, Json, boolean | undefined]>([
  ['another name', 'site', 'other', false],
  ['another parameter', { Ref: 'Name' }, { Ref: 'Other' }, undefined],
  ['a parameter, where the bucket has a fixed name', 'site', { Ref: 'Other' }, undefined],
])('a policy does not surely belong to a bucket by %s', (_, BucketName, name, isName) => {
  const { isName: found, isSeen } = attachment(
    source('a.json', { Site: bucket({ BucketName }), Policy: policy(name) }),
  );
  expect([found, isSeen]).toEqual([isName, false]);
});
