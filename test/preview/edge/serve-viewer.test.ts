import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { EdgeFirewall } from '../../../lib/preview/edge/serve-viewer.ts';
import type { Answer } from '../../../lib/preview/responder.ts';
import { type Served, type ServedProps, served } from './support/served.ts';
import { type SmallProps, small } from './support/small.ts';

let open: Served | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function serve(props: SmallProps = {}, more: Partial<ServedProps> = {}): Promise<Served> {
  open = await served({ resources: small(props), ...more });
  return open;
}

const allViewer = {
  Name: 'all',
  HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] },
  CookiesConfig: { CookieBehavior: 'all' },
  QueryStringsConfig: { QueryStringBehavior: 'all' },
};

describe('an origin', () => {
  test('is asked under its own name with what its policy sends, and who has asked', async () => {
    const shop = await serve({ toOrigin: allViewer });
    await shop.send('/a?b=1', {
      headers: {
        cookie: 'c=1',
        'x-own': 'd',
        'x-forwarded-for': '192.0.2.1',
        'x-amz-cf-id': 'forged',
        'cloudfront-viewer-address': 'forged',
        'x-real-ip': 'forged',
        te: 'trailers',
      },
    });
    const [asked] = shop.asked;
    expect([asked?.target, asked?.url.host]).toEqual(['/a?b=1', 'origin.example']);
    expect(asked?.headers).toMatchObject({
      host: ['origin.example'],
      cookie: ['c=1'],
      'x-own': ['d'],
      'x-forwarded-for': ['192.0.2.1, 127.0.0.1'],
      via: [expect.stringMatching(/CloudFront/)],
    });
    expect(JSON.stringify(asked?.headers)).not.toMatch(/forged|trailers/);
  });

  test('is asked under the name of the shop where its policy sends that', async () => {
    const HeadersConfig = { HeaderBehavior: 'allViewer' };
    const shop = await serve({ toOrigin: { ...allViewer, HeadersConfig } });
    await shop.send('/a');
    expect(shop.asked[0]?.headers['host']).toEqual(['shop.boutique.example']);
  });

  test('is told the address of the viewer where its policy asks for it', async () => {
    const HeadersConfig = {
      HeaderBehavior: 'allViewerAndWhitelistCloudFront',
      Headers: ['CloudFront-Viewer-Address'],
    };
    const shop = await serve({ toOrigin: { ...allViewer, HeadersConfig } });
    await shop.send('/a', { headers: { 'cloudfront-viewer-address': '192.0.2.1:1' } });
    expect(shop.asked[0]?.headers['cloudfront-viewer-address']).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    ]);
  });

  test('gets the headers of the distribution, which no viewer can set, and the path before its own', async () => {
    const OriginCustomHeaders = [{ HeaderName: 'X-Secret', HeaderValue: 'known' }];
    const shop = await serve({ toOrigin: allViewer, origin: { OriginCustomHeaders, OriginPath: '/live' } });
    await shop.send('/a', { headers: { 'x-secret': 'forged' } });
    expect([shop.asked[0]?.target, shop.asked[0]?.headers['x-secret']]).toEqual(['/live/a', ['known']]);
  });

  test('that fails is a 502, and one that is too slow a 504; both are told', async () => {
    const custom = { CustomOriginConfig: { OriginReadTimeout: 0.05 } };
    const shop = await serve(
      { origin: custom },
      {
        origin: ({ target }) => {
          if (target === '/slow') return new Promise<Answer>(() => undefined);
          throw new Error('refused');
        },
      },
    );
    expect([(await shop.send('/a')).status, (await shop.send('/slow')).status]).toEqual([502, 504]);
    expect(shop.told).toEqual([expect.stringMatching(/^origin\.example: Error: refused/)]);
  });

  test('keeps what is of its connection alone', async () => {
    const headers = { 'Keep-Alive': 'timeout=5', Upgrade: 'h2c', 'Set-Cookie': ['a=1', 'b=2'] };
    const shop = await serve({}, { origin: () => ({ status: 200, headers, body: '' }) });
    const answer = await shop.send('/a');
    expect(answer.headers).not.toHaveProperty('keep-alive');
    expect(answer.headers).not.toHaveProperty('upgrade');
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });
});

describe('a viewer', () => {
  test('may ask for 8,192 bytes of an address and 20,480 of a request', async () => {
    const shop = await serve();
    const path = `/${'a'.repeat(8_191)}`;
    expect([(await shop.send(path)).status, (await shop.send(`${path}a`)).status]).toEqual([200, 414]);
    const sent = async (length: number) =>
      (await shop.send('/', { headers: { 'x-long': 'a'.repeat(length) } })).status;
    expect([await sent(20_000), await sent(20_480)]).toEqual([200, 413]);
  });

  test('who changes something without HTTPS is sent on with the same method', async () => {
    const shop = await serve({ behaviour: { ViewerProtocolPolicy: 'redirect-to-https' } });
    const { status, headers } = await shop.send('/a', { scheme: 'http', method: 'POST' });
    expect([status, headers['location']]).toEqual([307, 'https://shop.boutique.example/a']);
  });

  test('who sends a body with GET is refused', async () => {
    const shop = await serve();
    const sent = { method: 'GET', headers: { 'content-length': '4' }, body: 'body' };
    expect([(await shop.send('/a', sent)).status, shop.asked.length]).toEqual([403, 0]);
  });

  test('who asks for the root gets the object that stands for it', async () => {
    const shop = await serve({ distribution: { DefaultRootObject: 'index.html' } });
    expect([(await shop.send('/')).body.toString(), (await shop.send('/a/')).body.toString()]).toEqual([
      '/index.html',
      '/a/',
    ]);
  });
});

