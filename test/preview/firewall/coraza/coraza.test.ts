import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { everyManagedRule } from '../../../../lib/aws/managed-rules.ts';
import { openCoraza } from '../../../../lib/preview/firewall/coraza/coraza.ts';
import { managedRulesHere } from '../../../../lib/preview/firewall/coraza/installed-coraza.ts';
import standIns from '../../../../lib/preview/firewall/coraza/stand-ins.json' with { type: 'json' };
import { knownVersions, managedRulesFor } from '../../../../lib/preview/firewall/coraza/stand-ins.ts';
import { type Firewall, openFirewall } from '../../../../lib/preview/firewall/firewall.ts';
import type { ManagedRules } from '../../../../lib/preview/firewall/managed-rules.ts';
import { viewerRequest } from '../../../../lib/preview/responder.ts';
import { resource } from '../../../support/firewall.ts';

/** What a program in the place of Coraza does with each request that it reads, as the body of a function of it. */
const objectsToApostrophes = `
  const matches = atob(target).includes("'") ? [{ rule: 942100, parts: ['query'] }] : [];
  return JSON.stringify({ id, matches });
`;

function fakeCoraza(answer: string, versions: unknown = knownVersions): readonly [string, ...string[]] {
  const code = `
    const answer = ({ id, target }) => {${answer}};
    console.log(${JSON.stringify(JSON.stringify(versions))});
    require('node:readline').createInterface(process.stdin).on('line', (line) => {
      const text = answer(JSON.parse(line));
      if (text !== undefined) console.log(text);
    });
  `;
  return [process.execPath, '-e', code];
}

const opened: ManagedRules[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function corazaThat(answer: string, limit?: number): Promise<ManagedRules> {
  const rules = await openCoraza({ command: fakeCoraza(answer), ...(limit !== undefined && { limit }) });
  opened.push(rules);
  return rules;
}

type Json = Readonly<Record<string, unknown>>;

/** A firewall with the group against SQL injection, which a rule applies as it says. */
function firewallWith(managedRules: ManagedRules, statement: Json = {}, told: string[] = []): Firewall {
  const ManagedRuleGroupStatement = { VendorName: 'AWS', Name: 'AWSManagedRulesSQLiRuleSet', ...statement };
  const Rules = [
    { Name: 'sql', Priority: 0, Statement: { ManagedRuleGroupStatement }, OverrideAction: { None: {} } },
  ];
  const acl = resource('AWS::WAFv2::WebACL', 'acl', { Name: 'shop', Rules, DefaultAction: { Allow: {} } });
  return openFirewall({ acl, resources: [], managedRules, tell: (line) => told.push(line) });
}

const ask = (target: string) =>
  viewerRequest({ url: `https://shop.example${target}`, headers: { 'user-agent': 'Mozilla/5.0' } });
const injection = ask("/search?q='or'1");

describe('a rule of the core rule set', () => {
  test('stands in for the managed rules of its family, in the parts that it objects to', () => {
    expect(managedRulesFor({ rule: 942100, parts: ['query', 'body', 'path'] })).toEqual([
      'AWSManagedRulesSQLiRuleSet/SQLi_QUERYARGUMENTS',
      'AWSManagedRulesSQLiRuleSet/SQLi_BODY',
    ]);
    expect(managedRulesFor({ rule: 944151, parts: ['header'] })).toEqual([
      'AWSManagedRulesKnownBadInputsRuleSet/Log4JRCE_HEADER',
    ]);
    expect(managedRulesFor({ rule: 920420, parts: ['header'] })).toEqual([]);
  });

  test.each(standIns.standIns)(
    'that begins with $beginning has rules of $group to stand in for',
    (standIn) => {
      const { beginning, group, name } = standIn;
      const parts = everyManagedRule.map(({ inspects }) => inspects);
      const found = managedRulesFor({ rule: Number(beginning.padEnd(6, '0')), parts });
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((rule) => !rule.startsWith(`${group}/${name}_`))).toEqual([]);
    },
  );
});

