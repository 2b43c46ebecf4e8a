import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { boutiqueTemplates } from '../support/boutique.ts';
import { run } from '../support/run.ts';

const days = ['--period', '2026-01-01..2026-12-31', '--as-of', '2026-11-30'];

let folder = '';
let templates = '';
beforeAll(() => {
  templates = mkdtempSync(join(tmpdir(), 'palisade-templates-'));
  for (const { name, body } of boutiqueTemplates()) {
    writeFileSync(join(templates, name), JSON.stringify(body));
  }
});
afterAll(() => rmSync(templates, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const contentsOf = (bundle: string) =>
  Object.fromEntries(
    readdirSync(bundle, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(bundle, join(entry.parentPath, entry.name)))
      .sort()
      .map((name) => [name, readFileSync(join(bundle, name), 'utf8')]),
  );

describe('palisade evidence', () => {
  test('writes the same bytes for the same input, says where to begin, and exits 1 where something is unknown', () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    const { code, out } = run('evidence', templates, ...days, '--output', one);
    // Templates without their assembly do not tell whether the stacks may be deleted.
    expect([code, out]).toEqual([1, expect.stringContaining(`evidence: ${one}/index.html, `)]);
    expect(out).toContain('findings block');
    run('evidence', templates, ...days, '--output', other);
    expect(contentsOf(other)).toEqual(contentsOf(one));
  });

  test('says nowhere that a shop is compliant or certified', () => {
    run('evidence', templates, ...days, '--output', join(folder, 'bundle'));
    const pages = Object.entries(contentsOf(join(folder, 'bundle'))).filter(([name]) =>
      name.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(3);
    for (const [name, text] of pages)
      expect([name, text.match(/\b(?:is|are) (?:compliant|certified)\b/i)]).toEqual([name, null]);
  });

  test.each([
    [[], '--period: found nothing, write FROM..TO, such as 2026-01-01..2026-12-31'],
    [
      ['--period', '2026', '--as-of', '2026-11-30'],
      '--period: found 2026, write FROM..TO, such as 2026-01-01..2026-12-31',
    ],
    [
      ['--period', '2026-12-31..2026-01-01', '--as-of', '2026-11-30'],
      '--period: found 2026-12-31..2026-01-01, write the earlier day first',
    ],
    [['--period', '2026-01-01..2026-12-31'], '--as-of: found nothing, write a day such as 2026-12-31'],
    [days, '--output: found nothing, write the folder to write'],
  ])('with %j is a sentence', (args, sentence) => {
    expect(run('evidence', templates, ...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
  });

  test('leaves a folder that holds something as it is', () => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const { code, err } = run('evidence', templates, ...days, '--output', folder);
    expect([code, err]).toEqual([
      2,
      `palisade: --output: found files in ${folder}, name a folder that is empty or does not exist\n`,
    ]);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  test('refuses templates that belong to no shop', () => {
    const file = join(folder, 'plain.json');
    writeFileSync(file, JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }));
    const { code, err } = run('evidence', file, ...days, '--output', join(folder, 'bundle'));
    expect([code, err]).toEqual([
      2,
      `palisade: ${file}: found no template of a shop, name the cdk.out of one\n`,
    ]);
    expect(readdirSync(folder)).toEqual(['plain.json']);
  });
});

describe('palisade evidence verify', () => {
  test('tells what was changed, what is missing and what was added', () => {
    const bundle = join(folder, 'bundle');
    run('evidence', templates, ...days, '--output', bundle);
    expect(run('evidence', 'verify', bundle).code).toBe(0);
    appendFileSync(join(bundle, 'scope.json'), ' ');
    rmSync(join(bundle, 'scope.html'));
    writeFileSync(join(bundle, 'letter.txt'), 'all is well');
    const { code, out } = run('evidence', 'verify', bundle);
    expect([code, out.split('\n').slice(0, 3)]).toEqual([
      1,
      ['scope.html: missing', 'scope.json: changed', 'letter.txt: not listed'],
    ]);
  });

  test('of a folder without a manifest is a sentence', () => {
    expect(run('evidence', 'verify', folder)).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${join(folder, 'manifest.json')}: found no manifest of evidence, name a folder that palisade evidence has written\n`,
    });
  });
});
