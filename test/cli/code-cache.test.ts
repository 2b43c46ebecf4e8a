import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadBundle } from '../../lib/cli/code-cache.ts';

let folder: string;
let bundle: string;
let code: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-code-'));
  bundle = join(folder, 'command.cjs');
  code = join(folder, 'command.code');
});

afterEach(() => rmSync(folder, { recursive: true }));

const answering = (answer: string) => `exports.answer = () => '${answer}'; exports.folder = __dirname;`;

function load() {
  return loadBundle<{ readonly answer: () => string; readonly folder: string }>(bundle);
}

function keep() {
  const { exports, keepCode } = load();
  exports.answer();
  keepCode();
}

describe('a bundle', () => {
  test('is loaded where no code was kept, and knows its folder', () => {
    writeFileSync(bundle, answering('one'));
    const { exports } = load();
    expect([exports.answer(), exports.folder]).toEqual(['one', folder]);
    expect(existsSync(code)).toBe(false);
  });

  test('answers the same with the code that was kept', () => {
    writeFileSync(bundle, answering('one'));
    keep();
    expect(readFileSync(code).length).toBeGreaterThan(100);
    expect(load().exports.answer()).toBe('one');
  });

  test('runs its own text and not the code of another text that is as long', () => {
    writeFileSync(bundle, answering('one'));
    keep();
    writeFileSync(bundle, answering('two'));
    expect(load().exports.answer()).toBe('two');
  });

  test.each([
    ['cut off', (kept: Buffer) => kept.subarray(0, 60)],
    ['empty', () => Buffer.alloc(0)],
    [
      'damaged',
      (kept: Buffer) => Buffer.concat([kept.subarray(0, 32), kept.subarray(32).map((byte) => byte ^ 255)]),
    ],
  ])('is compiled anew where the code that was kept is %s', (_, damage) => {
    writeFileSync(bundle, answering('one'));
    keep();
    writeFileSync(code, damage(readFileSync(code)));
    expect(load().exports.answer()).toBe('one');
  });
});
