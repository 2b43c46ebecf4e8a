import { expect, test } from '@jest/globals';
import { contentSecurityPolicy } from '../../../../lib/contract/content-security-policy.ts';
import type { StorefrontContract } from '../../../../lib/contract/schema.ts';
import { hdr02 } from '../../../../lib/policy/rules/hdr/hdr-02.ts';
import { hdr03 } from '../../../../lib/policy/rules/hdr/hdr-03.ts';
import { observations } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { csp, shopOf } from './shop.ts';

const payments = {
  gateways: [
    { name: 'stripe', mode: 'live', integration: 'iframe', threeDSecure: 'inline', settings: {} },
    { name: 'square', mode: 'test', integration: 'fields', threeDSecure: 'inline', settings: {} },
  ],
  scripts: [],
};

test('what a gateway asks for and no policy should hold is named, so that each can be accepted by itself', () => {
  const metadata = { ...storefront, payments } as unknown as StorefrontContract;
  const [, path = { pattern: '*', serves: 'payment', sensitive: true }] = metadata.paths;
  const text = contentSecurityPolicy(metadata, path, { scripts: [], styles: [] });
  const input = shopOf({ payments }, [csp.replace('Pages', 'Payment'), text]);

  const found = [hdr02, hdr03].map((rule) =>
    observations(rule, input)
      .filter(({ status }) => status === 'fail' || status === 'unknown')
      .map(({ about, resource }) => `${resource.logicalId}: ${about}`)
      .sort(),
  );
  const expected = [
    'Payment: form-action https:',
    'Payment: frame-src https:',
    'Payment: frame-src https://*.js.stripe.com',
    'Payment: img-src https://*.stripe.com',
    'Payment: script-src https://*.js.stripe.com',
    "Payment: style-src 'unsafe-inline'",
  ];
  expect(found).toEqual([expected, expected]);
});
