import { describe, expect, test } from '@jest/globals';
import type { DeployedResource } from '../../../lib/preview/deployed-resources.ts';
import { openFirewall } from '../../../lib/preview/firewall/firewall.ts';
import { type RequestProps, viewerRequest } from '../../../lib/preview/responder.ts';
import { resource } from '../../support/firewall.ts';

type Json = Readonly<Record<string, unknown>>;

const bodies = { Slow: { ContentType: 'TEXT_PLAIN', Content: 'Slowly, please.\n' } };

interface Setting {
  readonly DefaultAction?: Json;
  readonly resources?: readonly DeployedResource[];
  readonly now?: () => number;
}

function firewallWith(
  Rules: readonly Json[],
  { DefaultAction = { Allow: {} }, resources = [], now }: Setting = {},
) {
  const acl = resource('AWS::WAFv2::WebACL', 'acl', {
    Name: 'shop',
    DefaultAction,
    CustomResponseBodies: bodies,
    Rules: Rules.map((rule, index) => ({ Priority: index, ...rule })),
  });
  return openFirewall({ acl, resources, ...(now && { now }) });
}

const shopper = { 'user-agent': 'Mozilla/5.0' };

function ask(path = '/', request: Partial<RequestProps> = {}) {
  return viewerRequest({ url: `https://shop.example${path}`, headers: shopper, ...request });
}

const below = (prefix: string) => ({
  ByteMatchStatement: {
    FieldToMatch: { UriPath: {} },
    SearchString: prefix,
    PositionalConstraint: 'STARTS_WITH',
    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
  },
});
const labelled = (Key: string, Scope = 'LABEL') => ({ LabelMatchStatement: { Key, Scope } });
const everything = below('/');
const count = { Count: {} };
const block = { Block: {} };

describe('an action', () => {
  test('that allows or blocks ends the evaluation, and the lowest priority comes first', async () => {
    const rules = [
      { Name: 'last', Priority: 9, Statement: everything, Action: block },
      { Name: 'first', Priority: 1, Statement: below('/a'), Action: { Allow: {} } },
    ];
    const { decide } = firewallWith(rules);
    expect(await decide(ask('/a'))).toMatchObject({ action: 'allow', by: 'first' });
    expect(await decide(ask('/b'))).toMatchObject({ action: 'block', by: 'last', status: 403 });
  });

  test('is the default one where no rule ends it', async () => {
    const closed = firewallWith([], { DefaultAction: block });
    expect(await closed.decide(ask())).toMatchObject({ action: 'block', status: 403 });
    expect(await firewallWith([]).decide(ask())).toMatchObject({ action: 'allow', headers: {} });
  });

  test('answers in the words, with the status and the headers of its custom response', async () => {
    const answer = {
      ResponseCode: 429,
      CustomResponseBodyKey: 'Slow',
      ResponseHeaders: [{ Name: 'Retry-After', Value: '60' }],
    };
    const rule = { Name: 'slow', Statement: everything, Action: { Block: { CustomResponse: answer } } };
    expect(await firewallWith([rule]).decide(ask())).toMatchObject({
      status: 429,
      body: 'Slowly, please.\n',
      headers: { 'content-type': 'text/plain', 'retry-after': '60' },
    });
  });

  test('that counts goes on, and adds headers under the prefix of AWS', async () => {
    const CustomRequestHandling = { InsertHeaders: [{ Name: 'Seen', Value: 'yes' }] };
    const rules = [
      { Name: 'look', Statement: everything, Action: { Count: { CustomRequestHandling } } },
      { Name: 'stop', Statement: everything, Action: block },
    ];
    expect(await firewallWith(rules).decide(ask())).toMatchObject({
      by: 'stop',
      counted: ['look'],
      insertedHeaders: { 'x-amzn-waf-seen': 'yes' },
    });
  });

  test.each([
    ['Challenge', { action: 'challenge', status: 202, headers: { 'x-amzn-waf-action': 'challenge' } }],
    ['Captcha', { action: 'captcha', status: 405, headers: { 'x-amzn-waf-action': 'captcha' } }],
  ])('%s is asked of everybody, since nobody here has a token', async (kind, expected) => {
    const rule = { Name: 'ask', Statement: everything, Action: { [kind]: {} } };
    expect(await firewallWith([rule]).decide(ask())).toMatchObject(expected);
  });
});

