import { expect, test } from '@jest/globals';
import { findCardData } from '../../../../lambda/shared/card-guard/card-guard.ts';
import { isFound, testNumbers } from '../support/measurement.ts';
import { writings } from '../support/writings.ts';

test.each(Object.entries(writings))('every published test number is found as %s', (_, write) => {
  expect(testNumbers.filter(([brand, number]) => !isFound(brand, write(number)))).toEqual([]);
});

test.each([
  ['an id with letters', 'order_01K630WHKFX7YMT9ZWFSRWDWND'],
  ['a number whose check digit is wrong', '4242424242424241'],
  ['a number that no brand issues', '9111111111111111'],
  ['a number of a length that its brand does not issue', '371449635398'],
  ['a row of digits with a card number inside', '10424242424242424242'],
  ['an IMEI', '490154203237518'],
  ['an ICCID', '89014103211118510720'],
  ['an account number', 'DE89370400440532013000'],
  ['an account number in groups', 'to BE68 5390 0754 7034 please'],
  ['a mobile number with plus', '+4915123456782'],
  ['a mobile number of Colombia', '573001234565'],
  ['a fraction that a program computed', '{"rate":0.4242424242424242}'],
  ['a UUID', '41111111-1111-4111-8111-111111111111'],
  ['a hash', `a4111111111111111b${'c'.repeat(46)}`],
  ['groups with letters between', '4242x4242x4242x4242'],
  ['groups that are far apart', '4242    4242    4242    4242'],
  ['groups on different lines', '4242\n4242\n4242\n4242'],
  ['a list of small numbers', '42 42 42 42 42 42 42 42 11'],
])('%s is no card number', (_, text) => {
  expect(findCardData(text)).toEqual([]);
});

test.each([
  ['the last of several groups', 'room 12 4242 4242 4242 4242'],
  ['the first of several groups', '4242 4242 4242 4242 12 26'],
  ['in a longer row of single digits', '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2 12 26'],
  ['in many uneven groups that stand alone', '4 24 242 42 42 424 24 2'],
  ['behind the country of an account number that it is not', 'DE42 4242 4242 4242 42'],
  ['behind a plus', '+378282246310005'],
])('a number is found %s', (_, text) => {
  expect(findCardData(text)).toContainEqual(expect.objectContaining({ kind: 'number' }));
});

test('a short Maestro number counts only beside a word about cards', () => {
  expect(findCardData('500000000009')).toEqual([]);
  expect(findCardData({ phone: '500000000009' })).toEqual([]);
  expect(findCardData({ cardNumber: '500000000009' })).toEqual([
    { where: 'cardNumber', kind: 'number', brand: 'maestro' },
  ]);
  expect(findCardData('Karte: 500000000009')).toHaveLength(1);
});

test('a finding says where, and never a digit', () => {
  const found = findCardData({
    items: [{ note: 'x' }, { note: '4242 4242 4242 4242' }],
    a4242424242424242: 1,
  });
  expect(found).toEqual([
    { where: 'items[1].note', kind: 'number', brand: 'visa' },
    { where: '{1}', kind: 'number', brand: 'visa' },
  ]);
});

test('a thousand findings are told as fifty', () => {
  expect(findCardData(Array.from({ length: 1000 }, () => '4242424242424242'))).toHaveLength(50);
});
