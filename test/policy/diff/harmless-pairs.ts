import type { Json } from '../../../lib/cloudformation/model/json.ts';
import type { Change } from './weakening-pairs.ts';

const statements = 'Properties.PolicyDocument.Statement';
const callbackPolicy = 'PaymentCallbackRoleDefaultPolicy';
const errors = 'FunctionAlarmsPaymentCallbackErrors';
const distribution = 'Properties.DistributionConfig';
const headers = 'Properties.ResponseHeadersPolicyConfig';
const csp = `${headers}.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy`;

function reversed(value: Json | undefined): Json {
  return [...(value as Json[])].reverse();
}

/** Changes that leave the example shop as strong as it was, or make it stronger. */
export const harmless: readonly Change[] = [
  ['nothing changed', () => undefined],
  ['resources stand in another order', ({ rewrite }) => rewrite('payments', reorder)],
  [
    'statements stand in another order',
    ({ update }) => update('payments', callbackPolicy, statements, reversed),
  ],
  [
    'actions stand in another order',
    ({ update }) => update('payments', callbackPolicy, `${statements}[1].Action`, reversed),
  ],
  [
    'a list of one is written as one',
    ({ update }) => update('payments', callbackPolicy, `${statements}[4].Action`, (action) => [action ?? '']),
  ],
  [
    'two statements say what one said',
    ({ update }) => update('payments', callbackPolicy, statements, (list) => split(list as Json[])),
  ],
  [
    'an action is written in other case',
    ({ set }) => set('payments', callbackPolicy, `${statements}[4].Action`, 'KMS:decrypt'),
  ],
  [
    'a wildcard becomes one action',
    ({ set }) => set('edge', 'SitePolicy', `${statements}[3].Action`, 's3:GetObject'),
  ],
  [
    'a role may do one thing less',
    ({ set }) => set('payments', callbackPolicy, `${statements}[1].Action`, ['dynamodb:PutItem']),
  ],
  [
    'a condition binds a role more',
    ({ set }) =>
      set('payments', callbackPolicy, `${statements}[3].Condition`, {
        StringEquals: { 'aws:RequestedRegion': 'eu-west-1' },
      }),
  ],
  [
    'a denial more binds a role',
    ({ append }) =>
      append('payments', callbackPolicy, statements, { Effect: 'Deny', Action: 's3:*', Resource: '*' }),
  ],
  [
    'a denial of a bucket takes in more',
    ({ set }) => set('edge', 'SitePolicy', `${statements}[2].Action`, ['s3:PutObject', 's3:PutObjectAcl']),
  ],
  [
    'a description is another',
    ({ set }) =>
      set(
        'payments',
        errors,
        'Properties.AlarmDescription',
        'A callback ended with an error. Runbook: docs/runbooks/function-errors.md',
      ),
  ],
  [
    'a tag is new',
    ({ set }) => set('data', 'OrdersTable', 'Properties.Tags', [{ Key: 'team', Value: 'shop' }]),
  ],
  ['metadata is gone', ({ set }) => set('data', 'PaymentEvents', 'Metadata', undefined)],
  ['an alarm speaks up sooner', ({ set }) => set('payments', errors, 'Properties.Period', 300)],
  [
    'an alarm tells somebody else too',
    ({ append }) =>
      append(
        'payments',
        errors,
        'Properties.AlarmActions',
        'arn:aws:sns:eu-west-1:111111111111:palisade-account-page',
      ),
  ],
  [
    'an alarm speaks up where data is missing',
    ({ set }) => set('payments', errors, 'Properties.TreatMissingData', 'breaching'),
  ],
  [
    'an alarm is new',
    ({ add, idOf }) =>
      add('payments', 'Slow', {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:palisade-account-ticket'],
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Namespace: 'AWS/Lambda',
          MetricName: 'Duration',
          Statistic: 'Maximum',
          Period: 300,
          Threshold: 20_000,
          Dimensions: [{ Name: 'FunctionName', Value: { Ref: idOf('payments', 'PaymentCallback') } }],
        },
      }),
  ],
  [
    'logs are kept longer',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.RetentionInDays', 3653),
  ],
  [
    'a number is written as text',
    ({ set }) => set('data', 'PaymentEvents', 'Properties.MessageRetentionPeriod', '1209600'),
  ],
  [
    'a truth is written as text',
    ({ set }) => set('data', 'OrdersTable', 'Properties.DeletionProtectionEnabled', 'true'),
  ],
  [
    'a text is written as a substitution',
    ({ set }) => set('data', 'OrdersTable', 'Properties.TableName', { 'Fn::Sub': 'boutique-prod-orders' }),
  ],
  [
    'a reference is written as a substitution',
    ({ set, idOf }) =>
      set('data', 'PaymentEvents', 'Properties.KmsMasterKeyId', {
        'Fn::Sub': `\${${idOf('data', 'PaymentEventsKey')}.Arn}`,
      }),
  ],
  [
    'an alias of a key gets another construct',
    ({ rename }) => rename('data', 'OrdersTableKeyAlias', 'OrdersTableKeyAliasAAAAAAAA'),
  ],
  ['an alarm gets another logical id', ({ rename }) => rename('payments', errors, 'CallbackErrors')],
  [
    'a role gets another logical id',
    ({ rename }) => rename('payments', 'PaymentCallbackRole', 'CallbackRole'),
  ],
  [
    'a port is closed',
    ({ update }) =>
      update(
        'network',
        'GroupsFunctions',
        'Properties.SecurityGroupEgress[0].CidrIp',
        () => '198.51.100.0/24',
      ),
  ],
  [
    'one name less may be looked up',
    ({ update }) =>
      update('network', 'EgressFirewallAllowed', 'Properties.Domains', (list) => (list as Json[]).slice(1)),
  ],
  [
    'the firewall lets fewer requests through',
    ({ update }) =>
      update(
        'edge',
        'Firewall',
        'Properties.Rules[1].Statement.RateBasedStatement.Limit',
        (limit) => Number(limit) - 10,
      ),
  ],
  [
    'the firewall has a rule more that blocks',
    ({ append }) =>
      append('edge', 'Firewall', 'Properties.Rules', {
        Name: 'old-agents',
        Priority: 40,
        Action: { Block: {} },
        Statement: {
          ByteMatchStatement: {
            SearchString: '/old/',
            FieldToMatch: { UriPath: {} },
            PositionalConstraint: 'STARTS_WITH',
            TextTransformations: [{ Priority: 0, Type: 'NONE' }],
          },
        },
        VisibilityConfig: {
          CloudWatchMetricsEnabled: true,
          MetricName: 'old-agents',
          SampledRequestsEnabled: true,
        },
      }),
  ],
  [
    'the rules of the firewall are listed in another order',
    ({ update }) => update('edge', 'Firewall', 'Properties.Rules', reversed),
  ],
  [
    'the log of the firewall hides one more field',
    ({ append }) =>
      append('edge', 'FirewallLogging', 'Properties.RedactedFields', { SingleHeader: { Name: 'x-secret' } }),
  ],
  [
    'the distribution takes the newest TLS only',
    ({ set }) =>
      set('edge', 'Shop', `${distribution}.ViewerCertificate.MinimumProtocolVersion`, 'TLSv1.3_2025'),
  ],
  [
    'a comment of the distribution is another',
    ({ set }) => set('edge', 'Shop', `${distribution}.Comment`, 'The shop'),
  ],
  [
    'the policy of the pages has one directive more',
    ({ update }) =>
      update('edge', 'HeadersDefaultPath', csp, (text) => `${String(text)}; manifest-src 'none'`),
  ],
  [
    'the directives of the pages stand in another order',
    ({ update }) =>
      update('edge', 'HeadersDefaultPath', csp, (text) => String(text).split('; ').reverse().join('; ')),
  ],
  [
    'a header is new',
    ({ append }) =>
      append('edge', 'HeadersDefaultPath', `${headers}.CustomHeadersConfig.Items`, {
        Header: 'X-Shop',
        Value: 'boutique',
        Override: true,
      }),
  ],
  [
    'the code of a function is another',
    ({ set }) => set('payments', 'PaymentCallback', 'Properties.Code.S3Key', `${'a'.repeat(64)}.zip`),
  ],
  [
    'a function has more memory',
    ({ set }) => set('payments', 'PaymentCallback', 'Properties.MemorySize', 1024),
  ],
  [
    'a table has one more index',
    ({ append }) =>
      append('data', 'OrdersTable', 'Properties.GlobalSecondaryIndexes', {
        IndexName: 'day',
        KeySchema: [{ AttributeName: 'listedAt', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      }),
  ],
  [
    'a role of a new function has what it needs',
    ({ add, idOf }) => {
      add('payments', 'NewRole', {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
            ],
          },
        },
      });
      add('payments', 'NewPolicy', {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'new',
          Roles: [{ Ref: 'NewRole' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'logs:PutLogEvents',
                Resource: { 'Fn::GetAtt': [idOf('payments', 'LogsOutbox'), 'Arn'] },
              },
            ],
          },
        },
      });
    },
  ],
];

function reorder(text: string): string {
  const body = JSON.parse(text) as { Resources: Record<string, Json> };
  return JSON.stringify({ ...body, Resources: Object.fromEntries(Object.entries(body.Resources).reverse()) });
}

/** The second statement as two, one for each action. */
function split(list: readonly Json[]): Json {
  return list.flatMap((one, index) => {
    const statement = one as { readonly [key: string]: Json };
    if (index !== 1) return [one];
    return (statement['Action'] as Json[]).map((action) => ({ ...statement, Action: action }));
  });
}
