import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCoraza } from '../../../../lib/preview/firewall/coraza/coraza.ts';
import { installedCoraza } from '../../../../lib/preview/firewall/coraza/installed-coraza.ts';
import { firewallRequest } from '../../../../lib/preview/firewall/firewall-request.ts';
import type { ManagedRules } from '../../../../lib/preview/firewall/managed-rules.ts';
import { type RequestProps, viewerRequest } from '../../../../lib/preview/responder.ts';
import { exampleShops } from '../../../support/boutique.ts';
import { firewallOf } from '../../../support/firewall.ts';
import { edgeTemplate } from '../ordinary/edge-template.ts';
import { type OrdinaryRequest, recordedRequests } from '../ordinary/ordinary-requests.ts';

let coraza: ManagedRules;
beforeAll(async () => {
  const program = installedCoraza(process.env);
  if (program === undefined) throw new Error('Coraza is not there, run npm run coraza');
  coraza = await openCoraza({ command: [program] });
});
afterAll(() => coraza?.close());

const shop = 'https://shop.boutique.example';
const browser = { 'user-agent': 'Mozilla/5.0', accept: 'text/html' };
const json = { ...browser, 'content-type': 'application/json' };
const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };

async function matching(request: Omit<RequestProps, 'url'> & { readonly path?: string }) {
  const { path = '/', ...rest } = request;
  const found = await coraza.matching(
    firewallRequest(viewerRequest({ headers: browser, ...rest, url: `${shop}${path}` })),
  );
  return [...found]
    .filter(([, basis]) => basis === 'simulated')
    .map(([rule]) => rule.replace('AWSManagedRules', ''));
}

describe('Coraza with the core rule set', () => {
  test.each<[string, Parameters<typeof matching>[0]]>([
    ['SQLiRuleSet/SQLi_QUERYARGUMENTS', { path: "/?q=1'%20or%20'1'='1" }],
    ['SQLiRuleSet/SQLi_COOKIE', { headers: { ...browser, cookie: "a=1' or 1=1 --" } }],
    [
      'SQLiRuleSet/SQLi_BODY',
      { method: 'POST', headers: json, body: '{"name":"x\' union select password from users --"}' },
    ],
    ['CommonRuleSet/CrossSiteScripting_QUERYARGUMENTS', { path: '/?q=%3Csvg%20onload=alert(1)%3E' }],
    [
      'CommonRuleSet/CrossSiteScripting_BODY',
      { method: 'POST', headers: form, body: 'a=%3Cscript%3Ealert(1)%3C/script%3E' },
    ],
    ['CommonRuleSet/GenericLFI_QUERYARGUMENTS', { path: '/?file=/etc/passwd' }],
    ['CommonRuleSet/EC2MetaDataSSRF_QUERYARGUMENTS', { path: '/?u=http://169.254.169.254/latest/meta-data' }],
    ['CommonRuleSet/UserAgent_BadBots_HEADER', { headers: { 'user-agent': 'sqlmap/1.9' } }],
    ['KnownBadInputsRuleSet/ExploitablePaths_URIPATH', { path: '/.git/config' }],
    ['KnownBadInputsRuleSet/Log4JRCE_HEADER', { headers: { ...browser, 'x-a': '${jndi:dns://a.example/}' } }],
  ])('matches an attack as %s does', async (rule, request) => {
    expect(await matching(request)).toContain(rule);
  });

  test('matches none of the same in other words', async () => {
    expect(await matching({ path: '/?q=select+a+vase+from+the+ash+series' })).toEqual([]);
    expect(await matching({ method: 'POST', headers: json, body: '{"name":"Sinéad O\'Brien"}' })).toEqual([]);
  });
});

/** The ordinary requests that a firewall stops, with the managed rules that Coraza stands in for. */
async function mistaken(example: string, requests: readonly OrdinaryRequest[]): Promise<readonly string[]> {
  const { decide } = firewallOf(edgeTemplate(example), { managedRules: coraza });
  const verdicts = await Promise.all(requests.map(({ request }) => decide(viewerRequest(request))));
  return requests.flatMap(({ about }, index) => {
    const { action, simulated = [] } = verdicts[index] ?? {};
    return action === 'allow' ? [] : [`${about}: ${simulated.join(', ')}`];
  });
}

test.each(exampleShops)(
  'takes nothing that browsers have asked the %s for as an attack',
  async (example) => {
    expect(await mistaken(example, recordedRequests(example))).toEqual([]);
  },
  300_000,
);