describe('a firewall with Coraza', () => {
  test('blocks what it objects to, and says in the answer and in a line that this is simulated', async () => {
    const told: string[] = [];
    const { decide, limits } = firewallWith(await corazaThat(objectsToApostrophes), {}, told);
    const by = 'sql/SQLi_QUERYARGUMENTS';
    const headers = { 'x-preview-simulated': by };
    expect(await decide(injection)).toMatchObject({ action: 'block', by, simulated: [by], headers });
    expect(told).toEqual([
      `Simulated: the firewall's rule ${by} stops GET /search, which ${by} may match on AWS`,
    ]);
    expect(await decide(ask('/search?q=mug'))).toMatchObject({
      action: 'allow',
      simulated: [],
      headers: {},
    });
    expect(limits).toEqual([expect.stringContaining('simulated: Coraza')]);
  });

  test('only counts where the web ACL says so, and gives the label', async () => {
    const rules = await corazaThat(objectsToApostrophes);
    const Name = 'SQLi_QUERYARGUMENTS';
    for (const statement of [
      { RuleActionOverrides: [{ Name, ActionToUse: { Count: {} } }] },
      { ExcludedRules: [{ Name }] },
    ]) {
      expect(await firewallWith(rules, statement).decide(injection)).toMatchObject({
        action: 'allow',
        counted: [`sql/${Name}`],
        labels: ['awswaf:managed:aws:sql-database:SQLi_QueryArguments'],
        simulated: [`sql/${Name}`],
      });
    }
  });

  test('asks it about what the scope takes in, and nothing else', async () => {
    const below = (SearchString: string) => ({
      ScopeDownStatement: {
        ByteMatchStatement: {
          SearchString,
          FieldToMatch: { UriPath: {} },
          PositionalConstraint: 'STARTS_WITH',
          TextTransformations: [{ Priority: 0, Type: 'NONE' }],
        },
      },
    });
    const rules = await corazaThat(objectsToApostrophes);
    expect((await firewallWith(rules, below('/search')).decide(injection)).action).toBe('block');
    expect((await firewallWith(rules, below('/api/')).decide(injection)).action).toBe('allow');
  });

  test('decides many requests at once, each by its own answer', async () => {
    const { decide } = firewallWith(await corazaThat(objectsToApostrophes));
    const requests = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? injection : ask('/')));
    const verdicts = await Promise.all(requests.map(decide));
    expect(verdicts.map(({ action }) => action)).toEqual(
      requests.map((request) => (request === injection ? 'block' : 'allow')),
    );
  });

  test.each([
    ['ends', "console.error('out of memory'); process.exit(3)", undefined, 'ended with 3. out of memory'],
    ['does not answer', '', 300, 'not answered within 300 ms'],
    ['answers another request', 'return JSON.stringify({ id: id + 1, matches: [] })', undefined, 'not asked'],
    ['answers no JSON', "return '{'", undefined, 'not asked'],
  ])('lets nothing through when it %s, and says so', async (_, answer, limit, reason) => {
    const told: string[] = [];
    const { decide } = firewallWith(await corazaThat(answer, limit), {}, told);
    const verdicts = await Promise.all([decide(ask('/')), decide(injection)]);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ action: 'block', status: 503 });
      expect(verdict.body).toContain(reason);
    }
    expect(told).toEqual([expect.stringContaining('Undecided'), expect.stringContaining('Undecided')]);
  });

  test('starts it again for the next request after it has ended', async () => {
    const rules = await corazaThat(`if (atob(target) === '/end') process.exit(3); ${objectsToApostrophes}`);
    const { decide } = firewallWith(rules);
    expect((await decide(ask('/end'))).status).toBe(503);
    expect((await decide(ask('/'))).action).toBe('allow');
    expect((await decide(injection)).action).toBe('block');
  });

  test('does not ask it where no rule is managed', async () => {
    const acl = resource('AWS::WAFv2::WebACL', 'acl', { Name: 'shop', DefaultAction: { Allow: {} } });
    const managedRules = await corazaThat('process.exit(3)');
    const { decide, limits } = openFirewall({ acl, resources: [], managedRules });
    expect([await decide(injection), limits]).toMatchObject([{ action: 'allow' }, []]);
  });
});

describe('the program', () => {
  test('of another version is refused', async () => {
    const command = fakeCoraza('', { coraza: 'v2.0.0', coreRuleSet: 'v3.3.0' });
    await expect(openCoraza({ command })).rejects.toThrow(/judges by Coraza v2\.0\.0.+build it anew/);
  });

  test('that is none, or says nothing, is told', async () => {
    await expect(openCoraza({ command: ['/nowhere/coraza'] })).rejects.toThrow(/does not start: .*ENOENT/);
    const silent = [process.execPath, '-e', ''] as const;
    await expect(openCoraza({ command: silent })).rejects.toThrow('Coraza has ended with 0');
  });

  const folder = mkdtempSync(join(tmpdir(), 'palisade-coraza-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is found on the PATH, and said to be missing where it is not', async () => {
    const missing = await managedRulesHere({ PATH: folder }, folder);
    expect(missing.about).toMatch(/not decided here\. Coraza.+is not installed: docs\/preview\.md/);
    const found = join(folder, 'bin');
    mkdirSync(found);
    const [node, ...args] = fakeCoraza(objectsToApostrophes);
    const words = [node, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    writeFileSync(join(found, 'palisade-coraza'), `#!/bin/sh\nexec ${words}\n`, { mode: 0o755 });
    const rules = await managedRulesHere({ PATH: `${folder}:${found}` }, folder);
    opened.push(rules);
    expect((await firewallWith(rules).decide(injection)).action).toBe('block');
  });
});
