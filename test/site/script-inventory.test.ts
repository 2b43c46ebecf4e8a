import { describe, expect, test } from '@jest/globals';
import { pageScripts } from '../../lambda/gateways/registry.ts';
import { inventoryForm } from '../../lambda/page-integrity/inventory.ts';
import { sha256 } from '../../lambda/shared/site/code.ts';
import { storefrontPaths, usualPlaces } from '../../lib/contract/paths.ts';
import type { StorefrontProfile } from '../../lib/contract/schema.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { integrityOf } from '../../lib/site/script-integrity.ts';
import { scriptInventory } from '../../lib/site/script-inventory.ts';
import { exampleGateway } from '../support/gateways.ts';
import { siteFolder } from '../support/site-folder.ts';
import { storefront } from '../support/storefront.ts';

type Scripts = StorefrontProfile['payments']['scripts'];

function shop(gateways: readonly object[] = storefront.payments.gateways, scripts: Scripts = []) {
  const payments = { gateways, scripts };
  return {
    ...storefront,
    payments,
    paths: storefrontPaths(scripts, usualPlaces),
  } as unknown as StorefrontProfile;
}

const gateway = (name: string, integration: string) => ({
  ...{ name, mode: 'live', integration, threeDSecure: 'redirect', settings: {} },
});

const analytics = {
  host: 'https://cdn.analytics.example',
  owner: 'marketing@boutique.example',
  reason: 'counts visits',
  pages: ['/checkout/*'],
  onPaymentPages: { justification: 'shows where shoppers give up' },
};

const inventoryOf = (files: Readonly<Record<string, string>>, metadata = shop()) =>
  scriptInventory(metadata, readSite(siteFolder(files)));

const own = (path: string, code: string, pages: readonly string[]) => ({
  kind: 'own',
  path,
  sha256: sha256(Buffer.from(code)),
  integrity: integrityOf(Buffer.from(code)),
  pages,
  authorisedBy: 'boutique',
  reason: "a part of the shop's own site, deployed with it",
});

test('the inventory of the example names its payment pages, and each script that they run', () => {
  const { pages, scripts, ...rest } = scriptInventory(shop(), readSite('examples/boutique/site'));
  expect(rest).toEqual({ version: 1, shop: 'boutique', environment: 'prod', engine: 'html' });
  expect(pages.map(({ path, file }) => [path, file])).toEqual([
    ['/checkout/', 'checkout/index.html'],
    ['/checkout/done/', 'checkout/done/index.html'],
  ]);
  const onPages = Object.fromEntries(
    scripts.map((script) => [script.kind === 'own' ? script.path : script.kind, script.pages]),
  );
  expect(onPages).toMatchObject({
    '/assets/js/cart-count.js': ['/checkout/', '/checkout/done/'],
    '/assets/js/cart.js': ['/checkout/', '/checkout/done/'],
    '/assets/js/order.js': ['/checkout/'],
    '/assets/js/pages/checkout.js': ['/checkout/'],
    '/assets/js/pages/done.js': ['/checkout/done/'],
  });
  expect(Object.keys(onPages).filter((path) => !path.startsWith('/assets/js/'))).toEqual([]);
  expect(onPages).not.toHaveProperty(['/assets/js/pages/home.js']);
});

