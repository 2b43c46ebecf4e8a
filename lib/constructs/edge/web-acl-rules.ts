import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { longestBody } from '../../../lambda/gateways/delivery.ts';
import { baselineGroups, type ManagedRule, rulesOfGroup } from '../../aws/managed-rules.ts';
import { noIndex } from '../../contract/launch.ts';
import { apiPath, callbackPath, reportPath } from '../../contract/paths.ts';
import { scannerLabel } from '../../contract/scanner.ts';
import {
  all,
  any,
  below,
  bodyOver,
  everyOf,
  labelled,
  method,
  not,
  type Statement,
  someOf,
  surelyBelow,
} from './web-acl-statements.ts';

type Rule = CfnWebACL.RuleProperty;

/**
 * What of a callback its sender does not choose for a firewall to like: gateways repeat the words of shoppers, put
 * addresses into queries, send no user agent, and live in clouds whose addresses others have misused.
 */
const beyondGateways: readonly string[] = ['body', 'query', 'user agent', 'address'];

/** Requests that one address may make in a window: fewer where they cost money or take input. */
const rateLimits = {
  windowSeconds: 300,
  everywhere: 2000,
  payments: 200,
  reports: 200,
  callbacks: 1000,
} as const;

/** Longest bodies in bytes. A callback may fill what the firewall reads at the most; its function refuses what is longer still. */
const bodyLimits = { callbacks: 65_536, elsewhere: longestBody } as const;

/** How much of a body the firewall reads: what is longer than this cannot be told from what is longer still. */
export const inspectedBody = 'KB_64';

/** Name of the rule that blocks, elsewhere than on callbacks, what managed rules only count. */
const reblockRule = 'managed-rules-elsewhere';

export interface WebAclRulesProps {
  /** Patterns of the pages on which shoppers pay. */
  readonly paymentPatterns: readonly string[];

  /** The managed groups and rules, `GROUP` or `GROUP/RULE`, that only count for a while. */
  readonly counted: ReadonlySet<string>;

  /**
   * What strangers ask for where a shop is closed to them.
   *
   * @default - nobody is a stranger
   */
  readonly strangers?: Statement | undefined;

  /**
   * What the scanner asks for while the quarterly scan lasts.
   *
   * @default - nobody scans the shop
   */
  readonly scanner?: Statement | undefined;
}

