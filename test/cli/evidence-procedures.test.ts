import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { procedureTexts } from '../../lib/evidence/procedures/document.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import { run } from '../support/run.ts';

let outside = '';
let templates = '';
let folder = '';
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'palisade-procedures-'));
  templates = join(outside, 'templates.json');
  folder = join(outside, 'procedures');
  const network = boutiqueTemplates().find(({ name }) => name.includes('network'));
  writeFileSync(templates, JSON.stringify(network?.body));
});
afterEach(() => rmSync(outside, { recursive: true }));

const by = ['--owner', 'Ada Lovelace', '--reviewed', '2026-11-01'];
const write = (...args: readonly string[]) =>
  run('evidence', 'procedures', templates, '--output', folder, ...args);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('palisade evidence procedures', () => {
  const pages = procedureTexts().length;

  test('writes every page with its owner, the day of the review and the facts', () => {
    expect(write(...by)).toEqual({
      code: 0,
      out: `procedures: ${folder}, ${pages} pages written, 0 left as they are; nothing contradicts the templates\n`,
      err: '',
    });
    expect(readdirSync(folder).sort()).toEqual(
      procedureTexts()
        .map(({ id }) => `${id}.md`)
        .sort(),
    );
    expect(read('access.md')).toMatch(/^---\nowner: "Ada Lovelace"\nreviewed: 2026-11-01\n---\n\n# Access\n/);
    expect(read('providers.md')).toContain('gateways: ["paypal, redirect, live", "stripe, redirect, live"]');
    expect(read('keys.md')).toContain(
      'secretsTurn: "[[fill in: the templates that were given do not show it]]"',
    );
  });

  test('never overwrites a page, says where one contradicts the templates, and writes those that are missing', () => {
    write(...by);
    const edited = read('providers.md').replace('stripe, redirect', 'stripe, server');
    writeFileSync(join(folder, 'providers.md'), edited);
    rmSync(join(folder, 'keys.md'));
    expect(write('--owner', 'Grace Hopper', '--reviewed', '2026-11-02')).toEqual({
      code: 1,
      out: `${join(folder, 'providers.md')}: boutique-prod.gateways: found paypal, redirect, live; stripe, server, live, the templates show paypal, redirect, live; stripe, redirect, live.
procedures: ${folder}, 1 pages written, ${pages - 1} left as they are; 1 facts contradict the templates\n`,
      err: '',
    });
    expect(read('providers.md')).toBe(edited);
    expect(read('keys.md')).toContain('owner: "Grace Hopper"');
    expect(read('access.md')).toContain('owner: "Ada Lovelace"');
  });

  test.each([
    [['--reviewed', '2026-11-01'], '--owner: found nothing, write who answers for the pages'],
    [['--owner', 'Ada'], '--reviewed: found nothing, write a day such as 2026-11-30'],
    [['--owner', 'Ada', '--reviewed', 'soon'], '--reviewed: found soon, write a day such as 2026-11-22'],
  ])('with %j is a sentence, and writes nothing', (args, sentence) => {
    expect(write(...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
    expect(readdirSync(outside)).toEqual(['templates.json']);
  });

  test('writes nothing beside a page that cannot be read', () => {
    write(...by);
    rmSync(join(folder, 'keys.md'));
    writeFileSync(join(folder, 'access.md'), 'ours');
    const { code, err } = write(...by);
    expect([code, err]).toEqual([
      2,
      `${join(folder, 'access.md')}: found a page without a front matter, begin the page with ---, its owner, the day of its review, and --- again\n`,
    ]);
    expect(readdirSync(folder)).not.toContain('keys.md');
  });
});

test('palisade evidence takes the folder into the bundle, and refuses one that is not there', () => {
  write(...by);
  const days = ['--period', '2026-01-01..2026-12-31', '--as-of', '2026-11-30'];
  const bundle = join(outside, 'bundle');
  const { out } = run('evidence', templates, ...days, '--procedures', folder, '--output', bundle);
  expect(out).toContain(`evidence: ${bundle}/index.html, `);
  expect(readFileSync(join(bundle, 'procedures', 'access.md'), 'utf8')).toBe(read('access.md'));
  expect(readFileSync(join(bundle, 'procedures.html'), 'utf8')).toContain('of its places are not filled in.');
  const nowhere = join(outside, 'nowhere');
  const other = join(outside, 'other');
  expect(run('evidence', templates, ...days, '--procedures', nowhere, '--output', other)).toEqual({
    code: 2,
    out: '',
    err: `${nowhere}: found no folder that can be read, name a folder that palisade evidence procedures has written\n`,
  });
});
