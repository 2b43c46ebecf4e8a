import { expect, test } from '@jest/globals';
import { fold } from '../../../../lambda/shared/card-guard/fold.ts';

const digits = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter((codePoint) =>
  /^\p{Nd}$/u.test(String.fromCodePoint(codePoint)),
);

test('the digits of every script follow one another in tens', () => {
  const runs = digits.filter((codePoint) => !digits.includes(codePoint - 1));
  const lengths = runs.map(
    (first) =>
      digits.findIndex((codePoint, index) => codePoint >= first && digits[index + 1] !== codePoint + 1) -
      digits.indexOf(first) +
      1,
  );
  expect(runs.length).toBeGreaterThan(50);
  expect(lengths.filter((length) => length % 10 !== 0)).toEqual([]);
});

test.each([
  '٠١٢٣٤٥٦٧٨٩',
  '०१२३४५६७८९',
  '০১২৩৪৫৬৭৮৯',
  '๐๑๒๓๔๕๖๗๘๙',
  '០១២៣៤៥៦៧៨៩',
  '０１２３４５６７８９',
  '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
  '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿',
])('%s are the ten digits', (text) => {
  expect(fold(text).text).toBe('0123456789');
});

test('every digit becomes one that a machine reads', () => {
  const unread = digits.filter((codePoint) => !/^[0-9]$/.test(fold(String.fromCodePoint(codePoint)).text));
  expect(unread).toEqual([]);
});

test('spaces and dashes become the plain ones, and what nobody sees is gone', () => {
  expect(fold('a\u00a0b\u2003c\u2011d\u2212e\u200bf\u00adg\u0000h').text).toBe('a b c-d-efgh');
});

test('a character that stands for many does not make the text longer than four times', () => {
  expect(fold('\ufdfa'.repeat(10)).text).toHaveLength(10);
});

test('each character keeps the place where it began', () => {
  const { text, starts } = fold('x𝟎½٤');
  expect(text).toBe('x01\u204424');
  expect(starts).toEqual([0, 1, 3, 3, 3, 4, 5]);
});
