import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { InputError } from '../../../lib/cloudformation/input/input-error.ts';
import { readParameters } from '../../../lib/cloudformation/input/parameters.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { readAcceptanceFile } from '../../../lib/policy/acceptance/acceptance-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return path;
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(folder, '');
    throw error;
  }
  throw new Error('nothing was refused');
}

const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };

describe('a single template', () => {
  test('is read as JSON', () => {
    expect(readInput(put('shop.json', template))).toMatchObject([{ name: 'shop.json', body: template }]);
  });

  test.each([
    ['!Sub \'{\n      "a": 1\n    }\'', { 'Fn::Sub': '{ "a": 1 }' }],
    ["'it''s {\n  b\n}'", "it's { b }"],
    ['"{ \\"a\\":\n\n1\n    }"', '{ "a":\n1 }'],
  ])('is read as YAML with lines between quotes that are indented less than they: %j', (written, Name) => {
    const yaml = `Resources:\n  A:\n    Type: A::B\n    Name: ${written}\n    Next: 'x'\n    Last: ${written}\n`;
    const [read] = readInput(put('shop.yaml', yaml));
    expect(read?.body).toEqual({ Resources: { A: { Type: 'A::B', Name, Next: 'x', Last: Name } } });
  });

  test.each([
    ["Resources:\n  A: '{\n  }\n", 'has no closing quote'],
    ["Resources:\n  A: '{\n---\n  }'\n", 'ends its document between quotes'],
  ])('is refused where %j, since it %s', (yaml) => {
    expect(refusal(() => readInput(put('a.yaml', yaml)))).toMatch(/^a\.yaml: is no valid YAML/);
  });

  test('is read as YAML with the short forms of the functions', () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Conditions:
  Y: !And [!Equals [!Ref Stage, prod], !Condition X]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "\${AWS::StackName}-site"
      Arn: !GetAtt Other.Endpoint.Port
      Tags: !If [Y, [{Key: a, Value: yes}], !Ref AWS::NoValue]
`;
    const [read] = readInput(put('shop.yaml', yaml));
    expect(read?.body).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      Conditions: { Y: { 'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, { Condition: 'X' }] } },
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: { 'Fn::Sub': '${AWS::StackName}-site' },
            Arn: { 'Fn::GetAtt': ['Other', 'Endpoint.Port'] },
            Tags: { 'Fn::If': ['Y', [{ Key: 'a', Value: true }], { Ref: 'AWS::NoValue' }] },
          },
        },
      },
    });
  });

  test.each<[string, string, string | Buffer, string]>([
    ['is empty', 'a.json', '', 'a.json: found nothing at the top, write an object with named entries'],
    ['is a list', 'a.json', '[]', 'a.json: found a list at the top, write an object with named entries'],
    ['has no resources', 'a.json', '{}', 'a.json: has no Resources, give a CloudFormation template'],
    ['is binary', 'a.yaml', Buffer.from([0, 1, 2]), 'a.yaml: found binary data, give JSON or YAML text'],
    [
      'is larger than any template',
      'a.yaml',
      'x'.repeat(10_000_001),
      'a.yaml: found 10000001 characters, give a file below 10000000',
    ],
    [
      'holds a second document',
      'a.yaml',
      'Resources:\n  A: {Type: AWS::SNS::Topic}\n---\nResources:\n  B: {Type: AWS::SNS::Topic}\n',
      'a.yaml: holds more than one YAML document, give each a file of its own',
    ],
    [
      'has a placeholder for a value',
      'a.yaml',
      'Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: {{ name }}}}\n',
      'a.yaml: found a list or an object in place of a key, write a text there',
    ],
    [
      'has a placeholder within a function',
      'a.yaml',
      "Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub ['${a}', {a: {{ name }}}]}}\n",
      'a.yaml: found a list or an object in place of a key, write a text there',
    ],
    [
      'has a type in the place of its resources',
      'a.yaml',
      'Resources: {Type: AWS::S3::Bucket}',
      'a.yaml: found "AWS::S3::Bucket" at Resources.Type, write a resource with its Type there',
    ],
    [
      'has a resource without a type',
      'a.yaml',
      'Resources: {A: {Properties: {}}}',
      'a.yaml: Resources.A has no Type, write one such as AWS::S3::Bucket',
    ],
    [
      'names a key of its JSON twice',
      'a.json',
      '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}, "B": {"Type": "a\\":b"}, "A": {"Type": "AWS::SQS::Queue"}}}',
      'a.json: names "A" twice in one object, leave one of the two',
    ],
    [
      'names a key of its JSON twice, once in escapes',
      'a.json',
      '{"Resources": {}, "Res\\u006furces": {}}',
      'a.json: names "Resources" twice in one object, leave one of the two',
    ],
    [
      'uses a tag that CloudFormation does not have',
      'a.yaml',
      'Resources: {A: {Type: AWS::S3::Bucket, Properties: !Fn {}}}',
      'a.yaml: is no valid YAML (Unresolved tag: !Fn at line 1, column 52), correct it there',
    ],
    [
      'names a key twice',
      'a.yaml',
      'A: 1\nA: 2\n',
      'a.yaml: is no valid YAML (Map keys must be unique at line 2, column 1), correct it there',
    ],
  ])('that %s is refused with a sentence', (_, name, content, sentence) => {
    const path = put(name, content);
    expect(refusal(() => readInput(path))).toBe(sentence);
  });

  test('whose JSON breaks off is refused with a sentence', () => {
    const path = put('a.json', '{"Resources": {');
    expect(refusal(() => readInput(path))).toMatch(/^a\.json: is no valid JSON \(.+\), correct it there$/);
  });

  test.each([
    ['a.json', `{"Resources": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a.json', `{"Resources": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['a.yaml', `Resources: ${'['.repeat(300)}${']'.repeat(300)}`],
    ['a.yaml', `Resources: ${'['.repeat(100_000)}`],
  ])('that is nested too deep is refused with a sentence', (name, text) => {
    const path = put(name, text);
    expect(refusal(() => readInput(path))).toBe(
      `${name}: is nested more than 200 levels deep, write it flatter`,
    );
  });

  test.each<[string, unknown]>([
    ['031536000', 6_732_800],
    ['63_072_000', 63_072_000],
    ['012345678901', '012345678901'],
    ['089', '089'],
    ['-017', -15],
    ['0x1F', 31],
    ['0b101', 5],
    ['0o17', '0o17'],
    ['1:30', 90],
    ['190:20:30', 685_230],
    ['80:80', '80:80'],
    ['1e3', 1000],
    ['1_0.5', 10.5],
    ['.5', 0.5],
    ['1.2.3', '1.2.3'],
    ['123456789012', 123456789012],
    ['12345678901234567890', '12345678901234567890'],
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['n', 'n'],
    ['TRUE', true],
    ['tRUE', 'tRUE'],
    ['"yes"', 'yes'],
    ['~', null],
    ['Null', null],
    ['', null],
    ['2012-10-17', '2012-10-17'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['!!str 0777', '0777'],
    ['.inf', '.inf'],
  ])('in YAML reads %s as CloudFormation does', (text, expected) => {
    const [read] = readInput(put('a.yaml', `Resources: {}\nValue: ${text}\n`));
    expect(read?.body['Value']).toEqual(expected);
  });

  test('may begin with a byte order mark', () => {
    expect(readInput(put('a.json', `\uFEFF${JSON.stringify(template)}`))).toMatchObject([{ body: template }]);
    expect(readInput(put('b.yaml', '\uFEFFResources: {}'))).toMatchObject([{ body: { Resources: {} } }]);
  });

  test('keeps names that every object of JavaScript has', () => {
    const text =
      '{"Resources": {"__proto__": {"Type": "AWS::S3::Bucket"}, "constructor": {"Type": "AWS::SNS::Topic"}}}';
    const [json] = readInput(put('a.json', text));
    const [yaml] = readInput(put('b.yaml', `---\n${text.replaceAll('"', '')}`));
    for (const read of [json, yaml])
      expect(Object.keys(Object(read?.body['Resources']))).toEqual(['__proto__', 'constructor']);
  });

  test('whose aliases expand without end is refused with a sentence', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, last] of ['ba', 'cb', 'dc', 'ed'])
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${last}`)}]`);
    const path = put('a.yaml', bomb.join('\n'));
    expect(refusal(() => readInput(path))).toBe(
      'a.yaml: its YAML aliases expand too far, write the values out',
    );
  });
});

