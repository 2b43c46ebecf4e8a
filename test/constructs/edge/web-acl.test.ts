import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { gateways } from '../../../lambda/gateways/index.ts';
import { rulesOfGroup } from '../../../lib/aws/managed-rules.ts';
import capacities from '../../../lib/aws/web-acl-capacities.json' with { type: 'json' };
import vectors from '../../lambda/gateways/vectors.json' with { type: 'json' };
import { type TestRequest, verdictOf } from '../../support/firewall.ts';
import { exampleWith, onlyOne, synthesize } from '../../support/synth.ts';

const edge = synthesize(exampleWith({})).template('boutique-prod-edge');
const acl = onlyOne(edge, 'AWS::WAFv2::WebACL');

/** What of a callback nobody at the gateway chooses for a firewall to like. */
const ofCallbacks = ['body', 'query', 'user agent', 'address'];
const read = { method: 'GET', bodySize: 0 };
const post = { method: 'POST', bodySize: 200 };

async function verdict(request: TestRequest) {
  const { action, by, status } = await verdictOf(edge, request);
  return action === 'allow' ? 'allow' : `${status} ${by}`;
}

interface Recorded {
  readonly gateway: string;
  readonly headers: readonly string[];
  readonly bodySize: number;
}

const signed: readonly Recorded[] = vectors.vectors
  .filter(({ valid }) => valid)
  .map(({ gateway, headers, bodyBase64 }) => ({
    gateway,
    headers: Object.keys(headers ?? {}),
    bodySize: Buffer.from(bodyBase64 ?? '', 'base64').length,
  }));

/** The longest body among the kinds of events that are recorded of a gateway. */
function longestEvent(gateway: string): number {
  const kinds = JSON.parse(readFileSync(`test/lambda/gateways/event-kinds/${gateway}.json`, 'utf8'));
  // One gateway's events are XML within a form.
  const bodies = JSON.stringify(kinds)
    .split(/"(?:body|xml)":/)
    .slice(1);
  const longest = Math.max(...bodies.map(({ length }) => length));
  return gateway === 'braintree' ? formOf(longest) : longest;
}

/** The length of a form with so many bytes of XML in Base64, in lines whose ends are encoded, and a signature. */
function formOf(xml: number): number {
  return Math.ceil(((xml * 4) / 3) * 1.1) + 100;
}

describe.each(gateways.map(({ name }) => name))('a callback of %s', (gateway) => {
  const own = signed.filter((one) => one.gateway === gateway);
  const path = `/callbacks/${gateway}`;

  test('reaches its function as it was recorded, whatever managed rules hold against its sender and its words', async () => {
    const sizes = [...own.map(({ bodySize }) => bodySize), longestEvent(gateway)];
    expect(own.length).toBeGreaterThan(0);
    const sent = sizes.map((bodySize) => verdict({ method: 'POST', path, bodySize, offends: ofCallbacks }));
    expect(await Promise.all(sent)).toEqual(sizes.map(() => 'allow'));
  });

  test('brings no cookie, which managed rules still read', () => {
    expect(own.flatMap(({ headers }) => headers).filter((name) => /^cookie$/i.test(name))).toEqual([]);
  });
});

describe('what protects callbacks instead', () => {
  const path = '/callbacks/stripe';

  test('a body that the firewall cannot read to its end is refused', async () => {
    expect(await verdict({ ...post, path, bodySize: 65_536 })).toBe('allow');
    expect(await verdict({ ...post, path, bodySize: 65_537 })).toBe('400 request-form');
  });

  test('one address sends a thousand in five minutes', async () => {
    expect(await verdict({ ...post, path, inWindow: 1000 })).toBe('allow');
    expect(await verdict({ ...post, path, inWindow: 1001 })).toBe('429 rate-callbacks');
  });

  test('methods that no gateway uses are refused', async () => {
    expect(await verdict({ ...read, path })).toBe('allow');
    expect(await verdict({ ...post, path, method: 'PUT' })).toBe('400 request-form');
  });

  test.each(['path', 'header', 'cookie', 'host', 'method'])(
    'managed rules about the %s block',
    async (offence) => {
      expect(await verdict({ ...post, path, offends: [offence] })).toMatch(/^403 AWSManagedRules/);
    },
  );
});

