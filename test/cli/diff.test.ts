import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../support/run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A template with a filter for so many names. */
function put(name: string, count: number): string {
  const path = join(folder, name);
  const domains = Array.from({ length: count }, (_, index) => `${index}.example.`);
  const list = { Type: 'AWS::Route53Resolver::FirewallDomainList', Properties: { Domains: domains } };
  writeFileSync(path, JSON.stringify({ Resources: { Allowed: list } }));
  return path;
}

describe('palisade diff', () => {
  test('fails where something is weaker, and says what', () => {
    const { code, out, err } = run('diff', put('before.json', 1), put('after.json', 2));
    expect({ code, err, lines: out.split('\n') }).toEqual({
      code: 1,
      err: '',
      lines: [
        'broader   Allowed Domains  AWS::Route53Resolver::FirewallDomainList  after.json:1',
        '          has one more item: nothing → 1.example.',
        '1 weakened, 0 new findings, 0 fixed, 0 unchanged; 1 resources compared, 0 added, 0 removed',
        expect.stringMatching(/^Profile baseline, since no template is .*: \d+ of \d+ rules$/),
        'Whether CloudFormation may delete a stack is in no template, so nothing is said of it for after.json: compare cloud assemblies',
        '',
      ],
    });
  });

  test('passes where something is stronger', () => {
    const { code, out } = run('diff', put('before.json', 2), put('after.json', 1));
    expect(code).toBe(0);
    expect(out).toMatch(/^0 weakened, 0 new findings/);
  });

  test('says the same as JSON', () => {
    const { code, out } = run('diff', put('before.json', 1), put('after.json', 2), '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'palisade-diff/1',
      weakens: true,
      summary: { weakened: 1, new: 0 },
      weakenings: [
        { kind: 'broader', logicalId: 'Allowed', path: 'Domains', before: 'nothing', after: '1.example.' },
      ],
    });
  });

  test('writes a comment for a pull request, in which text of a template stays text', () => {
    const file = join(folder, 'comment.md');
    const { code, out } = run(
      'diff',
      put('before.json', 1),
      put('a|b.json', 2),
      '-f',
      'markdown',
      '-o',
      file,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(readFileSync(file, 'utf8')).toContain(
      '| has one more item | `Allowed` (a\\|b.json:1) | `Domains` | `nothing` | `1.example.` |',
    );
  });

  test.each([
    [['diff'], 'found nothing, write two paths: palisade diff BEFORE AFTER'],
    [['diff', 'one.json'], 'found one.json, write two paths: palisade diff BEFORE AFTER'],
  ])('refuses %p in one sentence', (args, sentence) => {
    expect(run(...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
  });
});