describe('a firewall', () => {
  const acl = { distribution: { WebACLId: 'acl' } };
  const deciding = (verdict: Partial<Awaited<ReturnType<EdgeFirewall['decide']>>>): EdgeFirewall => ({
    decide: async () => ({ action: 'block', headers: {}, ...verdict }),
  });

  test('that blocks is the end: nothing is asked of functions and origins', async () => {
    const functions = { 'viewer-request': 'function handler() { return { statusCode: 200 }; }' };
    const shop = await serve({ ...acl, functions }, { firewall: deciding({}) });
    expect([(await shop.send('/a')).status, shop.asked.length]).toEqual([403, 0]);
  });

  test('answers in the words of its rule', async () => {
    const verdict = { status: 429, headers: { 'retry-after': '9' }, body: 'slower' };
    const shop = await serve(acl, { firewall: deciding(verdict) });
    const { status, headers, body } = await shop.send('/a');
    expect([status, headers['retry-after'], body.toString()]).toEqual([429, '9', 'slower']);
  });

  test('blocks with the page of the distribution for it', async () => {
    const CustomErrorResponses = [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/no.html' }];
    const distribution = { WebACLId: 'acl', CustomErrorResponses };
    const shop = await serve({ distribution }, { firewall: deciding({}) });
    const { status, body } = await shop.send('/a');
    expect([status, body.toString()]).toEqual([404, '/no.html']);
  });

  test('adds headers to what it lets through', async () => {
    const insertedHeaders = { 'x-amzn-waf-seen': 'yes' };
    const firewall = deciding({ action: 'allow', insertedHeaders });
    const shop = await serve({ ...acl, toOrigin: allViewer }, { firewall });
    await shop.send('/a');
    expect(shop.asked[0]?.headers['x-amzn-waf-seen']).toEqual(['yes']);
  });

  test('is not asked where the distribution has none', async () => {
    const shop = await serve({}, { firewall: deciding({}) });
    expect((await shop.send('/a')).status).toBe(200);
  });
});

describe('a function', () => {
  const onRequest = (code: string) => ({ functions: { 'viewer-request': code } });

  test.each([
    ['that throws', 'throw new Error("no");', 503, /^viewer-request: njs: .*Error: no/s],
    ['that answers nothing', 'return;', 502, /neither a request nor a response/],
    [
      'that changes the host',
      'event.request.headers.host = { value: "x" }; return event.request;',
      502,
      /changes the header host/,
    ],
    [
      'that sets a header of CloudFront',
      'event.request.headers["x-edge-a"] = { value: "x" }; return event.request;',
      502,
      /x-edge-a, which no function may set/,
    ],
  ])('%s is an error of the edge', async (_, body, status, words) => {
    const shop = await serve(onRequest(`function handler(event) { ${body} }`));
    expect((await shop.send('/a')).status).toBe(status);
    expect(shop.told).toEqual([expect.stringMatching(words)]);
    expect(shop.asked).toEqual([]);
  });

  test('has nothing of an earlier request', async () => {
    const shop = await serve(
      onRequest('let n = 0; function handler() { n += 1; return { statusCode: 200 + n }; }'),
    );
    const statuses = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => (await shop.send('/a')).status));
    expect(statuses).toEqual([201, 201, 201, 201, 201, 201]);
  });

  test('changes what is asked: path, query, headers and cookies', async () => {
    const code = `function handler(event) {
      const request = event.request;
      request.uri = '/b';
      request.querystring = { x: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } };
      request.headers = { host: request.headers.host, 'x-own': { value: 'y' } };
      request.cookies = { z: { value: '3' } };
      return request;
    }`;
    const shop = await serve({ ...onRequest(code), toOrigin: allViewer });
    await shop.send('/a?q=1', { headers: { 'x-gone': '1', cookie: 'gone=1' } });
    const [asked] = shop.asked;
    expect([asked?.target, asked?.headers['x-own'], asked?.headers['cookie']]).toEqual([
      '/b?x=1&x=2',
      ['y'],
      ['z=3'],
    ]);
    expect(asked?.headers).not.toHaveProperty('x-gone');
  });

  test('leaves a query as it was written', async () => {
    const shop = await serve({
      ...onRequest('function handler(event) { return event.request; }'),
      toOrigin: allViewer,
    });
    await shop.send('/a?b=%7e&&a&b=');
    expect(shop.asked[0]?.target).toBe('/a?b=%7e&&a&b=');
  });

  test('answers with headers, cookies and a body of its own', async () => {
    const code = `function handler() {
      return {
        statusCode: 302,
        headers: { location: { value: '/b' } },
        cookies: { a: { value: '1', attributes: 'Secure; HttpOnly' } },
        body: { encoding: 'base64', data: 'eA==' },
      };
    }`;
    const shop = await serve(onRequest(code));
    const { status, headers, body } = await shop.send('/a');
    expect([status, headers['location'], headers['set-cookie'], body.toString()]).toEqual([
      302,
      '/b',
      ['a=1; Secure; HttpOnly'],
      'x',
    ]);
  });

  test('of a response changes it, but no error', async () => {
    const code = `function handler(event) {
      event.response.headers['x-own'] = { value: event.request.uri };
      return event.response;
    }`;
    const shop = await serve(
      { functions: { 'viewer-response': code } },
      { origin: ({ target }) => ({ status: target === '/a' ? 200 : 404, headers: {}, body: 'kept' }) },
    );
    const [good, bad] = [await shop.send('/a'), await shop.send('/b')];
    expect([good.headers['x-own'], good.body.toString(), bad.headers['x-own']]).toEqual([
      '/a',
      'kept',
      undefined,
    ]);
  });
});

