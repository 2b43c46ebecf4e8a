import { describe, expect, test } from '@jest/globals';
import {
  type EdgeShop,
  functionRequestCode,
  siteRequestCode,
} from '../../../lib/constructs/edge/edge-code.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';

const shop: EdgeShop = {
  domain: 'shop.boutique.example',
  aliases: ['www.boutique.example', 'boutique.example'],
  launch: 'live',
};
const codes = {
  pages: (launch: EdgeShop['launch']) =>
    siteRequestCode(
      { ...shop, launch },
      { release: 'a'.repeat(64), paths: [], hasRedirects: false, texts: {} },
    ),
  functions: (launch: EdgeShop['launch']) => functionRequestCode({ ...shop, launch }),
};
const cloudFrontName = 'd111111abcdef8.cloudfront.net';

const ask = (code: string, host: string, target = '/cart/', method = 'GET') =>
  runEdgeFunction(code, { target, method, headers: { Host: host } }).answer;

describe.each(Object.entries(codes))('a request of %s', (_, codeAt) => {
  const live = codeAt('live');

  test.each([...shop.aliases, 'WWW.Boutique.Example', cloudFrontName])(
    'that comes to %s is led to the domain, with its path and its query as they were written',
    (host) => {
      expect(ask(live, host, '/product/?tag=a&slug=moss%20mug&tag=b&bare')).toEqual({
        statusCode: 301,
        statusDescription: 'Moved Permanently',
        headers: {
          location: { value: 'https://shop.boutique.example/product/?tag=a&slug=moss%20mug&tag=b&bare' },
        },
      });
    },
  );

  test('that posts to another name posts to the domain', () => {
    expect(ask(live, 'boutique.example', '/api/session', 'POST')).toMatchObject({
      statusCode: 308,
      headers: { location: { value: 'https://shop.boutique.example/api/session' } },
    });
  });

  test.each(['shop.boutique.example', 'SHOP.boutique.example'])(
    'that comes to %s is not led away',
    (host) => {
      expect(ask(live, host).statusCode).toBeUndefined();
    },
  );

  test('without a host is not led away', () => {
    expect(runEdgeFunction(live, { target: '/cart/' }).answer.statusCode).toBeUndefined();
  });

  test('is never led outside the shop by what stands in its path', () => {
    const location = ask(live, 'boutique.example', '//evil.example/').headers?.['location'];
    expect(location).toEqual({ value: 'https://shop.boutique.example//evil.example/' });
    const broken = ask(live, 'boutique.example', '/a"<>\\').headers?.['location'];
    expect(broken).toEqual({ value: 'https://shop.boutique.example/' });
  });

  test('that comes to the name of CloudFront is answered there until the shop is live', () => {
    for (const stage of ['shadow', 'cutover'] as const) {
      expect(ask(codeAt(stage), cloudFrontName).statusCode).toBeUndefined();
    }
  });

  test('that comes to another name is led to the domain as soon as the distribution has the names', () => {
    expect(ask(codeAt('cutover'), 'www.boutique.example').statusCode).toBe(301);
    expect(ask(codeAt('shadow'), 'www.boutique.example').statusCode).toBeUndefined();
  });
});
