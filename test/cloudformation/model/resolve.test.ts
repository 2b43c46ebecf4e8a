import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';

/** What a property turns out to be, as a report shows it. */
function resolved(node: Json, sections: JsonRecord = {}, parameters: Record<string, string> = {}): string {
  return model([source({ ...sections, Resources: resources(node) })], parameters);
}

function resources(node: Json): JsonRecord {
  return {
    Subject: { Type: 'Test::Subject', Properties: { Value: node } },
    Other: { Type: 'Test::Other' },
  };
}

function source(body: JsonRecord, more: Partial<TemplateSource> = {}): TemplateSource {
  return { name: 'a.json', sha256: '', body, ...more };
}

function model(sources: readonly TemplateSource[], parameters: Record<string, string> = {}): string {
  const [subject] = new Model(sources, parameters).ofType('Test::Subject');
  return String(subject?.property('Value'));
}

const parameter = (definition: JsonRecord) => ({ Parameters: { P: { Type: 'String', ...definition } } });

describe('a parameter', () => {
  test.each<[string, JsonRecord, Record<string, string>, string]>([
    ['is open without values', {}, {}, 'unknown (parameter P is only known at deployment)'],
    [
      'is its default or anything',
      { Default: 'a' },
      {},
      'a or unknown (parameter P is only known at deployment)',
    ],
    ['is one of its allowed values', { AllowedValues: ['a', 'b'], Default: 'a' }, {}, 'a or b'],
    ['is the value given', { AllowedValues: ['a', 'b'] }, { P: 'b' }, 'b'],
    [
      'stays hidden when it is NoEcho',
      { NoEcho: true, Default: 'secret' },
      { P: 'secret' },
      'unknown (parameter P is NoEcho)',
    ],
    ['splits a list', { Type: 'CommaDelimitedList' }, { P: 'a, b' }, '["a","b"]'],
    [
      'does not take the name in Parameter Store for its value',
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' },
      {},
      'unknown (parameter P is read from Parameter Store)',
    ],
  ])('%s', (_, definition, values, expected) => {
    expect(resolved({ Ref: 'P' }, parameter(definition), values)).toBe(expected);
  });
});

