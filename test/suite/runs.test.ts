import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

const ClosingLineReporter = require('../support/closing-line-reporter.cjs');

// The suite judges itself: whatever breaks it is told, and costs the other files no time.

const runner = packagePath('node_modules', 'jest', 'bin', 'jest.js');
const scratch = mkdtempSync(join(tmpdir(), 'palisade-suite-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs these test files, by name, in a suite of their own that is set up as this one is. */
function suiteOf(files: Readonly<Record<string, string>>) {
  const rootDir = mkdtempSync(join(scratch, 'suite-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(rootDir, name), text);
  const config = {
    rootDir,
    testTimeout: 200,
    testEnvironment: packagePath('test', 'support', 'impatient-environment.cjs'),
    testEnvironmentOptions: { failingSeconds: 0.3 },
    reporters: ['default', packagePath('test', 'support', 'closing-line-reporter.cjs')],
  };
  const args = [runner, '--config', JSON.stringify(config), '--maxWorkers=1'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: rootDir, encoding: 'utf8' });
  return { status, out: stdout.trim().split('\n'), told: stderr };
}

describe('a run', () => {
  test('that is green exits 0 and ends with how many tests passed', () => {
    const { status, out } = suiteOf({ 'a.test.js': 'test("a", () => {}); test("b", () => {});' });
    expect([status, out]).toEqual([0, ['2 passed, 0 failed']]);
  });

  test.each([
    ['a test that is skipped', 'test("a", () => {}); test.skip("b", () => {});', '1 passed, 1 failed'],
    ['a test that is yet to be written', 'test("a", () => {}); test.todo("b");', '1 passed, 1 failed'],
    ['a test that fails', 'test("a", () => { throw new Error("a") });', '0 passed, 1 failed'],
    ['a file that does not load', 'throw new Error("a");', '0 passed, 1 failed'],
  ])('with %s fails, and counts it', (_, text, line) => {
    const { status, out } = suiteOf({ 'a.test.js': text });
    expect([status, out.at(-1)]).toEqual([1, line]);
  });

  test('without any test fails', () => {
    expect(suiteOf({}).status).toBe(1);
  });

  test('of many files lists ten, and how long each took', () => {
    const names = Array.from({ length: 11 }, (_, index) => `${index}.test.js`);
    const { out } = suiteOf(Object.fromEntries(names.map((name) => [name, 'test("a", () => {});'])));
    const lines = out.slice(out.indexOf('The 10 slowest files:') + 1, -1);
    expect(lines).toHaveLength(10);
    for (const line of lines) expect(line).toMatch(/^ +\d+\.\d s {2}\d+\.test\.js$/);
    expect(out.at(-1)).toBe('11 passed, 0 failed');
  });
});

test('the files that are listed are the slowest ones, the slowest first', () => {
  const files = Array.from({ length: 12 }, (_, index) => ({
    testFilePath: `/suite/${index}.test.js`,
    // 7, 2, 9, 4, 11 and so on, in no order.
    perfStats: { runtime: 1000 * ((index * 7 + 7) % 12) },
  }));
  const [, , ...lines]: readonly string[] = ClosingLineReporter.slowestFiles(files, '/suite')
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => Number(line.trim().split('.')[0]))).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  expect(lines[0]).toBe('   11.0 s  4.test.js');
});

test('a file whose tests hang gives up after the first ones, and the next file runs', () => {
  const hanging = `
    afterEach(() => new Promise(() => {}));
    for (let number = 1; number <= 20; number++) test("hangs " + number, () => new Promise(() => {}));
  `;
  const { status, out, told } = suiteOf({ 'a.test.js': hanging, 'b.test.js': 'test("runs", () => {});' });
  expect([status, out.at(-1)]).toEqual([1, '1 passed, 20 failed']);
  expect(told.match(/● hangs \d+\n\n +not run: failed tests of this file/g)).toHaveLength(19);
});

test('a run ends although a test has left a server open', () => {
  const leaving = `
    const { createServer } = require('node:http');
    test('fails', () => { createServer().listen(0, '127.0.0.1'); throw new Error('fails'); });
  `;
  const { status, out } = suiteOf({ 'a.test.js': leaving });
  expect([status, out.at(-1)]).toEqual([1, '0 passed, 1 failed']);
});
