import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { withPolicyHeaders } from '../../../lib/preview/edge/response-headers.ts';
import { accountOf } from '../../lambda/gateways/support/accounts.ts';
import { formEvent, shopWith } from '../../lambda/payment-session/support/shop.ts';
import { boutiqueTemplates, variantTemplates } from '../../support/boutique.ts';
import { ofType, type SynthesizedTemplate } from '../../support/synth.ts';
import { variants } from '../../support/variants.ts';

/** What the shop's function answers with, where Authorize.Net takes the card on a page of its own. */
let formPage: Readonly<Record<string, string>> = {};

const token = '{"token":"t"}';

beforeAll(async () => {
  const accounts = [accountOf('authorizenet')];
  const shop = shopWith({ accounts, answers: () => ({ status: 200, body: token }) });
  const { statusCode, multiValueHeaders, body } = await shop.post(formEvent({ gateway: 'authorizenet' }));
  expect([statusCode, body.includes('<form method="post" action="https://accept.authorize.net/')]).toEqual([
    200,
    true,
  ]);
  formPage = Object.fromEntries(
    Object.entries(multiValueHeaders).map(([name, values]) => [name, values.join(', ')]),
  );
});

// biome-ignore lint/suspicious/noExplicitAny: a headers policy is read as the template has it.
function policyOf(sources: readonly TemplateSource[], pattern: string): any {
  const edge = sources.find(({ name }) => name.includes('-edge.'))?.body as unknown as SynthesizedTemplate;
  const [[, distribution] = []] = ofType(edge, 'AWS::CloudFront::Distribution');
  const { CacheBehaviors } = distribution?.Properties.DistributionConfig ?? {};
  const { ResponseHeadersPolicyId } = CacheBehaviors.find(
    ({ PathPattern }: { PathPattern: string }) => PathPattern === pattern,
  );
  return edge.Resources[ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig;
}

const shops: readonly (readonly [string, () => readonly TemplateSource[]])[] = [
  ['production', () => boutiqueTemplates('prod')],
  ['staging', () => boutiqueTemplates('staging')],
  ...Object.keys(variants).map((name) => [name, () => variantTemplates(name)] as const),
];

describe.each(shops)('%s', (_, templates) => {
  test('the form of Authorize.Net reaches the browser with the policy of its function, HSTS and nosniff', () => {
    const policy = policyOf(templates(), '/api/*');
    const seen = withPolicyHeaders(policy, formPage);
    expect(seen['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action https://accept.authorize.net",
    );
    expect(seen['strict-transport-security']).toMatch(/^max-age=[1-9]\d*/);
    expect([seen['x-content-type-options'], seen['x-frame-options'], seen['cache-control']]).toEqual([
      'nosniff',
      'DENY',
      'no-store',
    ]);
  });
});

test('an answer without a policy of its own, such as an error of the load balancer, has that of the shop', () => {
  const policy = policyOf(boutiqueTemplates('prod'), '/api/*');
  const seen = withPolicyHeaders(policy, { server: 'awselb/2.0', 'strict-transport-security': 'max-age=0' });
  expect(seen['content-security-policy']).toBe(
    policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy,
  );
  expect(seen['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  expect(seen).not.toHaveProperty('server');
});

test('a policy that wins over the function’s would stop the form', () => {
  const policy = structuredClone(policyOf(boutiqueTemplates('prod'), '/api/*'));
  policy.SecurityHeadersConfig.ContentSecurityPolicy.Override = true;
  const seen = withPolicyHeaders(policy, formPage);
  expect(seen['content-security-policy']).not.toContain('https://accept.authorize.net');
});