describe('an intrinsic function', () => {
  test.each<[string, Json, string]>([
    ['Ref to a resource', { Ref: 'Other' }, '${Other}'],
    ['Ref to nothing', { Ref: 'Nobody' }, "unknown ('Nobody' is not defined in the template)"],
    ['Ref to AWS::NoValue', { Ref: 'AWS::NoValue' }, 'not set'],
    [
      'Ref to an open pseudo parameter',
      { Ref: 'AWS::Region' },
      'unknown (AWS::Region is only known at deployment)',
    ],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Other', 'Arn'] }, '${Other.Arn}'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Other.Endpoint.Port' }, '${Other.Endpoint.Port}'],
    ['Fn::Join of literals', { 'Fn::Join': ['-', ['a', 'b']] }, 'a-b'],
    ['Fn::Join with a reference', { 'Fn::Join': ['', ['x/', { Ref: 'Other' }, '/*']] }, 'x/${Other}/*'],
    ['Fn::Sub of literals', { 'Fn::Sub': ['${a}-${!b}', { a: 'x' }] }, 'x-${b}'],
    ['Fn::Sub with an attribute', { 'Fn::Sub': '${Other.Arn}/*' }, '${Other.Arn}/*'],
    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Select by text', { 'Fn::Select': ['0', { 'Fn::Split': [',', 'a,b'] }] }, 'a'],
    [
      'Fn::Select beyond the end',
      { 'Fn::Select': [7, ['a']] },
      'unknown (the selected item is only known at deployment)',
    ],
    ['Fn::Split', { 'Fn::Split': ['|', 'a|b'] }, '["a","b"]'],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, 'unknown (Fn::GetAZs is only known at deployment)'],
    ['a function that nobody knows', { 'Fn::Fresh': 1 }, 'unknown (Fn::Fresh is only known at deployment)'],
    ['a malformed function', { 'Fn::Join': 7 }, 'unknown (Fn::Join needs a delimiter and a list)'],
  ])('%s is resolved', (_, node, expected) => expect(resolved(node)).toBe(expected));

  test.each<[string, Json, string]>([
    ['alone', '{{resolve:ssm:/name}}', '{{resolve:ssm:/name}}'],
    ['within text', 'a-{{resolve:ssm:/name:1}}-b', 'a-{{resolve:ssm:/name:1}}-b'],
    [
      'in Fn::Sub',
      { 'Fn::Sub': '{{resolve:secretsmanager:${Other}:SecretString:x}}' },
      '{{resolve:secretsmanager:${Other}:SecretString:x}}',
    ],
    [
      'put together by Fn::Join',
      { 'Fn::Join': ['', ['{{res', 'olve:ssm:', { Ref: 'Other' }, '}}', '/x']] },
      '{{resolve:ssm:${Other}}}/x',
    ],
    [
      'in Fn::Base64',
      { 'Fn::Base64': '{{resolve:ssm:/name}}' },
      'unknown (the text to encode is only known at deployment)',
    ],
    ['that does not end', 'x{{resolve:ssm', 'x{{resolve:ssm'],
    ['beside another', '{{resolve:ssm:a}}{{resolve:ssm:b}}', '{{resolve:ssm:a}}{{resolve:ssm:b}}'],
  ])('a dynamic reference %s is open, and shown as it is written', (_, node, expected) => {
    const [subject] = new Model([source({ Resources: resources(node) })]).ofType('Test::Subject');
    expect(String(subject?.property('Value'))).toBe(expected);
    expect(subject?.property('Value').literal).toBeUndefined();
  });

  test.each<[string, JsonRecord, string]>([
    ['with one entry is that entry, or no deployment', { prod: { Block: true } }, 'true'],
    [
      'with several entries is each of them',
      { prod: { Block: true }, dev: { Block: false } },
      'true or false',
    ],
    [
      'whose entries lack the second key is unknown',
      { prod: { Other: 1 } },
      'unknown (the entry of the mapping is only known at deployment)',
    ],
  ])('a mapping asked by an open key, %s', (_, M, expected) => {
    const sections = { ...parameter({}), Mappings: { M } };
    expect(resolved({ 'Fn::FindInMap': ['M', { Ref: 'P' }, 'Block'] }, sections)).toBe(expected);
  });

  test('the default of a mapping asked by an open key is one alternative beside its entries', () => {
    const sections = {
      ...parameter({ Default: 'prod' }),
      Mappings: { M: { prod: { Block: false, Other: 1 } } },
    };
    const otherwise = { DefaultValue: true };
    expect(resolved({ 'Fn::FindInMap': ['M', { Ref: 'P' }, 'Block', otherwise] }, sections)).toBe(
      'false or true',
    );
    expect(resolved({ 'Fn::FindInMap': ['M', 'prod', { Ref: 'P' }, otherwise] }, sections)).toBe(
      'true or false or 1',
    );
    expect(resolved({ 'Fn::FindInMap': [{ Ref: 'P' }, 'prod', 'Block', otherwise] }, sections)).toBe('true');
  });

  test('Fn::FindInMap takes the entry, or its default', () => {
    const sections = { Mappings: { M: { a: { b: 'found' } } } };
    expect(resolved({ 'Fn::FindInMap': ['M', 'a', 'b'] }, sections)).toBe('found');
    expect(resolved({ 'Fn::FindInMap': ['M', 'a', 'c', { DefaultValue: 'd' }] }, sections)).toBe('d');
    expect(resolved({ 'Fn::FindInMap': ['M', 'a', 'c'] }, sections)).toContain('unknown');
  });

  test('more alternatives than a person reads are unknown', () => {
    const allowed = { AllowedValues: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] };
    const parts = [{ Ref: 'P' }, { Ref: 'P' }, { Ref: 'P' }];
    expect(resolved({ 'Fn::Join': ['', parts] }, parameter(allowed))).toBe(
      'unknown (more than 64 alternatives)',
    );
  });

  test('names that every object of JavaScript has are names like any', () => {
    for (const name of ['constructor', 'toString', '__proto__', '__defineGetter__']) {
      const named = JSON.parse(`{ "Parameters": { "${name}": { "Type": "String" } } }`) as JsonRecord;
      expect(resolved({ Ref: name }, named)).toBe(`unknown (parameter ${name} is only known at deployment)`);
      expect(resolved({ Ref: name })).toBe(`unknown ('${name}' is not defined in the template)`);
      expect(resolved(JSON.parse(`{ "${name}": { "${name}": 1 }, "a": 1 }`) as Json)).toContain(name);
      const odd = JSON.parse(`{ "Conditions": { "C": { "${name}": ["a"] } } }`) as JsonRecord;
      expect(resolved({ 'Fn::If': ['C', 'a', 'b'] }, odd)).toBe('a or b');
    }
  });

  test('what multiplies without end is unknown at once', () => {
    const names = Array.from({ length: 40 }, (_, index) => `P${index}`);
    const two = { Type: 'String', AllowedValues: ['a', 'b'] };
    const Parameters = Object.fromEntries(names.map((name) => [name, two]));
    const Conditions: JsonRecord = Object.fromEntries(
      names.map((name, index): [string, Json] => [
        name,
        index === 0
          ? { 'Fn::Equals': [{ Ref: name }, 'a'] }
          : { 'Fn::And': [{ Condition: `P${index - 1}` }, { Condition: `P${index - 1}` }] },
      ]),
    );
    const node = { 'Fn::Join': ['', names.map((name) => ({ Ref: name }))] };
    expect(resolved(node, { Parameters })).toBe('unknown (more than 64 alternatives)');
    expect(resolved({ 'Fn::If': ['P39', 'a', 'b'] }, { Parameters, Conditions })).toBe('a or b');
  });

  test('a list of any length is read', () => {
    expect(resolved(Array(200_000).fill(1))).toMatch(/^\[1,1,1/);
  });

  test('pseudo parameters are known where the assembly tells the environment', () => {
    const node = { 'Fn::Sub': '${AWS::Partition}:${AWS::Region}:${AWS::AccountId}:${AWS::URLSuffix}' };
    const place = { account: '111111111111', region: 'us-gov-west-1' };
    expect(model([source({ Resources: resources(node) }, place)])).toBe(
      'aws-us-gov:us-gov-west-1:111111111111:amazonaws.com',
    );
  });
});

