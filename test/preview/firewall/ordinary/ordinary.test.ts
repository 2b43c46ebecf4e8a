import { expect, test } from '@jest/globals';
import { viewerRequest } from '../../../../lib/preview/responder.ts';
import { exampleShops } from '../../../support/boutique.ts';
import { firewallOf } from '../../../support/firewall.ts';
import { onlyOne, type SynthesizedTemplate } from '../../../support/synth.ts';
import { edgeTemplate } from './edge-template.ts';
import { completedRequests, ordinaryRequests, recordedRequests } from './ordinary-requests.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Rule = any;

test('browsers have made requests of every kind in both shops, which others complete to a thousand', () => {
  const recorded = exampleShops.flatMap(recordedRequests);
  const completed = exampleShops.flatMap(completedRequests);
  expect(recorded.length + completed.length).toBeGreaterThanOrEqual(1000);
  expect(new Set([...recorded, ...completed].map((one) => JSON.stringify(one.request))).size).toBe(
    recorded.length + completed.length,
  );
  for (const part of [
    'GET https://shop.boutique.example/product/',
    'POST https://shop.boutique.example/api/price',
    'POST https://shop.boutique.example/api/session',
    'GET https://shop.boutique.example/account/',
    'GET https://shop.boutique.example/api/account/orders',
    'POST https://shop.boutique.example/csp-report',
    'GET https://lyngmo.example/produkt/',
    'POST https://lyngmo.example/api/session',
  ]) {
    expect(recorded.map(({ request: { method, url } }) => `${method} ${url}`)).toContainEqual(
      expect.stringContaining(part),
    );
  }
  const sent = completed.map(({ request }) => JSON.stringify(request));
  for (const odd of ['Groß', 'Żółw', 'Lynx/2.9', 'Googlebot', 'long+question+long+question']) {
    expect(sent).toContainEqual(expect.stringContaining(odd));
  }
});

test('the corpus has nothing of the machine that recorded it', () => {
  const sent = exampleShops.flatMap(recordedRequests).map(({ request }) => JSON.stringify(request));
  const ofMachine = /localhost|127\.0\.0\.1|:\d{4,5}\/|Headless|\/(?:home|root|tmp|work)\//;
  expect(sent.filter((request) => ofMachine.test(request))).toEqual([]);
});

/** What of the ordinary requests a firewall blocks, and by which rule. */
async function blockedBy(template: SynthesizedTemplate, example: string): Promise<readonly string[]> {
  const { decide } = firewallOf(template);
  const blocked: string[] = [];
  for (const { about, request } of ordinaryRequests(example)) {
    const { action, by } = await decide(viewerRequest(request));
    if (action !== 'allow') blocked.push(`${about}: ${by}`);
  }
  return blocked;
}

test.each(exampleShops)('the firewall of the %s blocks no ordinary request', async (example) => {
  expect(await blockedBy(edgeTemplate(example), example)).toEqual([]);
});

test.each<[string, string, (rule: Rule) => void]>([
  [
    'a lower limit',
    'rate-everywhere',
    ({ Statement }) => Object.assign(Statement.RateBasedStatement, { Limit: 30 }),
  ],
  [
    'no reports',
    'request-form',
    ({ Statement }) => Statement.OrStatement.Statements[1].AndStatement.Statements.pop(),
  ],
])('%s in the rule %s would block some of them', async (_, name, change) => {
  const stricter = structuredClone(edgeTemplate('boutique'));
  change(onlyOne(stricter, 'AWS::WAFv2::WebACL').Rules.find(({ Name }: Rule) => Name === name));
  const blocked = await blockedBy(stricter, 'boutique');
  expect(blocked.length).toBeGreaterThan(0);
  expect(blocked.filter((one) => !one.endsWith(name))).toEqual([]);
});
