import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

// A run takes as long as its files take to fail; the limit is for whatever machine this is.
const timeout = 900_000;

const withoutFonts = /finds no fonts/;
const withoutPython = /needs Python/;

test(
  'without fonts, every file that needs a browser says so, and has not begun to start AWS before it asked for one',
  () => {
    const failures = failuresWithout('test/support/browser.ts', {
      FONTCONFIG_PATH: tmpdir(),
      PATH: tmpdir(),
    });
    // Whoever starts AWS first would name Python as well.
    for (const failure of failures) expect(failure).not.toMatch(withoutPython);
    for (const failure of failures) expect(failure).toMatch(withoutFonts);
  },
  timeout,
);

test(
  'without Python, every file that needs AWS says so',
  () => {
    const failures = failuresWithout('test/support/emulator.ts', { PATH: tmpdir() });
    for (const failure of failures) expect(failure).toMatch(withoutPython);
  },
  timeout,
);

interface FileResult {
  readonly name: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/**
 * Runs every test file that loads a module, on a machine that lacks what the module needs, and gives what each failed test says. Each
 * of the files has to fail.
 */
function failuresWithout(module: string, environment: NodeJS.ProcessEnv): readonly string[] {
  const files = runFilesWith(module, environment);
  expect(files).not.toEqual([]);
  return files.flatMap(({ name, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    expect([name, failed.length > 0]).toEqual([name, true]);
    return failed.map(({ failureMessages }) => [name, ...failureMessages].join('\n'));
  });
}

function runFilesWith(module: string, environment: NodeJS.ProcessEnv): readonly FileResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-broken-'));
  const outputFile = join(folder, 'results.json');
  const args = [
    packagePath('node_modules', 'jest', 'bin', 'jest.js'),
    ...['--findRelatedTests', module, '--json', `--outputFile=${outputFile}`, '--maxWorkers=1'],
  ];
  spawnSync(process.execPath, args, { env: { ...process.env, ...environment } });
  const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8'));
  rmSync(folder, { recursive: true });
  return testResults;
}
