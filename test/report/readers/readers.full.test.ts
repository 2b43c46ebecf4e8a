import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { installPackages } from '../../../lib/preview/emulator/install.ts';
import { causesOf } from '../../../lib/report/causes.ts';
import type { Report } from '../../../lib/report/report.ts';
import { run } from '../../support/run.ts';
import { junitValidator, sarifMultitool } from '../../support/test-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-readers-'));
let python = '';
beforeAll(() => {
  python = installPackages('the readers of reports', 'test/report/readers/requirements.txt', {
    tell: (text) => process.stderr.write(text),
  });
  sarifMultitool();
}, 300_000);

/** What somebody else's reader sees in the report of some templates. */
function read(form: 'sarif' | 'junit', path: string) {
  const file = join(folder, `report.${form}`);
  run('check', path, '--format', form, '--output', file);
  return readFile(form, file);
}

function readFile(form: 'sarif' | 'junit', file: string) {
  const { stdout, stderr, status } = spawnSync(python, ['test/report/readers/read.py', form, file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const reportOf = (path: string): Report => JSON.parse(run('check', path, '--format', 'json').out);

/** What the validator asks for and nobody can give: the kit has no address on the web. */
const unavoidable = ['warning SARIF2005'];

/** Rules of the validator, as `LEVEL ID`, that object to a report by an error or a warning; those of GitHub's own demands among them. */
function warningsIn(file: string): readonly string[] {
  const { program } = sarifMultitool();
  const verdicts = join(folder, 'verdicts.sarif');
  const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '--log', 'ForceOverwrite'];
  const { status, stdout, stderr } = spawnSync(
    program,
    ['validate', file, ...options, '--output', verdicts],
    {
      encoding: 'utf8',
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    },
  );
  // An error that the validator finds makes it end with 1.
  if (status !== 0 && status !== 1) throw new Error(`${stdout}${stderr}`);
  const [found] = JSON.parse(readFileSync(verdicts, 'utf8')).runs;
  const results: readonly { ruleId: string; level?: string }[] = found.results;
  return [...new Set(results.map(({ ruleId, level = 'warning' }) => `${level} ${ruleId}`))].sort();
}

/** Where a file is not what the published schema asks for. */
function mistakesIn(file: string): readonly string[] {
  const text = readFileSync(sarifMultitool().schema, 'utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '1c49a0f2b60444c71bb14878e21e0d882198eff4c539861b133093ad89ed798c',
  );
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.validate(JSON.parse(text), JSON.parse(readFileSync(file, 'utf8')));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the published schema and the validator object to what is wrong', () => {
  const file = join(folder, 'doubtful.sarif');
  const location = { physicalLocation: { artifactLocation: { uri: 'a b' }, region: { startLine: 0 } } };
  const results = [{ ruleId: 'X', message: { text: 'x' }, locations: [location] }];
  writeFileSync(
    file,
    JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results }] }),
  );
  expect(mistakesIn(file)).toEqual([
    '/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri must match format "uri-reference"',
    '/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1',
  ]);
  expect(warningsIn(file).join()).toContain('error ');
});

describe.each(['test/golden', 'test/fixtures'])('the report of %s', (path) => {
  const { summary, rules, findings } = reportOf(path);

  test('as SARIF is read whole by a reader made of the published schema, and by one made after the specification', () => {
    const causes = causesOf(findings);
    const seen = {
      results: causes.length,
      rules: rules.length,
      suppressed: causes.filter(({ findings: [{ acceptance, declaration }] }) => acceptance ?? declaration)
        .length,
    };
    expect(seen.results).toBeGreaterThan(0);
    expect(read('sarif', path)).toEqual([seen, seen]);
  });

  test('as SARIF is what the published schema asks for', () => {
    read('sarif', path);
    expect(mistakesIn(join(folder, 'report.sarif'))).toEqual([]);
  });

  test('as SARIF has no error for the validator of Microsoft, nor for what GitHub asks, and no unknown warning', () => {
    read('sarif', path);
    expect(warningsIn(join(folder, 'report.sarif'))).toEqual(unavoidable);
  });

  test('as JUnit is what the schema of Jenkins asks for', async () => {
    const mistakesOf = await junitValidator();
    read('junit', path);
    const text = readFileSync(join(folder, 'report.junit'), 'utf8');
    expect(await mistakesOf(text)).toEqual([]);
    expect(await mistakesOf(text.replace('<testcase name=', '<testcase nam='))).toEqual([
      expect.stringContaining("The attribute 'nam' is not allowed"),
      expect.stringContaining("The attribute 'name' is required"),
    ]);
  }, 60_000);

  test('as JUnit is read whole', () => {
    const cases = new Set(
      findings
        .filter(({ status }) => status !== 'notApplicable')
        .map(({ rule, template, logicalId }) => [rule, template, logicalId].join(' ')),
    );
    const seen = read('junit', path);
    expect(seen).toMatchObject({ tests: cases.size, cases: cases.size, failed: seen.failures });
    expect(seen.failures > 0).toBe(summary.fail + summary.unknown > 0);
  });
});

test('the reader of the published schema refuses what the schema does not know', () => {
  const file = join(folder, 'wrong.sarif');
  writeFileSync(
    file,
    JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, found: [] }] }),
  );
  expect(() => readFile('sarif', file)).toThrow('Extra inputs are not permitted');
});