describe('a folder', () => {
  test('gives its templates by path and leaves other files alone', () => {
    put('package.json', { name: 'x' });
    put('b/two.yml', 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n');
    put('a.template', template);
    put('B.YAML', template);
    put('node_modules/x/hidden.json', template);
    expect(readInput(folder).map(({ name }) => name)).toEqual(['B.YAML', 'a.template', 'b/two.yml']);
  });

  test('knows which of its templates is nested in which', () => {
    put(
      'parent.yaml',
      'Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ./child.json}\n',
    );
    put('child.json', template);
    expect(readInput(folder)).toMatchObject([
      { name: 'child.json', nestedIn: { template: 'parent.yaml', logicalId: 'Child' } },
      { name: 'parent.yaml' },
    ]);
  });

  test('without a template is refused with a sentence', () => {
    expect(refusal(() => readInput(folder))).toBe(
      ': holds no CloudFormation template, name a cdk.out folder, a folder of templates or a template',
    );
  });

  test('with a template that does not parse gives the others, and says why that one was not read', () => {
    put('a.json', template);
    put('broken.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket\n  B');
    expect(readInput(folder)).toEqual([
      expect.objectContaining({ name: 'a.json', body: template }),
      expect.objectContaining({
        name: 'broken.yaml',
        body: {},
        unreadable: expect.stringMatching(/^broken\.yaml: is no valid YAML/),
      }),
    ]);
  });

  test.each([
    ['a.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket}\n  B: !Nothing {}\n', 3],
    ['a.yaml', 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Type: AWS::S3::Bucket\n', 4],
    ['a.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket}\n---\nB: 1\n', 3],
    ['a.json', '{"Resources":\n  {"A": {"Type": "AWS::S3::Bucket"},\n"B" 1}}', 3],
    ['a.json', '{"A": 1,\n"Resources": {"A": {"Type": "AWS::S3::Bucket"}}, "A": 2}', 1],
  ])(
    'with a template that does not parse names the line at fault where there is one: %s',
    (name, text, line) => {
      put('ok.json', template);
      put(name, text);
      const [found] = readInput(folder).filter(({ unreadable }) => unreadable !== undefined);
      expect([found?.name, found?.written?.lineOf('', 'Resources')]).toEqual([name, line]);
    },
  );

  test('with rules about parameters is read with their short forms', () => {
    put(
      'a.yaml',
      'Rules: {Same: {Assertions: [{Assert: !EachMemberEquals [!ValueOf [Subnets, VpcId], !Ref Vpc]}]}}\nResources: {A: {Type: AWS::S3::Bucket}}\n',
    );
    expect(readInput(folder).map(({ body }) => body['Rules'])).toEqual([
      {
        Same: {
          Assertions: [
            { Assert: { 'Fn::EachMemberEquals': [{ 'Fn::ValueOf': ['Subnets', 'VpcId'] }, { Ref: 'Vpc' }] } },
          ],
        },
      },
    ]);
  });

  test.each([
    ['queues.cfn', 'Resources:\n  A: {Type: AWS::S3::Bucket}\n'],
    ['queues.template.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket}\n'],
    ['queues.TEMPLATE.Json', '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'],
    ['queues', 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n  A: {Type: "AWS::S3::Bucket"}\n'],
    ['queues.yaml.txt', '---\nResources:\n  A:\n    Type: AWS::S3::Bucket\n'],
    ['queues.tpl', '{\n  "Resources": {"A": {"Type": "AWS::S3::Bucket"}}\n}'],
    ['.hidden', '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'],
  ])('has %s judged, whatever it is called', (name, text) => {
    put('a.yaml', 'Resources:\n  B: {Type: AWS::S3::Bucket}\n');
    put(name, text);
    const found = readInput(folder).find((source) => source.name === name);
    expect(Object.keys(found?.body['Resources'] ?? {})).toEqual(['A']);
  });

  test.each([
    ['queues.yaml.j2', 'Resources:\n{% for name in names %}\n  A: {Type: AWS::S3::Bucket}\n{% endfor %}\n'],
    ['queues', 'Resources:\n  A: {Type: AWS::S3::Bucket\n'],
  ])('with a template under another name that does not parse says so: %s', (name, text) => {
    put('a.yaml', 'Resources:\n  B: {Type: AWS::S3::Bucket}\n');
    put(name, text);
    expect(readInput(folder).find((source) => source.name === name)?.unreadable).toMatch(/is no valid YAML/);
  });

  test.each([
    ['README.md', '# Example\n\n```yaml\nResources:\n  A:\n    Type: AWS::S3::Bucket\n```\n'],
    ['app.ts', 'const text = `\nResources:\n  A:\n    Type: AWS::S3::Bucket`;\n'],
    ['app.test.ts.snap', 'exports[`a`] = `{\n "Resources": {"A": {"Type": "AWS::S3::Bucket"}}}`;\n'],
    ['NOTES', 'The Resources: section names AWS::S3::Bucket and others.\n'],
    ['large', `{"Resources": {"A": {"Type": "AWS::S3::Bucket", "Metadata": "${'x'.repeat(1_000_000)}"}}}`],
  ])('takes %s for no template, in which one is at most quoted', (name, text) => {
    put('a.yaml', 'Resources:\n  B: {Type: AWS::S3::Bucket}\n');
    put(name, text);
    expect(readInput(folder).map((source) => source.name)).toEqual(['a.yaml']);
  });

  test('with modules and types of others alone is not passed over', () => {
    put('a.yaml', 'Resources: {M: {Type: My::S3::Bucket::MODULE}}');
    put('b.yaml', 'Resources: {M: {Type: MongoDB::Atlas::Cluster}}');
    expect(readInput(folder).map(({ name }) => name)).toEqual(['a.yaml', 'b.yaml']);
  });

  test('is read through links, once, and a link that leads nowhere is told', () => {
    put('real/a.json', template);
    symlinkSync(join(folder, 'real'), join(folder, 'linked'));
    symlinkSync(folder, join(folder, 'real', 'back'));
    symlinkSync(join(folder, 'gone'), join(folder, 'gone.yaml'));
    expect(readInput(folder).map(({ name, unreadable }) => [name, unreadable])).toEqual([
      ['real/a.json', undefined],
      ['gone.yaml', 'gone.yaml: cannot be read (ENOENT), name a file that exists and that you may read'],
    ]);
  });

  test('that does not exist is refused with a sentence', () => {
    expect(refusal(() => readInput(join(folder, 'nowhere')))).toBe(
      '/nowhere: does not exist, name a cdk.out folder, a folder of templates or a template',
    );
  });
});

describe('a cloud assembly', () => {
  const stack = (templateFile: string, environment: string) => ({
    type: 'aws:cloudformation:stack',
    environment,
    properties: { templateFile },
  });

  test('gives the stacks of its stages and the stacks nested in them, with their environments', () => {
    const parent = {
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: {
            TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.amazonaws.com/assets/abc123.json' },
          },
        },
      },
    };
    put('manifest.json', {
      artifacts: {
        'assembly-prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-prod' } },
        edge: stack('edge.template.json', 'aws://unknown-account/unknown-region'),
      },
    });
    put('edge.template.json', template);
    put('assembly-prod/manifest.json', {
      artifacts: {
        data: stack('data.template.json', 'aws://111111111111/eu-west-1'),
        'data.assets': { type: 'cdk:asset-manifest', properties: { file: 'data.assets.json' } },
        tree: { type: 'cdk:tree' },
      },
    });
    put('assembly-prod/data.assets.json', {
      files: { abc123: { source: { path: 'child.nested.template.json' } } },
    });
    put('assembly-prod/data.template.json', parent);
    put('assembly-prod/child.nested.template.json', template);

    const place = { account: '111111111111', region: 'eu-west-1' };
    const read = readInput(folder);
    expect(read).toMatchObject([
      { name: 'assembly-prod/data.template.json', stackName: 'data', ...place },
      {
        name: 'assembly-prod/child.nested.template.json',
        nestedIn: { template: 'assembly-prod/data.template.json', logicalId: 'Child' },
        ...place,
      },
      { name: 'edge.template.json', stackName: 'edge' },
    ]);
    expect(read[2]?.account).toBeUndefined();
  });

  test('that lacks a template it names is refused with a sentence', () => {
    put('manifest.json', { artifacts: { edge: stack('edge.template.json', '') } });
    expect(refusal(() => readInput(folder))).toBe(
      'edge.template.json: the assembly names it, but it is not there; run cdk synth again',
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ['../edge.template.json', { edge: stack('../edge.template.json', '') }],
    ['./manifest.json', { again: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }],
  ])('that leads to %s, outside or back to itself, is refused with a sentence', (name, artifacts) => {
    put('manifest.json', { artifacts });
    expect(refusal(() => readInput(folder))).toBe(
      `${name}: the assembly names it, but it is no path below the assembly; run cdk synth again`,
    );
  });

  test('without a stack is refused with a sentence', () => {
    put('manifest.json', { artifacts: {} });
    expect(refusal(() => readInput(folder))).toBe(
      ': its manifest.json names no stack, run cdk synth first, or take it away where it is none of the CDK',
    );
  });
});