describe('a condition', () => {
  const sections = (condition: Json) => ({
    Parameters: { P: { Type: 'String', AllowedValues: ['prod', 'dev'] } },
    Conditions: { C: condition, NotC: { 'Fn::Not': [{ Condition: 'C' }] } },
  });
  const isProd = { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] };

  test('that is undecided keeps both branches', () => {
    expect(resolved({ 'Fn::If': ['C', 'a', 'b'] }, sections(isProd))).toBe('a or b');
  });

  test('that a given parameter decides leaves one branch', () => {
    expect(resolved({ 'Fn::If': ['C', 'a', 'b'] }, sections(isProd), { P: 'prod' })).toBe('a');
    expect(resolved({ 'Fn::If': ['NotC', 'a', 'b'] }, sections(isProd), { P: 'prod' })).toBe('b');
  });

  test('that no allowed value can meet is false', () => {
    const never = { 'Fn::Equals': [{ Ref: 'P' }, 'test'] };
    expect(resolved({ 'Fn::If': ['C', 'a', 'b'] }, sections(never))).toBe('b');
  });

  test('holds all the way down once a branch is taken', () => {
    const node = { 'Fn::If': ['C', { 'Fn::If': ['C', 'a', 'x'] }, { 'Fn::If': ['NotC', 'b', 'x'] }] };
    expect(resolved(node, sections(isProd))).toBe('a or b');
  });

  /** The value of a property of a resource that only exists where the condition holds. */
  function where(condition: string, node: Json, Conditions: JsonRecord, Parameters: JsonRecord): string {
    const subject = { Type: 'Test::Subject', Condition: condition, Properties: { Value: node } };
    return model([
      source({
        Parameters,
        Conditions,
        Mappings: { M: { prod: { x: 1 }, dev: { x: 2 } } },
        Resources: { Subject: subject },
      }),
    ]);
  }

  const Conditions: JsonRecord = {
    Live: isProd,
    AlsoLive: { 'Fn::Equals': ['prod', { Ref: 'P' }] },
    Dev: { 'Fn::Equals': [{ Ref: 'P' }, 'dev'] },
    NotLive: { 'Fn::Not': [{ Condition: 'Live' }] },
    Both: { 'Fn::And': [{ Condition: 'Live' }, { 'Fn::Equals': [{ Ref: 'Q' }, 'on'] }] },
    One: { 'Fn::Or': [{ Condition: 'Live' }, { 'Fn::Equals': [{ Ref: 'Q' }, 'on'] }] },
    On: { 'Fn::Equals': [{ Ref: 'Q' }, 'on'] },
  };
  const Parameters = { P: { Type: 'String', AllowedValues: ['prod', 'dev'] }, Q: { Type: 'String' } };

  test.each([
    ['Live', 'Live', 'a'],
    ['Live', 'AlsoLive', 'a'],
    ['Live', 'Dev', 'b'],
    ['Live', 'NotLive', 'b'],
    ['NotLive', 'Live', 'b'],
    ['NotLive', 'Dev', 'a'],
    ['Both', 'Live', 'a'],
    ['Both', 'On', 'a'],
    ['Live', 'One', 'a'],
    ['Live', 'Both', 'a or b'],
    ['One', 'Live', 'a or b'],
  ])(
    'that a resource is made by decides what follows from it: in %s, %s gives %s',
    (own, asked, expected) => {
      expect(where(own, { 'Fn::If': [asked, 'a', 'b'] }, Conditions, Parameters)).toBe(expected);
    },
  );

  test('that a resource is made by decides the parameter that it compares', () => {
    expect(where('Live', { Ref: 'P' }, Conditions, Parameters)).toBe('prod');
    expect(where('NotLive', { Ref: 'P' }, Conditions, Parameters)).toBe('dev');
    expect(where('Live', { 'Fn::FindInMap': ['M', { Ref: 'P' }, 'x'] }, Conditions, Parameters)).toBe('1');
    expect(where('On', { Ref: 'Q' }, Conditions, Parameters)).toBe('on');
  });

  test('with the same content in both branches need not be decided', () => {
    const node = { 'Fn::If': ['C', [{ a: 1 }], [{ a: 1 }]] };
    expect(resolved(node, sections(isProd))).toBe('[{"a":1}]');
  });

  test.each<[string, Json, string]>([
    ['Fn::And', { 'Fn::And': [{ 'Fn::Equals': ['1', '1'] }, { 'Fn::Equals': ['1', '2'] }] }, 'b'],
    ['Fn::Or', { 'Fn::Or': [{ 'Fn::Equals': ['1', '1'] }, isProd] }, 'a'],
    ['a condition that names itself', { Condition: 'C' }, 'a or b'],
    ['nonsense', 7, 'a or b'],
  ])('with %s is evaluated', (_, condition, expected) => {
    expect(resolved({ 'Fn::If': ['C', 'a', 'b'] }, sections(condition))).toBe(expected);
  });
});

