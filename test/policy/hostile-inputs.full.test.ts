import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { shell } from '../promises/support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer | JsonRecord): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(path, isText ? content : JSON.stringify(content));
}

/** What the command says of the folder with little memory; what never ends is ended, with a status of its own. */
function check(path = folder): { readonly status: number | null; readonly said: string } {
  const command = `timeout 120 node dist/palisade.cjs check ${path}`;
  const { status, stdout, stderr } = shell(command, { NODE_OPTIONS: '--max-old-space-size=512' });
  return { status, said: `${stdout}${stderr}` };
}

const bucket = { Type: 'AWS::S3::Bucket' };

function allowing(Principal: Json, Action: Json): JsonRecord {
  const statement: JsonRecord = { Effect: 'Allow', Principal, Action, Resource: '*' };
  return {
    Parameters: { P: { Type: 'String' } },
    Resources: {
      Bucket: bucket,
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement: [statement] } },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [statement] },
          Policies: [{ PolicyName: 'P', PolicyDocument: { Statement: [statement] } }],
        },
      },
    },
  };
}

function named(BucketName: Json, sections: JsonRecord = {}): JsonRecord {
  return { ...sections, Resources: { Bucket: { ...bucket, Properties: { BucketName } } } };
}

const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, `v${index}`]));
const mapping = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`m${index}`, wide]));
const open = { Ref: 'P' };

describe('a template that was made to take forever ends with a verdict', () => {
  const templates: Readonly<Record<string, JsonRecord>> = {
    'an action with many stars': allowing('*', `${'*'.repeat(60)}q`),
    'an action with many stars and question marks': allowing('*', `${'*?'.repeat(400)}q`),
    'a principal with many open parts': allowing(
      { Service: { 'Fn::Join': ['a', Array.from({ length: 60 }, () => open)] } },
      's3:*',
    ),
    'a substitution that opens and never closes': named({ 'Fn::Sub': '${'.repeat(500_000) }),
    'a substitution of many parts': named({ 'Fn::Sub': '${AWS::Region}'.repeat(100_000) }),
    'a mapping of which both keys are open': named(
      { 'Fn::FindInMap': ['M', open, open] },
      { Parameters: { P: { Type: 'String' } }, Mappings: { M: mapping } },
    ),
    'an ARN of a backup with many stars': {
      Resources: {
        Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'a'.repeat(200) } },
        Selection: {
          Type: 'AWS::Backup::BackupSelection',
          Properties: {
            BackupSelection: { Resources: [`arn:aws:dynamodb:*:*:table/${'*a'.repeat(40)}b`] },
          },
        },
      },
    },
  };

  test.each(Object.entries(templates))('%s', (_, body) => {
    put('template.json', body);
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toMatch(/1 template, \d resources?, /);
  });

  test('aliases of YAML that multiply below short forms', () => {
    const levels = Array.from({ length: 11 }, (_, index) => {
      const below = Array.from({ length: 9 }, () => `*a${index}`).join(',');
      return `a${index + 1}: &a${index + 1} !Join ["", [${below}]]`;
    });
    put(
      'template.yaml',
      `a0: &a0 !Sub x\n${levels.join('\n')}\nResources:\n  B: {Type: AWS::S3::Bucket, Properties: {Tags: *a11}}\n`,
    );
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toContain('its YAML aliases expand too far, write the values out');
  });

  test('twenty thousand entries of YAML, of which one comes twice', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `  B${index}: {Type: AWS::S3::Bucket}`);
    put('template.yaml', ['Resources:', ...lines, '  B0: {Type: AWS::S3::Bucket}', ''].join('\n'));
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toContain('Map keys must be unique at line 20002, column 3');
  });
});

describe('a file that is no text is named', () => {
  test.each([
    [
      'in Latin-1',
      Buffer.from('Description: caf\u00e9\nResources:\n  B: {Type: AWS::S3::Bucket}\n', 'latin1'),
    ],
    ['in UTF-16', Buffer.from('\uFEFFResources:\n  B: {Type: AWS::S3::Bucket}\n', 'utf16le')],
  ])('%s', (_, content) => {
    put('template.yaml', content);
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toMatch(/template\.yaml: found (bytes that are no UTF-8 text|binary data)/);
  });
});

describe('a folder with links', () => {
  beforeEach(() => put('template.json', { Resources: { Bucket: bucket } }));

  test('that lead round in a circle, to devices and nowhere is judged, and names what cannot be read', () => {
    symlinkSync('.', join(folder, 'up'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('circle.json', join(folder, 'circle.json'));
    symlinkSync('nowhere', join(folder, 'dead.json'));
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toContain('circle.json: cannot be read (ELOOP)');
    expect(said).toContain('dead.json: cannot be read (ENOENT)');
    expect(said).toMatch(/3 templates, 1 resource, /);
  });

  test('that lead to each folder in many ways reads each of them once', () => {
    for (let level = 0; level < 30; level++) {
      mkdirSync(join(folder, `d${level}`));
      for (const name of ['a', 'b']) symlinkSync(`../d${level + 1}`, join(folder, `d${level}`, name));
    }
    put('d30/other.json', { Resources: { Other: bucket } });
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toMatch(/2 templates, 2 resources, /);
  });
});

describe('an assembly that never ends is refused with a sentence', () => {
  test('where a template is nested in itself', () => {
    const stack = { templateFile: 'stack.template.json' };
    const artifacts = {
      Stack: { type: 'aws:cloudformation:stack', properties: stack },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    };
    put('manifest.json', { version: '1', artifacts });
    put('assets.json', { files: { abc123: { source: { path: 'stack.template.json' } } } });
    const TemplateURL = 'https://bucket/abc123.json';
    put('stack.template.json', {
      Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } },
    });
    expect(check()).toEqual({
      status: 2,
      said: 'palisade: stack.template.json: is nested in itself by Child of stack.template.json, take one of them away\n',
    });
  });

  test('where it lies within itself by a link', () => {
    const inner = { type: 'cdk:cloud-assembly', properties: { directoryName: 'again' } };
    put('manifest.json', { version: '1', artifacts: { Inner: inner } });
    symlinkSync('.', join(folder, 'again'));
    const { status, said } = check();
    expect(status).toBe(2);
    expect(said).toMatch(/lies within more than 10 assemblies, run cdk synth again\n$/);
  });
});