describe('a parameters file', () => {
  test.each<[string, unknown]>([
    ['the list of the AWS CLI', [{ ParameterKey: 'Stage', ParameterValue: 'prod' }]],
    ['a template configuration', { Parameters: { Stage: 'prod' }, Tags: {} }],
  ])('is read as %s', (_, content) => {
    expect(readParameters(put('p.json', content))).toEqual({ Stage: 'prod' });
  });

  test.each<[string, unknown, string]>([
    [
      'has neither form',
      { Stage: 'prod' },
      '/p.json: found neither a list of ParameterKey and ParameterValue nor an object with Parameters, write one of the two',
    ],
    [
      'has an entry without value',
      [{ ParameterKey: 'Stage' }],
      '/p.json: found {"ParameterKey":"Stage"}, write { "ParameterKey": …, "ParameterValue": … }',
    ],
    [
      'uses a previous value',
      [{ ParameterKey: 'Stage', UsePreviousValue: true }],
      '/p.json: Stage uses its previous value, which only AWS knows; write the value',
    ],
    [
      'has a value that is no text',
      { Parameters: { Stage: ['prod'] } },
      '/p.json: Parameters.Stage is ["prod"], write its value as text',
    ],
  ])('that %s is refused with a sentence', (_, content, sentence) => {
    const path = put('p.json', content);
    expect(refusal(() => readParameters(path))).toBe(sentence);
  });

  test('that is not there is refused with a sentence', () => {
    expect(refusal(() => readParameters(join(folder, 'p.json')))).toBe(
      '/p.json: cannot be read (ENOENT), name a file that exists and that you may read',
    );
  });
});

test('a file of acceptances without the list is refused with a sentence', () => {
  const path = put('a.yaml', 'accepted: []\n');
  expect(refusal(() => readAcceptanceFile(path))).toBe(
    '/a.yaml: has no list named acceptances, write one, with rule, resource, kind, reason, owner, approver, ticket and expires in each entry',
  );
});
