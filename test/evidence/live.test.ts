import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readLives } from '../../lib/cli/evidence/read-lives.ts';
import { evidenceBundle } from '../../lib/evidence/bundle.ts';
import { environmentsOf } from '../../lib/evidence/environment.ts';
import type { Evidence } from '../../lib/evidence/evidence.ts';
import { templateHash } from '../../lib/evidence/live/live-file.ts';
import { matrixOf } from '../../lib/evidence/matrix/matrix.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';
import { at, lookAt } from './support/look.ts';

const evidence = boutiqueEvidence();
function rowsWith(live: Evidence['live']) {
  const looked: Evidence = { ...evidence, ...(live && { live }) };
  return environmentsOf(looked).flatMap((environment) => matrixOf(environment, looked));
}

const looked = [lookAt(evidence, { detector: 'notAsDeployed' })];
const filesOf = (live: Evidence['live']) =>
  new Map(
    evidenceBundle({ ...evidence, ...(live && { live }) }).map(({ path, content }) => [
      path,
      String(content),
    ]),
  );
const bundles = { design: filesOf(undefined), looked: filesOf(looked) };

function page(bundle: keyof typeof bundles, path: string): string {
  return bundles[bundle].get(path) ?? 'no such page';
}

describe('without a look', () => {
  test('every page says that only the design is known', () => {
    expect(page('design', 'index.html')).toContain('<strong>Design only.</strong>');
    expect(page('design', 'matrix-boutique-prod.html')).toContain(
      'Design only: what follows is read from templates.',
    );
    expect(page('design', 'live.html')).toContain('Nobody looked at it: design only.');
    expect(rowsWith(undefined).filter(({ deployed }) => deployed)).toEqual([]);
  });
});

describe('with a look at the account', () => {
  test('a row says where and when what shows it was seen, and that its template is the deployed one', () => {
    const shown = rowsWith([lookAt(evidence)]).filter(({ deployed }) => deployed);
    expect(shown.length).toBeGreaterThan(50);
    expect(
      shown.filter(({ deployed }) => deployed?.state !== 'seen' && deployed?.templates.length !== 0),
    ).toEqual([]);
    const encryption = shown.find(({ requirement }) => requirement.number === '4.2.1');
    expect(encryption?.deployed).toMatchObject({ account: '111111111111', state: 'seen' });
    expect(encryption?.deployed?.templates).toContainEqual(
      expect.objectContaining({
        stack: 'boutique-prod-edge',
        at,
        arn: expect.stringContaining('boutique-prod-edge'),
      }),
    );
  });

  test.each(['notAsDeployed', 'unknown'] as const)(
    'rows that a stack shows which is %s are told so, and no others',
    (verdict) => {
      const rows = rowsWith([
        lookAt(evidence, { verdictOf: (stack) => (stack === 'boutique-prod-edge' ? verdict : 'seen') }),
      ]);
      const changed = rows.filter(({ deployed }) => deployed?.state === verdict);
      expect(changed.length).toBeGreaterThan(0);
      const byEdge = rows.filter(({ deployed }) =>
        deployed?.templates.some(({ stack }) => stack === 'boutique-prod-edge'),
      );
      expect(changed).toEqual(byEdge);
    },
  );

  test('a row whose template was not compared is not told as seen', () => {
    const look = lookAt(evidence);
    const rows = rowsWith([
      { ...look, templates: look.templates.filter(({ stack }) => stack !== 'boutique-prod-edge') },
    ]);
    expect(rows.find(({ requirement }) => requirement.number === '4.2.1')?.deployed?.state).toBe(
      'notLookedAt',
    );
  });

  test('rows of a service that is off are not told as seen, whatever their template', () => {
    const off = rowsWith(looked).filter(({ deployed }) => deployed?.state !== 'seen' && deployed);
    expect(off.length).toBeGreaterThan(0);
    const other = off.filter(({ controls }) => !controls.some(({ control }) => control === 'DET-01'));
    expect(other).toEqual([]);
  });

  test('what a row is designed like is left as it was', () => {
    const designs = (live: Evidence['live']) =>
      rowsWith(live).map(({ requirement, design }) => [requirement.number, design]);
    expect(designs([lookAt(evidence, { verdictOf: () => 'notAsDeployed' })])).toEqual(designs(undefined));
  });

  test('the pages say how old it is, what it saw of each stack, and what was not as it is meant', () => {
    expect(page('looked', 'index.html')).toContain(
      'looked at on 2026-11-28, 2 days before the day of judgement',
    );
    expect(page('looked', 'index.html')).not.toContain('Design only.');
    expect(page('looked', 'live.html')).toMatch(
      /<td>GuardDuty in eu-west-1<\/td><td>not as deployed<\/td><td>DISABLED<\/td>.*2026-11-28T10:00:00\.000Z.*guardduty:GetDetector/,
    );
    expect(page('looked', 'matrix-boutique-prod.json')).toMatch(
      /"what": "GuardDuty in eu-west-1",[^}]*"verdict": "notAsDeployed"/,
    );
    expect(page('looked', 'matrix-boutique-prod.html')).toContain(
      `Template of boutique-prod-edge: seen (${at})`,
    );
    expect(JSON.parse(page('looked', 'live.json'))).toEqual({ live: looked });
  });
});

describe('a live file is refused with a sentence where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-live-files-'));
  const file = join(folder, 'live.json');
  afterAll(() => rmSync(folder, { recursive: true }));
  const look = lookAt(evidence);
  const [first, ...others] = look.templates;

  test.each([
    [
      'it is of another shop',
      { ...look, shop: 'atelier' },
      'found a look at atelier prod, name one at boutique prod',
    ],
    [
      'it is of another environment',
      { ...look, environment: 'staging' },
      'found a look at boutique staging, name one at boutique prod',
    ],
    [
      'it is of another account',
      { ...look, account: '222222222222' },
      'found a look at account 222222222222, name one at account 111111111111',
    ],
    [
      'it compared another template',
      { ...look, templates: [{ ...first, sha256: '0'.repeat(64) }, ...others] },
      `found a look with another template of ${first?.stack} than `,
    ],
    [
      'it is none',
      { ...look, schema: 'palisade-live/2' },
      'found no live file of this version, name one that palisade verify --live has written',
    ],
    [
      'a look in it has a verdict that there is not',
      { ...look, observations: [{ ...look.observations[0], verdict: 'pass' }] },
      'found no live file of this version',
    ],
  ])('%s', (_, content, sentence) => {
    writeFileSync(file, JSON.stringify(content));
    expect(() => readLives([file], evidence.model)).toThrow(`--live: ${file}: ${sentence}`);
  });

  test('there are two of one environment', () => {
    writeFileSync(file, JSON.stringify(look));
    expect(readLives([file], evidence.model)).toEqual([look]);
    expect(() => readLives([file, file], evidence.model)).toThrow(
      `found a second look at boutique prod beside ${file}, leave one of them out`,
    );
  });

  test('it cannot be read', () => {
    expect(() => readLives([join(folder, 'none.json')], evidence.model)).toThrow(
      'none.json (ENOENT), name a file',
    );
  });
});

describe('the hash of a template', () => {
  test('is the same in another order, and with what CloudFormation keeps of characters outside ASCII', () => {
    expect(templateHash({ b: 1, a: { d: 'é', c: 2 } })).toBe(templateHash({ a: { c: 2, d: '?' }, b: 1 }));
    expect(templateHash({ a: [1, 2] })).not.toBe(templateHash({ a: [2, 1] }));
  });
});
