import { describe, expect, test } from '@jest/globals';
import { type EdgeSite, siteRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';

const shop = { domain: 'shop.boutique.example', aliases: [], launch: 'live' } as const;
const release = 'a'.repeat(64);
const site: EdgeSite = {
  release,
  // ü and ǖ: the second is a letter with two marks.
  paths: ['\u00fcber/index.html', '\u01d6/index.html', '/gr\u00f6\u00dfen'],
  hasRedirects: true,
  texts: {},
};
const stored = {
  '/old': '301 /cart/',
  '/gr\u00f6\u00dfen': '302 /%C3%BCber/?a=1#liste',
  '/gone': '410',
  '/blog': '301 https://blog.boutique.example/',
};
const code = siteRequestCode(shop, site);
const ask = (target: string) => runEdgeFunction(code, { target }, stored).answer;
const location = (target: string) => {
  const { statusCode, headers } = ask(target);
  return [statusCode, headers?.['location']];
};

describe('a path with letters', () => {
  test.each(['/%C3%BCber/', '/%c3%bcber/', '/%c3%BCber/', '/u%CC%88ber/', '/u%cc%88ber/'])(
    'is the same file however it is sent: %s',
    (target) => {
      expect(ask(target)).toMatchObject({ uri: `/releases/${release}/%C3%BCber/index.html` });
    },
  );

  test.each(['/%C7%96/', '/u%CC%88%CC%84/', '/%C3%BC%CC%84/'])(
    'with several marks is one letter: %s',
    (target) => {
      expect(ask(target)).toMatchObject({ uri: `/releases/${release}/%C7%96/index.html` });
    },
  );

  test('gets its slash in its one spelling, and keeps its query', () => {
    expect(location('/u%cc%88ber?b=%c3%bc')).toEqual([301, { value: '/%C3%BCber/?b=%c3%bc' }]);
  });

  test.each([
    ['/%63heckout/', '/checkout/'],
    ['/cart%2Ehtml?a=1', '/cart.html?a=1'],
    ['/%7Eshop/%C3%BC/', '/~shop/%C3%BC/'],
  ])(
    'that hides plain letters is led to its plain spelling, by which CloudFront chooses its headers: %s',
    (target, plain) => {
      expect(location(target)).toEqual([301, { value: plain }]);
    },
  );

  test.each([
    '/%2Fevil.example/',
    '/a%5Cb',
    '/%00',
    '/a%0d%0ab',
    '/%C3',
    '/%ED%A0%80',
    '/%zz',
    '/a%20b/',
    '/../cart/',
    '/%2E%2E/cart/',
    '/a/./b/',
    '//cart/',
    '//%41/',
    '/releases/other/index.html',
    '/%25/',
  ])('that no page can have is not found: %s', (target) => {
    expect(ask(target)).toEqual({ statusCode: 404, statusDescription: 'Not Found' });
  });
});

describe('an old address', () => {
  test.each(['/old', '/old/'])('%s leads to the new one, and its query goes along', (target) => {
    expect(location(`${target}?utm=x&utm=y`)).toEqual([301, { value: '/cart/?utm=x&utm=y' }]);
  });

  test.each(['/gr%C3%B6%C3%9Fen', '/gr%c3%b6%c3%9fen', '/gro%CC%88%C3%9Fen/'])(
    'is found however its letters are sent: %s',
    (target) => {
      expect(location(`${target}?b=2`)).toEqual([302, { value: '/%C3%BCber/?a=1#liste' }]);
    },
  );

  test('may lead to another host', () => {
    expect(location('/blog?a=1')).toEqual([301, { value: 'https://blog.boutique.example/?a=1' }]);
  });

  test('of a page that is gone says so', () => {
    expect(ask('/gone')).toEqual({ statusCode: 410, statusDescription: 'Gone' });
  });

  test('is none for all others, and for a shop without a store', () => {
    expect(ask('/cart/')).toMatchObject({ uri: `/releases/${release}/cart/index.html` });
    const without = siteRequestCode(shop, { ...site, hasRedirects: false });
    expect(runEdgeFunction(without, { target: '/old/' }).answer).toMatchObject({
      uri: `/releases/${release}/old/index.html`,
    });
  });
});

test('the code of a site with letters stays plain text', () => {
  expect(code).toMatch(/^[\x20-\x7e\n]*$/);
});
