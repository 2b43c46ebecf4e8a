import { expect, test } from '@jest/globals';
import { createSecretMask } from '../../../../lambda/shared/log/secret-mask.ts';

const secret = 'sk_live_Ab+/=cd "é" 12';

function masked(text: string, ...secrets: readonly string[]): string {
  const { withhold, mask } = createSecretMask();
  for (const one of secrets) withhold(one);
  return mask(text);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['as it is', secret, '[secret]'],
  ['in a text', `a ${secret} b ${secret}`, 'a [secret] b [secret]'],
  ['URL-encoded', `k=${encodeURIComponent(secret)}&b=1`, 'k=[secret]&b=1'],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(secret)), '[secret]'],
  ['as JSON', JSON.stringify({ k: secret }), '{"k":"[secret]"}'],
  ['in base64', base64(secret), '[secret]'],
  ['in base64 without padding', base64(secret).replace(/=+$/, ''), '[secret]'],
  ['in base64 of a longer text', `Basic ${base64(`user:${secret}`)}`, 'Basic [secret]'],
  ['in base64url', Buffer.from(`??>>${secret}`).toString('base64url'), '[secret]'],
  ['in base64 glued to an id', `x${base64(secret)}`, '[secret]'],
  ['in base64, URL-encoded', encodeURIComponent(base64(secret)), '[secret]'],
  ['in other characters', secret.replace('A', 'Ａ'), '[secret]'],
])('a secret is masked %s', (_, text, expected) => {
  expect(masked(text, secret)).toBe(expected);
});

test('a secret that was copied with a line end is masked with and without it', () => {
  expect(masked('a k-12345 b', 'k-12345\n')).toBe('a [secret] b');
});

test('secrets that overlap are masked as one', () => {
  expect(masked('xabcdefx', 'abcd', 'cdef')).toBe('x[secret]x');
});

test('nothing is no secret', () => {
  expect(masked('text', '', '  ')).toBe('text');
});

test('other text stays as it is', () => {
  expect(masked('order B-1 of %41 Ａ', secret)).toBe('order B-1 of %41 Ａ');
});
