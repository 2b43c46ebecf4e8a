import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { patternOf } from '../../lambda/shared/site/path-pattern.ts';
import { headersOf } from '../../lambda/site-release/headers.ts';
import { loadShop } from '../../lib/shop.ts';
import { ofType, type Synthesis, synthesize } from '../support/synth.ts';
import { type Visit, visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';
import type { BrowserAnswer, BrowserRequest } from './support/hosts.ts';

const analytics = 'https://cdn.analytics.example/count.js';
const reviews = 'https://cdn.reviews.example/reviews.js';
const shopUrl = 'https://nordlys.example';

/** What third parties serve: each script does all that its owner said it does. */
const thirdParties: Readonly<Record<string, readonly [type: string, body: string]>> = {
  [analytics]: [
    'text/javascript',
    "fetch('https://collect.analytics.example/hit', { method: 'POST', mode: 'no-cors', body: location.pathname }); new Image().src = 'https://pixel.analytics.example/dot.gif';",
  ],
  [reviews]: [
    'text/javascript',
    "const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://cdn.reviews.example/reviews.css' }); document.head.append(link); const frame = Object.assign(document.createElement('iframe'), { title: 'Reviews', src: 'https://widget.reviews.example/' }); document.querySelector('main').append(frame);",
  ],
  'https://cdn.reviews.example/reviews.css': [
    'text/css',
    "@font-face { font-family: Stars; src: url('https://fonts.reviews.example/stars.woff2'); } main { font-family: Stars; }",
  ],
  'https://widget.reviews.example/': ['text/html', '<!doctype html><title>Reviews</title><p>Five stars</p>'],
};

/** The shop of the file, with the site of the example: every page but the private ones counts, and product pages show reviews. */
function shopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nordlys-'));
  cpSync('examples/atelier/site', join(folder, 'site'), { recursive: true });
  cpSync('test/fixtures/nordlys/storefront.yaml', join(folder, 'storefront.yaml'));
  for (const { parentPath, name } of readdirSync(join(folder, 'site'), {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!name.endsWith('.html')) continue;
    const path = join(parentPath, name);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(counting, scriptsOf(relative(folder, parentPath))),
    );
  }
  return folder;
}

/** Where the pages of the example load the script that counts their visits. */
const counting = '<script defer src="https://count.example/count.js"></script>';

