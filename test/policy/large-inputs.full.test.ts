import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { shell } from '../promises/support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, body: JsonRecord): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(body));
}

/** What the command says of the folder with little memory: it has to end by itself. */
function check(): { readonly status: number | null; readonly last: string; readonly stderr: string } {
  const { status, stdout, stderr } = shell(
    `set -o pipefail; node dist/palisade.cjs check ${folder} | tail -n 1`,
    {
      NODE_OPTIONS: '--max-old-space-size=1024',
    },
  );
  return { status, last: stdout.trimEnd(), stderr };
}

function resources(count: number, definition: (index: number) => JsonRecord): JsonRecord {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, definition(index)]));
}

const queue = (index: number): JsonRecord => ({
  Type: 'AWS::SQS::Queue',
  Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [`R${index}`, 'Arn'] } } },
});

describe('a folder of templates', () => {
  test('with 10,000 resources of which each refers to the next is judged', () => {
    for (let file = 0; file < 20; file++) {
      put(`${file}.json`, { Resources: resources(500, (index) => queue((index + 1) % 500)) });
    }
    const { status, last, stderr } = check();
    expect([status, stderr]).toEqual([1, '']);
    expect(last).toMatch(/^20 templates, 10000 resources, /);
  });

  test('of 50 MB is judged', () => {
    const ZipFile: Json = 'x'.repeat(4_000);
    const lambda: JsonRecord = { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile } } };
    for (let file = 0; file < 55; file++) put(`${file}.json`, { Resources: resources(230, () => lambda) });
    const { status, last, stderr } = check();
    expect([status, stderr]).toEqual([1, '']);
    expect(last).toMatch(/^55 templates, 12650 resources, /);
  });

  test('with more resources than memory holds is refused with a sentence', () => {
    for (let file = 0; file < 11; file++) put(`${file}.json`, { Resources: resources(5_000, queue) });
    expect(check()).toEqual({
      status: 2,
      last: '',
      stderr: `palisade: ${folder}: holds 55000 resources, give at most 50000 at a time, stack by stack\n`,
    });
  });

  test('of which two nest each other and pass their parameters on is judged', () => {
    const nesting = (TemplateURL: string): JsonRecord => ({
      Parameters: { P: { Type: 'String' } },
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL, Parameters: { P: { Ref: 'P' } } },
        },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: { DeletionProtectionEnabled: { Ref: 'P' } } },
      },
    });
    put('one.json', nesting('two.json'));
    put('two.json', nesting('one.json'));
    const { status, last, stderr } = check();
    expect([status, stderr]).toEqual([1, '']);
    expect(last).toMatch(/^2 templates, 4 resources, /);
  });
});
