import { expect, test } from '@jest/globals';
import { inspect } from '../../../../lambda/shared/card-guard/card-guard.ts';

const megabyte = 2 ** 20;

/** Texts that make a careless search take the square of their length, or worse. */
const hostile: Readonly<Record<string, string>> = {
  digits: '4',
  'single digits': '4 ',
  'pairs of digits': '42-',
  'card numbers': '4242424242424242 ',
  'numbers that are nearly cards': '4242424242424241 ',
  'encoded characters': '%41',
  'encoded percent signs': '%25',
  'encoded base64': '%4E%44%49%30',
  'JSON escapes': '\\u0034',
  'broken escapes': '%&#\\u',
  base64: 'NDI0',
  'base64 of base64': 'TkRJME1qUXl',
  'base64 of card numbers': 'NDI0MjQyNDI0MjQyNDI0Mg ',
  'words about codes': 'cvv',
  'words about codes with gaps': 'cvv:::::::::::',
  'beginnings of tracks': '%B424242424242^A',
  'beginnings of the second track': '424242424242=2612',
  'digits of another script': '٤',
  'digits with marks': '4\u0301',
  'characters that stand for many': '\ufdfa',
  'unseen characters': '\u200b',
  'beginnings of account numbers': 'DE89 3704 ',
  UUIDs: '41111111-1111-4111-8111-111111111111 ',
};

const mostStepsPerCharacter = 60;

test.each(Object.entries(hostile))(
  'a megabyte of %s takes work in proportion to its length',
  (_, unit) => {
    const work = (length: number) => workOf(unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
    const whole = work(megabyte);
    const ratio = whole / work(megabyte / 16);
    expect(ratio).toBeGreaterThan(14);
    expect(ratio).toBeLessThan(18);
    expect(whole / megabyte).toBeLessThan(mostStepsPerCharacter);
  },
  60_000,
);

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

function workOf(value: unknown): number {
  const work = { steps: 0 };
  inspect(value, work);
  return work.steps;
}
