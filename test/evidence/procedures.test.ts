import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { controlById, requirementsOf } from '../../lib/compliance/catalogue.ts';
import { requirements, unmappedRequirements } from '../../lib/compliance/requirements.ts';
import { environmentsOf } from '../../lib/evidence/environment.ts';
import { matrixOf } from '../../lib/evidence/matrix/matrix.ts';
import { procedureTexts } from '../../lib/evidence/procedures/document.ts';
import { factNames, factOf } from '../../lib/evidence/procedures/facts.ts';
import { standingsOf } from '../../lib/evidence/procedures/procedure-standing.ts';
import { proceduresChapter } from '../../lib/evidence/procedures/procedures-chapter.ts';
import { readProcedures } from '../../lib/evidence/procedures/read-procedures.ts';
import { writtenProcedure } from '../../lib/evidence/procedures/write-procedure.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

const evidence = boutiqueEvidence();
const { model, asOf } = evidence;
const environments = environmentsOf(evidence);
const sources = environments.map((environment) => ({ ...environment, model }));
const texts = procedureTexts();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-procedures-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes one page as the kit does, with everything that only a person knows filled in. */
function put(id: string, change: (page: string) => string = (page) => page, reviewed = '2026-11-01'): string {
  const text = texts.find((each) => each.id === id);
  if (!text) throw new Error(`there is no page ${id}`);
  const page = writtenProcedure(text, { owner: 'Ada Lovelace', reviewed, sources });
  const filled = page
    .replace('"[[fill in: a number of days]]"', '90')
    .replaceAll(/\[\[fill in: [^\]]+\]\]/g, 'Grace Hopper');
  const file = join(folder, `${id}.md`);
  writeFileSync(file, change(filled));
  return file;
}

function standing(id: string) {
  const found = standingsOf(readProcedures(folder), sources, asOf).find(({ text }) => text.id === id);
  return { state: found?.state, flaws: found?.flaws.map(({ said }) => said), open: found?.notCompared };
}

describe('the pages that the kit writes', () => {
  test('are asked for by numbers of the standard, and each leaves something that only a person can fill in', () => {
    const numbers = new Set(requirements().map(({ number }) => number));
    for (const text of texts) {
      expect([text.id, text.requirements.filter((number) => !numbers.has(number))]).toEqual([text.id, []]);
      expect([text.id, text.text.includes('[[fill in: ')]).toEqual([text.id, true]);
    }
  });

  test('cover every policy that PROC-01 stands for, its named duties, and each analysis that a shop writes', () => {
    const covered = new Set(texts.flatMap((text) => text.requirements));
    const policies = requirementsOf(controlById('PROC-01'), 'evidence');
    const duties = policies.map((number) => number.replace(/\.1$/, '.2'));
    const owned = unmappedRequirements().groups.find(({ because }) => because.startsWith('Who owns a duty'));
    expect(policies.filter((number) => number.endsWith('.1.1'))).toHaveLength(11);
    expect(policies.filter((number) => !covered.has(number))).toEqual([]);
    expect(owned?.requirements.filter((number) => duties.includes(number) && !covered.has(number))).toEqual(
      [],
    );
    const analysed = requirements().filter(({ topic }) => /risk analysis sets/i.test(topic));
    expect(analysed.map(({ number }) => number).filter((number) => !covered.has(number))).toEqual([
      '9.5.1.2.1',
    ]);
  });

  test('name only pages that are written and runbooks that exist', () => {
    const pages = new Set(texts.map(({ id }) => `${id}.md`));
    for (const { id, text } of texts) {
      const named = [...text.matchAll(/(?<path>docs\/)?(?<page>[\w./-]+\.md)/g)].map(({ groups }) => groups);
      for (const { path, page = '' } of named as readonly { path?: string; page?: string }[]) {
        if (path === undefined) expect([id, page, pages.has(page)]).toEqual([id, page, true]);
        else expect(readFileSync(`docs/${page}`, 'utf8')).not.toBe('');
      }
    }
  });

  test('are short: fewer than 620 words each', () => {
    for (const text of texts) {
      const page = writtenProcedure(text, { owner: 'Ada Lovelace', reviewed: asOf, sources });
      expect([text.id, page.split(/\s+/).length < 620]).toEqual([text.id, true]);
    }
  });

  test('say of the boutique what its templates show', () => {
    const [source] = sources;
    if (!source) throw new Error('the boutique has an environment');
    const shown = Object.fromEntries(factNames.map((name) => [name, factOf(name, source)]));
    expect(Object.entries(shown).filter(([, value]) => value === undefined)).toEqual([]);
    expect(shown).toMatchObject({
      gateways: ['paypal, redirect, live', 'stripe, redirect, live'],
      paymentPages: ['/checkout/*'],
      runtimes: ['nodejs24.x'],
      keysTurn: ['every 365 days'],
      keysDeletedAfterDays: [30],
      secretsTurn: [
        'boutique-prod/gateways/paypal: rate(90 days)',
        'boutique-prod/gateways/stripe: rate(90 days)',
        'boutique-prod/order-link: rate(45 days)',
      ],
      pagesCompared: ['rate(1 hour)'],
      pointInTimeDays: 35,
      backupsKeptAtMostDays: 372,
      watchedBy: expect.arrayContaining(['guardDuty: created', 'macie: declined']),
      runbooks: expect.arrayContaining(['card-data', 'backup-failed']),
    });
  });

  test('leave open what a template that was not given would show', () => {
    const [source] = sources;
    if (!source) throw new Error('the boutique has an environment');
    const without = source.templates.filter(({ storefront }) => storefront?.stack !== 'payments');
    expect(factOf('secretsTurn', { ...source, templates: without })).toBeUndefined();
    expect(factOf('watchedBy', { ...source, templates: [] })).toBeUndefined();
  });
});

