import { expect, test } from '@jest/globals';
import { checkOfCodeLetter, checksOf, checksOfAvsLetter } from '../../../lambda/gateways/fraud-signals.ts';

test.each([
  ['Y', 'match', 'match'],
  ['a', 'match', 'mismatch'],
  ['Z', 'mismatch', 'match'],
  ['N', 'mismatch', 'mismatch'],
  ['P', 'unchecked', 'match'],
  ['U', 'unchecked', 'unchecked'],
  ['?', 'unchecked', 'unchecked'],
])('the letter %s is %s for the street and %s for the postal code', (letter, avsStreet, avsPostalCode) => {
  expect(checksOfAvsLetter(letter)).toEqual({ avsStreet, avsPostalCode });
});

test.each([
  ['M', 'match'],
  ['N', 'mismatch'],
  ['P', 'unchecked'],
])('the letter %s is %s for the code', (letter, code) => {
  expect(checkOfCodeLetter(letter)).toEqual({ cvc: code });
});

test('says nothing where nothing was said', () => {
  expect(checksOf(checksOfAvsLetter(undefined), checkOfCodeLetter(undefined), { cvc: undefined })).toEqual(
    {},
  );
});
