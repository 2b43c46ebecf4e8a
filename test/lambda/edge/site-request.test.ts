import { describe, expect, test } from '@jest/globals';
import { codeOf, siteRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { runEdgeFunction } from '../../support/edge-function.ts';

const release = 'a'.repeat(64);
const code = siteRequestCode(release);
const ask = (uri: string, querystring = {}) => runEdgeFunction(code, { uri, querystring });

describe('a request of the site', () => {
  test.each([
    ['/', '/index.html'],
    ['/index.html', '/index.html'],
    ['/cart/', '/cart/index.html'],
    ['/checkout/done/', '/checkout/done/index.html'],
    ['/assets/js/pages/cart.js', '/assets/js/pages/cart.js'],
    [
      '/.well-known/apple-developer-merchantid-domain-association',
      '/.well-known/apple-developer-merchantid-domain-association',
    ],
  ])('for %s is led to %s of the current release', (uri, file) => {
    expect(ask(uri).uri).toBe(`/releases/${release}${file}`);
  });

  test('for a page without its slash is redirected, so that its relative links work', () => {
    const { statusCode, headers } = ask('/cart');
    expect(statusCode).toBe(301);
    expect(headers?.['location']?.value).toBe('/cart/');
  });

  test('keeps its query when it is redirected', () => {
    const { headers } = ask('/product', {
      slug: { value: 'moss-mug' },
      tag: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] },
    });
    expect(headers?.['location']?.value).toBe('/product/?slug=moss-mug&tag=a&tag=b');
  });

  test('never splits a header, whatever its query holds', () => {
    const { headers } = ask('/product', { slug: { value: 'x\r\nset-cookie: a=b' } });
    expect(headers?.['location']?.value).toBe('/product/');
  });

  test.each([
    ['another release, by its prefix', `/releases/${'b'.repeat(64)}/index.html`],
    ['the list of a release', `/releases/${release}.json`],
    ['a second spelling of a path', '/%63heckout/'],
    ['a path that browsers read as a host', '//evil.example/x'],
    ['a path with a blank', '/a b.html'],
    ['a path with a backslash', '/\\evil.example'],
  ])('is refused for %s', (_, uri) => {
    expect(ask(uri)).toEqual({ statusCode: 404, statusDescription: 'Not Found' });
  });
});

test('a report is answered without a body and goes no further', () => {
  expect(runEdgeFunction(codeOf('report-request'), { uri: '/csp-report' })).toEqual({
    statusCode: 204,
    statusDescription: 'No Content',
  });
});

test.each(['site-request', 'report-request'])(
  'the code of %s is within the 10 KB that CloudFront takes',
  (name) => {
    expect(Buffer.byteLength(codeOf(name))).toBeLessThan(10_000);
  },
);
