import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import longest from '../support/longest-first.json' with { type: 'json' };

const LongestFirst = require('../support/longest-first.cjs');

test('every file that begins first exists', () => {
  expect(longest.files.filter((file) => !existsSync(packagePath('test', file)))).toEqual([]);
});

test('the files that take longest begin first, in the order in which they are listed', () => {
  const paths = ['/a/test/a.test.ts', ...longest.files.map((file) => `/a/test/${file}`).reverse()];
  const context = { config: { id: 'none', cacheDirectory: '/nowhere' }, hasteFS: { getSize: () => 1 } };
  const sorted: readonly { readonly path: string }[] = new LongestFirst({}).sort(
    paths.map((path) => ({ path, context })),
  );
  expect(sorted.map(({ path }) => path)).toEqual([
    ...longest.files.map((file) => `/a/test/${file}`),
    '/a/test/a.test.ts',
  ]);
});