test('is the same each time, and what the function reads is what was written', () => {
  const files = { 'checkout/index.html': '<script src="/a.js"></script>', 'a.js': '1' };
  const written = inventoryOf(files);
  expect(JSON.stringify(inventoryOf(files))).toBe(JSON.stringify(written));
  expect(inventoryForm.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
});

test('a page is written down with its bytes, its headers and where it leads', () => {
  const html = '<form action="/api/session"></form>';
  const { pages } = inventoryOf({ 'checkout/index.html': html });
  expect(pages).toEqual([
    {
      path: '/checkout/',
      file: 'checkout/index.html',
      sha256: sha256(Buffer.from(html)),
      headers: [
        { name: 'content-type', value: 'text/html; charset=utf-8' },
        { name: 'cache-control', value: 'no-store' },
        {
          name: 'content-security-policy',
          value:
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self' https://checkout.stripe.com; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests; report-uri /csp-report; report-to csp",
        },
        { name: 'cross-origin-opener-policy', value: 'same-origin-allow-popups' },
        {
          name: 'permissions-policy',
          value: expect.stringMatching(/^accelerometer=\(\), .*, payment=\(self\)$/),
        },
        { name: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
        { name: 'reporting-endpoints', value: 'csp="https://shop.boutique.example/csp-report"' },
        { name: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' },
        { name: 'x-content-type-options', value: 'nosniff' },
        { name: 'x-frame-options', value: 'DENY' },
      ],
      pageElements: [{ kind: 'form', what: '/api/session' }],
      sources: { scripts: [], frames: [], forms: ['https://checkout.stripe.com'] },
    },
  ]);
});

test('preloaded HSTS is a part of what is compared', () => {
  const { pages } = inventoryOf({ 'checkout/index.html': '' }, { ...shop(), preloadHsts: true });
  expect(pages[0]?.headers).toContainEqual({
    name: 'strict-transport-security',
    value: 'max-age=63072000; includeSubDomains; preload',
  });
});

describe('scripts of the shop', () => {
  const ownPaths = (files: Readonly<Record<string, string>>) =>
    inventoryOf(files).scripts.flatMap((script) => (script.kind === 'own' ? [script.path] : []));

  test.each([
    ['an import', 'import "./b.js";'],
    ['an import of names', "import { b } from '../assets/b.js';"],
    ['an export', "export * from './b.js?v=2';"],
    ['an import on demand', 'await import(`/assets/b.js`)'],
    ['a worker', "new Worker(new URL('./b.js', import.meta.url))"],
    ['a bundler’s list, which counts from the root', '["assets/b.js"]'],
  ])('are followed through %s', (_, code) => {
    const files = {
      'checkout/index.html': '<script src="/assets/a.js"></script>',
      'assets/a.js': code,
      'assets/b.js': 'import "./c.mjs";',
      'assets/c.mjs': 'import "./a.js";',
      'assets/unused.js': '',
    };
    expect(ownPaths(files)).toEqual(['/assets/a.js', '/assets/b.js', '/assets/c.mjs']);
  });

  test('are found in inline code and import maps', () => {
    const files = {
      'checkout/index.html':
        '<script type="importmap">{"imports":{"a":"/a.js"}}</script><script type="module">import "../b.js";</script>',
      'a.js': '',
      'b.js': '',
    };
    expect(ownPaths(files)).toEqual(['/a.js', '/b.js']);
  });

  test('are those of the site: what is named and not published is none', () => {
    const files = {
      'checkout/index.html': '<script src="/a.js"></script><script src="/b.js?v=1"></script>',
      'b.js': 'import "https://evil.example/a.js"; "http://[/x.js"',
    };
    expect(ownPaths(files)).toEqual(['/b.js']);
  });

  test('have their hash in both forms, and the pages that run them', () => {
    const page = '<script src="/a.js"></script>';
    const { scripts } = inventoryOf({ 'checkout/index.html': page, 'checkout/pay.html': page, 'a.js': '1' });
    expect(scripts).toEqual([own('/a.js', '1', ['/checkout/', '/checkout/pay.html'])]);
  });

  test('are also those that stand in the page', () => {
    const { scripts } = inventoryOf({ 'checkout/index.html': '<script>1</script>' });
    expect(scripts).toEqual([
      {
        kind: 'inline',
        hash: "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",
        pages: ['/checkout/'],
        authorisedBy: 'boutique',
        reason: "a part of the shop's own site, deployed with it",
      },
    ]);
  });
});

describe('scripts of others', () => {
  test('have an owner, a reason and a justification, and are compared in a browser', () => {
    const { engine, scripts, pages } = inventoryOf(
      { 'checkout/index.html': '' },
      shop(undefined, [analytics]),
    );
    expect(engine).toBe('browser');
    expect(scripts).toEqual([
      {
        kind: 'external',
        source: 'https://cdn.analytics.example',
        integrity: {},
        pages: ['/checkout/'],
        authorisedBy: 'marketing@boutique.example',
        reason: 'counts visits; shows where shoppers give up',
      },
    ]);
    expect(pages[0]?.sources.scripts).toEqual(['https://cdn.analytics.example']);
  });

  test('that run on other pages are not in it', () => {
    const { onPaymentPages: _, ...everywhere } = { ...analytics, pages: ['/*', '/checkout/*'] };
    for (const elsewhere of [{ ...analytics, pages: ['/products/*'] }, everywhere]) {
      const { engine, scripts } = inventoryOf({ 'checkout/index.html': '' }, shop(undefined, [elsewhere]));
      expect([engine, scripts]).toEqual(['html', []]);
    }
  });

  test('of a gateway are named by it, with what is known of them', () => {
    const hash = integrityOf(Buffer.from('braintree'));
    const src = 'https://js.braintreegateway.com/web/3.112.0/js/client.min.js';
    const { engine, scripts } = inventoryOf(
      {
        'checkout/index.html': `<script src="${src}" integrity="${hash}" crossorigin="anonymous"></script>`,
      },
      shop([gateway('braintree', 'fields')]),
    );
    expect(engine).toBe('browser');
    expect(scripts).toMatchObject([
      { kind: 'external', source: 'https://assets.braintreegateway.com', integrity: {} },
      { kind: 'external', source: 'https://c.paypal.com', integrity: {} },
      {
        kind: 'external',
        source: 'https://js.braintreegateway.com',
        integrity: expect.objectContaining({ [src]: hash }),
        pages: ['/checkout/'],
        authorisedBy: 'Braintree',
        reason: expect.stringMatching(/^takes payments as fields: .* \(verified, \d{4}-\d\d-\d\d\)$/),
      },
    ]);
  });

  test("of a gateway that the shop's own client loads are listed with the hash that the client pins", () => {
    const { scripts } = inventoryOf({ 'checkout/index.html': '' }, shop([gateway('braintree', 'fields')]));
    const [{ url = '', integrity = '' } = {}] = pageScripts(exampleGateway('braintree', 'fields'));
    expect(integrity).toMatch(/^sha384-/);
    expect(
      scripts.flatMap((each) => (each.kind === 'external' ? Object.entries(each.integrity) : [])),
    ).toContainEqual([url, integrity]);
  });

  test('may also come from a frame, so a page that shows one is compared in a browser', () => {
    const { engine } = inventoryOf({ 'checkout/index.html': '' }, shop([gateway('paystack', 'iframe')]));
    expect(engine).toBe('browser');
  });
});

describe('the pages compared', () => {
  test('are those below payment paths, by the URL that shoppers use', () => {
    const { pages } = inventoryOf({
      'checkout/index.html': '',
      'checkout/pay.html': '',
      'checkout.html': '',
      'cart/index.html': '',
    });
    expect(pages.map(({ path }) => path)).toEqual(['/checkout/', '/checkout/pay.html']);
  });

  test('are both URLs of a page where these have different headers', () => {
    const scripts = [{ ...analytics, pages: ['/checkout/index.html'] }];
    const { pages } = inventoryOf({ 'checkout/index.html': '' }, shop(undefined, scripts));
    expect(pages.map(({ path, sources }) => [path, sources.scripts])).toEqual([
      ['/checkout/', []],
      ['/checkout/index.html', ['https://cdn.analytics.example']],
    ]);
  });

  test('cannot be none, since a run would compare nothing and say that all is well', () => {
    expect(() => inventoryOf({ 'cart/index.html': '' })).toThrow(
      'site: found no page below /checkout/*, put the page there on which shoppers pay; it gets the headers of a payment page and is watched',
    );
  });
});
