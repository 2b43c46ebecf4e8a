import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-roots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads a module as MiniStack loads a function: it is required, and imported where that is refused. */
const loader = `
const told = ({ last }) => process.stdout.write(last);
const load = (file) => { try { return require(file); } catch { return import(file); } };
Promise.resolve(load(process.argv[1])).then(told);`;

function lastRootOf(variables: NodeJS.ProcessEnv): string {
  const file = join(folder, 'index.mjs');
  writeFileSync(
    file,
    "import { rootCertificates } from 'node:tls';\nexport const last = rootCertificates.at(-1);\n",
  );
  const preloaded = packagePath('lib', 'preview', 'emulator', 'plugin', 'roots.cjs');
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', preloaded, '--eval', loader, file], {
    encoding: 'utf8',
    env: { ...process.env, PALISADE_ROOTS: '["ROOT"]', ...variables },
  });
  return stdout || stderr;
}

test('a function takes the roots of this machine beside the public ones, however it is loaded', () => {
  expect(lastRootOf({ _LAMBDA_FUNCTION_ARN: 'arn:aws:lambda:eu-west-1:111111111111:function:shop' })).toBe(
    'ROOT',
  );
});

test('what is no function takes the public ones alone', () => {
  expect(lastRootOf({})).toContain('BEGIN CERTIFICATE');
});
