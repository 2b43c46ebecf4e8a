import { describe, expect, test } from '@jest/globals';
import { type Outcome, summarizeRoute, validationRoute } from '../../lib/compliance/saq.ts';
import type { YearlyTransactions } from '../../lib/contract/schema.ts';

type Integration = 'redirect' | 'iframe' | 'fields' | 'server';

const few: YearlyTransactions = { visa: { ecommerce: 120_000, total: 150_000 } };
const many: YearlyTransactions = { visa: { ecommerce: 120_000, total: 6_000_001 } };
const mastercardLevel2: YearlyTransactions = { mastercard: { ecommerce: 2_000_000, total: 2_000_000 } };

function live(integration: Integration) {
  return { name: 'stripe', mode: 'live' as const, integration };
}

function merchant(integrations: readonly Integration[], transactions = few) {
  return validationRoute({ role: 'merchant', gateways: integrations.map(live), transactions });
}

function texts({ reasons }: ReturnType<typeof merchant>): readonly string[] {
  return reasons.map(({ text }) => text);
}

describe('a merchant', () => {
  test.each<[readonly Integration[], Outcome]>([
    [['redirect'], 'SAQ A'],
    [['iframe'], 'SAQ A'],
    [['fields'], 'SAQ A-EP'],
    [['server'], 'SAQ D'],
    [['redirect', 'fields'], 'SAQ A-EP'],
    [['fields', 'redirect', 'server'], 'SAQ D'],
  ])('with %j files %s', (integrations, outcome) => {
    expect(merchant(integrations)).toMatchObject({ outcome, always: [], assessor: false });
  });

  test('of level 1 with one brand files a report, guided by the questionnaire, with 12.5.2 in any case', () => {
    const route = merchant(['redirect'], { ...few, ...many, amex: { ecommerce: 1, total: 1 } });
    expect(route).toMatchObject({ outcome: 'ROC', guide: 'SAQ A', always: ['12.5.2'], assessor: false });
    expect(texts(route).join(' ')).toMatch(/FAQ 1331.*12\.5\.2/);
  });

  test.each<[Integration, Outcome]>([
    ['redirect', 'SAQ A'],
    ['fields', 'SAQ A-EP'],
    ['server', 'SAQ D'],
  ])('of level 2 with Mastercard by %s files %s with a QSA or an ISA', (integration, outcome) => {
    const route = merchant([integration], mastercardLevel2);
    expect(route).toMatchObject({ outcome, assessor: true });
    expect(texts(route)).toContain(
      'A Mastercard merchant of level 2 that files SAQ A, A-EP or D engages a QSA or has an ISA of its own for it.',
    );
  });

  test('of level 2 with Visa alone needs no assessor', () => {
    expect(merchant(['redirect'], { visa: { ecommerce: 0, total: 2_000_000 } }).assessor).toBe(false);
  });

  test('whose file names no count is told that no level is known', () => {
    expect(texts(merchant(['redirect'], {}))).toContain('No brand has a count, so no level is known.');
  });

  test('with a frame confirms that scripts cannot attack its page; with a redirect it need not (FAQ 1588)', () => {
    const asked = (integration: Integration) => merchant([integration]).confirmations.map(({ id }) => id);
    expect(asked('iframe')).toContain('scripts');
    expect(asked('redirect')).not.toContain('scripts');
    expect(asked('redirect')).toContain('payment-page-origin');
    expect(asked('server')).toEqual([]);
  });

  test('is told in any case that the acquirer decides', () => {
    for (const transactions of [{}, few, many, mastercardLevel2])
      expect(texts(merchant(['redirect'], transactions)).at(-1)).toMatch(
        /^The acquirer or the card brand decides/,
      );
  });
});

describe('a service provider', () => {
  test.each<[string, YearlyTransactions, Outcome]>([
    [
      'below 300,000 Visa transactions',
      { visa: { ecommerce: 0, total: 300_000 } },
      'SAQ D for Service Providers',
    ],
    ['above 300,000 Visa transactions', { visa: { ecommerce: 0, total: 300_001 } }, 'ROC'],
    ['with any JCB transaction', { jcb: { ecommerce: 1, total: 1 } }, 'ROC'],
  ])('%s files %s', (_, transactions, outcome) => {
    const route = validationRoute({ role: 'serviceProvider', gateways: [live('redirect')], transactions });
    expect(route).toMatchObject({ outcome, confirmations: [] });
    expect(route).not.toHaveProperty('guide');
  });
});

test('an environment whose gateways are all in test mode has nothing to file', () => {
  const gateways = [{ name: 'stripe', mode: 'test' as const, integration: 'server' as const }];
  const route = validationRoute({ role: 'merchant', gateways, transactions: many });
  expect(route.outcome).toBe('none');
  expect(summarizeRoute(route)).toBe('PCI DSS: no real card is taken, so nothing is filed');
});

test('the whole reasoning of a level 1 merchant with two gateways, with its dates', () => {
  const { reasons } = merchant(['redirect', 'iframe'], many);
  expect(reasons.map(({ text, inForceSince }) => [text, inForceSince])).toEqual([
    [
      "stripe by redirect needs SAQ A: The gateway's own site takes the card data, and the shop's page only leads there.",
      undefined,
    ],
    [
      "stripe by iframe needs SAQ A: The gateway's page takes the card data inside a frame of the shop's page.",
      undefined,
    ],
    [
      'One questionnaire covers an environment with several gateways: the strictest that any of them needs.',
      undefined,
    ],
    [
      'Visa: 6,000,001 transactions, 120,000 of them online, are level 1, which begins above 6,000,000 transactions.',
      undefined,
    ],
    ["Level 1 files an assessor's report (ROC) instead of a questionnaire.", undefined],
    [
      'A merchant that meets every criterion of a questionnaire may agree with its assessor to use that questionnaire as the guide to what the report covers; the report says so (FAQ 1331).',
      '2025-05-23',
    ],
    [
      'Requirement 12.5.2, the yearly confirmation of scope, is in every ROC, whatever questionnaire guides it (FAQ 1331).',
      '2025-05-23',
    ],
    [
      "The acquirer or the card brand decides what a merchant files; after a breach either may ask for an assessor's report (ROC) at any count.",
      undefined,
    ],
  ]);
});

test.each<[string, ReturnType<typeof merchant>, string]>([
  ['a small merchant', merchant(['redirect']), 'PCI DSS SAQ A (levels Visa 3); the acquirer decides'],
  [
    'one without counts',
    merchant(['fields'], {}),
    'PCI DSS SAQ A-EP (no level is known); the acquirer decides',
  ],
  [
    'a large one',
    merchant(['redirect'], many),
    'PCI DSS ROC, guided by SAQ A (levels Visa 1); the acquirer decides',
  ],
  [
    'level 2 with Mastercard',
    merchant(['redirect'], mastercardLevel2),
    'PCI DSS SAQ A with a QSA or an ISA (levels Mastercard 2); the acquirer decides',
  ],
  [
    'a brand without thresholds',
    merchant(['redirect'], { unionpay: { ecommerce: 1, total: 1 } }),
    'PCI DSS SAQ A (levels UnionPay unknown); the acquirer decides',
  ],
])('the route of %s fits one line', (_, route, line) => {
  expect(summarizeRoute(route)).toBe(line);
});
