import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { emptyApp } from '../../../lib/app.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { StorefrontConfig } from '../../../lib/config/storefront-config.ts';
import { isRecommendation, readTemplateAcceptances } from '../../../lib/contract/acceptance.ts';
import { kitDecisions } from '../../../lib/contract/kit-decisions.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { addStorefront } from '../../../lib/storefront.ts';
import { exampleGateway } from '../../support/gateways.ts';
import { exampleWith } from '../../support/synth.ts';
import { findingsWith } from './support/findings-with-gateways.ts';

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

test('a redirect needs no acceptance of our own rules', () => {
  const gateway = exampleGateway('stripe', 'redirect');
  expect(findingsWith([gateway]).filter(({ status }) => status === 'accepted')).toEqual([]);
});

test('a challenge inside the page is accepted by name, since it lets any bank be framed', () => {
  const gateway = exampleGateway('adyen', 'fields', 'inline');
  const found = findingsWith([gateway]);
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
