import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSoftware } from '../../lib/cli/evidence/software.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { Evidence } from '../../lib/evidence/evidence.ts';
import { hashOf } from '../../lib/evidence/manifest/manifest.ts';
import { noRecords } from '../../lib/evidence/records/record.ts';
import { softwareChapter } from '../../lib/evidence/software/software-chapter.ts';
import { packagePath } from '../../lib/package-root.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { buildReport } from '../../lib/report/report.ts';
import { boutiqueTemplates } from '../support/boutique.ts';

const asOf = '2026-11-30';
const outbox = packagePath('dist', 'lambda', 'outbox', 'index.mjs');

interface FunctionCode {
  readonly place: string;
  readonly asset?: string;
  readonly bill?: string;
  readonly program?: string;
  readonly unknown?: string;
}

const templates = boutiqueTemplates();
const model = new Model(templates);
const report = buildReport({ findings: [], rules, model, asOf });

function evidenceOf(software: Evidence['software']): Evidence {
  return {
    report,
    model,
    period: { from: '2026-01-01', to: '2026-12-31' },
    asOf,
    records: noRecords,
    software,
  };
}

function functionsOf(software: Evidence['software']): readonly FunctionCode[] {
  const file = softwareChapter.files(evidenceOf(software)).find(({ path }) => path === 'software.json');
  return JSON.parse(String(file?.content)).environments[0].functions;
}

/** The hash of the asset that the outbox runs, as its template names it. */
function assetOfOutbox(): string {
  const [code] = functionsOf(undefined).filter(({ place }) => /Outbox/.test(place));
  if (code?.asset === undefined) throw new Error('the outbox has an asset');
  return code.asset;
}

let assembly = '';
beforeAll(() => {
  assembly = mkdtempSync(join(tmpdir(), 'palisade-assembly-'));
  mkdirSync(join(assembly, `asset.${assetOfOutbox()}`));
  writeFileSync(join(assembly, `asset.${assetOfOutbox()}`, 'index.mjs'), readFileSync(outbox));
});
afterAll(() => rmSync(assembly, { recursive: true }));

describe('the software of an environment', () => {
  test('is known of a function whose program is that of a bill, and stands under the hash that its template names', () => {
    const known = functionsOf(readSoftware([assembly])).filter(({ bill }) => bill !== undefined);
    expect(known).toEqual([
      {
        place: expect.stringMatching(/^Outbox/),
        asset: assetOfOutbox(),
        bill: 'sbom/function-outbox.cdx.json',
        program: hashOf(readFileSync(outbox)),
      },
    ]);
  });

  test('is unknown where the code was not given, or is not what a bill is about', () => {
    const ofOutbox = (software: Evidence['software']) =>
      functionsOf(software).filter(({ asset }) => asset === assetOfOutbox());
    const { bills } = readSoftware([]);
    expect(ofOutbox({ bills, programs: new Map() })).toMatchObject([
      { unknown: 'its code was not given with the templates' },
    ]);
    const changed = new Map([[assetOfOutbox(), hashOf('another program')]]);
    expect(ofOutbox({ bills, programs: changed })).toMatchObject([
      { unknown: 'its code is no function of this kit' },
    ]);
  });

  test('has every bill of functions and kit beside the page, as the build has written it', () => {
    const files = softwareChapter.files(evidenceOf(readSoftware([])));
    const bills = files.filter(({ path }) => path.startsWith('sbom/'));
    const names = readdirSync(packagePath('dist', 'sbom')).filter((name) => name.endsWith('.cdx.json'));
    expect(bills.map(({ path }) => path)).toEqual(names.sort().map((name) => `sbom/${name}`));
    expect(names).toContain('kit.cdx.json');
    for (const { path, content } of bills) {
      expect(content).toBe(readFileSync(packagePath('dist', path), 'utf8'));
    }
  });

  test('says that no bill was built where there is none', () => {
    const [page] = softwareChapter.files(evidenceOf(undefined));
    expect(page?.content).toContain('No bill of materials was built.');
  });
});