/** The firewall's rules: who is no shopper where a shop is closed, then what is limited, then what is known to be an attack. */
export function webAclRules({ paymentPatterns, counted, strangers, scanner }: WebAclRulesProps): Rule[] {
  const groups = baselineGroups.map((name) => managed(name, counted));
  const spared = scanner ? [not(labelled(scannerLabel))] : [];
  return [
    ...labelling(scanner),
    ...closed(strangers),
    ...rateRules(paymentPatterns).map((rule) => rateRule(rule, spared)),
    requestForm,
    ...groups,
    ...reblock(counted, spared),
  ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

/** The scanner's requests are counted and labelled and go on: what blocks them for their content still does. */
function labelling(scanner: Statement | undefined): readonly OwnRule[] {
  if (!scanner) return [];
  const ruleLabels = [{ name: scannerLabel }];
  return [{ name: scannerLabel, action: { count: {} }, statement: scanner, ruleLabels }];
}

/** A shop to which shoppers do not come has one answer for strangers, which search engines forget as well. */
function closed(strangers: Statement | undefined): readonly OwnRule[] {
  if (!strangers) return [];
  const action = refuse(403, 'Closed', [{ name: 'x-robots-tag', value: noIndex }]);
  return [{ name: 'strangers', action, statement: strangers }];
}

/** Metrics without samples: samples would hold cookies and query strings, which the log leaves out. */
export function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/** What the firewall says to whoever it slows down, and to whoever sends what no path takes. */
export const customResponseBodies = {
  TooManyRequests: words(
    `Too many requests came from your network. Please try again in ${rateLimits.windowSeconds / 60} minutes.`,
  ),
  NotTaken: words('This address takes no request of this method or length.'),
  Closed: words('This shop is not open to the public.'),
} as const satisfies CfnWebACL['customResponseBodies'];

function words(content: string) {
  return { contentType: 'TEXT_PLAIN', content: `${content}\n` } as const;
}

function refuse(
  responseCode: number,
  customResponseBodyKey: keyof typeof customResponseBodies,
  responseHeaders?: CfnWebACL.CustomHTTPHeaderProperty[],
): CfnWebACL.RuleActionProperty {
  return {
    block: {
      customResponse: { responseCode, customResponseBodyKey, ...(responseHeaders && { responseHeaders }) },
    },
  };
}

const tooManyRequests = refuse(429, 'TooManyRequests');

type OwnRule = Omit<Rule, 'priority' | 'visibilityConfig'>;

interface RateRule {
  readonly name: string;
  readonly limit: number;
  /** @default - every request */
  readonly about?: Statement;
}

const rateRules = (paymentPatterns: readonly string[]): readonly RateRule[] => [
  { name: 'rate-everywhere', limit: rateLimits.everywhere },
  {
    name: 'rate-payments',
    limit: rateLimits.payments,
    about: any([...paymentPatterns.map(below), below(apiPath)]),
  },
  // One page with a fault reports it at every visit, which must not use up what a shopper has for paying.
  { name: 'rate-reports', limit: rateLimits.reports, about: below(reportPath) },
  // A gateway sends from few addresses, and all its events at once after a pause.
  { name: 'rate-callbacks', limit: rateLimits.callbacks, about: below(callbackPath) },
];

function rateRule({ name, limit, about }: RateRule, spared: readonly Statement[]): OwnRule {
  const scope = [...(about ? [about] : []), ...spared];
  return { name, action: tooManyRequests, statement: limited(limit, everyOf(scope)) };
}

// Pages are read. Functions are posted to, and one gateway asks by GET whether the address of callbacks is the shop's.
const requestForm: OwnRule = {
  name: 'request-form',
  action: refuse(400, 'NotTaken'),
  statement: any([
    all(['GET', 'HEAD', 'POST'].map((name) => not(method(name)))),
    all([method('POST'), ...[apiPath, callbackPath, reportPath].map((path) => not(below(path)))]),
    bodyOver(bodyLimits.callbacks),
    all([bodyOver(bodyLimits.elsewhere), not(surelyBelow(callbackPath))]),
  ]),
};

/** A managed rule group; what of it would break callbacks only gives its label, by which `reblock` blocks elsewhere. */
function managed(name: string, counted: ReadonlySet<string>): OwnRule {
  const counting = counted.has(name)
    ? []
    : rulesOfGroup(name).filter((rule) => isLabelling(rule) || counted.has(nameOf(rule)));
  const ruleActionOverrides = counting.map((rule) => ({ name: rule.name, actionToUse: { count: {} } }));
  return {
    name,
    overrideAction: counted.has(name) ? { count: {} } : { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ruleActionOverrides } },
  };
}

function isLabelling({ inspects, counts }: ManagedRule): boolean {
  return !counts && beyondGateways.includes(inspects);
}

function nameOf({ group, name }: ManagedRule): string {
  return `${group}/${name}`;
}

/**
 * A callback is proven by its signature, and by nothing that a managed rule knows. Everywhere else these rules block. Lists
 * of addresses remember who scanned before, so they leave out whoever is spared.
 */
function reblock(counted: ReadonlySet<string>, spared: readonly Statement[]): readonly OwnRule[] {
  const rules = baselineGroups
    .flatMap(rulesOfGroup)
    .filter((rule) => isLabelling(rule) && !counted.has(rule.group) && !counted.has(nameOf(rule)));
  const isSparing = ({ inspects }: ManagedRule) => spared.length > 0 && inspects === 'address';
  const matching = someOf([
    ...rules.filter((rule) => !isSparing(rule)).map(({ label }) => labelled(label)),
    ...rules.filter(isSparing).map(({ label }) => all([labelled(label), ...spared])),
  ]);
  if (!matching) return [];
  return [
    {
      name: reblockRule,
      action: { block: {} },
      statement: all([matching, not(surelyBelow(callbackPath))]),
    },
  ];
}

function limited(limit: number, scopeDownStatement: Statement | undefined): Statement {
  return {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: rateLimits.windowSeconds,
      aggregateKeyType: 'IP',
      ...(scopeDownStatement && { scopeDownStatement }),
    },
  };
}
