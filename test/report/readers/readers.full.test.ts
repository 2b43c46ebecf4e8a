import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { installPackages } from '../../../lib/preview/emulator/install.ts';
import type { Report } from '../../../lib/report/report.ts';
import { run } from '../../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-readers-'));
let python = '';
beforeAll(() => {
  python = installPackages('the readers of reports', 'test/report/readers/requirements.txt', {
    tell: (text) => process.stderr.write(text),
  });
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
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

describe.each(['test/golden', 'test/fixtures'])('the report of %s', (path) => {
  const { summary, rules, findings } = reportOf(path);

  test('as SARIF is read whole by a reader made of the published schema, and by one made after the specification', () => {
    const { fail, unknown, declined, accepted, declared } = summary;
    const seen = {
      results: sum([fail, unknown, declined, accepted, declared]),
      rules: rules.length,
      suppressed: accepted + declared,
    };
    expect(read('sarif', path)).toEqual([seen, seen]);
  });

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
