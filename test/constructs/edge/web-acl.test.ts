import { describe, expect, test } from '@jest/globals';
import capacities from '../../../lib/aws/web-acl-capacities.json' with { type: 'json' };
import { exampleWith, ofType, onlyOne, synthesize } from '../../support/synth.ts';

const edge = synthesize(exampleWith({})).template('boutique-prod-edge');
const [[aclId, { Properties: acl }] = ['', { Properties: {} }]] = ofType(edge, 'AWS::WAFv2::WebACL');
interface AclRule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: object;
  readonly OverrideAction?: object;
  // biome-ignore lint/suspicious/noExplicitAny: statements have many forms.
  readonly Statement: any;
  readonly VisibilityConfig: object;
}
const rules: readonly AclRule[] = acl.Rules;

test('the firewall counts reports before anything can block them', () => {
  expect(rules[0]).toMatchObject({ Name: 'csp-reports', Priority: 0, Action: { Count: {} } });
  expect(rules[0]?.Statement.ByteMatchStatement).toMatchObject({
    SearchString: '/csp-report',
    PositionalConstraint: 'EXACTLY',
    FieldToMatch: { UriPath: {} },
  });
});

test('nothing but the count lets a request pass the groups that AWS keeps', () => {
  const managed = rules.filter(({ Statement }) => Statement.ManagedRuleGroupStatement);
  expect(managed.map(({ OverrideAction }) => OverrideAction)).toEqual(managed.map(() => ({ None: {} })));
  expect(managed).toHaveLength(4);
  const others = rules
    .filter((rule) => !managed.includes(rule))
    .map(({ Action }) => Object.keys(Action ?? {})[0]);
  expect(others).toEqual(['Count', 'Block', 'Block', 'Block']);
});

test('the groups fit into what AWS includes in the price', () => {
  const capacityOf = new Map(Object.entries(capacities.managedRuleGroups));
  const groups = rules.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name ?? []);
  const needed = groups.map((name) => capacityOf.get(name) ?? Number.NaN);
  expect(needed.reduce((sum, capacity) => sum + capacity, 0)).toBeLessThanOrEqual(capacities.included);
});

test('one address may ask less often for what costs money or takes input than for pages', () => {
  const [everywhere, sensitive] = rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);
  expect(everywhere).not.toHaveProperty('ScopeDownStatement');
  expect(sensitive.Limit).toBeLessThan(everywhere.Limit);
  const paths = sensitive.ScopeDownStatement.OrStatement.Statements.map(
    ({ ByteMatchStatement: { PositionalConstraint, SearchString } }: AclRule['Statement']) =>
      `${PositionalConstraint} ${SearchString}`,
  );
  expect(paths).toEqual(['STARTS_WITH /checkout/', 'STARTS_WITH /api/', 'EXACTLY /csp-report']);
});

test('whoever asks too often is told so, and when to try again', () => {
  const limits = rules.filter(({ Statement }) => Statement.RateBasedStatement);
  expect(limits.map(({ Action }) => Action)).toEqual(
    limits.map(() => ({
      Block: {
        CustomResponse: {
          ResponseCode: 429,
          CustomResponseBodyKey: 'TooManyRequests',
        },
      },
    })),
  );
  expect(acl.CustomResponseBodies).toEqual({
    TooManyRequests: {
      ContentType: 'TEXT_PLAIN',
      Content: 'Too many requests came from your network. Please try again in 5 minutes.\n',
    },
  });
});

test('everything is measured and nothing is sampled, since samples would hold cookies', () => {
  for (const { VisibilityConfig } of [acl, ...rules]) {
    expect(VisibilityConfig).toMatchObject({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false });
  }
});

describe('the log', () => {
  test('leaves out what opens an account', () => {
    expect(onlyOne(edge, 'AWS::WAFv2::LoggingConfiguration')).toMatchObject({
      ResourceArn: { 'Fn::GetAtt': [aclId, 'Arn'] },
      RedactedFields: [
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
        { QueryString: {} },
      ],
    });
  });

  test('goes to a group whose name WAF accepts, without the ending that it does not', () => {
    const [destination] = onlyOne(edge, 'AWS::WAFv2::LoggingConfiguration').LogDestinationConfigs;
    const [, [prefix, { Ref }]] = destination['Fn::Join'];
    expect(prefix).toBe('arn:aws:logs:us-east-1:111111111111:log-group:');
    expect(edge.Resources[Ref]?.Properties.LogGroupName).toBe('aws-waf-logs-boutique-prod-firewall');
    expect(destination['Fn::Join'][1]).toHaveLength(2);
  });
});

describe('an alarm', () => {
  const alarms = ofType(edge, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

  test.each([
    ['a surge of blocked requests', 'BlockedRequests', 'ALL', 500],
    ['the first report of a browser', 'CountedRequests', 'csp-reports', 0],
  ])('watches for %s', (_, MetricName, rule, Threshold) => {
    const alarm = alarms.find((each) => each.MetricName === MetricName);
    expect(alarm).toMatchObject({
      Namespace: 'AWS/WAFV2',
      Threshold,
      Period: 300,
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [
        { Name: 'Rule', Value: rule },
        { Name: 'WebACL', Value: acl.VisibilityConfig.MetricName },
      ],
    });
  });

  test('tells the topic that people have subscribed to', () => {
    const { TopicArn, Endpoint, Protocol } = onlyOne(edge, 'AWS::SNS::Subscription');
    expect([Protocol, Endpoint]).toEqual(['email', 'operations@boutique.example']);
    expect(alarms.map(({ AlarmActions }) => AlarmActions)).toEqual([[TopicArn], [TopicArn]]);
  });

  test('gets through: CloudWatch may use the topic and its key, for alarms of this account', () => {
    const [[, { Properties: key }] = ['', { Properties: {} }]] = ofType(edge, 'AWS::KMS::Key').filter(
      ([id]) => id.startsWith('Alarms'),
    );
    const statements = [
      ...key.KeyPolicy.Statement,
      ...onlyOne(edge, 'AWS::SNS::TopicPolicy').PolicyDocument.Statement,
    ];
    const forAlarms = statements.filter(({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com');
    expect(forAlarms.map(({ Action }) => Action)).toEqual([
      ['kms:Decrypt', 'kms:GenerateDataKey*'],
      'sns:Publish',
    ]);
    for (const { Condition } of forAlarms) {
      expect(Condition).toEqual({
        ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:*' },
        StringEquals: { 'aws:SourceAccount': '111111111111' },
      });
    }
  });

  test('is never sent in clear text', () => {
    expect(onlyOne(edge, 'AWS::SNS::TopicPolicy').PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });
});