describe('a label', () => {
  const giving = (...names: readonly string[]) => ({
    Name: 'label',
    Statement: below('/a'),
    Action: count,
    RuleLabels: names.map((Name) => ({ Name })),
  });

  test.each([
    ['odd:agent', 'LABEL', true],
    ['agent', 'LABEL', true],
    ['awswaf:111111111111:webacl:shop:odd:agent', 'LABEL', true],
    ['awswaf:222222222222:webacl:shop:odd:agent', 'LABEL', false],
    ['gent', 'LABEL', false],
    ['odd', 'LABEL', false],
    ['odd:', 'NAMESPACE', true],
    ['awswaf:111111111111:webacl:shop:odd:', 'NAMESPACE', true],
    ['awswaf:managed:', 'NAMESPACE', false],
    ['agent:', 'NAMESPACE', false],
  ])('is found by %s in the scope %s: %s', async (key, scope, expected) => {
    const rules = [giving('odd:agent'), { Name: 'stop', Statement: labelled(key, scope), Action: block }];
    const { decide } = firewallWith(rules);
    expect((await decide(ask('/a'))).action === 'block').toBe(expected);
    expect((await decide(ask('/b'))).action).toBe('allow');
  });

  test('is not seen by the rules before', async () => {
    const rules = [{ Name: 'stop', Statement: labelled('late'), Action: block }, giving('late')];
    expect((await firewallWith(rules).decide(ask('/a'))).action).toBe('allow');
  });

  test('of a managed rule is found where the rule only counts', async () => {
    const rules = [
      { Name: 'core', Statement: managed('AWSManagedRulesCommonRuleSet'), OverrideAction: count },
      {
        Name: 'stop',
        Statement: labelled('awswaf:managed:aws:core-rule-set:NoUserAgent_Header'),
        Action: block,
      },
    ];
    const { decide } = firewallWith(rules);
    expect(await decide(ask('/', { headers: {} }))).toMatchObject({
      by: 'stop',
      counted: ['core/NoUserAgent_HEADER'],
    });
  });
});

function managed(Name: string, more: Json = {}) {
  return { ManagedRuleGroupStatement: { VendorName: 'AWS', Name, ...more } };
}

describe('a managed rule group', () => {
  const core = (more: Json = {}, OverrideAction: Json = { None: {} }) =>
    firewallWith([
      { Name: 'core', Statement: managed('AWSManagedRulesCommonRuleSet', more), OverrideAction },
    ]);
  const nameless = ask('/', { headers: {} });

  test('blocks what AWS documents of it word for word', async () => {
    const inputs = { Name: 'inputs', Statement: managed('AWSManagedRulesKnownBadInputsRuleSet') };
    const { decide } = firewallWith([
      { Name: 'core', Statement: managed('AWSManagedRulesCommonRuleSet') },
      inputs,
    ]);
    const requests: readonly [string, ReturnType<typeof ask>][] = [
      ['core/NoUserAgent_HEADER', nameless],
      ['core/UserAgent_BadBots_HEADER', ask('/', { headers: { 'user-agent': 'Nmap NSE' } })],
      ['core/SizeRestrictions_QUERYSTRING', ask(`/?${'q'.repeat(2049)}`)],
      [
        'core/SizeRestrictions_Cookie_HEADER',
        ask('/', { headers: { ...shopper, cookie: 'c'.repeat(10_241) } }),
      ],
      ['core/SizeRestrictions_BODY', ask('/', { method: 'POST', body: 'b'.repeat(8193) })],
      ['core/SizeRestrictions_URIPATH', ask(`/${'p'.repeat(1024)}`)],
      ['core/GenericLFI_QUERYARGUMENTS', ask('/?file=..%2f..%2fetc/passwd')],
      ['core/GenericLFI_URIPATH', ask('/%2e%2e/%2e%2e/etc')],
      ['core/GenericRFI_QUERYARGUMENTS', ask('/?u=http://203.0.113.7/x.php')],
      ['core/RestrictedExtensions_URIPATH', ask('/php.ini')],
      ['core/CrossSiteScripting_QUERYARGUMENTS', ask('/?q=%3Cscript%3Ealert(%22hello%22)%3C/script%3E')],
      ['inputs/Host_localhost_HEADER', ask('/', { headers: { ...shopper, host: 'localhost' } })],
      ['inputs/PROPFIND_METHOD', ask('/', { method: 'PROPFIND' })],
      ['inputs/ExploitablePaths_URIPATH', ask('/WEB-INF/web.xml')],
      ['inputs/Log4JRCE_HEADER', ask('/', { headers: { ...shopper, 'x-a': '${jndi:ldap://example.com/}' } })],
    ];
    for (const [by, request] of requests)
      expect(await decide(request)).toMatchObject({ action: 'block', by });
    const atTheLimits = [`/?${'q'.repeat(2048)}`, `/${'p'.repeat(1023)}`];
    for (const path of atTheLimits) expect((await decide(ask(path))).action).toBe('allow');
  });

  test('says by what it is decided, and that the rest is not', () => {
    expect(core().limits).toEqual([expect.stringMatching(/documents.+not decided here/)]);
  });

  test('has other actions where the web ACL says so', async () => {
    const overriding = (ActionToUse: Json) =>
      core({ RuleActionOverrides: [{ Name: 'NoUserAgent_HEADER', ActionToUse }] });
    expect(await overriding(count).decide(nameless)).toMatchObject({
      action: 'allow',
      counted: ['core/NoUserAgent_HEADER'],
    });
    expect((await overriding({ Captcha: {} }).decide(nameless)).action).toBe('captcha');
    const excluded = core({ ExcludedRules: [{ Name: 'NoUserAgent_HEADER' }] });
    expect((await excluded.decide(nameless)).action).toBe('allow');
  });

  test('is asked about what its scope takes in, and nothing else', async () => {
    const scoped = core({ ScopeDownStatement: below('/a') });
    expect((await scoped.decide(ask('/a', { headers: {} }))).action).toBe('block');
    expect((await scoped.decide(ask('/b', { headers: {} }))).action).toBe('allow');
  });

  test.each([
    ['of somebody else', { VendorName: 'Acme', Name: 'Rules' }],
    ['of AWS that the table lacks', { VendorName: 'AWS', Name: 'AWSManagedRulesBotControlRuleSet' }],
  ])('%s is told to be undecided', async (_, group) => {
    const firewall = firewallWith([{ Name: 'other', Statement: { ManagedRuleGroupStatement: group } }]);
    expect(firewall.limits[0]).toContain("The firewall's rule other is not decided here");
    expect(await firewall.decide(nameless)).toMatchObject({ action: 'allow', undecided: ['other'] });
  });

  test('of a named version is told to be decided by the newest', () => {
    expect(core({ Version: 'Version_1.3' }).limits[0]).toContain('Version_1.3');
  });
});

