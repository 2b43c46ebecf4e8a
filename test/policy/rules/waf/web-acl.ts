import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function visibility(metric: string): JsonRecord {
  return { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false, MetricName: metric };
}

function managed(name: string, priority: number): JsonRecord {
  return {
    Name: name,
    Priority: priority,
    OverrideAction: { None: {} },
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name } },
    VisibilityConfig: visibility(name),
  };
}

export function pathMatch(search: string, constraint = 'STARTS_WITH'): JsonRecord {
  return {
    ByteMatchStatement: {
      FieldToMatch: { UriPath: {} },
      PositionalConstraint: constraint,
      SearchString: search,
      TextTransformations: [
        { Priority: 0, Type: 'URL_DECODE' },
        { Priority: 1, Type: 'NORMALIZE_PATH' },
      ],
    },
  };
}

function protection(field: JsonRecord): JsonRecord {
  return {
    Field: field,
    Action: 'SUBSTITUTION',
    ExcludeRuleMatchDetails: false,
    ExcludeRateBasedDetails: false,
  };
}

function rate(name: string, limit: number, scope?: JsonRecord): JsonRecord {
  const statement = { Limit: limit, AggregateKeyType: 'IP', ...(scope ? { ScopeDownStatement: scope } : {}) };
  return {
    Name: name,
    Priority: scope ? 2 : 1,
    Action: { Block: {} },
    Statement: { RateBasedStatement: statement },
    VisibilityConfig: visibility(name),
  };
}

/** Rules 0 and 1 limit rates, rules 2 to 5 are the managed groups. */
const rules: readonly Json[] = [
  rate('everyone', 2000),
  rate('sensitive', 200, {
    OrStatement: { Statements: [pathMatch('/checkout/'), pathMatch('/csp-report', 'EXACTLY')] },
  }),
  managed('AWSManagedRulesAmazonIpReputationList', 10),
  managed('AWSManagedRulesCommonRuleSet', 11),
  managed('AWSManagedRulesKnownBadInputsRuleSet', 12),
  managed('AWSManagedRulesSQLiRuleSet', 13),
];

/** A web ACL with nothing wrong, and what has to stand beside it. */
const good: Record<string, JsonRecord> = {
  Acl: {
    Type: 'AWS::WAFv2::WebACL',
    Properties: {
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
      VisibilityConfig: visibility('shop'),
      Rules: rules,
      DataProtectionConfig: {
        DataProtections: [
          protection({ FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization'] }),
          protection({ FieldType: 'SINGLE_HEADER', FieldKeys: ['Cookie'] }),
          protection({ FieldType: 'QUERY_STRING' }),
        ],
      },
    },
  },
  Shop: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: { DistributionConfig: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } } },
  },
  Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'aws-waf-logs-shop' } },
  Logging: {
    Type: 'AWS::WAFv2::LoggingConfiguration',
    Properties: {
      ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
      LogDestinationConfigs: [{ 'Fn::GetAtt': ['Log', 'Arn'] }],
      RedactedFields: [
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
        { QueryString: {} },
      ],
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Surge: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/WAFV2',
      MetricName: 'BlockedRequests',
      Dimensions: [
        { Name: 'WebACL', Value: 'shop' },
        { Name: 'Rule', Value: 'ALL' },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [{ Ref: 'Topic' }],
    },
  },
};

/** The good web ACL of a storefront with some things changed. */
export function webAcl(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront,
    region: 'us-east-1',
  } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignAcl(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}
