import { expect, test } from '@jest/globals';
import { testHostileTexts, workOf } from './hostile-texts.ts';

testHostileTexts(2 ** 17);

const shapes: Readonly<Record<string, (size: number) => unknown>> = {
  'a long list': (size) => Array.from({ length: size }, () => '4242'),
  'many members': (size) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`n${index}`, '4242'])),
  'lists in lists': (size) => JSON.parse(`${'['.repeat(size)}${']'.repeat(size)}`),
  'one object many times': (size) => {
    const shared = { note: '4242424242424242' };
    return Array.from({ length: size }, () => shared);
  },
};

test.each(Object.entries(shapes))('%s takes work in proportion to its size, or less', (_, make) => {
  expect(workOf(make(16_000)) / Math.max(1, workOf(make(4_000)))).toBeLessThan(4.5);
});

test('an object that doubles with each level is read once', () => {
  let value: unknown = '4242424242424242';
  for (let level = 0; level < 60; level += 1) value = { left: value, right: value };
  expect(workOf(value)).toBeLessThan(10_000);
});