describe('a rule group of the shop', () => {
  const group = resource('AWS::WAFv2::RuleGroup', 'own|3|CLOUDFRONT', {
    Name: 'own',
    CustomResponseBodies: { Own: { ContentType: 'APPLICATION_JSON', Content: '{}' } },
    Rules: [
      { Name: 'mark', Priority: 0, Statement: everything, Action: count, RuleLabels: [{ Name: 'seen' }] },
      {
        Name: 'stop',
        Priority: 1,
        Statement: { AndStatement: { Statements: [labelled('seen'), below('/a')] } },
        Action: { Block: { CustomResponse: { ResponseCode: 410, CustomResponseBodyKey: 'Own' } } },
      },
    ],
  });
  const Arn = 'arn:aws:wafv2:us-east-1:111111111111:global/rulegroup/own/3';
  const open = (more: Json = {}, OverrideAction: Json = { None: {} }, resources = [group]) =>
    firewallWith(
      [
        { Name: 'shop-rules', Statement: { RuleGroupReferenceStatement: { Arn, ...more } }, OverrideAction },
        { Name: 'local', Statement: labelled('seen'), Action: block },
      ],
      { resources },
    );

  test('is evaluated in its own context, with its own words', async () => {
    expect(await open().decide(ask('/a'))).toMatchObject({
      by: 'shop-rules/stop',
      status: 410,
      body: '{}',
      labels: ['awswaf:111111111111:rulegroup:own:seen'],
    });
    // The label `seen` of the group is not the label `seen` of the web ACL.
    expect((await open().decide(ask('/b'))).action).toBe('allow');
  });

  test('only counts where its result or its rule is overridden', async () => {
    const overriding = { RuleActionOverrides: [{ Name: 'stop', ActionToUse: count }] };
    for (const firewall of [open({}, count), open(overriding)]) {
      const { action, counted } = await firewall.decide(ask('/a'));
      expect([action, counted]).toEqual(['allow', ['shop-rules/mark', 'shop-rules/stop']]);
    }
  });

  test('is told to be undecided where it was not deployed', async () => {
    const firewall = open({}, { None: {} }, []);
    expect(firewall.limits[0]).toContain('was not deployed here');
    expect((await firewall.decide(ask('/a'))).undecided).toEqual(['shop-rules']);
  });
});

