import type { Json } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from './shop-edits.ts';

/** A change that weakens the example shop, by a sentence that a person would say of it. */
export type Change = readonly [name: string, change: (shop: Shop) => void];

const statements = 'Properties.PolicyDocument.Statement';
const callbackPolicy = 'PaymentCallbackRoleDefaultPolicy';
const keyStatements = 'Properties.KeyPolicy.Statement';
const errors = 'FunctionAlarmsPaymentCallbackErrors';
const distribution = 'Properties.DistributionConfig';
const headers = 'Properties.ResponseHeadersPolicyConfig';
const stranger = 'arn:aws:iam::999999999999:root';

function allow(action: Json, resource: Json, further: { readonly [key: string]: Json } = {}): Json {
  return { Effect: 'Allow', Action: action, Resource: resource, ...further };
}

function firewallRule(name: string) {
  const names = [
    'rate-everywhere',
    'rate-payments',
    'rate-reports',
    'rate-callbacks',
    'request-form',
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesCommonRuleSet',
    'AWSManagedRulesKnownBadInputsRuleSet',
    'AWSManagedRulesSQLiRuleSet',
    'managed-rules-elsewhere',
  ];
  return `Properties.Rules[${names.indexOf(name)}]`;
}

/** Changes after which `palisade diff` has to fail, most of them within what the rules allow. */
export const weakenings: readonly Change[] = [
  [
    'another port is open to CloudFront',
    ({ set }) => set('network', 'GroupsIngress', 'Properties.SecurityGroupIngress[0].ToPort', 444),
  ],
  [
    'another port lets out',
    ({ append }) =>
      append('network', 'GroupsFunctions', 'Properties.SecurityGroupEgress', {
        CidrIp: '10.0.0.0/16',
        IpProtocol: 'tcp',
        FromPort: 5432,
        ToPort: 5432,
        Description: 'A database',
      }),
  ],
  [
    'a separate rule lets another group in',
    ({ add, idOf }) =>
      add('network', 'Extra', {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': [idOf('network', 'GroupsFunctions'), 'GroupId'] },
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          SourceSecurityGroupId: { 'Fn::GetAtt': [idOf('network', 'GroupsIngress'), 'GroupId'] },
          Description: 'Another way',
        },
      }),
  ],
  [
    'a group without egress rules lets everything out',
    ({ set }) => set('network', 'GroupsIngress', 'Properties.SecurityGroupEgress', undefined),
  ],
  [
    'subnets give public addresses',
    ({ set }) => set('network', 'VpcFunctionSubnet1', 'Properties.MapPublicIpOnLaunch', true),
  ],
  [
    'one more name may be looked up',
    ({ append }) => append('network', 'EgressFirewallAllowed', 'Properties.Domains', 'files.example.'),
  ],
  ['the DNS Firewall is taken away', ({ remove }) => remove('network', 'EgressFirewallAssociation')],
  ['queries are logged no longer', ({ remove }) => remove('network', 'NetworkLogsQueryLogAssociation')],
  [
    'flow logs keep refused connections only',
    ({ set }) => set('network', 'NetworkLogsFlowLog', 'Properties.TrafficType', 'REJECT'),
  ],
  [
    'flow logs are kept for a shorter time',
    ({ set }) => set('network', 'LogsFlowLogs', 'Properties.RetentionInDays', 365),
  ],
  [
    'the endpoint admits tables of other accounts',
    ({ set }) =>
      set('network', 'TableEndpoint', `${statements}[0].Condition`, {
        StringEquals: { 'aws:PrincipalAccount': '111111111111' },
      }),
  ],
  [
    'a role may do one more thing',
    ({ append }) => append('payments', callbackPolicy, `${statements}[1].Action`, 'dynamodb:DeleteItem'),
  ],
  [
    'a role may do it to one more table',
    ({ update }) =>
      update('payments', callbackPolicy, `${statements}[1].Resource`, (table) => [
        table ?? '',
        'arn:aws:dynamodb:eu-west-1:111111111111:table/other',
      ]),
  ],
  [
    'a condition of a role is gone',
    ({ set }) => set('payments', callbackPolicy, `${statements}[1].Condition`, undefined),
  ],
  [
    'a condition of a role admits more',
    ({ set }) =>
      set('payments', callbackPolicy, `${statements}[1].Condition`, {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['EVENT#*', 'ORDER#*'] },
      }),
  ],
  [
    'a denial of a role is gone',
    ({ update }) => update('payments', callbackPolicy, statements, (list) => (list as Json[]).slice(0, -1)),
  ],
  [
    'a role gets a policy of its own',
    ({ add, idOf }) =>
      add('payments', 'Further', {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'further',
          Roles: [{ Ref: idOf('payments', 'PaymentCallbackRole') }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111111111111:other')],
          },
        },
      }),
  ],
  [
    'a role gets a managed policy',
    ({ set }) =>
      set('payments', 'PaymentCallbackRole', 'Properties.ManagedPolicyArns', [
        'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
      ]),
  ],
  [
    'a role trusts another service',
    ({ append }) =>
      append('payments', 'PaymentCallbackRole', 'Properties.AssumeRolePolicyDocument.Statement', {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'edgelambda.amazonaws.com' },
      }),
  ],
  [
    'a key admits another account',
    ({ append }) =>
      append(
        'data',
        'OrdersTableKey',
        keyStatements,
        allow('kms:Decrypt', '*', { Principal: { AWS: stranger } }),
      ),
  ],
  ['a key is not rotated', ({ set }) => set('data', 'OrdersTableKey', 'Properties.EnableKeyRotation', false)],
  [
    'a key can be deleted sooner',
    ({ set }) => set('data', 'OrdersTableKey', 'Properties.PendingWindowInDays', 7),
  ],
  ['a secret denies nobody any longer', ({ remove }) => remove('data', 'GatewaySecretsStripePolicy')],
  [
    'the table can be restored for fewer days',
    ({ set }) =>
      set('data', 'OrdersTable', 'Properties.PointInTimeRecoverySpecification.RecoveryPeriodInDays', 14),
  ],
  [
    'the table may be deleted',
    ({ set }) => set('data', 'OrdersTable', 'Properties.DeletionProtectionEnabled', false),
  ],
  [
    'the table is encrypted by another key',
    ({ set, idOf }) =>
      set('data', 'OrdersTable', 'Properties.SSESpecification.KMSMasterKeyId', {
        'Fn::GetAtt': [idOf('data', 'CspReportsTableKey'), 'Arn'],
      }),
  ],
  [
    'personal data ends no longer',
    ({ set }) => set('data', 'OrdersTable', 'Properties.TimeToLiveSpecification', undefined),
  ],
  [
    'the table is deleted with its stack',
    ({ set }) => set('data', 'OrdersTable', 'DeletionPolicy', 'Delete'),
  ],
  [
    'the table gets another name',
    ({ set }) => set('data', 'OrdersTable', 'Properties.TableName', 'boutique-prod-sales'),
  ],
  ['the table gets another logical id', ({ rename }) => rename('data', 'OrdersTable', 'Sales05C422D0')],
  [
    'a queue keeps messages for a day',
    ({ set }) => set('data', 'PaymentEvents', 'Properties.MessageRetentionPeriod', 86_400),
  ],
  [
    'a queue loses its dead letters',
    ({ set }) => set('data', 'PaymentEvents', 'Properties.RedrivePolicy', undefined),
  ],
  [
    'a queue admits another service',
    ({ append }) =>
      append(
        'data',
        'PaymentEventsPolicy',
        statements,
        allow('sqs:SendMessage', '*', {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
        }),
      ),
  ],
  [
    'a queue denies plain HTTP no longer',
    ({ update }) =>
      update('data', 'PaymentEventsPolicy', statements, (list) =>
        (list as Json[]).filter((one) => !JSON.stringify(one).includes('SecureTransport')),
      ),
  ],
  [
    'a function may be called by another service',
    ({ add, idOf }) =>
      add('payments', 'Another', {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { 'Fn::GetAtt': [idOf('payments', 'PaymentCallback'), 'Arn'] },
          Principal: 'events.amazonaws.com',
          SourceAccount: '111111111111',
          SourceArn: 'arn:aws:events:eu-west-1:111111111111:rule/other',
        },
      }),
  ],
  [
    'a permission says no longer on whose behalf',
    ({ set }) => set('payments', 'PaymentCallbackLoadBalancer', 'Properties.SourceAccount', undefined),
  ],
  [
    'a function gets an address of its own',
    ({ add, idOf }) =>
      add('payments', 'Address', {
        Type: 'AWS::Lambda::Url',
        Properties: {
          AuthType: 'AWS_IAM',
          TargetFunctionArn: { 'Fn::GetAtt': [idOf('payments', 'PaymentCallback'), 'Arn'] },
        },
      }),
  ],
  [
    'a function leaves the network',
    ({ set }) => set('payments', 'PaymentCallback', 'Properties.VpcConfig', undefined),
  ],
  ['an alarm is taken away', ({ remove }) => remove('payments', errors)],
  ['an alarm speaks up at a higher value', ({ set }) => set('payments', errors, 'Properties.Threshold', 3)],
  ['an alarm speaks up later', ({ set }) => set('payments', errors, 'Properties.EvaluationPeriods', 4)],
  ['an alarm tells nobody', ({ set }) => set('payments', errors, 'Properties.ActionsEnabled', false)],
  [
    'an alarm watches another metric',
    ({ set }) => set('payments', errors, 'Properties.MetricName', 'Duration'),
  ],
  [
    'an alarm goes to another topic',
    ({ set }) =>
      set('payments', errors, 'Properties.AlarmActions', [
        'arn:aws:sns:eu-west-1:111111111111:palisade-account-security',
      ]),
  ],
  [
    'a schedule is off',
    ({ set }) => set('payments', 'ReconciliationSchedule', 'Properties.State', 'DISABLED'),
  ],
  ['failures of a schedule are lost', ({ remove }) => remove('payments', 'ReconciliationScheduleFailures')],
  ['secrets are rotated no longer', ({ remove }) => remove('payments', 'TokenRotationStripeSchedule')],
  [
    'logs of a function are kept for a year only',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.RetentionInDays', 365),
  ],
  [
    'logs of a function mask card numbers no longer',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.DataProtectionPolicy', undefined),
  ],
  [
    'the firewall counts a group instead of blocking',
    ({ set }) =>
      set('edge', 'Firewall', `${firewallRule('AWSManagedRulesKnownBadInputsRuleSet')}.OverrideAction`, {
        Count: {},
      }),
  ],
  [
    'the firewall lets a rule of a group count',
    ({ append }) =>
      append(
        'edge',
        'Firewall',
        `${firewallRule('AWSManagedRulesKnownBadInputsRuleSet')}.Statement.ManagedRuleGroupStatement.RuleActionOverrides`,
        { Name: 'ExploitablePaths_URIPATH', ActionToUse: { Count: {} } },
      ),
  ],
  [
    'the firewall lets more requests through in the same time',
    ({ update }) =>
      update(
        'edge',
        'Firewall',
        `${firewallRule('rate-payments')}.Statement.RateBasedStatement.Limit`,
        (limit) => Number(limit) + 50,
      ),
  ],
  [
    'the firewall has a rule less',
    ({ update }) =>
      update('edge', 'Firewall', 'Properties.Rules', (list) =>
        (list as Json[]).slice(0, 5).concat((list as Json[]).slice(6)),
      ),
  ],
  [
    'the firewall lets an address through before it looks',
    ({ append }) =>
      append('edge', 'Firewall', 'Properties.Rules', {
        Name: 'office',
        Priority: 30,
        Action: { Allow: {} },
        Statement: {
          ByteMatchStatement: {
            SearchString: '/office',
            FieldToMatch: { UriPath: {} },
            PositionalConstraint: 'STARTS_WITH',
            TextTransformations: [{ Priority: 0, Type: 'NONE' }],
          },
        },
        VisibilityConfig: {
          CloudWatchMetricsEnabled: true,
          MetricName: 'office',
          SampledRequestsEnabled: true,
        },
      }),
  ],
  [
    'the log of the firewall shows a field',
    ({ update }) =>
      update('edge', 'FirewallLogging', 'Properties.RedactedFields', (list) => (list as Json[]).slice(1)),
  ],
  [
    'the distribution takes an older TLS',
    ({ set }) =>
      set('edge', 'Shop', `${distribution}.ViewerCertificate.MinimumProtocolVersion`, 'TLSv1.2_2021'),
  ],
  [
    'the distribution answers another name',
    ({ append }) => append('edge', 'Shop', `${distribution}.Aliases`, 'old.boutique.example'),
  ],
  [
    'the distribution has no firewall',
    ({ set }) => set('edge', 'Shop', `${distribution}.WebACLId`, undefined),
  ],
  [
    'HSTS lasts a year instead of two',
    ({ set }) =>
      set(
        'edge',
        'HeadersDefaultPath',
        `${headers}.SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec`,
        31_536_000,
      ),
  ],
  [
    'pages may load scripts from another host',
    ({ update }) =>
      update(
        'edge',
        'HeadersDefaultPath',
        `${headers}.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy`,
        (text) => String(text).replace("script-src 'self'", "script-src 'self' https://cdn.example"),
      ),
  ],
  [
    'violations are reported no longer',
    ({ update }) =>
      update(
        'edge',
        'HeadersDefaultPath',
        `${headers}.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy`,
        (text) => String(text).replace(/; report-uri [^;]+/, ''),
      ),
  ],
  [
    'the site bucket lets CloudFront write',
    ({ update }) =>
      update('edge', 'SitePolicy', `${statements}[3].Action`, (action) => [action ?? '', 's3:PutObject']),
  ],
  [
    'the site bucket keeps no versions',
    ({ set }) => set('edge', 'Site', 'Properties.VersioningConfiguration.Status', 'Suspended'),
  ],
  [
    'the site bucket sends copies elsewhere',
    ({ set }) =>
      set('edge', 'Site', 'Properties.ReplicationConfiguration', {
        Role: 'arn:aws:iam::111111111111:role/copy',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copies' } }],
      }),
  ],
  ['visits are logged no longer', ({ remove }) => remove('edge', 'AccessLogDelivery')],
];
