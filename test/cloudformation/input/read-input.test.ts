import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  test('that is nested too deep is refused with a sentence', () => {
    const path = put('a.json', `{"Resources": ${'['.repeat(5000)}${']'.repeat(5000)}}`);
    expect(refusal(() => readInput(path))).toBe(
      'a.json: is nested more than 200 levels deep, write it flatter',
    );
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
    put('node_modules/x/hidden.json', template);
    expect(readInput(folder).map(({ name }) => name)).toEqual(['a.template', 'b/two.yml']);
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

  test('with a template that does not parse is refused instead of passed over', () => {
    put('broken.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket\n  B');
    expect(refusal(() => readInput(folder))).toMatch(/^broken\.yaml: is no valid YAML/);
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
    expect(refusal(() => readInput(folder))).toBe(': its manifest.json names no stack, run cdk synth first');
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
