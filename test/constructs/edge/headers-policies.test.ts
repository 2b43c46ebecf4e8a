import { describe, expect, test } from '@jest/globals';
import quotas from '../../../lib/aws/cloudfront-quotas.json' with { type: 'json' };
import { longestPolicy } from '../../../lib/contract/content-security-policy.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
import { siteFolder } from '../../support/site-folder.ts';
import { exampleWith, ofType, type SynthesizedTemplate, synthesize } from '../../support/synth.ts';
import removal from './removed-headers.json' with { type: 'json' };

const script = {
  host: 'https://cdn.analytics.example',
  owner: 'marketing@boutique.example',
  reason: 'counts visits',
  pages: ['/products/*'],
};

function edgeOf(...shop: Parameters<typeof exampleWith>): SynthesizedTemplate {
  return synthesize(exampleWith(...shop)).template('boutique-prod-edge');
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into the properties of a headers policy.
type Headers = any;

/** The headers that CloudFront adds below each path. */
function headersByPath(edge: SynthesizedTemplate): Readonly<Record<string, Headers>> {
  const [[, distribution] = []] = ofType(edge, 'AWS::CloudFront::Distribution');
  const { CacheBehaviors, DefaultCacheBehavior } = distribution?.Properties.DistributionConfig ?? {};
  return Object.fromEntries(
    [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: '*' }].map(
      ({ PathPattern, ResponseHeadersPolicyId }) => [
        PathPattern,
        edge.Resources[ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig,
      ],
    ),
  );
}

const example = headersByPath(edgeOf({}));

const answeredByFunctions = ['/csp-report', '/callbacks/*', '/api/*'];

describe.each(Object.entries(example))('answers below %s', (pattern, headers) => {
  test('are to be asked for by HTTPS, for two years and on every name below the shop’s', () => {
    expect(headers.SecurityHeadersConfig.StrictTransportSecurity).toEqual({
      AccessControlMaxAgeSec: 63072000,
      IncludeSubdomains: true,
      Preload: false,
      Override: true,
    });
  });

  test('carry a policy that CloudFront takes, and win over the origin’s headers but for the policy of a function', () => {
    const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } =
      headers.SecurityHeadersConfig;
    expect(ContentSecurityPolicy.ContentSecurityPolicy.length).toBeLessThanOrEqual(longestPolicy);
    expect(ContentSecurityPolicy.Override).toBe(!answeredByFunctions.includes(pattern));
    expect(ContentTypeOptions).toEqual({ Override: true });
    expect(FrameOptions).toEqual({ FrameOption: 'DENY', Override: true });
    expect(ReferrerPolicy).toEqual({ ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true });
  });

  const removed: readonly string[] = headers.RemoveHeadersConfig.Items.map(
    ({ Header }: { Header: string }) => Header,
  );

  test('name no software, and neither the account nor the key of the bucket', () => {
    expect(removed).toEqual(
      expect.arrayContaining([
        'Server',
        'X-Powered-By',
        'x-amz-server-side-encryption-aws-kms-key-id',
        'x-amz-version-id',
      ]),
    );
  });

  test('lose no header that CloudFront keeps, and at most as many as it removes', () => {
    const kept = new RegExp(`^(?:${removal.kept.join('|')})$`, 'i');
    expect(removed.filter((name) => kept.test(name))).toEqual([]);
    expect(removed.length).toBeLessThanOrEqual(removal.most);
  });

  test('say where reports go, and leave gateways’ windows able to answer', () => {
    expect(headers.CustomHeadersConfig.Items).toEqual(
      expect.arrayContaining([
        {
          Header: 'Reporting-Endpoints',
          Override: true,
          Value: 'csp="https://shop.boutique.example/csp-report"',
        },
        { Header: 'Cross-Origin-Opener-Policy', Override: true, Value: 'same-origin-allow-popups' },
      ]),
    );
  });
});

function custom(headers: Headers, name: string): string | undefined {
  return headers.CustomHeadersConfig.Items.find(({ Header }: { Header: string }) => Header === name)?.Value;
}

test('only what belongs to one shopper is kept out of every cache', () => {
  expect(Object.entries(example).map(([path, headers]) => [path, custom(headers, 'Cache-Control')])).toEqual([
    ['/csp-report', 'no-store'],
    ['/callbacks/*', 'no-store'],
    ['/api/*', 'no-store'],
    ['/checkout/*', 'no-store'],
    ['*', undefined],
  ]);
});

test('only payment pages may ask for a payment, and with them the frames of their gateway', () => {
  const gateways = [exampleGateway('adyen', 'fields')];
  const headers = headersByPath(edgeOf({ payments: paymentsBy(gateways) }));
  expect(custom(headers['*'], 'Permissions-Policy')).toMatch(/camera=\(\), .*payment=\(\)$/);
  expect(custom(headers['/checkout/*'], 'Permissions-Policy')).toMatch(
    /payment=\(self "https:\/\/[^*"]+"[^*]*\)$/,
  );
});

