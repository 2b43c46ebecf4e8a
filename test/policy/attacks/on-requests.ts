import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, statements, strangers } from './attack.ts';

const distribution = 'Properties.DistributionConfig';
const headers = 'Properties.ResponseHeadersPolicyConfig';

/** A tenant of the shop's distribution, with what it says of its web ACL. */
function tenant(webAcl: JsonRecord) {
  return ({ add, set, idOf }: Shop) => {
    set('edge', 'Shop', `${distribution}.ConnectionMode`, 'tenant-only');
    add('edge', 'Tenant', {
      Type: 'AWS::CloudFront::DistributionTenant',
      Properties: {
        DistributionId: { Ref: idOf('edge', 'Shop') },
        Domains: ['other.boutique.example'],
        Customizations: { WebAcl: webAcl },
      },
    });
  };
}

/** The rules with those that limit rates after all others. */
function ratesLast(rules: readonly JsonRecord[]): readonly JsonRecord[] {
  return rules.map((rule, index) =>
    String(rule['Name']).startsWith('rate-') ? { ...rule, Priority: 200 + index } : rule,
  );
}

/** Gives the rule about SQL in bodies another action. */
function sqlInstead(action: JsonRecord) {
  return ({ update }: Shop) =>
    update('edge', 'Firewall', 'Properties.Rules', (rules) =>
      (rules as readonly JsonRecord[]).map((rule) =>
        rule['Name'] === 'AWSManagedRulesSQLiRuleSet' ? overriding(rule, action) : rule,
      ),
    );
}

function overriding(rule: JsonRecord, action: JsonRecord): JsonRecord {
  const RuleActionOverrides = [{ Name: 'SQLi_BODY', ActionToUse: action }];
  const group = { VendorName: 'AWS', Name: 'AWSManagedRulesSQLiRuleSet', RuleActionOverrides };
  return { ...rule, Statement: { ManagedRuleGroupStatement: group } };
}

/** Real-time logs of the distribution, with fields and where they are sent. */
function realTimeLog(fields: readonly Json[], account: string) {
  return ({ add, set }: Shop) => {
    add('edge', 'RealTimeLog', {
      Type: 'AWS::CloudFront::RealtimeLogConfig',
      Properties: {
        Name: 'log',
        SamplingRate: 100,
        Fields: fields,
        EndPoints: [
          {
            StreamType: 'Kinesis',
            KinesisStreamConfig: {
              RoleArn: `arn:aws:iam::${account}:role/log`,
              StreamArn: `arn:aws:kinesis:us-east-1:${account}:stream/log`,
            },
          },
        ],
      },
    });
    set('edge', 'Shop', `${distribution}.DefaultCacheBehavior.RealtimeLogConfigArn`, { Ref: 'RealTimeLog' });
  };
}

/** Appends a header to a headers policy of the shop. */
function sends(policy: string, Header: string, Value: string) {
  return ({ append }: Shop) =>
    append('edge', policy, `${headers}.CustomHeadersConfig.Items`, { Header, Value, Override: true });
}

const caching = [
  ['Cache-Control', 'public, max-age=31536000'],
  ['Cache-Control', 's-maxage=600, private'],
  ['CDN-Cache-Control', 'max-age=600'],
  ['Surrogate-Control', 'max-age=600'],
  ['Expires', 'Thu, 01 Jan 2037 00:00:00 GMT'],
] as const;

const leaking = [
  ['Refresh', '0;url=https://stranger.example'],
  ['Link', '<https://stranger.example/a.js>; rel=preload; as=script'],
  ['Report-To', '{"endpoints":[{"url":"https://stranger.example/r"}]}'],
  ['NEL', '{"report_to":"x","max_age":3600}'],
  ['SourceMap', '/app.js.map'],
  ['Set-Cookie', 'session=1'],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Timing-Allow-Origin', '*'],
  ['Server', 'Apache/2.4.1'],
  ['Alt-Svc', 'h3="stranger.example:443"'],
] as const;