describe('a rate rule', () => {
  let time = 0;
  const limited = (statement: Json) =>
    firewallWith(
      [{ Name: 'rate', Statement: { RateBasedStatement: { Limit: 2, ...statement } }, Action: block }],
      { now: () => time },
    );
  const from = (address: string) => ask('/', { address });
  const actions = async (
    firewall: ReturnType<typeof limited>,
    requests: readonly ReturnType<typeof ask>[],
  ) => {
    const found: string[] = [];
    for (const request of requests) found.push((await firewall.decide(request)).action);
    return found;
  };

  test('blocks one address from the request after its limit on, until the window has passed', async () => {
    const firewall = limited({ AggregateKeyType: 'IP', EvaluationWindowSec: 60 });
    const [one, other] = [from('198.51.100.1'), from('198.51.100.2')];
    time = 0;
    expect(await actions(firewall, [one, one, one, other])).toEqual(['allow', 'allow', 'block', 'allow']);
    time = 59_999;
    expect(await actions(firewall, [one])).toEqual(['block']);
    time = 120_000;
    expect(await actions(firewall, [one])).toEqual(['allow']);
  });

  test('counts over five minutes where it does not say', async () => {
    const firewall = limited({ AggregateKeyType: 'IP' });
    time = 0;
    await actions(firewall, [ask(), ask()]);
    time = 299_999;
    expect(await actions(firewall, [ask()])).toEqual(['block']);
    time = 600_000;
    expect(await actions(firewall, [ask()])).toEqual(['allow']);
  });

  test('counts what its scope takes in, and blocks nothing else', async () => {
    const firewall = limited({ AggregateKeyType: 'IP', ScopeDownStatement: below('/api/') });
    expect(await actions(firewall, [ask(), ask(), ask('/api/x'), ask('/api/x')])).not.toContain('block');
    expect(await actions(firewall, [ask('/api/x'), ask()])).toEqual(['block', 'allow']);
  });

  test('counts everybody together', async () => {
    const firewall = limited({ AggregateKeyType: 'CONSTANT', ScopeDownStatement: everything });
    const senders = ['198.51.100.1', '198.51.100.2', '198.51.100.3'].map(from);
    expect(await actions(firewall, senders)).toEqual(['allow', 'allow', 'block']);
  });

  test('counts by the first address of a header', async () => {
    const ForwardedIPConfig = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH' };
    const firewall = limited({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig });
    const via = (value: string) => ask('/', { headers: { 'x-forwarded-for': value } });
    const one = via('203.0.113.1, 198.51.100.1');
    expect(await actions(firewall, [one, one, one, via('203.0.113.2')])).toEqual([
      'allow',
      'allow',
      'block',
      'allow',
    ]);
    expect(await actions(firewall, [via('x'), via('x'), via('x')])).not.toContain('block');
  });

  const TextTransformations = [{ Priority: 0, Type: 'LOWERCASE' }];
  test.each<[string, Json, ReturnType<typeof ask>, ReturnType<typeof ask>]>([
    ['HTTPMethod', {}, ask(), ask('/', { method: 'POST' })],
    ['UriPath', { TextTransformations }, ask('/A'), ask('/b')],
    ['QueryString', { TextTransformations }, ask('/?A'), ask('/?b')],
    ['QueryArgument', { Name: 'a', TextTransformations }, ask('/?a=1'), ask('/?a=2')],
    [
      'Header',
      { Name: 'X-A', TextTransformations },
      ask('/', { headers: { 'x-a': '1' } }),
      ask('/', { headers: { 'x-a': '2' } }),
    ],
    [
      'Cookie',
      { Name: 'c', TextTransformations },
      ask('/', { headers: { cookie: 'c=1' } }),
      ask('/', { headers: { cookie: 'c=2' } }),
    ],
  ])('counts by %s together with the address', async (kind, content, one, other) => {
    const CustomKeys = [{ IP: {} }, { [kind]: content }];
    const firewall = limited({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });
    expect(await actions(firewall, [one, one, one, other])).toEqual(['allow', 'allow', 'block', 'allow']);
  });

  test('leaves out what lacks a part of its key', async () => {
    const CustomKeys = [{ IP: {} }, { Header: { Name: 'x-a', TextTransformations } }];
    const firewall = limited({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });
    expect(await actions(firewall, [ask(), ask(), ask()])).not.toContain('block');
  });

  test('is told to be undecided where nothing here knows its key', async () => {
    const firewall = limited({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ IP: {} }, { ASN: {} }] });
    expect(firewall.limits[0]).toContain('nothing here counts by ASN');
    expect((await firewall.decide(ask())).undecided).toEqual(['rate']);
  });
});
