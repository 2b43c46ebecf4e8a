import { describe, expect, test } from '@jest/globals';
import { longestPolicy } from '../../../lib/contract/content-security-policy.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
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

  test('that need more than four sets of headers are refused', () => {
    const scripts = ['a', 'b'].map((name) => ({
      ...script,
      host: `https://${name}.example`,
      pages: [`/${name}/*`],
    }));
    expect(() => edgeOf({}, { scripts })).toThrow(
      'site: found paths that need 5 sets of response headers, list scripts for the same pages, so that at most 4 remain',
    );
  });
});