describe('a page in the folder', () => {
  test('is on file where it is filled in, reviewed within a year, and says what the templates show', () => {
    for (const { id } of texts) put(id);
    const all = standingsOf(readProcedures(folder), sources, asOf);
    expect(all.filter(({ state }) => state !== 'onFile').map(({ text, flaws }) => [text.id, flaws])).toEqual(
      [],
    );
  });

  test('is not on file while it is missing', () => {
    expect(standing('keys')).toEqual({ state: 'missing', flaws: [], open: [] });
  });

  test.each([
    [
      'a place is left to fill in',
      (page: string) => page.replace('Grace Hopper', '[[fill in: who]]'),
      '1 of its places are not filled in.',
    ],
    [
      'a rotation differs',
      (page: string) => page.replace('stripe: rate(90 days)', 'stripe: rate(30 days)'),
      'boutique-prod.secretsTurn: found boutique-prod/gateways/paypal: rate(90 days); boutique-prod/gateways/stripe: rate(30 days); boutique-prod/order-link: rate(45 days), the templates show boutique-prod/gateways/paypal: rate(90 days); boutique-prod/gateways/stripe: rate(90 days); boutique-prod/order-link: rate(45 days).',
    ],
    [
      'a number differs',
      (page: string) => page.replace('keysDeletedAfterDays: [30]', 'keysDeletedAfterDays: 7'),
      'boutique-prod.keysDeletedAfterDays: found 7, the templates show 30.',
    ],
    [
      'a fact is taken out',
      (page: string) => page.replace(/ {2}keysTurn: .*\n/, ''),
      'boutique-prod.keysTurn: found nothing, the templates show every 365 days.',
    ],
  ])('is open where %s', (_, change, said) => {
    put('keys', change);
    expect(standing('keys')).toEqual({ state: 'open', flaws: [said], open: [] });
  });

  test('is open without its facts, one by one', () => {
    put('keys', (page) => page.replace(/```yaml facts[\s\S]*?```/, ''));
    expect(standing('keys').flaws).toHaveLength(3);
  });

  test('takes several values in any order, and lines that end as on Windows', () => {
    put('providers', (page) =>
      page
        .replace(/gateways: .*/, 'gateways: ["stripe, redirect, live", "paypal, redirect, live"]')
        .replaceAll('\n', '\r\n'),
    );
    expect(standing('providers')).toEqual({ state: 'onFile', flaws: [], open: [] });
  });

  test.each([
    ['2025-11-30', 'onFile', []],
    ['2025-11-29', 'open', ['It was reviewed on 2025-11-29, and again by 2026-11-29 at the latest.']],
    ['2026-12-01', 'open', ['Its review of 2026-12-01 is of a day after 2026-11-30.']],
  ])('that was reviewed on %s is %s', (reviewed, state, flaws) => {
    put('access', undefined, reviewed);
    expect(standing('access')).toEqual({ state, flaws, open: [] });
  });

  test('says which of its facts nobody compared', () => {
    put('access', (page) =>
      page.replace(
        'boutique-prod:',
        'boutique-staging:\n  peopleSignIn: iam\nboutique-prod:\n  colour: blue',
      ),
    );
    expect(standing('access')).toEqual({
      state: 'onFile',
      flaws: [],
      open: [
        'boutique-prod.colour: it is no fact that the kit knows.',
        'boutique-staging: no template of it was given.',
      ],
    });
  });

  test('decides how often, where it is a risk analysis', () => {
    put('risk-8.6.3', (page) => page.replace('everyDays: 90\n', ''));
    expect(standing('risk-8.6.3').flaws).toEqual(['It decides no everyDays.']);
  });

  test.each([
    [
      '# Access\n',
      ': found a page without a front matter, begin the page with ---, its owner, the day of its review, and --- again',
    ],
    [
      '---\nowner: Ada\nreviewed: soon\n---\n',
      ':3: reviewed: found "soon", write a date as year, month and day',
    ],
    [
      '---\nowner: Ada\nreviewed: 2026-11-01\n---\n\n```yaml facts\nprod:\n  gateways: { a: 1 }\n```\n',
      ':8: prod.gateways: found a mapping, write ',
    ],
  ])('with a mistake is refused in a sentence (%#)', (page, sentence) => {
    const file = join(folder, 'access.md');
    writeFileSync(file, page);
    expect(() => readProcedures(folder)).toThrow(`${file}${sentence}`);
  });

  test('of another name is named and not read, and folders beside it are left alone', () => {
    writeFileSync(join(folder, 'notes.md'), 'ours');
    mkdirSync(join(folder, 'access.md'));
    expect(readProcedures(folder)).toEqual({ given: [], others: ['notes.md'] });
  });
});

