import { describe, expect, test } from '@jest/globals';
import { createApp, emptyApp } from '../../../lib/app.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { waf01Strangers } from '../../../lib/policy/rules/waf/waf-01-strangers.ts';
import { waf03 } from '../../../lib/policy/rules/waf/waf-03.ts';
import { waf04 } from '../../../lib/policy/rules/waf/waf-04.ts';
import { type TestRequest, verdictOf } from '../../support/firewall.ts';
import { withResources } from '../../support/mutations.ts';
import { exampleWith, ofType, onlyOne, type SynthesizedTemplate } from '../../support/synth.ts';

const scanner = {
  addresses: ['203.0.113.7/32', '203.0.113.16/28'],
  owner: 'ops',
  approver: 'ciso',
  ticket: 'SHOP-8',
  from: '2026-11-20',
  until: '2026-12-04',
};
const config = exampleWith({ firewall: { count: [], scanner } });
const edgeFile = 'boutique-prod-edge.template.json';
const about = 'scanner 203.0.113.16/28, 203.0.113.7/32';

const sources = readInput(createApp(config, { app: emptyApp(), today: '2026-11-29' }).synth().directory);
const edge = sources.find(({ name }) => name === edgeFile)?.body as unknown as SynthesizedTemplate;
const acl = onlyOne(edge, 'AWS::WAFv2::WebACL');

const from = { scanner: '203.0.113.7', shopper: '198.51.100.7' } as const;

function verdict(sender: keyof typeof from, request: Partial<TestRequest>) {
  return verdictOf(edge, { path: '/', address: from[sender], ...request });
}

