import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { patternOf } from '../../../lambda/shared/site/path-pattern.ts';
import { storefrontOf } from '../../../lib/constructs/contract/storefront.ts';
import type { Answer, ViewerRequest } from '../../../lib/preview/responder.ts';
import { answerHeaders, sentHeaders } from '../../../lib/site/answer-headers.ts';
import { pagePolicies } from '../../../lib/site/page-policies.ts';
import { readSite, servedSite } from '../../../lib/site/read-site.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { exampleConfig } from '../../support/synth.ts';
import { changed, deployedEdge } from './support/deployed.ts';
import { type Received, type Served, served } from './support/served.ts';

const resources = deployedEdge(boutiqueTemplates('prod'));

/** Headers that CloudFront and HTTP add to every answer. */
const always = ['connection', 'content-length', 'date', 'via', 'x-amz-cf-id', 'x-amz-cf-pop', 'x-cache'];

/** What origins send: a bucket with an object, a load balancer with the answer of a function. */
function origin({ target }: ViewerRequest): Answer {
  if (target.includes('missing')) return { status: 404, headers: { server: 'AmazonS3' }, body: '<Error/>' };
  const headers = {
    Server: 'AmazonS3',
    'x-amz-request-id': 'REQUEST',
    'x-amz-server-side-encryption': 'aws:kms',
    'content-type': 'text/html; charset=utf-8',
  };
  return { status: 200, headers, body: `<!doctype html><title>${target}</title>` };
}

/** The headers that the site is meant to send with a path, worked out without any template. */
function wanted(path: string): Readonly<Record<string, string>> {
  const { profile, environment } = storefrontOf(exampleConfig(), 'prod');
  const policies = pagePolicies(
    profile,
    servedSite(readSite(environment.site.path), environment.site.catalogue),
  );
  const pattern = patternOf(
    path,
    policies.map((policy) => policy.path.pattern),
  );
  const policy = policies.find((each) => each.path.pattern === pattern);
  if (!policy) throw new Error(`${path} has no headers`);
  const sent = sentHeaders(answerHeaders(profile, policy));
  return Object.fromEntries(sent.map(({ name, value }) => [name.toLowerCase(), value]));
}

function policyHeaders({ headers }: Received): Readonly<Record<string, unknown>> {
  const own = Object.entries(headers).filter(
    ([name]) => !always.includes(name) && !/^(?:content-type|location|age)$/.test(name),
  );
  return Object.fromEntries(own);
}

describe('the boutique', () => {
  let shop: Served;
  beforeAll(async () => {
    shop = await served({ resources, origin });
  });
  afterAll(() => shop.close());

  test.each([
    ['GET', '/', 200],
    ['GET', '/cart/', 200],
    ['GET', '/assets/site.css', 200],
    ['GET', '/cart', 301],
    ['GET', '/..%2f', 404],
    ['GET', '/missing/', 404],
    ['GET', '/checkout/', 200],
    ['GET', '/checkout/done/', 200],
    ['POST', '/api/payment-session', 200],
    ['POST', '/callbacks/stripe', 200],
    ['POST', '/csp-report', 200],
  ])('answers %s %s with exactly the headers of its path', async (method, path, status) => {
    const answer = await shop.send(path, { method });
    expect(answer.status).toBe(status);
    expect(policyHeaders(answer)).toEqual(wanted(path));
  });

  test('serves pages of its release from the bucket, and leaves the rest to functions', async () => {
    shop.asked.length = 0;
    const seen = await served({
      resources,
      origin: (_, originId) => ({ status: 200, headers: { 'x-origin': originId }, body: '' }),
    });
    expect((await seen.send('/terms/')).headers['x-origin']).toMatch(/Origin1/);
    expect((await seen.send('/api/orders/1')).headers['x-origin']).toMatch(/Origin2/);
    expect(seen.asked.map(({ target }) => target)).toEqual([
      expect.stringMatching(/^\/releases\/[0-9a-f]{64}\/terms\/index\.html$/),
      '/api/orders/1',
    ]);
    await seen.close();
  });

  test('sends a viewer without HTTPS to it, and takes no callback without it', async () => {
    const page = await shop.send('/cart/?a=1', { scheme: 'http' });
    expect([page.status, page.headers['location']]).toEqual([301, 'https://shop.boutique.example/cart/?a=1']);
    expect((await shop.send('/callbacks/stripe', { scheme: 'http', method: 'POST' })).status).toBe(403);
  });

  test('takes only the methods of a behaviour, and only its own name', async () => {
    expect((await shop.send('/cart/', { method: 'POST' })).status).toBe(403);
    expect((await shop.send('/', { headers: { host: 'stranger.example' } })).status).toBe(403);
  });

  test('tells functions the query as it was sent, and lets no viewer say it', async () => {
    shop.asked.length = 0;
    await shop.send('/callbacks/stripe?b=%7e&a', { headers: { 'x-palisade-raw-query': 'forged' } });
    expect(shop.asked[0]?.headers['x-palisade-raw-query']).toEqual(['b=%7e&a']);
  });
});

describe('a weakened template makes a weakened shop:', () => {
  const cases = [
    [
      'a header that it no longer sends',
      'ResponseHeadersPolicy',
      (policy: Weakened) => {
        delete policy.ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity;
      },
      async (shop: Served) => (await shop.send('/')).headers['strict-transport-security'],
      undefined,
    ],
    [
      'a name of software that it no longer removes',
      'ResponseHeadersPolicy',
      (policy: Weakened) => {
        delete policy.ResponseHeadersPolicyConfig.RemoveHeadersConfig;
      },
      async (shop: Served) => (await shop.send('/')).headers['server'],
      'AmazonS3',
    ],
    [
      'plain HTTP that it takes',
      'Distribution',
      (distribution: Weakened) => {
        distribution.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy = 'allow-all';
      },
      async (shop: Served) => (await shop.send('/', { scheme: 'http' })).status,
      200,
    ],
    [
      'methods that it takes',
      'Distribution',
      (distribution: Weakened) => {
        distribution.DistributionConfig.DefaultCacheBehavior.AllowedMethods.push('POST');
      },
      async (shop: Served) => (await shop.send('/', { method: 'POST' })).status,
      200,
    ],
    [
      'an error page that it lacks',
      'Distribution',
      (distribution: Weakened) => {
        distribution.DistributionConfig.CustomErrorResponses = [];
      },
      async (shop: Served) => (await shop.send('/missing/')).body.toString(),
      '<Error/>',
    ],
    [
      'a function that it no longer runs',
      'Distribution',
      (distribution: Weakened) => {
        distribution.DistributionConfig.DefaultCacheBehavior.FunctionAssociations = [];
      },
      async (shop: Served) => (await shop.send('/releases/1/secret')).status,
      200,
    ],
  ] as const;

  test.each(cases)('%s', async (_, type, weaken, look, seen) => {
    const shop = await served({ resources: changed(resources, type, weaken), origin });
    try {
      expect(await look(shop)).toEqual(seen);
    } finally {
      await shop.close();
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a test changes what it likes.
type Weakened = any;