describe('an answer', () => {
  const page = 'word '.repeat(400);
  const compressing = { behaviour: { Compress: true }, ttl: [0, 60, 60] as const };
  const html = (): Answer => ({
    status: 200,
    headers: { 'content-type': 'text/html', etag: '"1"' },
    body: page,
  });

  test.each([
    ['br', 'gzip, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is compressed by %s for a viewer who takes %s', async (coding, accepted, unpack) => {
    const shop = await serve(compressing, { origin: html });
    const { headers, body } = await shop.send('/a', { headers: { 'accept-encoding': accepted } });
    expect([headers['content-encoding'], headers['etag'], headers['vary']]).toEqual([
      coding,
      'W/"1"',
      'Accept-Encoding',
    ]);
    expect(unpack(body).toString()).toBe(page);
  });

  test.each<[string, SmallProps, () => Answer, string]>([
    ['for a viewer who refuses it', compressing, html, 'br;q=0'],
    ['where the behaviour does not want it', { ttl: [0, 60, 60] }, html, 'br'],
    ['where nothing is cached', { ...compressing, ttl: [0, 0, 0] }, html, 'br'],
    ['that is short', compressing, () => ({ ...html(), body: 'short' }), 'br'],
    ['that is an image', compressing, () => ({ ...html(), headers: { 'content-type': 'image/png' } }), 'br'],
  ])('is not compressed %s', async (_, props, origin, accepted) => {
    const shop = await serve(props, { origin });
    const { headers } = await shop.send('/a', { headers: { 'accept-encoding': accepted } });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('whose error page is missing is the error of that page', async () => {
    const CustomErrorResponses = [{ ErrorCode: 500, ResponseCode: 200, ResponsePagePath: '/sorry.html' }];
    const shop = await serve(
      { distribution: { CustomErrorResponses } },
      {
        origin: ({ target }) => ({ status: target === '/sorry.html' ? 403 : 500, headers: {}, body: target }),
      },
    );
    expect((await shop.send('/a')).status).toBe(403);
  });

  test('admits pages of the origins that its policy lists, and no others', async () => {
    const CorsConfig = {
      AccessControlAllowCredentials: true,
      AccessControlAllowHeaders: { Items: ['X-Own'] },
      AccessControlAllowMethods: { Items: ['GET', 'POST'] },
      AccessControlAllowOrigins: { Items: ['https://*.partner.example'] },
      AccessControlMaxAgeSec: 60,
      OriginOverride: true,
    };
    const shop = await serve({ headersPolicy: { CorsConfig } });
    const from = (origin: string) => ({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect((await shop.send('/a', from('https://a.partner.example'))).headers).toMatchObject({
      'access-control-allow-origin': 'https://a.partner.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'X-Own',
      'access-control-max-age': '60',
      vary: 'Origin',
    });
    const stranger = await shop.send('/a', from('https://partner.example.stranger.example'));
    expect(Object.keys(stranger.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('keeps a header of the origin where the policy does not override it', async () => {
    const policy = (Override: boolean) => ({
      SecurityHeadersConfig: { FrameOptions: { FrameOption: 'DENY', Override } },
    });
    const origin = (): Answer => ({ status: 200, headers: { 'X-Frame-Options': 'SAMEORIGIN' }, body: '' });
    const sent = async (override: boolean) => {
      const shop = await served({ resources: small({ headersPolicy: policy(override) }), origin });
      const { headers } = await shop.send('/a');
      await shop.close();
      return headers['x-frame-options'];
    };
    expect([await sent(true), await sent(false)]).toEqual(['DENY', 'SAMEORIGIN']);
  });
});
