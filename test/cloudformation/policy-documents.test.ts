import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import {
  isEveryone,
  isService,
  mayAllow,
  type Operands,
  type Statement,
  statements,
  surely,
} from '../../lib/cloudformation/policy-documents.ts';
import { textIs } from '../../lib/cloudformation/texts.ts';
import { matchesAction } from '../../lib/cloudformation/wildcards.ts';
import { modelOf } from '../support/rule-cases.ts';

const open: Json = { Ref: 'Open' };

function read(document: Json | undefined): readonly Statement[] {
  const properties: JsonRecord = document === undefined ? {} : { PolicyDocument: document };
  const model = modelOf({
    resources: { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: properties } },
    sections: { Parameters: { Open: { Type: 'String' } } },
  });
  return model
    .ofType('AWS::S3::BucketPolicy')
    .flatMap((policy) => statements(policy.property('PolicyDocument')));
}

function only(document: Json): Statement {
  const [statement, ...others] = read(document);
  if (!statement || others.length > 0) throw new Error('exactly one statement was expected');
  return statement;
}

function shown({ negated, values, isDecided }: Operands<{ toString(): string }>) {
  return { negated, values: values.map(String), isDecided };
}

const grant = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com', AWS: ['111111111111', '*'] },
  Action: 's3:GetObject',
  Resource: ['one', 'two'],
  Condition: { StringEquals: { 'AWS:SourceArn': 'arn' }, Bool: { 'token.example.com:sub': ['a', 'b'] } },
};

describe('a statement that is written out', () => {
  const statement = only({ Statement: [grant] });

  test('surely allows and names its place', () => {
    expect(surely(statement, 'Allow')).toBe(true);
    expect(surely(statement, 'Deny')).toBe(false);
    expect(mayAllow(statement)).toBe(true);
    expect(statement.effect.path).toBe('Properties.PolicyDocument.Statement[0].Effect');
  });

  test('lists one action as a list of one', () => {
    expect(shown(statement.actions)).toEqual({ negated: false, values: ['s3:GetObject'], isDecided: true });
    expect(shown(statement.resources)).toEqual({ negated: false, values: ['one', 'two'], isDecided: true });
  });

  test('tells the kinds of its principals, and which of them is everyone', () => {
    expect(statement.principals.values.map((one) => [one.kind, String(one.value), isEveryone(one)])).toEqual([
      ['Service', 'cloudfront.amazonaws.com', false],
      ['AWS', '111111111111', false],
      ['AWS', '*', true],
    ]);
  });

  test('has one condition for each key, whose name may hold dots', () => {
    expect(statement.conditions.isDecided).toBe(true);
    expect(
      statement.conditions.values.map(({ operator, key, values }) => [operator, key, values.map(String)]),
    ).toEqual([
      ['StringEquals', 'aws:sourcearn', ['arn']],
      ['Bool', 'token.example.com:sub', ['a', 'b']],
    ]);
  });
});

test('a document without a list around its statement is read as well', () => {
  expect(surely(only({ Statement: grant }), 'Allow')).toBe(true);
});

test('a document that is absent or empty holds no statement', () => {
  expect(read(undefined)).toEqual([]);
  expect(read({})).toEqual([]);
  expect(read({ Statement: [] })).toEqual([]);
});

test('what is listed under Not… is everything else', () => {
  const statement = only({
    Statement: { Effect: 'Deny', NotPrincipal: { AWS: '1' }, NotAction: ['a'], NotResource: 'r' },
  });
  expect(shown(statement.actions)).toEqual({ negated: true, values: ['a'], isDecided: true });
  expect(shown(statement.resources)).toEqual({ negated: true, values: ['r'], isDecided: true });
  expect(statement.principals.negated).toBe(true);
});

test('the bare asterisk is everyone', () => {
  const [principal] = only({ Statement: { ...grant, Principal: '*' } }).principals.values;
  expect(principal && [principal.kind, isEveryone(principal)]).toEqual(['*', true]);
});

describe('a statement that only the deployment knows', () => {
  test.each<[string, Json]>([
    ['a document', open],
    ['a document in text that is none', '{"Statement": ['],
    ['a list of statements', { Statement: open }],
    ['one statement', { Statement: [open] }],
    ['a number', { Statement: [5] }],
    ['nothing readable', { Statement: [null] }],
  ])('may allow anything and surely does nothing: %s', (_, document) => {
    const statement = only(document);
    expect(mayAllow(statement)).toBe(true);
    expect([surely(statement, 'Allow'), surely(statement, 'Deny')]).toEqual([false, false]);
  });

  test('may allow when its effect is open', () => {
    const statement = only({ Statement: [{ ...grant, Effect: open }] });
    expect([mayAllow(statement), surely(statement, 'Allow')]).toEqual([true, false]);
  });

  test('may have anyone as principal', () => {
    const [principal] = only({ Statement: [{ ...grant, Principal: open }] }).principals.values;
    expect(principal && [principal.kind, isEveryone(principal)]).toEqual([undefined, undefined]);
    const [account] = only({ Statement: [{ ...grant, Principal: { AWS: open } }] }).principals.values;
    expect(account && [account.kind, isEveryone(account)]).toEqual(['AWS', undefined]);
  });

  test('has a condition of which nothing is known', () => {
    const { conditions } = only({ Statement: [{ ...grant, Condition: { Bool: open } }] });
    expect(conditions.values.map(({ operator, key }) => [operator, key])).toEqual([[undefined, undefined]]);
  });
});