describe('a value of another template', () => {
  const producer = source(
    {
      Resources: { Made: { Type: 'Test::Made' } },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Made', 'Arn'] }, Export: { Name: 'shared' } } },
    },
    { name: 'b.json', stackName: 'producer', region: 'us-east-1' },
  );

  test('is found by its export', () => {
    const consumer = (region?: string) =>
      source({ Resources: resources({ 'Fn::ImportValue': 'shared' }) }, region ? { region } : {});
    expect(model([consumer('us-east-1'), producer])).toBe('${Made.Arn}');
    expect(model([consumer('eu-west-1'), producer])).toBe('unknown (no template given exports shared)');
    expect(model([consumer(), producer])).toBe(
      'unknown (whether the stack that exports shared is of the same account and region is only known at deployment)',
    );
    expect(resolved({ 'Fn::ImportValue': 'shared' })).toBe('unknown (no template given exports shared)');
  });

  test('is found by stack and output', () => {
    const weak = (stack: string, region?: string) => ({
      'Fn::GetStackOutput': { StackName: stack, OutputName: 'Out', ...(region ? { Region: region } : {}) },
    });
    const consumer = (node: Json) => source({ Resources: resources(node) });
    expect(model([consumer(weak('producer', 'us-east-1')), producer])).toBe('${Made.Arn}');
    expect(model([consumer(weak('producer', 'eu-west-1')), producer])).toContain('unknown');
    expect(model([consumer(weak('nobody')), producer])).toContain('unknown');
  });

  const exporter = (name: string, value: string, account: string) =>
    source(
      { Resources: {}, Outputs: { Block: { Value: value, Export: { Name: 'block' } } } },
      { name, stackName: 'shared', account, region: 'eu-west-1' },
    );
  const asking: readonly Json[] = [
    { 'Fn::ImportValue': 'block' },
    { 'Fn::GetStackOutput': { StackName: 'shared', OutputName: 'Block' } },
  ];

  test.each(asking)('is that of the same account, whatever order the templates come in: %j', (node) => {
    const producers = [exporter('b.json', 'yes', '111111111111'), exporter('c.json', 'no', '222222222222')];
    const consumer = source({ Resources: resources(node) }, { account: '111111111111', region: 'eu-west-1' });
    expect(model([consumer, ...producers])).toBe('yes');
    expect(model([consumer, ...producers.toReversed()])).toBe('yes');
  });

  test.each(asking)('is unknown where several may be meant: %j', (node) => {
    const producers = [exporter('b.json', 'yes', '111111111111'), exporter('c.json', 'no', '222222222222')];
    expect(model([source({ Resources: resources(node) }), ...producers])).toMatch(
      /^unknown \(several templates/,
    );
  });

  test('that leads back to itself is unknown', () => {
    const outputs = (stack: string) => ({
      Out: { Value: { 'Fn::GetStackOutput': { StackName: stack, OutputName: 'Out' } } },
    });
    const one = source(
      {
        Resources: resources({ 'Fn::GetStackOutput': { StackName: 'two', OutputName: 'Out' } }),
        Outputs: outputs('two'),
      },
      { stackName: 'one' },
    );
    const two = source({ Resources: {}, Outputs: outputs('one') }, { name: 'b.json', stackName: 'two' });
    expect(model([one, two])).toBe('unknown (two templates refer to each other for it)');
  });

  test('passes into a nested stack and out of it', () => {
    const parent = source({
      Resources: {
        Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { P: 'passed' } } },
        Subject: {
          Type: 'Test::Subject',
          Properties: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Back'] } },
        },
      },
    });
    const child = source(
      { Parameters: { P: { Type: 'String' } }, Resources: {}, Outputs: { Back: { Value: { Ref: 'P' } } } },
      { name: 'child.json', nestedIn: { template: 'a.json', logicalId: 'Child' } },
    );
    expect(model([parent, child])).toBe('passed');
  });

  const nested = (Parameters: JsonRecord, definition: JsonRecord, more: JsonRecord = {}): string =>
    model([
      source({
        Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters } } },
        ...more,
      }),
      source(
        { Parameters: { P: { Type: 'String', ...definition } }, Resources: resources({ Ref: 'P' }) },
        { name: 'child.json', nestedIn: { template: 'a.json', logicalId: 'Child' } },
      ),
    ]);

  test.each<[string, JsonRecord, JsonRecord, string]>([
    ['is its default where its parent passes nothing', {}, { Default: 'd' }, 'd'],
    [
      'is its default where its parent passes AWS::NoValue',
      { P: { Ref: 'AWS::NoValue' } },
      { Default: 'd' },
      'd',
    ],
    ['is what its parent passes', { P: 'x' }, { Default: 'd' }, 'x'],
    ['is a list where its type says so', { P: 'x, y' }, { Type: 'CommaDelimitedList' }, '["x","y"]'],
    ['stays hidden when it is NoEcho', { P: 'secret' }, { NoEcho: true }, 'unknown (parameter P is NoEcho)'],
    [
      'is open where a function decides what is passed',
      { 'Fn::Transform': { Name: 'x' } },
      { Default: 'd' },
      'd or unknown (parameter P is only known at deployment)',
    ],
  ])('that is the parameter of a nested stack %s', (_, passed, definition, expected) => {
    expect(nested(passed, definition)).toBe(expected);
  });
});

describe('a path', () => {
  const subject = (node: Json) => {
    const [found] = new Model([source({ ...parameter({}), Resources: resources(node) })]).ofType(
      'Test::Subject',
    );
    if (!found) throw new Error('no subject');
    return found.property('Value');
  };

  test('below something unknown is unknown and says why', () => {
    expect(String(subject({ Ref: 'P' }).at('A.B'))).toContain('parameter P is only known at deployment');
  });

  test('below nothing is nothing, which a default replaces', () => {
    expect(String(subject({}).at('A.B').withDefault('d'))).toBe('d');
  });

  test('into a list leaves out items that a condition drops, and says that they are optional', () => {
    const items = subject([
      { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] },
      'b',
      { Ref: 'AWS::NoValue' },
    ]).items();
    expect(items.map(({ path, isOptional }) => [path, isOptional])).toEqual([
      ['Properties.Value[0]', true],
      ['Properties.Value[1]', false],
    ]);
  });

  test('to a list that only the deployment knows is no decided list', () => {
    expect(subject({ 'Fn::Split': [',', { Ref: 'P' }] }).isDecidedList).toBe(false);
    expect(subject(['a']).isDecidedList).toBe(true);
  });
});
