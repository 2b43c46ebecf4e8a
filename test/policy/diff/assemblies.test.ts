import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { diffOf } from '../../../lib/policy/diff/diff.ts';
import { seen } from './pairs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, Json>>;

function put(side: string, files: Files): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, side, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(content));
  }
  return join(folder, side);
}

/** What the comparison of two folders says, and nothing where it passes. */
function said(before: Files, after: Files): readonly (readonly [string, string])[] {
  const [earlier, later] = [put('before', before), put('after', after)].map((path) => seen(readInput(path)));
  if (!earlier || !later) throw new Error('Two folders were put.');
  return diffOf(earlier, later).weakenings.map(({ path, says }) => [path, says] as const);
}

function bucket(hasVersions = true): Json {
  return {
    Resources: {
      Files: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          VersioningConfiguration: { Status: hasVersions ? 'Enabled' : 'Suspended' },
        },
      },
    },
  };
}

function stack(templateFile: string, properties: Readonly<Record<string, Json>> = {}): Json {
  return {
    type: 'aws:cloudformation:stack',
    environment: 'aws://111111111111/eu-west-1',
    properties: { templateFile, stackName: 'files', ...properties },
  };
}

function assembly(artifacts: Readonly<Record<string, Json>>): Json {
  return { version: '36.0.0', artifacts };
}

/** An assembly with one stack of this template. */
function one(
  template: Json,
  properties: Readonly<Record<string, Json>> = {},
  file = 'a.template.json',
): Files {
  return { 'manifest.json': assembly({ files: stack(file, properties) }), [file]: template };
}

function stage(name: string, template: Json, properties: Readonly<Record<string, Json>> = {}): Files {
  const inside = Object.entries(one(template, properties));
  return {
    'manifest.json': assembly({
      [name]: { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${name}` } },
    }),
    ...Object.fromEntries(inside.map(([file, content]) => [`assembly-${name}/${file}`, content])),
  };
}

/** A folder with a stack within another one. */
function nested(template: Json, isPublic = 'false', file = 'inner.json'): Files {
  const inner = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: `https://templates.example/${file}`, Parameters: { Public: isPublic } },
    Metadata: { 'aws:asset:path': file },
  };
  return { 'outer.json': { Resources: { Inner: inner } }, [file]: template };
}

/** A bucket that a parameter opens. */
const chosen: Json = {
  Parameters: { Public: { Type: 'String', Default: 'false', AllowedValues: ['true', 'false'] } },
  Conditions: { IsPublic: { 'Fn::Equals': [{ Ref: 'Public' }, 'true'] } },
  Resources: {
    Files: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        VersioningConfiguration: { Status: { 'Fn::If': ['IsPublic', 'Suspended', 'Enabled'] } },
      },
    },
  },
};

const versions = 'VersioningConfiguration.Status';
const deletable = ['terminationProtection', 'is a stack that CloudFormation may delete as a whole'];

describe('A comparison of assemblies', () => {
  test.each<[string, Files, Files]>([
    ['is gone', one(bucket(), { terminationProtection: true }), one(bucket())],
    [
      'is off',
      one(bucket(), { terminationProtection: true }),
      one(bucket(), { terminationProtection: false }),
    ],
    [
      'is gone from a stack in a stage of another name',
      stage('Live', bucket(), { terminationProtection: true }),
      stage('Production', bucket()),
    ],
    [
      'is gone from a stack of another name',
      one(bucket(), { terminationProtection: true }),
      one(bucket(), { stackName: 'documents' }, 'b.template.json'),
    ],
  ])('fails where the protection from deletion %s', (_name, before, after) => {
    expect(said(before, after)).toEqual([deletable]);
  });

  test('is undecided where the stack was protected from deletion, and a folder of templates cannot say', () => {
    const [protects] = said(one(bucket(), { terminationProtection: true }), { 'b.json': bucket() });
    expect(protects?.[1]).toContain('a template does not say whether CloudFormation may delete the stack');
  });

  test.each<[string, Files, Files]>([
    ['it is on since', one(bucket()), one(bucket(), { terminationProtection: true })],
    ['a file has another name', one(bucket()), one(bucket(), {}, 'b.template.json')],
    ['a stage has another name', stage('Live', bucket()), stage('Production', bucket())],
    ['a stack left its stage', stage('Live', bucket()), one(bucket())],
    ['a nested template has another name', nested(bucket()), nested(bucket(), 'false', 'other.json')],
    ['a nested stack gets a value that opens nothing', nested(bucket()), nested(bucket(), 'true')],
  ])('passes where %s', (_name, before, after) => {
    expect(said(before, after)).toEqual([]);
  });

  test.each<[string, Files, Files]>([
    ['in a stage of another name', stage('Live', bucket()), stage('Production', bucket(false))],
    ['in a folder instead of an assembly', one(bucket()), { 'templates/b.json': bucket(false) }],
    ['in a nested stack', nested(bucket()), nested(bucket(false))],
    ['by a parameter of a nested stack', nested(chosen), nested(chosen, 'true')],
    ['in a file of another name', one(bucket()), one(bucket(false), {}, 'b.template.json')],
  ])('fails where versions are kept no longer %s', (_name, before, after) => {
    expect(said(before, after).map(([path]) => path)).toContain(versions);
  });
});
