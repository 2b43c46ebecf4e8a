import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

// A run takes as long as its files take to fail; the limit is for whatever machine this is.
const timeout = 300_000;

test(
  'without fonts, every file that needs a browser fails soon and says so',
  () => {
    expectEndsSoon('test/support/browser.ts', { FONTCONFIG_PATH: tmpdir() }, /finds no fonts/);
  },
  timeout,
);

test(
  'without Python, every file that needs AWS fails soon and says so',
  () => {
    expectEndsSoon('test/support/emulator.ts', { PATH: tmpdir() }, /needs Python/);
  },
  timeout,
);

interface FileResult {
  readonly name: string;
  /** In milliseconds. */
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/**
 * Runs every test file that loads a module, on a machine that lacks what the module needs, and expects that each of them fails in
 * less than 20 seconds and that each of its failures names the cause.
 */
function expectEndsSoon(module: string, environment: NodeJS.ProcessEnv, cause: RegExp): void {
  const files = runFilesWith(module, environment);
  expect(files).not.toEqual([]);
  for (const { name, startTime, endTime, assertionResults } of files) {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    expect([name, failed.length > 0, endTime - startTime < 20_000]).toEqual([name, true, true]);
    for (const { failureMessages } of failed) expect(failureMessages.join('\n')).toMatch(cause);
  }
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
