import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

test('what is missing is named in sentences, all of it at once, and the tests run nonetheless', () => {
  const nothing = mkdtempSync(join(tmpdir(), 'palisade-nothing-'));
  const { status, stderr } = spawnSync(process.execPath, [packagePath('scripts', 'prepare-tests.mjs')], {
    encoding: 'utf8',
    env: { PATH: nothing, FONTCONFIG_PATH: nothing },
  });
  rmdirSync(nothing);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Missing: the emulator of AWS: .* needs Python 3\.\d+ or newer/m);
  expect(stderr).toContain(
    `Missing: the browser: the browser finds no fonts: ${nothing} holds no fonts.conf\n`,
  );
  expect(stderr).toContain('The tests that need this will fail.');
});
