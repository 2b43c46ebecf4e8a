import { expect, test } from '@jest/globals';
import { viewerRequest } from '../../../../lib/preview/responder.ts';
import { exampleShops, exampleTemplates } from '../../../support/boutique.ts';
import { firewallOf } from '../../../support/firewall.ts';
import { onlyOne, type SynthesizedTemplate } from '../../../support/synth.ts';
import { ordinaryRequests } from './ordinary-requests.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Rule = any;

function edgeOf(example: string): SynthesizedTemplate {
  const [first] = exampleTemplates(example);
  const source = first?.sources().find(({ name }) => name.includes('-edge'));
  return source?.body as unknown as SynthesizedTemplate;
}

test('the two examples have a thousand ordinary requests together', () => {
  const requests = exampleShops.flatMap(ordinaryRequests);
  expect(requests.length).toBeGreaterThanOrEqual(1000);
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
  expect(await blockedBy(edgeOf(example), example)).toEqual([]);
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
  const stricter = structuredClone(edgeOf('boutique'));
  change(onlyOne(stricter, 'AWS::WAFv2::WebACL').Rules.find(({ Name }: Rule) => Name === name));
  const blocked = await blockedBy(stricter, 'boutique');
  expect(blocked.length).toBeGreaterThan(0);
  expect(blocked.filter((one) => !one.endsWith(name))).toEqual([]);
});
