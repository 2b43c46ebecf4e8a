import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { installPackages } from '../../../lib/preview/emulator/install.ts';

const folder = 'lib/preview/emulator';

let python: string;
beforeAll(() => {
  python = installPackages('ruff', 'test/preview/emulator/requirements.txt', {
    tell: (text) => process.stderr.write(text),
  });
}, 300_000);

test.each([['check'], ['format', '--check']])('ruff %s finds nothing in the plugin', (...args) => {
  const { status, stdout, stderr } = spawnSync(python, ['-m', 'ruff', ...args, '--no-cache', 'plugin'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
});

test('no file of the plugin is longer than 300 lines', () => {
  const files = readdirSync(join(folder, 'plugin'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.py'),
  );
  expect(files.length).toBeGreaterThan(30);
  const lengthOf = (name: string) => readFileSync(join(folder, 'plugin', name), 'utf8').split('\n').length;
  expect(files.filter((name) => lengthOf(name) > 300)).toEqual([]);
});

test('every package that is installed is held to the hash of its file', () => {
  const requirements = readFileSync(join(folder, 'requirements.txt'), 'utf8');
  const packages = requirements.split(/\n(?=\S)/).filter((block) => block.trim() !== '');
  expect(
    packages.filter(
      (block) => !/^[\w.-]+==\S+.*\\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+$/.test(block),
    ),
  ).toEqual([]);
});
