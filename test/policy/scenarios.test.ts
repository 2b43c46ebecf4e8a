import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { maybe } from '../support/changes.ts';

const Conditions: JsonRecord = {
  C: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  NotC: { 'Fn::Not': [{ Condition: 'C' }] },
  Other: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
};
const Parameters = { Stage: { Type: 'String' } };

/** What one rule says of a template whose condition C is open. */
function judged(rule: string, Resources: JsonRecord, more: JsonRecord = {}): readonly string[] {
  const source = { name: 'a.json', sha256: '', body: { Parameters, Conditions, Resources, ...more } };
  return evaluate(new Model([source]), rules, { only: [rule] }).map(
    ({ status, path }) => `${status} ${path}`,
  );
}

const choose = (condition: string, yes: Json, no: Json = { Ref: 'AWS::NoValue' }): Json => ({
  'Fn::If': [condition, yes, no],
});

const database = (properties: JsonRecord): JsonRecord => ({
  Source: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: true } },
  Database: { Type: 'AWS::RDS::DBInstance', Properties: properties },
});

const copy = { Ref: 'Source' };

describe('properties that one condition binds together', () => {
  test('are judged in each case that can be', () => {
    const seen = judged(
      'DATA-02-stores',
      database({
        StorageEncrypted: maybe({ Ref: 'AWS::NoValue' }, true),
        SourceDBInstanceIdentifier: maybe(copy),
      }),
    );
    expect(seen).toEqual([
      'pass Properties.StorageEncrypted',
      'notApplicable Type',
      'pass Properties.StorageEncrypted',
    ]);
  });

  test('are judged so by an opposite condition as well', () => {
    const seen = judged(
      'DATA-02-stores',
      database({
        StorageEncrypted: choose('NotC', true),
        SourceDBInstanceIdentifier: choose('C', copy),
      }),
    );
    expect(seen.filter((one) => /^(fail|unknown)/.test(one))).toEqual([]);
  });

  test('still fail where one case is bad', () => {
    const seen = judged(
      'DATA-02-stores',
      database({
        StorageEncrypted: choose('C', true),
        SourceDBInstanceIdentifier: choose('C', copy),
      }),
    );
    expect(seen).toContain('fail Properties.StorageEncrypted');
  });

  test('still fail where neither of two conditions has to hold', () => {
    const seen = judged(
      'DATA-02-stores',
      database({
        StorageEncrypted: choose('Other', true),
        SourceDBInstanceIdentifier: choose('C', copy),
      }),
    );
    expect(seen).toContain('fail Properties.StorageEncrypted');
  });
});

test('lists that differ from case to case are read in each', () => {
  const deny = (more: readonly Json[]): Json => [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [{ 'Fn::GetAtt': ['Site', 'Arn'] }, { 'Fn::Sub': '${Site.Arn}/*' }],
      Condition: { Bool: { 'aws:SecureTransport': false } },
    },
    ...more,
  ];
  const further = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' };
  const policy = (Statement: Json): JsonRecord => ({
    Site: { Type: 'AWS::S3::Bucket', Properties: {} },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'Site' }, PolicyDocument: { Statement } },
    },
  });
  const blocking = (Statement: Json) =>
    judged('DATA-03', policy(Statement)).filter((one) => !one.startsWith('pass'));
  expect(blocking(maybe(deny([]), deny([further])))).toEqual([]);
  expect(blocking(maybe(deny([]), [further]))).not.toEqual([]);
});

test('more conditions than anybody tries are judged value by value, and quickly', () => {
  const names = Array.from({ length: 40 }, (_, index) => `C${index}`);
  const many = Object.fromEntries(names.map((name) => [name, { 'Fn::Equals': [{ Ref: name }, 'a'] }]));
  const Tags = names.map((name) => choose(name, { Key: name, Value: name }));
  const seen = judged(
    'DATA-02-stores',
    database({ StorageEncrypted: choose('C0', true), SourceDBInstanceIdentifier: choose('C0', copy), Tags }),
    { Conditions: many, Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])) },
  );
  expect(seen).toContain('fail Properties.StorageEncrypted');
});