test('a domain is preloaded where its owner asks for it', () => {
  const headers = headersByPath(edgeOf({ domain: 'boutique.example', preloadHsts: true }));
  expect(headers['*'].SecurityHeadersConfig.StrictTransportSecurity.Preload).toBe(true);
});

describe('paths', () => {
  test('that need the same headers share them', () => {
    const edge = edgeOf({}, { scripts: [{ ...script, pages: ['/products/*', '/lookbook/*'] }] });
    expect(Object.keys(headersByPath(edge))).toHaveLength(7);
    expect(ofType(edge, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveLength(4);
  });

  const eachItsOwn = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...script,
      host: `https://cdn-${index}.example`,
      pages: [`/${index}/*`],
    }));

  test('may need as many sets of headers as an account can have', () => {
    const edge = edgeOf({}, { scripts: eachItsOwn(17) });
    expect(ofType(edge, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveLength(20);
  });

  test('that need more sets of headers than that are refused, with the quota and its date', () => {
    expect(() => edgeOf({}, { scripts: eachItsOwn(18) })).toThrow(
      `the storefront file: scripts: found pages that need 21 sets of response headers in one account, list scripts for the same pages: the quota of CloudFront is 20 response headers policies for each account (${quotas.asOf})`,
    );
  });

  test('that are more than a distribution has behaviours for are refused, with the quota and its date', () => {
    const pages = Array.from({ length: 71 }, (_, index) => `/${index}/*`);
    expect(() => edgeOf({}, { scripts: [{ ...script, pages }] })).toThrow(
      `the storefront file: scripts: found patterns that make 76 paths, list fewer patterns: the quota of CloudFront is 75 cache behaviours for each distribution (${quotas.asOf})`,
    );
  });
});

function csp(headers: Headers): string {
  return headers.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
}

describe('a script of a third party', () => {
  const analytics = { ...script, pages: ['/*'], reaches: { 'connect-src': ['https://collect.example'] } };
  test('reaches every page that it is meant for, and no payment page', () => {
    const headers = headersByPath(edgeOf({}, { scripts: [{ ...analytics, except: ['/account/*'] }] }));
    expect(csp(headers['*'])).toContain(
      "script-src 'self' https://cdn.analytics.example; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self' https://collect.example;",
    );
    for (const path of ['/account/*', '/checkout/*', '/api/*', '/callbacks/*', '/csp-report']) {
      expect(csp(headers[path])).not.toMatch(/analytics|collect/);
    }
  });

  test('reaches payment pages where that is justified', () => {
    const onPaymentPages = { justification: 'finds fraud while the card is entered' };
    const headers = headersByPath(edgeOf({}, { scripts: [{ ...analytics, onPaymentPages }] }));
    expect(csp(headers['/checkout/*'])).toMatch(/cdn\.analytics\.example.*collect\.example/);
  });
});

describe('a shop with a checkout of its own path', () => {
  const page = '<!doctype html><title>Page</title>';
  const path = siteFolder({
    'kasse/index.html': page,
    'takk/index.html': page,
    'catalogue.json': '{"products":[{"slug":"mug","title":"Mug","prices":{"NOK":100}}]}',
  });
  const site = { path, catalogue: 'catalogue.json', cart: '/kasse/', checkout: '/kasse/', return: '/takk/' };
  const headers = headersByPath(edgeOf({ site }));

  test('has the gateways, no cache and payments there and where they lead back to', () => {
    for (const pattern of ['/kasse/*', '/takk/*']) {
      expect(csp(headers[pattern])).toContain("form-action 'self' https://checkout.stripe.com");
      expect(custom(headers[pattern], 'Cache-Control')).toBe('no-store');
    }
    expect(Object.keys(headers)).not.toContain('/checkout/*');
  });
});

describe('a shop that others may embed', () => {
  const headers = headersByPath(edgeOf({ embedding: ['https://magazine.example'] }));

  test('lets them frame its pages, which X-Frame-Options cannot say', () => {
    expect(csp(headers['*'])).toContain('frame-ancestors https://magazine.example;');
    expect(headers['*'].SecurityHeadersConfig.FrameOptions).toBeUndefined();
  });

  test.each(['/checkout/*', '/api/*', '/callbacks/*', '/csp-report'])('lets nobody frame %s', (path) => {
    expect(csp(headers[path])).toContain("frame-ancestors 'none'");
    expect(headers[path].SecurityHeadersConfig.FrameOptions).toEqual({ FrameOption: 'DENY', Override: true });
  });
});