/** Ways around the firewall, and ways not to be seen by it, by the headers and by the logs. */
export const attacksOnRequests: readonly Attack[] = [
  ['a tenant disables the web ACL', 'WAF-01', tenant({ Action: 'disable' })],
  [
    'a tenant has the web ACL of another account',
    'WAF-01',
    tenant({
      Action: 'override',
      Arn: `arn:aws:wafv2:us-east-1:${strangers}:global/webacl/open/11111111-2222-3333-4444-555555555555`,
    }),
  ],
  [
    'the limits of rates are as high as AWS takes them',
    'WAF-04',
    ({ set }) => {
      set('edge', 'Firewall', 'Properties.Rules[0].Statement.RateBasedStatement.Limit', 2_000_000_000);
      set('edge', 'Firewall', 'Properties.Rules[1].Statement.RateBasedStatement.Limit', 2_000_000_000);
    },
  ],
  [
    'a limit counts requests with a label alone',
    'WAF-04',
    ({ set }) => {
      const rate = 'Properties.Rules[0].Statement.RateBasedStatement';
      set('edge', 'Firewall', `${rate}.AggregateKeyType`, 'CUSTOM_KEYS');
      set('edge', 'Firewall', `${rate}.CustomKeys`, [{ LabelNamespace: { Namespace: 'awswaf:' } }]);
    },
  ],
  [
    'every request is let through before its rate is looked at',
    'WAF-04',
    ({ update }) =>
      update('edge', 'Firewall', 'Properties.Rules', (rules) => [
        ...ratesLast(rules as readonly JsonRecord[]),
        {
          Name: 'everybody',
          Priority: 100,
          Action: { Allow: {} },
          Statement: {
            SizeConstraintStatement: { FieldToMatch: { UriPath: {} }, ComparisonOperator: 'GT', Size: 0 },
          },
          VisibilityConfig: {
            CloudWatchMetricsEnabled: true,
            MetricName: 'a',
            SampledRequestsEnabled: false,
          },
        },
      ]),
  ],
  ['SQL in a body is a challenge to browsers alone', 'WAF-03', sqlInstead({ Challenge: {} })],
  ['SQL in a body is a puzzle alone', 'WAF-03', sqlInstead({ Captcha: {} })],
  [
    'the alarm of the firewall waits for more than anybody sends',
    'WAF-06-alarm',
    ({ set }) => set('edge', 'FirewallAlarm', 'Properties.Threshold', 1e12),
  ],
  [
    'CloudFront may do whatever S3 can do to the site',
    'EDGE-05-bucket',
    ({ set }) => set('edge', 'SitePolicy', `${statements}[3].Action`, 's3:*'),
  ],
  [
    'CloudFront may write to the site',
    'EDGE-05-bucket',
    ({ set }) => set('edge', 'SitePolicy', `${statements}[3].Action`, ['s3:GetObject', 's3:PutObject']),
  ],
  [
    'a header of its own turns on the auditor of old browsers',
    'HDR-05',
    ({ append }) =>
      append('edge', 'HeadersDefaultPath', `${headers}.CustomHeadersConfig.Items`, {
        Header: 'X-XSS-Protection',
        Value: '1',
        Override: true,
      }),
  ],
  [
    'the log of the firewall keeps what is blocked alone',
    'WAF-06',
    ({ set }) =>
      set('edge', 'FirewallLogging', 'Properties.LoggingFilter', {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
          },
        ],
      }),
  ],
  [
    'the log of the firewall goes to another account',
    'LOG-05-sources',
    ({ set }) =>
      set('edge', 'FirewallLogging', 'Properties.LogDestinationConfigs', [
        `arn:aws:logs:us-east-1:${strangers}:log-group:aws-waf-logs-open`,
      ]),
  ],
  [
    'the alarm of the firewall is raised in another account',
    'WAF-06-alarm',
    ({ set }) =>
      set('edge', 'FirewallAlarm', 'Properties.AlarmActions', [`arn:aws:sns:us-east-1:${strangers}:alarms`]),
  ],
  [
    'visits are logged in real time with cookies and queries',
    'LOG-07',
    realTimeLog(['cs-cookie', 'cs-uri-query'], '111111111111'),
  ],
  [
    'visits are logged in real time by a configuration of another account',
    'EDGE-07',
    ({ set }) =>
      set(
        'edge',
        'Shop',
        `${distribution}.CacheBehaviors[3].RealtimeLogConfigArn`,
        `arn:aws:cloudfront::${strangers}:realtime-log-config/open`,
      ),
  ],
  [
    'visits are logged in real time by a configuration that nobody saw',
    'EDGE-07',
    ({ set }) =>
      set(
        'edge',
        'Shop',
        `${distribution}.DefaultCacheBehavior.RealtimeLogConfigArn`,
        'arn:aws:cloudfront::111111111111:realtime-log-config/elsewhere',
      ),
  ],
  ...caching.map(
    ([header, value]): Attack => [
      `${header} lets caches keep what shoppers see at the checkout`,
      'EDGE-08',
      sends('HeadersCheckout', header, value),
    ],
  ),
  [
    'the edge keeps what shoppers see at the checkout for a minute',
    'EDGE-08',
    ({ add, set }) => {
      add('edge', 'Keeping', {
        Type: 'AWS::CloudFront::CachePolicy',
        Properties: { CachePolicyConfig: { Name: 'keeping', MinTTL: 0, DefaultTTL: 60, MaxTTL: 60 } },
      });
      set('edge', 'Shop', `${distribution}.CacheBehaviors[3].CachePolicyId`, { Ref: 'Keeping' });
    },
  ],
  ...leaking.map(
    ([header, value]): Attack => [
      `pages send ${header}: ${value}`,
      'HDR-05-custom',
      sends('HeadersDefaultPath', header, value),
    ],
  ),
  ['visits are logged in real time in another account', 'DATA-08', realTimeLog(['timestamp'], strangers)],
  [
    'violations of the page are reported to another host as well',
    'HDR-07',
    ({ set }) =>
      set('edge', 'HeadersDefaultPath', `${headers}.CustomHeadersConfig.Items`, [
        {
          Header: 'Content-Security-Policy-Report-Only',
          Value: "default-src 'self'; report-uri https://stranger.example/r",
          Override: true,
        },
      ]),
  ],
  [
    'the page of another host frames the shop',
    'HDR-04',
    ({ update }) =>
      update(
        'edge',
        'HeadersDefaultPath',
        `${headers}.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy`,
        (text) => String(text).replace(/frame-ancestors [^;]+/, 'frame-ancestors https://portal.example'),
      ),
  ],
];
