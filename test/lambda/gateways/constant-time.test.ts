import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

// How long a comparison takes can be seen from outside only over many requests, and in no test. What compares can.

const folder = join('lambda', 'gateways');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

test('bytes are compared in constant time, in one place', () => {
  const comparing = sources.filter(({ text }) => text.includes('timingSafeEqual(')).map(({ name }) => name);
  expect(comparing).toEqual(['signature.ts']);
});

test('no adapter compares bytes in any other way', () => {
  const others = sources.filter(({ text }) => /\.equals\(|\.compare\(/.test(text));
  expect(others.map(({ name }) => name)).toEqual([]);
});

test('the signature of every scheme goes through that place', () => {
  const { text = '' } = sources.find(({ name }) => name === 'signature.ts') ?? {};
  const matching = text.slice(text.indexOf('export function matchSignatures('));
  expect(matching).toMatch(/sameBytes\(/);
  expect(text).toMatch(
    /sameBytes\(left: Buffer, right: Buffer\): boolean \{\n {2}return left\.length === right\.length && timingSafeEqual\(left, right\);/,
  );
});
