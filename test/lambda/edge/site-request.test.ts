import { describe, expect, test } from '@jest/globals';
import { siteRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';

const release = 'a'.repeat(64);
const shop = { domain: 'shop.boutique.example', aliases: [], launch: 'live' } as const;
const code = siteRequestCode(shop, { release, paths: [], hasRedirects: false, texts: {} });
const ask = (target: string, method = 'GET') => runEdgeFunction(code, { target, method }).answer;

describe('a request of the site', () => {
  test.each([
    ['/', '/index.html'],
    ['/index.html', '/index.html'],
    ['/cart/', '/cart/index.html'],
    ['/checkout/done/?order=1', '/checkout/done/index.html'],
    ['/assets/js/pages/cart.js', '/assets/js/pages/cart.js'],
    [
      '/.well-known/apple-developer-merchantid-domain-association',
      '/.well-known/apple-developer-merchantid-domain-association',
    ],
  ])('for %s is led to %s of the current release', (target, file) => {
    expect(ask(target)).toMatchObject({ method: 'GET', uri: `/releases/${release}${file}` });
  });

  test('that asks for the head alone is led as one for the whole page', () => {
    expect(ask('/cart/', 'HEAD')).toMatchObject({
      method: 'HEAD',
      uri: `/releases/${release}/cart/index.html`,
    });
  });

  test('arrives with its query, cookies and headers as they were sent', () => {
    const { answer } = runEdgeFunction(code, {
      target: '/?tag=a&tag=b&empty=&bare&name=M%C3%BCller',
      headers: { Cookie: 'seen=1; cart=x=y', 'Accept-Language': ['de', 'en'] },
    });
    expect(answer).toMatchObject({
      querystring: {
        tag: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] },
        empty: { value: '' },
        bare: { value: '' },
        name: { value: 'M%C3%BCller' },
      },
      cookies: { seen: { value: '1' }, cart: { value: 'x=y' } },
      headers: { 'accept-language': { value: 'de', multiValue: [{ value: 'de' }, { value: 'en' }] } },
    });
  });

  test.each([
    ['/cart', '/cart/'],
    ['/cart?', '/cart/'],
    ['/product?slug=moss-mug', '/product/?slug=moss-mug'],
    ['/product?tag=a&slug=moss-mug&tag=b', '/product/?tag=a&slug=moss-mug&tag=b'],
    ['/product?name=M%C3%BCller&bare&empty=', '/product/?name=M%C3%BCller&bare&empty='],
  ])('for a page without its slash, %s, is redirected to %s', (target, location) => {
    expect(ask(target)).toEqual({
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: location } },
    });
  });

  test.each(['slug=x\r\nset-cookie: a=b', 'slug="<script>"', 'slug=ü', 'slug=\\'])(
    'is redirected without its query where that holds what no query may, as %j',
    (query) => {
      expect(ask(`/product?${query}`).headers).toEqual({ location: { value: '/product/' } });
    },
  );

  test.each([
    ['another release, by its prefix', `/releases/${'b'.repeat(64)}/index.html`],
    ['the current release, by its prefix', `/releases/${release}/index.html`],
    ['the list of a release', `/releases/${release}.json`],
    ['a path that browsers read as a host', '//evil.example/x'],
    ['a path with a blank', '/a b.html'],
    ['a path with a backslash', '/\\evil.example'],
  ])('is refused for %s', (_, target) => {
    expect(ask(target)).toEqual({ statusCode: 404, statusDescription: 'Not Found' });
  });
});
