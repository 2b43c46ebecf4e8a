import { expect, test } from '@jest/globals';
import { contentHash, isPublishable } from '../../../lambda/site-release/content.ts';
import { headersOf } from '../../../lambda/site-release/headers.ts';

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

test('the hash does not depend on the order in which files are found', () => {
  const [one, other] = [file('a.html', '1'), file('b/c.css', '2')];
  expect(contentHash([one, other])).toBe(contentHash([other, one]));
});

test.each([
  ['content', [file('a.html', '2')]],
  ['name', [file('b.html', '1')]],
  ['line ending', [file('a.html', '1\r\n')]],
  ['division into files', [file('a.html', ''), file('b.html', '1')]],
])('another %s gives another hash', (_, files) => {
  expect(contentHash(files)).not.toBe(contentHash([file('a.html', '1')]));
});

test('the hash is the same on every machine and in every version, or each deployment would publish all files again', () => {
  expect(contentHash([file('a.html', '1'), file('b/c.css', '2')])).toMatchInlineSnapshot(
    `"bd9a4cd7d1f7bc21c3e96ef349709e08efaeab9bb786dda5eb777d05cb587fae"`,
  );
});

test.each([
  'index.html',
  'assets/js/a-b_c~1.js',
  'img@2x.png',
  '.well-known/security.txt',
  'a.b/c.d',
  'über/straße.html',
  '日本/index.html',
])('%s can be published under its name', (name) => {
  expect(isPublishable(name)).toBe(true);
});

test.each([
  '',
  '/a',
  'a//b',
  '../a',
  'a/..',
  '.env',
  'a/.git/config',
  'a b.html',
  'a\u0308.html',
  'a\u0000.html',
  'a\u202e.html',
  'a%2e.html',
  'a+b.js',
  `${'a'.repeat(901)}`,
])('%j cannot be published under its name', (name) => {
  expect(isPublishable(name)).toBe(false);
});

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['a/photo.JPG', 'image/jpeg'],
  ['.well-known/apple-developer-merchantid-domain-association', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
])('%s is served as %s', (name, type) => {
  expect(headersOf(name).contentType).toBe(type);
});

test.each(['assets/app.3f9a1c0b2d.js', 'app-BX7d93kQ2.css'])(
  '%s is kept for good, because its name changes with it',
  (name) => {
    expect(headersOf(name).cacheControl).toBe('public, max-age=31536000, immutable');
  },
);

test.each(['assets/site.css', 'collection-winter.html', 'indigo-cushion.svg', 'a.js'])(
  '%s is asked for again',
  (name) => {
    expect(headersOf(name).cacheControl).toContain('max-age=0');
  },
);
