import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { type ArchivedFile, tarOf } from '../../../lib/cli/store/tar.ts';

const long = `${'folder/'.repeat(20)}${'n'.repeat(90)}`;
const files: readonly ArchivedFile[] = [
  ['manifest.json', Buffer.from('{}')],
  ['pages/übersicht.html', Buffer.alloc(512, 'a')],
  [long, Buffer.alloc(513, 'b')],
  ['empty', Buffer.alloc(0)],
];

test('an archive is what tar reads: each file in its order, with all that it holds', () => {
  const tar = (...args: readonly string[]) => spawnSync('tar', args, { input: tarOf(files) });
  const listed = tar('--quoting-style=literal', '-t').stdout.toString();
  expect(listed.trim().split('\n')).toEqual(files.map(([path]) => path));
  for (const [path, content] of files) expect(tar('-xO', path).stdout).toEqual(Buffer.from(content));
});

test('the same files make the same bytes, whenever that is', () => {
  expect(tarOf(files).equals(tarOf(files))).toBe(true);
});

test('a path that the form does not hold is no archive', () => {
  expect(() => tarOf([['n'.repeat(101), Buffer.alloc(0)]])).toThrow(RangeError);
  expect(() => tarOf([[`${'folder/'.repeat(40)}name`, Buffer.alloc(0)]])).toThrow(RangeError);
});
