import { expect, test } from '@jest/globals';
import { findCardData, redact } from '../../../../lambda/shared/card-guard/card-guard.ts';

const first = '%B4242424242424242^DOE/JANE^26121010000000000000?';
const second = ';4242424242424242=26121010000012300000?';

test.each([
  ['the first track', first],
  ['the second track', second],
  ['the second track without sentinels', '4242424242424242=26121010000012300000'],
  ['the second track as terminals send it', '4242424242424242D26121010000012300000'],
  ['both tracks', `${first}${second}`],
  ['a track with a number of an unknown brand', ';9999999999999999=26121010000012300000?'],
])('%s is taken away whole', (_, track) => {
  expect(findCardData(track)).toContainEqual(expect.objectContaining({ kind: 'track' }));
  expect(redact(`read ${track}!`)).toMatch(/^read (\[withheld\])+!$/);
});

test.each([
  ['URL-encoded', encodeURIComponent(first)],
  ['base64', Buffer.from(second).toString('base64')],
])('a track is found as %s', (_, text) => {
  expect(findCardData(text)).toContainEqual({ where: '', kind: 'track', brand: 'visa' });
});

test('digits that are a parameter with a date are no track', () => {
  expect(findCardData('123456789012345=20261122')).toEqual([]);
});