function scriptsOf(folder: string): string {
  const isReviewed = /produkt|product/.test(folder) && !folder.endsWith('fjordkrus');
  const urls = isReviewed ? [analytics, reviews] : [analytics];
  return urls.map((url) => `<script defer src="${url}"></script>`).join('');
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into properties of many types.
type Properties = any;

/** The headers of the template, by the pattern of the behaviour that sends them; the default one comes last. */
function headersOfTemplate(
  synthesis: Synthesis,
): readonly (readonly [string, Readonly<Record<string, string>>])[] {
  const edge = synthesis.template('nordlys-prod-edge');
  const [[, distribution] = []] = ofType(edge, 'AWS::CloudFront::Distribution');
  const { CacheBehaviors, DefaultCacheBehavior } = distribution?.Properties.DistributionConfig ?? {};
  return [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: '*' }].map((behaviour: Properties) => {
    const policy =
      edge.Resources[behaviour.ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig;
    const custom = policy.CustomHeadersConfig.Items.map(({ Header, Value }: Properties) => [Header, Value]);
    const csp = policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
    return [
      behaviour.PathPattern,
      { ...Object.fromEntries(custom), 'content-security-policy': csp },
    ] as const;
  });
}

let synthesis: Synthesis;
let site: (request: BrowserRequest) => BrowserAnswer;
const world = everyHost(async (request) => {
  if (request.url.origin === shopUrl) return site(request);
  const [type, body] = thirdParties[request.url.href] ?? ['text/plain', ''];
  return { status: 200, headers: { 'content-type': type, 'access-control-allow-origin': '*' }, body };
});
beforeAll(() => {
  const folder = shopFolder();
  synthesis = synthesize(loadShop(join(folder, 'storefront.yaml')));
  const headers = headersOfTemplate(synthesis);
  site = (request) => {
    const { pathname } = request.url;
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const pattern = patternOf(
      pathname,
      headers.map(([each]) => each),
    );
    const sent = headers.find(([each]) => each === pattern)?.[1] ?? {};
    if (!existsSync(join(folder, 'site', name))) return { status: 404, headers: sent, body: '' };
    return {
      status: 200,
      headers: { 'content-type': headersOf(name).contentType, ...sent },
      body: readFileSync(join(folder, 'site', name)),
    };
  };
}, 180_000);

/** The hosts of others that a page has asked, once it has nothing more to ask. */
async function askedBy(
  path: string,
): Promise<{ readonly shopper: Visit; readonly hosts: readonly string[] }> {
  const before = world.hosts.requests.length;
  const shopper = await visit(world.browser, shopUrl);
  await shopper.page.goto(`${shopUrl}${path}`, { waitUntil: 'networkidle0' });
  const asked = world.hosts.requests.slice(before).map(({ url }) => url.host);
  return { shopper, hosts: [...new Set(asked)].filter((host) => host !== new URL(shopUrl).host).sort() };
}

test('the file is synthesized, and the policy finds nothing in its templates', () => {
  expect(synthesis.report().flatMap(({ violations }) => violations)).toEqual([]);
});

test('on the page of a product, both scripts work as they were meant to, and nothing is blocked', async () => {
  const { shopper, hosts: asked } = await askedBy('/produkt/lyngskal/');
  expect(asked).toEqual([
    'cdn.analytics.example',
    'cdn.reviews.example',
    'collect.analytics.example',
    'fonts.reviews.example',
    'pixel.analytics.example',
    'widget.reviews.example',
  ]);
  expect(shopper.violations).toEqual([]);
  await shopper.end();
});

test('on a page that is left out, and on pages without products, visits are counted and no review is shown', async () => {
  for (const path of ['/produkt/fjordkrus/', '/om/', '/en/terms/']) {
    const { shopper, hosts: asked } = await askedBy(path);
    expect(asked).toEqual(['cdn.analytics.example', 'collect.analytics.example', 'pixel.analytics.example']);
    await shopper.page.evaluate((url) => {
      document.head.append(Object.assign(document.createElement('script'), { src: url }));
    }, reviews);
    expect(await shopper.blocked).toEqual({ directive: 'script-src-elem', blocked: reviews });
    await shopper.end();
  }
});

test.each(['/kasse/', '/kasse/en/', '/kasse/takk/'])(
  'on the payment page %s neither is there, and whatever puts one into it is blocked',
  async (path) => {
    const { shopper, hosts: asked } = await askedBy(path);
    expect(asked.filter((host) => /analytics|reviews/.test(host))).toEqual([]);
    const before = world.hosts.requests.length;
    await shopper.page.evaluate((url) => {
      document.head.append(Object.assign(document.createElement('script'), { src: url }));
    }, analytics);
    expect(await shopper.blocked).toEqual({ directive: 'script-src-elem', blocked: analytics });
    expect(world.hosts.requests.slice(before).map(({ url }) => url.href)).not.toContain(analytics);
    await shopper.end();
  },
);

test.each(['/', '/en/', '/produkt/trykk-lyng/', '/kasse/', '/kasse/takk/', '/vilkar/', '/en/privacy/'])(
  'axe finds nothing on %s, at the width of a phone, where nothing is cut off either',
  async (path) => {
    const shopper = await visit(world.browser, shopUrl);
    await shopper.page.setViewport({ width: 360, height: 740 });
    await shopper.page.goto(`${shopUrl}${path}`, { waitUntil: 'load' });
    await shopper.page.evaluate(axe.source);
    const found = await shopper.page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await shopper.end();
  },
);