describe('the bundle', () => {
  const [environment] = environments;

  function operated(number: string) {
    if (!environment) throw new Error('the boutique has an environment');
    const procedures = readProcedures(folder);
    const rows = matrixOf(environment, { ...evidence, procedures });
    const row = rows.find(({ requirement }) => requirement.number === number);
    return { design: row?.design, procedures: row?.procedures?.map(({ text, state }) => [text.id, state]) };
  }

  test('tells of a requirement which procedures are on file, and shows none of it as met by them', () => {
    put('access');
    const [before] = environments.map((each) => matrixOf(each, evidence));
    const design = before?.find(({ requirement }) => requirement.number === '7.1.1')?.design;
    expect(design).toBe('notAssessed');
    expect(operated('7.1.1')).toEqual({ design, procedures: [['access', 'onFile']] });
    expect(operated('10.1.1')).toEqual({ design: 'notAssessed', procedures: [['logging', 'missing']] });
  });

  test('holds each page with its hash, and says who answers for it', () => {
    put('access');
    const procedures = readProcedures(folder);
    const files = new Map(
      proceduresChapter
        .files({ ...evidence, procedures })
        .map(({ path, content }) => [path, String(content)]),
    );
    expect(files.get('procedures/access.md')).toBe(readFileSync(join(folder, 'access.md'), 'utf8'));
    expect(files.get('procedures.html')).toContain('Owner Ada Lovelace, reviewed on 2026-11-01');
    const { procedures: said } = JSON.parse(files.get('procedures.json') ?? '');
    expect(said.find(({ id }: { id: string }) => id === 'access')).toMatchObject({
      state: 'onFile',
      sha256: procedures.given[0]?.sha256,
    });
  });

  test('says that nothing was assessed where no folder was given', () => {
    const files = new Map(
      proceduresChapter.files(evidence).map(({ path, content }) => [path, String(content)]),
    );
    expect([...files.keys()]).toEqual(['procedures.html', 'procedures.json']);
    expect(files.get('procedures.html')).toContain('so none is assessed');
    expect(JSON.parse(files.get('procedures.json') ?? '')).toMatchObject({ assessed: false });
  });
});
