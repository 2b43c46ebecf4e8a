import { describe, expect, test } from '@jest/globals';
import { hdrRules } from '../../../../lib/policy/rules/hdr/index.ts';
import settled from '../../../../lib/policy/rules/hdr/warn-cases.json' with { type: 'json' };
import { type Case, observations } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { csp, custom, pageCsp, paymentCsp, security, shop, shopOf } from './shop.ts';

const paying = csp.replace('Pages', 'Payment');
const chatCsp = paymentCsp.replace("script-src 'self'", "script-src 'self' https://chat.example");
const chat = {
  host: 'https://chat.example',
  owner: 'support',
  reason: 'help',
  pages: ['/checkout/*'],
  onPaymentPages: { justification: 'answers while shoppers pay' },
};

/** A template for each case, by the words that name it. */
const templates: Readonly<Record<string, Case>> = {
  'a third-party script on a payment path that the shop does not declare': shop([paying, chatCsp]),
  'a third-party script on a payment path that the shop declares': shopOf(
    { payments: { ...storefront.payments, scripts: [chat] } },
    [paying, chatCsp],
  ),
  'framing by the shop’s own pages': shop(
    [csp, pageCsp.replace("frame-ancestors 'none'", "frame-ancestors 'self'")],
    [`${security}.FrameOptions.FrameOption`, 'SAMEORIGIN'],
  ),
  'X-XSS-Protection is enabled': shop([`${security}.XSSProtection`, { Protection: true, Override: true }]),
  'Permissions-Policy is missing': shop([`${custom}[1]`, undefined]),
  'Cross-Origin-Opener-Policy is missing': shop([`${custom}[2]`, undefined]),
  'reports go to a third party': shop([csp, pageCsp.replace('/csp-report', 'https://collector.example/r')]),
};

describe('a case that the catalogue only warns of', () => {
  test.each(settled.cases.map((row) => [row.case, row] as const))('%s', (name, { control, choice }) => {
    const template = templates[name];
    expect(template).toBeDefined();
    const seen = hdrRules
      .filter(({ controls }) => controls.includes(control))
      .flatMap((rule) => (template ? observations(rule, template) : []));
    const failed = seen.filter(({ status }) => status === 'fail' || status === 'unknown');
    const noted = seen.filter(({ status, message }) => status === 'pass' && message.includes('; '));
    expect(failed.length > 0).toBe(choice === 'fail');
    expect(noted).toHaveLength(choice === 'note' ? 1 : 0);
  });

  test('has no template left over', () => {
    expect(Object.keys(templates).sort()).toEqual(settled.cases.map((row) => row.case).sort());
  });
});
