import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const start =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'";
const end =
  "; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests; report-uri /csp-report; report-to csp";

/** The content security policy of a page that talks to nobody but the shop. */
export const pageCsp = start + end;

/** The one of the checkout, whose form goes on to the gateway. */
export const paymentCsp = `${start} https://checkout.stripe.com${end}`;

function policy(csp: string): JsonRecord {
  return {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        SecurityHeadersConfig: {
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 63072000,
            IncludeSubdomains: true,
            Override: true,
            Preload: false,
          },
          ContentSecurityPolicy: { ContentSecurityPolicy: csp, Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
        },
        CustomHeadersConfig: {
          Items: [
            {
              Header: 'Reporting-Endpoints',
              Value: 'csp="https://shop.boutique.example/csp-report"',
              Override: true,
            },
            {
              Header: 'Permissions-Policy',
              Value: 'camera=(), microphone=(), geolocation=(), usb=(), payment=(self)',
              Override: true,
            },
            { Header: 'Cross-Origin-Opener-Policy', Value: 'same-origin-allow-popups', Override: true },
          ],
        },
        RemoveHeadersConfig: {
          Items: ['Server', 'X-Powered-By', 'X-AspNet-Version', 'X-Generator'].map((Header) => ({ Header })),
        },
      },
    },
  };
}

/** A shop whose headers are all as they ought to be. */
const good: Readonly<Record<string, JsonRecord>> = {
  Pages: policy(pageCsp),
  Payment: policy(paymentCsp),
  Shop: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Aliases: ['shop.boutique.example'],
        WebACLId: { 'Fn::GetAtt': ['Firewall', 'Arn'] },
        DefaultCacheBehavior: { ResponseHeadersPolicyId: { Ref: 'Pages' } },
        CacheBehaviors: [
          {
            PathPattern: '/csp-report',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            ResponseHeadersPolicyId: { Ref: 'Pages' },
          },
          { PathPattern: '/checkout/*', ResponseHeadersPolicyId: { 'Fn::GetAtt': ['Payment', 'Id'] } },
        ],
      },
    },
  },
  Firewall: {
    Type: 'AWS::WAFv2::WebACL',
    Properties: {
      Scope: 'CLOUDFRONT',
      VisibilityConfig: { MetricName: 'firewall', CloudWatchMetricsEnabled: true },
      Rules: [
        {
          Name: 'reports',
          Priority: 0,
          Action: { Count: {} },
          Statement: {
            ByteMatchStatement: {
              FieldToMatch: { UriPath: {} },
              PositionalConstraint: 'EXACTLY',
              SearchString: '/csp-report',
            },
          },
          VisibilityConfig: { MetricName: 'reports', CloudWatchMetricsEnabled: true },
        },
      ],
    },
  },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/WAFV2',
      MetricName: 'CountedRequests',
      Dimensions: [
        { Name: 'WebACL', Value: 'firewall' },
        { Name: 'Rule', Value: 'reports' },
      ],
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 10,
      Period: 300,
      EvaluationPeriods: 1,
      AlarmActions: [{ Ref: 'Topic' }],
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
};

/** The good shop with some things changed: paths start with the logical id; `undefined` takes something away. */
export function shop(...changes: readonly Change[]) {
  return { ...foreign(...changes), storefront } satisfies Case;
}

/** The same resources without a contract: somebody else's template. */
export function foreign(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

/** A storefront with other things declared, and some of its resources changed. */
export function shopOf(declared: JsonRecord, ...changes: readonly Change[]) {
  return { ...foreign(...changes), storefront: { ...storefront, ...declared } } satisfies Case;
}

export const distribution = 'Shop.Properties.DistributionConfig';
export const security = 'Pages.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig';
export const custom = 'Pages.Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items';
export const csp = `${security}.ContentSecurityPolicy.ContentSecurityPolicy`;

/** A path as messages show it, which name the resource apart. */
export function shown(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}
