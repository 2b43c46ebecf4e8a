import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { emptyApp } from '../../../lib/app.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { StorefrontConfig } from '../../../lib/config/storefront-config.ts';
import { isRecommendation, readTemplateAcceptances } from '../../../lib/contract/acceptance.ts';
import { kitDecisions } from '../../../lib/contract/kit-decisions.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import type { Finding } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { addStorefront } from '../../../lib/storefront.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
import { exampleWith } from '../../support/synth.ts';

describe.each(Object.entries(kitDecisions))('the decision %s', (name, decision) => {
  test('makes a complete acceptance', () => {
    const { rules: decided, kind, reason, ticket, expires } = decision;
    const entries = decided.map((rule) => ({
      ...{ rule, resource: 'Any', kind, reason, ticket, expires },
      ...{ owner: 'operations', approver: 'palisade', decision: name },
    }));
    expect(readTemplateAcceptances(entries).malformed).toEqual([]);
  });

  test('names a page that exists', () => {
    expect(existsSync(packagePath(decision.ticket))).toBe(true);
  });

  test('ends within a year of the day on which it was made', () => {
    expect(Date.parse(decision.expires) - Date.parse(decision.decidedOn)).toBeLessThanOrEqual(
      365 * 86_400_000,
    );
  });
});

const integrated = gatewayNames.flatMap((name) =>
  supportedIntegrations(name).map((integration) => ({ name, integration })),
);

describe.each(integrated)('a shop with $name by $integration', ({ name, integration }) => {
  const gateway = exampleGateway(name, integration);
  const found = findings([gateway]);

  test('passes, with an acceptance for exactly what its gateway cannot work without', () => {
    expect(
      found.filter(({ status }) => ['fail', 'unknown'].includes(status)).map(({ message }) => message),
    ).toEqual([]);
  });
});

test('a redirect needs no acceptance of our own rules', () => {
  const gateway = exampleGateway('stripe', 'redirect');
  expect(findings([gateway]).filter(({ status }) => status === 'accepted')).toEqual([]);
});

test('a challenge inside the page is accepted by name, since it lets any bank be framed', () => {
  const gateway = exampleGateway('adyen', 'fields', 'inline');
  const found = findings([gateway]);
  expect(found.filter(({ status }) => status === 'fail')).toEqual([]);
  const accepted = found.filter(({ status }) => status === 'accepted');
  expect(accepted.map(({ rule, about }) => `${rule} ${about}`)).toContain('HDR-03 frame-src https:');
  expect(accepted[0]?.acceptance).toMatchObject({
    reason: expect.stringMatching(/^Adyen \(fields\) asks for it: /),
    owner: 'operations@boutique.example',
    approver: 'palisade',
    decision: 'gateway-source',
  });
});

describe('an exception of the kit', () => {
  const confirmed = { by: 'Jane Roe, head of security', on: '2026-11-23' };
  const acceptances = (config: StorefrontConfig) => {
    const app = emptyApp();
    addStorefront(app, { config, environment: 'prod' });
    return new Model(readInput(app.synth().directory)).templates.flatMap(
      ({ contract }) => contract?.contract?.acceptances ?? [],
    );
  };

  test('names the kit as who recommends it, and nobody who approved it', () => {
    const made = acceptances(exampleWith({}));
    expect(made).not.toEqual([]);
    for (const acceptance of made) {
      expect(acceptance).toMatchObject({ owner: 'operations@boutique.example', approver: 'palisade' });
      expect(acceptance).not.toHaveProperty('confirmed');
    }
  });

  test('is confirmed by whom the shop’s file names, where it names somebody, and no other is', () => {
    const confirmations = [{ decision: 'every-country' as const, ...confirmed }];
    const made = acceptances(exampleWith({}, { confirmations })).filter(isRecommendation);
    const [yes, no] = [true, false].map((wanted) =>
      made.filter((acceptance) => (acceptance.confirmed !== undefined) === wanted),
    );
    expect(yes).toMatchObject([{ decision: 'every-country', confirmed }]);
    expect(no?.map(({ decision }) => decision)).toContain('logging-v2');
  });
});

/** What the policy says about the edge of a shop with these gateways. */
function findings(gateways: readonly GatewayConfig[]): readonly Finding[] {
  // The browser that looks at such pages is large, and of no concern here.
  const app = new App({ context: { 'aws:cdk:disable-asset-staging': true } });
  addStorefront(app, { config: exampleWith({ payments: paymentsBy(gateways) }), environment: 'prod' });
  return evaluate(new Model(readInput(app.synth().directory)), rules, {
    asOf: kitDecisions['gateway-source'].decidedOn,
  });
}
