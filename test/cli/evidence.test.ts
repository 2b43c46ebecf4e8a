import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { boutiqueTemplates } from '../support/boutique.ts';
import { type Run, run } from '../support/run.ts';

const days = ['--period', '2026-01-01..2026-12-31', '--as-of', '2026-11-30'];

let folder = '';
let shop = '';
let templates = '';
let bundle = '';
let written: Run | undefined;
beforeAll(() => {
  shop = mkdtempSync(join(tmpdir(), 'palisade-shop-'));
  [templates, bundle] = [join(shop, 'templates'), join(shop, 'bundle')];
  mkdirSync(templates);
  for (const { name, body } of boutiqueTemplates()) {
    writeFileSync(join(templates, name), JSON.stringify(body));
  }
  written = run('evidence', templates, ...days, '--output', bundle);
});
afterAll(() => rmSync(shop, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const contentsOf = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)))
      .sort()
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  );

describe('palisade evidence', () => {
  test('writes the same bytes for the same input, says where to begin, and exits 1 where something is unknown', () => {
    // Templates without their assembly do not tell whether the stacks may be deleted.
    expect(written).toEqual({
      code: 1,
      out: expect.stringContaining(`evidence: ${bundle}/index.html, `),
      err: '',
    });
    expect(written?.out).toContain('findings block');
    run('evidence', templates, ...days, '--output', join(folder, 'other'));
    expect(contentsOf(join(folder, 'other'))).toEqual(contentsOf(bundle));
  });

  test('says nowhere that a shop is compliant or certified', () => {
    const pages = Object.entries(contentsOf(bundle)).filter(([name]) => name.endsWith('.html'));
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
    expect(run('evidence', 'verify', bundle)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/ (\d+) of \1 templates are those that were judged/),
    });
    const copy = join(folder, 'copy');
    cpSync(bundle, copy, { recursive: true });
    appendFileSync(join(copy, 'scope.json'), ' ');
    rmSync(join(copy, 'scope.html'));
    writeFileSync(join(copy, 'letter.txt'), 'all is well');
    const { code, out } = run('evidence', 'verify', copy);
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

describe('palisade evidence --redact', () => {
  test('writes a folder that is whole, says that it is redacted, and is compared with no other', () => {
    const redacted = join(folder, 'redacted');
    run('evidence', templates, ...days, '--redact', '--output', redacted);
    expect(run('evidence', 'verify', redacted)).toMatchObject({
      code: 0,
      out: expect.stringContaining('redacted: the templates are named and left out'),
    });
    expect(run('evidence', 'diff', redacted, bundle)).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${redacted}: is redacted, and its tokens are its own, name the folder before it was redacted\n`,
    });
  });

  test('refuses a name that pages and data are made of', () => {
    const records = join(folder, 'records.yaml');
    writeFileSync(records, 'version: 1\nrecords: [{ kind: training, date: 2026-01-01, by: ada }]\n');
    const options = ['--redact', '--records', records, '--output', join(folder, 'redacted')];
    const { code, err } = run('evidence', templates, ...days, ...options);
    expect([code, err]).toEqual([
      2,
      'palisade: --redact: found ada as the name of a person, a word that stands elsewhere too, write a name such as Ada Lovelace or an e-mail address\n',
    ]);
    expect(readdirSync(folder)).toEqual(['records.yaml']);
  });
});

describe('palisade evidence diff', () => {
  test('tells of a weakened template what got worse, and refuses a folder that is not whole', () => {
    const [after, weakened] = [join(folder, 'after'), join(folder, 'weakened')];
    cpSync(templates, weakened, { recursive: true });
    const edge = join(weakened, 'boutique-prod-edge.template.json');
    const text = readFileSync(edge, 'utf8');
    writeFileSync(edge, text.replace('"BlockPublicPolicy":true', '"BlockPublicPolicy":false'));
    run('evidence', weakened, ...days, '--output', after);
    expect(run('evidence', 'diff', bundle, bundle)).toMatchObject({ code: 0, err: '' });
    const { code, out } = run('evidence', 'diff', bundle, after);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}worse {3}boutique-prod 1\.4\.4: .* → fail, /m);
    expect(out).toMatch(/^ {2}worse {3}DATA-01 .* → fail$/m);
    expect(out).toMatch(/^ {2}other {3}boutique-prod-edge\.template\.json: [0-9a-f]{64} → [0-9a-f]{64}$/m);
    appendFileSync(join(after, 'year.json'), ' ');
    expect(run('evidence', 'diff', bundle, after)).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${after}: year.json is changed, name a folder that palisade evidence verify finds whole\n`,
    });
  });

  test.each([
    [[], 'found nothing, write two folders: palisade evidence diff OLD NEW'],
    [['one', 'two', '--format', 'html'], '--format: found html, write text or json or markdown'],
  ])('with %j is a sentence', (args, sentence) => {
    expect(run('evidence', 'diff', ...args)).toMatchObject({ code: 2, out: '' });
    expect(run('evidence', 'diff', ...args).err).toContain(sentence);
  });
});
