import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { apiPath, callbackPath, paymentPath, reportPath } from '../../contract/paths.ts';

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

/** The groups of AWS that cover known attack families; together they stay within the capacity that the price includes. */
const managedGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/** Requests that one address may make in a window: fewer where they cost money or take input. */
const rateLimits = { windowSeconds: 300, everywhere: 2000, sensitive: 200, callbacks: 1000 } as const;

/** Name of the rule that counts the browsers' reports; also what its metric is called. */
export const reportsRule = 'csp-reports';

/** The firewall's rules: what is counted first, then what is limited, then what is known to be an attack. */
export function webAclRules(): Rule[] {
  return [...ownRules, ...managedGroups.map(managed)].map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visibility(rule.name),
  }));
}

/** Metrics without samples: samples would hold cookies and query strings, which the log leaves out. */
export function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/** What the firewall says to whoever it slows down. */
export const customResponseBodies = {
  TooManyRequests: {
    contentType: 'TEXT_PLAIN',
    content: `Too many requests came from your network. Please try again in ${rateLimits.windowSeconds / 60} minutes.\n`,
  },
} as const satisfies CfnWebACL['customResponseBodies'];

const tooManyRequests: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: 429,
      customResponseBodyKey: 'TooManyRequests' satisfies keyof typeof customResponseBodies,
    },
  },
};

type OwnRule = Omit<Rule, 'priority' | 'visibilityConfig'>;

const ownRules: readonly OwnRule[] = [
  // Reports are answered at the edge and reach no log of ours; this count is what the alarm sees of them.
  { name: reportsRule, action: { count: {} }, statement: path(reportPath, 'EXACTLY') },
  { name: 'rate-everywhere', action: tooManyRequests, statement: limited(rateLimits.everywhere) },
  {
    name: 'rate-sensitive',
    action: tooManyRequests,
    statement: limited(rateLimits.sensitive, {
      orStatement: {
        statements: [
          path(paymentPath.slice(0, -1), 'STARTS_WITH'),
          path(apiPath.slice(0, -1), 'STARTS_WITH'),
          path(reportPath, 'EXACTLY'),
        ],
      },
    }),
  },
  {
    // A gateway sends from few addresses, and all its events at once after a pause.
    name: 'rate-callbacks',
    action: tooManyRequests,
    statement: limited(rateLimits.callbacks, path(callbackPath.slice(0, -1), 'STARTS_WITH')),
  },
];

function managed(name: string): OwnRule {
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
  };
}

function limited(limit: number, scopeDownStatement?: Statement): Statement {
  return {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: rateLimits.windowSeconds,
      aggregateKeyType: 'IP',
      ...(scopeDownStatement && { scopeDownStatement }),
    },
  };
}

function path(searchString: string, positionalConstraint: 'EXACTLY' | 'STARTS_WITH'): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint,
      searchString,
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
        { priority: 2, type: 'LOWERCASE' },
      ],
    },
  };
}