describe('everywhere else', () => {
  const elsewhere = [
    '/api/session',
    '/csp-report',
    '/checkout/',
    '/',
    '/callbacks',
    '/Callbacks/stripe',
    '/api/..%2fcallbacks/stripe',
    '/api/%2e%2e%2fcallbacks/stripe',
    '/callbacks/../api/session',
    '/callbacks/%2e%2e/api/session',
    '/callbacks/..%2fapi/session',
  ];
  const everyRule = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesCommonRuleSet']
    .concat('AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet')
    .flatMap(rulesOfGroup);

  test.each(elsewhere)('each managed rule blocks at %s what AWS has it block', async (path) => {
    const offences = [...new Set(everyRule.filter(({ counts }) => !counts).map(({ inspects }) => inspects))];
    const verdicts = await Promise.all(
      offences.map((offence) => verdict({ ...read, path, offends: [offence] })),
    );
    expect(offences.filter((_, index) => verdicts[index] === 'allow')).toEqual([]);
  });

  test('what is only counted gives its label, and the rule that blocks by labels asks for each', () => {
    const counted = everyRule.filter(({ counts, inspects }) => !counts && ofCallbacks.includes(inspects));
    const asked = JSON.stringify(acl.Rules.at(-1));
    expect(counted.filter(({ label }) => !asked.includes(`"${label}"`))).toEqual([]);
    expect(counted).toHaveLength(24);
  });

  test('bodies of more than 8 kB are refused in words', async () => {
    expect(await verdict({ ...post, path: '/api/session', bodySize: 8192 })).toBe('allow');
    expect(await verdict({ ...post, path: '/api/session', bodySize: 8193 })).toBe('400 request-form');
    expect(await verdict({ ...post, path: '/csp-report', bodySize: 20_000 })).toBe('400 request-form');
    expect(await verdict({ ...read, path: '/', bodySize: 8193 })).toBe('400 request-form');
  });

  test('pages are read and nothing is sent to them', async () => {
    expect(await verdict({ ...read, path: '/' })).toBe('allow');
    expect(await verdict({ ...read, method: 'HEAD', path: '/checkout/' })).toBe('allow');
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await verdict({ ...post, method, path: '/checkout/' })).toBe('400 request-form');
    for (const path of ['/api/session', '/csp-report'])
      expect(await verdict({ ...post, path })).toBe('allow');
  });
});

describe('rate rules', () => {
  test.each([
    ['/', 2000, 'rate-everywhere'],
    ['/checkout/', 200, 'rate-payments'],
    ['/api/session', 200, 'rate-payments'],
    ['/%61pi/session', 200, 'rate-payments'],
    ['/csp-report', 200, 'rate-reports'],
  ])('let one address ask for %s at most %i times in five minutes', async (path, limit, rule) => {
    expect(await verdict({ ...read, path, inWindow: limit })).toBe('allow');
    expect(await verdict({ ...read, path, inWindow: limit + 1 })).toBe(`429 ${rule}`);
  });
});

describe('the capacity', () => {
  test('stays below what the price includes, even where each transformation counts anew', () => {
    const own = acl.Rules.reduce((sum: number, { Statement }: Statement) => sum + capacityOf(Statement), 0);
    expect(own).toBeGreaterThan(1125);
    expect(own).toBeLessThan(capacities.included);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: statements are read as the template has them.
type Statement = any;

function capacityOf(statement: Statement): number {
  const [[kind, content] = ['', undefined]] = Object.entries<Statement>(statement);
  const { statements, managedRuleGroups } = capacities;
  if (kind === 'ManagedRuleGroupStatement')
    return managedRuleGroups[content.Name as keyof typeof managedRuleGroups];
  const nested = [...(content.Statements ?? []), content.Statement, content.ScopeDownStatement].filter(
    Boolean,
  );
  const transformations = (content.TextTransformations ?? []).filter(
    ({ Type }: Statement) => Type !== 'NONE',
  );
  const base: Readonly<Record<string, unknown>> = statements;
  const own =
    kind === 'ByteMatchStatement' ? statements[kind][content.PositionalConstraint as 'EXACTLY'] : base[kind];
  return (
    (typeof own === 'number' ? own : 0) +
    transformations.length * statements.eachTransformation +
    nested.reduce((sum, one) => sum + capacityOf(one), 0)
  );
}