describe('a statement under a condition', () => {
  const absent: Json = { Ref: 'AWS::NoValue' };
  const maybe = (yes: Json, no: Json): Json => ({ 'Fn::If': ['Maybe', yes, no] });

  test('is uncertain when it may be left out', () => {
    expect(read({ Statement: [maybe(grant, absent)] }).map(({ isCertain }) => isCertain)).toEqual([false]);
    expect(read({ Statement: maybe([grant], []) }).map(({ isCertain }) => isCertain)).toEqual([false]);
    expect(read(maybe({ Statement: grant }, {})).map(({ isCertain }) => isCertain)).toEqual([false]);
  });

  test('leaves the statements beside it certain', () => {
    expect(read({ Statement: [grant, maybe(grant, absent)] }).map(({ isCertain }) => isCertain)).toEqual([
      true,
      false,
    ]);
  });

  test('is read in each case', () => {
    const deny = { ...grant, Effect: 'Deny' };
    expect(read({ Statement: [maybe(grant, deny)] }).map(mayAllow)).toEqual([true, false]);
  });

  test('has undecided parts where a list differs', () => {
    const { actions } = only({ Statement: [{ ...grant, Action: maybe(['a'], ['b', 'c']) }] });
    expect(shown(actions)).toEqual({ negated: false, values: ['a', 'b', 'c'], isDecided: false });
    const { resources } = only({ Statement: [{ ...grant, Resource: ['a', maybe('b', absent)] }] });
    expect(shown(resources)).toEqual({ negated: false, values: ['a', 'b'], isDecided: false });
  });

  test('has undecided conditions where the block, an operator or a list differs', () => {
    const lines = { StringEquals: { key: 'a' } };
    const blocks: Json[] = [
      maybe(lines, absent),
      { StringEquals: maybe({ key: 'a' }, absent) },
      { StringEquals: maybe({ key: 'a' }, { other: 'a' }) },
    ];
    for (const Condition of blocks) {
      expect(only({ Statement: [{ ...grant, Condition }] }).conditions.isDecided).toBe(false);
    }
    const { conditions } = only({
      Statement: [{ ...grant, Condition: { StringEquals: { key: maybe(['a'], ['b']) } } }],
    });
    expect(conditions.values.map(({ isDecided }) => isDecided)).toEqual([false]);
  });
});

test('an action pattern matches with wildcards, whatever the case', () => {
  const match = (pattern: Json) =>
    only({ Statement: [{ ...grant, Action: pattern }] }).actions.values.map((value) =>
      matchesAction(value, 's3:GetObject'),
    );
  expect(match(['*', 's3:*', 'S3:getobject', 's3:Get?bject'])).toEqual([true, true, true, true]);
  expect(match(['s3:Put*', 's3.GetObject', 'GetObject'])).toEqual([false, false, false]);
  expect(match([open])).toEqual([undefined]);
});

test('a document in text is read as if it were written out, open parts included', () => {
  const statement = only({
    'Fn::Sub': '{"Statement": {"Effect": "Allow", "Action": "a", "Resource": ["${Open}/*"]}}',
  });
  expect(surely(statement, 'Allow')).toBe(true);
  expect(shown(statement.resources)).toEqual({ negated: false, values: ['${?}/*'], isDecided: true });
  expect(statement.actions.values.map(({ path }) => path)).toEqual([
    'Properties.PolicyDocument.Statement.Action',
  ]);
});

test('a text is undecided when it is so in one case only', () => {
  const effect = (value: Json) =>
    textIs(only({ Statement: [{ ...grant, Effect: value }] }).effect, (text) => text === 'Allow');
  expect(effect({ 'Fn::If': ['Maybe', 'Allow', 'Deny'] })).toBeUndefined();
  expect(effect({ 'Fn::If': ['Maybe', 'Allow', 'Allow'] })).toBe(true);
  expect(effect({})).toBe(false);
});

test('a role or an account is not everyone, nor a service, even where its name is open', () => {
  const model = modelOf({
    resources: {
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          PolicyDocument: {
            Statement: {
              ...grant,
              Principal: {
                AWS: [{ 'Fn::GetAtt': ['Role', 'Arn'] }, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::1:root' }],
                Service: [{ 'Fn::Sub': 'cloudfront.${AWS::URLSuffix}' }, 'cloudfront.amazonaws.com'],
              },
            },
          },
        },
      },
      Role: { Type: 'AWS::IAM::Role' },
    },
  });
  const principals = model
    .ofType('AWS::S3::BucketPolicy')
    .flatMap((policy) => statements(policy.property('PolicyDocument')))
    .flatMap((statement) => statement.principals.values);
  expect(principals.map(isEveryone)).toEqual([false, false, false, false]);
  expect(principals.map((one) => isService(one, 'cloudfront.amazonaws.com'))).toEqual([
    false,
    false,
    undefined,
    true,
  ]);
});
