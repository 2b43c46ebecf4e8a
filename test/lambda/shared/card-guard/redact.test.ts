import { describe, expect, test } from '@jest/globals';
import { findCardData, redact } from '../../../../lambda/shared/card-guard/card-guard.ts';
import { testNumbers } from '../support/measurement.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { writings } from '../support/writings.ts';

const number = '4242424242424242';

test.each([
  ['sixteen digits', number, '[424242******4242]'],
  ['fifteen digits', '378282246310005', '[378282******0005]'],
  ['fourteen digits', '36227206271667', '[******1667]'],
  ['thirteen digits', '4222222222222', '[******2222]'],
  ['a number in a longer text', `pay ${number} now`, 'pay [424242******4242] now'],
  ['a number in an id', `tok_${number}abc`, 'tok_[424242******4242]abc'],
  ['an encoded number', `a=${Buffer.from(number).toString('base64')}`, 'a=[withheld]'],
  ['two numbers', `${number},${number}`, '[424242******4242],[424242******4242]'],
])('of %s, at most the first six and the last four are left', (_, text, masked) => {
  expect(redact(text)).toBe(masked);
});

test('two numbers that could share digits are withheld together', () => {
  expect(redact('4242 4242 4242 4242 4242')).toBe('[withheld]');
});

test('what has no card data is the same value, not a copy', () => {
  const value = { order: 'B-1', items: [1, 2, { at: new Date(0) }] };
  expect(redact(value)).toBe(value);
});

test('what has card data is a copy, and the value is as it was', () => {
  const value = Object.freeze({ note: number, items: Object.freeze([1, number]), at: new Date(0) });
  expect(redact(value)).toEqual({
    note: '[424242******4242]',
    items: [1, '[424242******4242]'],
    at: new Date(0),
  });
  expect(value.note).toBe(number);
});

test('names of members are masked, and stay different from one another', () => {
  expect(redact({ [`a${number}`]: 1, a4242420000004242: 2 })).toEqual({
    'a[424242******4242]': 1,
    'a[424242******4242]#2': 2,
  });
  expect(
    redact(
      new Map([
        [number, 1],
        ['4242 4242 4242 4242', 2],
      ]),
    ),
  ).toEqual(
    new Map([
      ['[424242******4242]', 1],
      ['[424242******4242]#2', 2],
    ]),
  );
});

test('bytes, sets, addresses and errors are read too', () => {
  expect(redact(Buffer.from(number))).toEqual(Buffer.from('[424242******4242]'));
  expect(redact(new Set([number]))).toEqual(new Set(['[424242******4242]']));
  expect(redact(new URL(`https://shop.example/?n=${number}`))).toBe(
    'https://shop.example/?n=[424242******4242]',
  );
  expect(redact(new Error(number, { cause: number }))).toMatchObject({
    message: '[424242******4242]',
    cause: '[424242******4242]',
  });
});

test('a member named __proto__ stays a member', () => {
  const masked = redact(JSON.parse(`{"__proto__":{"note":"${number}"}}`));
  expect(JSON.stringify(masked)).toBe('{"__proto__":{"note":"[424242******4242]"}}');
});

test.each(Object.entries(writings))(
  'card numbers as %s are gone once masked, and masked for good',
  (_, write) => {
    for (const [, digits] of testNumbers) {
      const masked = redact(write(digits));
      expect({ digits, left: findCardData(masked) }).toEqual({ digits, left: [] });
      expect(redact(masked)).toBe(masked);
      expect(JSON.stringify(masked)).not.toContain(digits.slice(0, 7));
    }
  },
);

test('ten thousand texts full of pieces of card data are clean after one masking', () => {
  const choose = seeded(1);
  for (let round = 0; round < 10_000; round += 1) {
    const text = Array.from({ length: 2 + choose.below(10) }, () => piece(choose)).join('');
    const masked = redact(text);
    expect({ text, left: findCardData(masked) }).toEqual({ text, left: [] });
  }
});

function piece(choose: Seeded): string {
  const [, digits] = choose.pick(testNumbers);
  const written = choose.pick(Object.values(writings))(digits);
  return choose.pick([
    typeof written === 'string' ? written : digits,
    choose.digits(1 + choose.below(20)),
    choose.pick([
      ' ',
      '-',
      '.',
      '+',
      '%',
      '=',
      '^',
      ';',
      '?',
      '[',
      ']',
      '*',
      '\n',
      '\\',
      'x',
      '\u00a0',
      '\u200b',
    ]),
    choose.pick([
      'cvv',
      'card',
      'DE89',
      'exp',
      '12/26 ',
      '%B',
      '%25',
      '&#5',
      '[withheld]',
      '***',
      '0.',
      'NDI0',
    ]),
  ]);
}

class Hostile {
  get boom(): string {
    throw new Error('no');
  }
}

const circular: Record<string, unknown> = { note: number };
circular['self'] = circular;
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
const deep = JSON.parse(`${'['.repeat(10_000)}1${']'.repeat(10_000)}`);

describe('never throws', () => {
  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a function', () => number],
    ['a symbol', Symbol(number)],
    ['not a number', Number.NaN],
    [
      'an object that throws',
      Object.defineProperty({}, 'boom', { enumerable: true, get: () => new Hostile().boom }),
    ],
    ['a revoked proxy', proxy],
    ['a broken escape', '%E0%A4%A %zz \\u12 &#99999999; &#x110000;'],
    ['a lone surrogate', '\ud800 4242 \udc00'],
    ['a very deep value', deep],
    ['an object without a prototype', Object.assign(Object.create(null), { note: number })],
  ])('for %s', (_, value) => {
    const masked = redact(value);
    expect(redact(masked)).toEqual(masked);
  });

  test('for an object that holds itself', () => {
    const masked = redact(circular) as typeof circular;
    expect(masked['note']).toBe('[424242******4242]');
    expect(masked['self']).toBe(masked);
  });
});

test.each<readonly [string, unknown, string]>([
  ['too deep', deep, ''],
  ['too long', { body: 'x'.repeat(2_000_001) }, 'body'],
  ['broken', { proxy }, 'proxy'],
])('what is %s is withheld, since nobody can say what it holds', (_, value, where) => {
  const findings = findCardData(value);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ kind: 'unreadable' });
  expect(findings[0]?.where.startsWith(where)).toBe(true);
  expect(JSON.stringify(redact(value))).toContain('[withheld]');
});
