import { describe, expect, test } from '@jest/globals';
import file from '../../../lib/cloudformation/hidden-resources.json' with { type: 'json' };
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';

const notExpanded = 'is not expanded, so what it makes at deployment was not seen: ';

/** What is said of a template as a whole. */
function said(body: JsonRecord, unreadable?: string) {
  const source = { name: 'a.yaml', sha256: '', body, ...(unreadable === undefined ? {} : { unreadable }) };
  return evaluate(new Model([source]), []).map(({ rule, status, logicalId, message }) => [
    rule,
    status,
    logicalId,
    message,
  ]);
}

const unknown = (logicalId: string, message: string) => [
  'TEMPLATE-written-out',
  'unknown',
  logicalId,
  message,
];
const only = (Type: string, Properties: JsonRecord = {}) => ({ Resources: { One: { Type, Properties } } });
const example = (pattern: string) =>
  pattern.replace('*', pattern.startsWith('*') ? 'My::S3::Bucket' : 'Thing');

describe('a template with what it does not write out is unknown:', () => {
  test.each([
    'AWS::Serverless-2016-10-31',
    'AWS::CodeDeployBlueGreen',
    'AWS::SecretsManager-2024-09-16',
    'AWS::ServiceCatalog',
    'OurMacro',
  ])('the transform %s', (name) => {
    for (const Transform of [name, [name, 'AWS::LanguageExtensions']]) {
      expect(said({ Transform, Resources: {} })).toEqual([unknown('', `Transform ${notExpanded}${name}`)]);
    }
  });

  test.each(file.expandedTypes.map(example))('a resource of the type %s', (type) => {
    expect(said(only(type))).toEqual([unknown('', `Resources.One ${notExpanded}${type} at Resources.One`)]);
  });

  test.each<[string, JsonRecord, string]>([
    ['a loop', { 'Fn::ForEach::A': [] }, 'Resources.Fn::ForEach::A'],
    ['an include beside resources', { 'Fn::Transform': { Name: 'AWS::Include' } }, 'Resources.Fn::Transform'],
    [
      'a macro in place of a resource',
      { A: { 'Fn::Transform': { Name: 'M' } } },
      'Resources.A.Fn::Transform',
    ],
  ])('%s', (_, Resources, path) => {
    expect(
      said({ Resources }).map(([rule, status, , message]) => [rule, status, String(message).split(' ')[0]]),
    ).toEqual([['TEMPLATE-written-out', 'unknown', path]]);
  });

  test('one finding says all of it', () => {
    const Resources = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`Fn::ForEach::L${at}`, []]));
    const [[, , , message] = [], ...others] = said({ Transform: 'AWS::Serverless-2016-10-31', Resources });
    expect(others).toEqual([]);
    expect(message).toMatch(/^Transform is not expanded.*: AWS::Serverless-2016-10-31, .*, 3 more$/);
  });

  test.each(Object.entries(file.types))('a resource of the type %s', (type, makes) => {
    expect(said(only(type))).toEqual([
      unknown('One', `Type is ${type}, which makes ${makes}; nobody has seen them`),
    ]);
  });

  test.each(file.customTypes.map(example))('a %s whose function was not given', (type) => {
    const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:x';
    expect(said(only(type, { ServiceToken: arn }))).toEqual([
      unknown(
        'One',
        `Properties.ServiceToken is ${arn}; only the deployment tells whether that is a function among the templates`,
      ),
    ]);
  });
});

test.each(file.transformsWithoutResources)('the transform %s hides nothing', (Transform) => {
  expect(said({ Transform, Resources: {} })).toEqual([]);
});

test.each(file.customTypes.map(example))('a %s whose function was given hides nothing', (type) => {
  const { Resources } = only(type, { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } });
  expect(said({ Resources: { ...Resources, Function: { Type: 'AWS::Lambda::Function' } } })).toEqual([]);
});

test('a file that could not be read is unknown, in the words of whoever tried', () => {
  expect(said({}, 'a.yaml: is no valid YAML (…), correct it there')).toEqual([
    ['TEMPLATE-readable', 'unknown', '', 'a.yaml: is no valid YAML (…), correct it there'],
  ]);
});