describe('while a scan lasts', () => {
  const paths = ['/', '/checkout/', '/api/session', '/csp-report', '/callbacks/stripe'];

  test.each(paths)(
    'no rate rule stops the scanner at %s, and each still stops everybody else',
    async (path) => {
      expect((await verdict('scanner', { path, inWindow: 2001 })).action).toBe('allow');
      expect((await verdict('shopper', { path, inWindow: 2001 })).status).toBe(429);
    },
  );

  test('lists of addresses stop everybody but the scanner', async () => {
    expect((await verdict('scanner', { offends: ['address'] })).action).toBe('allow');
    expect((await verdict('shopper', { offends: ['address'] })).by).toBe('managed-rules-elsewhere');
  });

  test.each(['body', 'query', 'user agent', 'path', 'header', 'cookie'])(
    'what the scanner sends is judged like anybody’s: a managed rule about the %s blocks it',
    async (offence) => {
      expect((await verdict('scanner', { offends: [offence] })).action).toBe('block');
    },
  );

  test('methods and lengths that no path takes are refused to the scanner too', async () => {
    expect((await verdict('scanner', { method: 'PUT' })).by).toBe('request-form');
    expect((await verdict('scanner', { bodySize: 8193 })).by).toBe('request-form');
  });

  test('its requests have the label that the saved query looks for, and nobody else’s have', async () => {
    const label = 'awswaf:111111111111:webacl:boutique-prod-firewall:scanner';
    expect((await verdict('scanner', {})).labels).toEqual([label]);
    expect((await verdict('shopper', {})).labels).toEqual([]);
    const queries = ofType(edge, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);
    const query = queries.find(({ Name }) => Name === 'boutique-prod-firewall-scanner');
    const [, pattern = ''] = /like \/(.+)\/\n/.exec(query?.['QueryString']) ?? [];
    expect(`{"name":"${label}"}`).toMatch(new RegExp(pattern));
  });

  test('no rule of the firewall allows anything', () => {
    const actions = acl.Rules.flatMap(({ Action }: { Action?: object }) => Object.keys(Action ?? {}));
    expect([...new Set(actions)].sort()).toEqual(['Block', 'Count']);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the tests change what the template has.
type Node = any;

/** What of the firewall blocks a deployment, once `change` has weakened it. */
function objections(change: (acl: Node, list: Node) => void, asOf = '2026-12-04') {
  const weakened = withResources(sources, edgeFile, (resources) => {
    const all = Object.values(resources as Node) as Node[];
    const only = (type: string) => all.find(({ Type }) => Type === type).Properties;
    change(only('AWS::WAFv2::WebACL'), only('AWS::WAFv2::IPSet'));
  });
  return evaluate(new Model(weakened), [waf03, waf04], { asOf }).filter(isBlocking);
}

describe('the policy', () => {
  test('reports the scan as accepted by whoever agreed, until its last day, and never as passed', () => {
    const judged = evaluate(new Model(sources), [waf03, waf04], { asOf: '2026-12-04' });
    expect(judged.filter(isBlocking)).toEqual([]);
    const accepted = judged.filter((one) => one.about === about);
    expect([...new Set(accepted.map(({ rule, status }) => `${rule} ${status}`))].sort()).toEqual([
      'WAF-03 accepted',
      'WAF-04 accepted',
    ]);
    expect(new Set(accepted.map(({ acceptance }) => acceptance?.approver))).toEqual(new Set(['ciso']));
  });

  test('fails it on the day after', () => {
    const failed = objections(() => undefined, '2026-12-05').filter((one) => one.about === about);
    expect([...new Set(failed.map(({ rule }) => rule))].sort()).toEqual(['WAF-03', 'WAF-04']);
  });

  const byName = ({ Rules }: Node, name: string): Node => Rules.find(({ Name }: Node) => Name === name);
  const spared = { NotStatement: { Statement: { LabelMatchStatement: { Scope: 'LABEL', Key: 'scanner' } } } };
  const everybody = { SizeConstraintStatement: {} };

  const weakenings: Readonly<Record<string, (acl: Node, list: Node) => void>> = {
    'another address is added': (_, list) => list.Addresses.push('198.51.100.7/32'),
    'an address is exchanged': (_, list) => {
      list.Addresses[0] = '198.51.100.7/32';
    },
    'the list takes in the internet': (_, list) => {
      list.Addresses = ['0.0.0.0/0'];
    },
    'the list is left to the deployment': (_, list) => {
      list.Addresses = { Ref: 'PalisadeNowhere' };
    },
    'everybody has the label': (one) => {
      byName(one, 'scanner').Statement = everybody;
    },
    'a second rule gives the label': (one) => {
      one.Rules.push({ ...byName(one, 'scanner'), Name: 'more', Priority: 90, Statement: everybody });
    },
    'the scanner is allowed at once': (one) => {
      byName(one, 'scanner').Action = { Allow: {} };
    },
    'another label is left out of a limit': (one) => {
      const { RateBasedStatement } = byName(one, 'rate-everywhere').Statement;
      RateBasedStatement.ScopeDownStatement.NotStatement.Statement.LabelMatchStatement.Key = 'office';
    },
    'a limit leaves out more than the label': (one) => {
      const { RateBasedStatement } = byName(one, 'rate-everywhere').Statement;
      const exemption = RateBasedStatement.ScopeDownStatement;
      RateBasedStatement.ScopeDownStatement = {
        AndStatement: { Statements: [exemption, { GeoMatchStatement: { CountryCodes: ['DE'] } }] },
      };
    },
    'managed rules about content leave out the scanner': (one) => {
      const [labels] = byName(one, 'managed-rules-elsewhere').Statement.AndStatement.Statements;
      const { Statements } = labels.OrStatement;
      Statements[0] = { AndStatement: { Statements: [Statements[0], spared] } };
    },
    'all managed rules leave out the scanner': (one) => {
      byName(one, 'managed-rules-elsewhere').Statement.AndStatement.Statements.push(spared);
    },
    'lists of addresses stop nobody': (one) => {
      const [labels] = byName(one, 'managed-rules-elsewhere').Statement.AndStatement.Statements;
      labels.OrStatement.Statements = labels.OrStatement.Statements.filter(
        (part: Node) => !part.AndStatement,
      );
    },
    'lists of addresses leave out a country as well': (one) => {
      const [labels] = byName(one, 'managed-rules-elsewhere').Statement.AndStatement.Statements;
      const sparing = labels.OrStatement.Statements.find((part: Node) => part.AndStatement);
      sparing.AndStatement.Statements.push({ GeoMatchStatement: { CountryCodes: ['DE'] } });
    },
    'a managed group leaves out the scanner': (one) => {
      const group = byName(one, 'AWSManagedRulesSQLiRuleSet').Statement.ManagedRuleGroupStatement;
      group.ScopeDownStatement = spared;
    },
  };

  test.each(Object.entries(weakenings))('accepts nothing else: %s', (_, weaken) => {
    expect(objections((one, list) => void weaken(one, list))).not.toEqual([]);
  });
});

test('a shop that is closed to strangers is closed to the scanner, unless somebody admits it', () => {
  const staging = exampleWith({ launch: 'shadow', firewall: { count: [], scanner } });
  const app = createApp(staging, { app: emptyApp(), today: '2026-11-29' });
  const model = new Model(readInput(app.synth().directory));
  const found = evaluate(model, [waf01Strangers]).filter(({ rule }) => rule === waf01Strangers.id);
  expect([...new Set(found.map(({ status }) => status))]).toEqual(['pass']);
});

test.each(['2026-11-19', '2026-12-05'])('synthesis refuses the file on %s', (today) => {
  const message = `the storefront file: environments.prod.firewall.scanner: found a scanner that is let through from 2026-11-20 to 2026-12-04, on ${today}, remove it, so that every rule stops it, or agree on new days with its approver`;
  expect(() => createApp(config, { app: emptyApp(), today })).toThrow(message);
});
