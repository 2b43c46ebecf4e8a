import { describe, expect, test } from '@jest/globals';
import { createApp, emptyApp } from '../../../lib/app.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { publishedRules } from '../../../lib/preview/firewall/published-rules.ts';
import { firewallOf, type TestRequest, verdictOf } from '../../support/firewall.ts';
import { exampleWith, onlyOne, type SynthesizedTemplate } from '../../support/synth.ts';

type Changes = Parameters<typeof exampleWith>[0];

function edgeOf(changes: Changes): SynthesizedTemplate {
  const app = createApp(exampleWith(changes), { app: emptyApp(), today: '2026-11-29' });
  const sources = readInput(app.synth().directory);
  return sources.find(({ name }) => name.includes('prod-edge'))?.body as unknown as SynthesizedTemplate;
}

const scanner = {
  addresses: ['203.0.113.7/32'],
  owner: 'ops',
  approver: 'ciso',
  ticket: 'SHOP-8',
  from: '2026-11-20',
  until: '2026-12-04',
};

const shops = {
  open: edgeOf({}),
  closed: edgeOf({ launch: 'shadow' }),
  scanned: edgeOf({ firewall: { count: [], scanner } }),
};

interface Row {
  /** @default - the one that is open to shoppers */
  readonly shop?: keyof typeof shops;
  readonly rule: string;
  readonly request: TestRequest;
  /** What the request is answered with, and by whom. */
  readonly expected: string;
}

/** A request for each rule of the boutique's firewall that nothing but this rule stops. */
const rows: readonly Row[] = [
  { rule: 'rate-everywhere', request: { path: '/', inWindow: 2001 }, expected: '429 rate-everywhere' },
  {
    rule: 'rate-payments',
    request: { method: 'POST', path: '/api/session', inWindow: 201 },
    expected: '429 rate-payments',
  },
  {
    rule: 'rate-reports',
    request: { method: 'POST', path: '/csp-report', inWindow: 201 },
    expected: '429 rate-reports',
  },
  {
    rule: 'rate-callbacks',
    request: { method: 'POST', path: '/callbacks/stripe', inWindow: 1001 },
    expected: '429 rate-callbacks',
  },
  { rule: 'request-form', request: { method: 'TRACE', path: '/' }, expected: '400 request-form' },
  {
    rule: 'AWSManagedRulesCommonRuleSet',
    request: { path: `/${'a'.repeat(1024)}` },
    expected: '403 AWSManagedRulesCommonRuleSet/SizeRestrictions_URIPATH',
  },
  {
    rule: 'AWSManagedRulesKnownBadInputsRuleSet',
    request: { path: '/WEB-INF/web.xml' },
    expected: '403 AWSManagedRulesKnownBadInputsRuleSet/ExploitablePaths_URIPATH',
  },
  {
    rule: 'AWSManagedRulesSQLiRuleSet',
    request: { path: '/', offends: ['AWSManagedRulesSQLiRuleSet/SQLi_COOKIE'] },
    expected: '403 AWSManagedRulesSQLiRuleSet/SQLi_COOKIE',
  },
  {
    rule: 'AWSManagedRulesAmazonIpReputationList',
    request: { path: '/', offends: ['address'] },
    expected: '403 managed-rules-elsewhere',
  },
  {
    rule: 'managed-rules-elsewhere',
    request: { path: '/', offends: ['query'] },
    expected: '403 managed-rules-elsewhere',
  },
  { shop: 'closed', rule: 'strangers', request: { path: '/' }, expected: '403 strangers' },
  {
    shop: 'scanned',
    rule: 'scanner',
    request: { path: '/', address: '203.0.113.7', offends: ['address'] },
    expected: 'allow',
  },
];

async function outcome(template: SynthesizedTemplate, request: TestRequest): Promise<string> {
  const { action, status, by } = await verdictOf(template, request);
  return action === 'allow' ? action : `${status} ${by}`;
}

function without(template: SynthesizedTemplate, name: string): SynthesizedTemplate {
  const weakened = structuredClone(template);
  const acl = onlyOne(weakened, 'AWS::WAFv2::WebACL');
  acl.Rules = acl.Rules.filter(({ Name }: { Name: string }) => Name !== name);
  return weakened;
}

describe.each(rows)('the rule $rule of a shop', ({ shop = 'open', rule, request, expected }) => {
  test('decides its request', async () => {
    expect(await outcome(shops[shop], request)).toBe(expected);
  });

  test('is missed once it is taken out', async () => {
    expect(await outcome(without(shops[shop], rule), request)).not.toBe(expected);
  });
});

test('every rule of the three shops has its request', () => {
  const names = Object.values(shops).flatMap((template) =>
    onlyOne(template, 'AWS::WAFv2::WebACL').Rules.map(({ Name }: { Name: string }) => Name),
  );
  expect([...new Set(names)].sort()).toEqual(rows.map(({ rule }) => rule).sort());
});

test('nothing of the three firewalls is undecided but patterns of managed rules', () => {
  const limits = Object.values(shops).flatMap((template) => firewallOf(template).limits);
  expect(limits).toEqual(Object.values(shops).map(() => publishedRules.about));
});

test('a stranger is told that the shop is closed, in words and for search engines', async () => {
  expect(await verdictOf(shops.closed, { path: '/' })).toMatchObject({
    body: 'This shop is not open to the public.\n',
    headers: { 'content-type': 'text/plain', 'x-robots-tag': expect.stringContaining('noindex') },
  });
});
