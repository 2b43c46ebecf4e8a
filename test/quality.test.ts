import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

// Each tool is run as `npm run lint` runs it, so that a green test run is a clean tree. The compiler alone has one thread, since
// other tests run beside it: its threads check again what they share.
const tools: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'the formatter and the linter have nothing to say',
    '@biomejs/biome/bin/biome',
    ['ci', '--error-on-warnings', '--colors=off'],
  ],
  ['nothing exported or installed is unused', 'knip/bin/knip.js', []],
  ['the types hold', 'typescript/bin/tsc', ['--project', '.', '--singleThreaded']],
];

test.each(tools)(
  '%s',
  (_, program, args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', program), ...args], {
      encoding: 'utf8',
    });
    expect({ status, output: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, output: '' });
  },
  120_000,
);
