import { hdr07Alarm } from '../../../../lib/policy/rules/hdr/hdr-07-alarm.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { csp, distribution, foreign, pageCsp, paymentCsp, shop } from './shop.ts';

const rule = 'Firewall.Properties.Rules[0]';
const match = `${rule}.Statement.ByteMatchStatement`;
const alarm = 'Alarm.Properties';
const lacksAlarm =
  'Properties.Rules[0].VisibilityConfig.MetricName lacks an alarm on the requests that it counts';
const lacksRule = 'Properties.Rules lacks a rule that counts requests to /csp-report';

const onMatch = {
  FieldToMatch: { UriPath: {} },
  PositionalConstraint: 'STARTS_WITH',
  SearchString: '/csp-report',
};

const ownMetric = {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'Boutique',
    MetricName: 'CspViolations',
    Statistic: 'SampleCount',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 1,
    AlarmActions: [{ Ref: 'Topic' }],
  },
};

testRule(hdr07Alarm, {
  pass: {
    'an alarm on what the web ACL counts': shop(),
    'a match on the path and on something else': shop([
      `${rule}.Statement`,
      {
        AndStatement: {
          Statements: [{ LabelMatchStatement: { Key: 'x' } }, { ByteMatchStatement: onMatch }],
        },
      },
    ]),
    'a function that is called by its ARN': shop([
      `${alarm}.AlarmActions`,
      ['arn:aws:lambda:us-east-1:111111111111:function:chat'],
    ]),
    'an alarm on a metric of the collector': shop(['Alarm', ownMetric], ['Firewall', undefined]),
    'a second alarm that tells nobody': shop([
      'Silent',
      { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'AWS/WAFV2' } },
    ]),
    'a template that is no shop’s and does the same': foreign(),
  },
  fail: {
    'an alarm on data of a unit that counts never have': {
      ...shop([`${alarm}.Unit`, 'Bytes']),
      says: ['Properties.Unit is Bytes; expected Count or None'],
    },
    'an alarm that any public page sets off': {
      ...shop([`${alarm}.Threshold`, 0]),
      says: ['Properties.Threshold is 0; expected at least 10'],
    },
    'two alarms of the collector of which one tells nobody': {
      ...shop(
        ['Alarm', ownMetric],
        ['Other', { ...ownMetric, Properties: { ...ownMetric.Properties, AlarmActions: [] } }],
      ),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'no alarm': { ...shop(['Alarm', undefined]), says: [lacksAlarm] },
    'an alarm on another rule’s count': {
      ...shop([`${alarm}.Dimensions[1].Value`, 'other']),
      says: [lacksAlarm],
    },
    'an alarm on another web ACL, and on a metric that has no data': {
      ...shop(
        [`${alarm}.Dimensions[0].Value`, 'other'],
        [`${alarm}.Dimensions[2]`, { Name: 'Region', Value: 'us-east-1' }],
      ),
      says: [
        'Properties.Dimensions[0].Value is other; expected firewall',
        'Properties.Dimensions[2].Name is Region; expected Rule or WebACL',
      ],
    },
    'an alarm that tells nobody, in one of two cases': {
      ...shop([`${alarm}.AlarmActions`, maybe([{ Ref: 'Topic' }], [])]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an alarm that is switched off and comes late': {
      ...shop(
        [`${alarm}.ActionsEnabled`, false],
        [`${alarm}.Threshold`, 5000],
        [`${alarm}.Period`, 86400],
        [`${alarm}.Statistic`, 'Average'],
      ),
      says: [
        'Properties.Statistic is Average; expected Sum',
        'Properties.Threshold is 5000; expected at least 0 and at most 100',
        'Properties.Period is 86400; expected at least 10 and at most 3600',
        'Properties.ActionsEnabled is false; expected true',
      ],
    },
    'an alarm on the wrong side of the threshold': {
      ...shop([`${alarm}.ComparisonOperator`, 'LessThanThreshold']),
      says: [
        'Properties.ComparisonOperator is LessThanThreshold; expected GreaterThanThreshold or GreaterThanOrEqualToThreshold',
      ],
    },
    'a rule that blocks the reports instead': {
      ...shop([`${rule}.Action`, { Block: {} }]),
      says: ['Properties.Rules[0].Action is {"Block":{}}; expected {"Count":{}}'],
    },
    'a rule without metrics': {
      ...shop([`${rule}.VisibilityConfig.CloudWatchMetricsEnabled`, false]),
      says: ['Properties.Rules[0].VisibilityConfig.CloudWatchMetricsEnabled is false; expected true'],
    },
    'a rule on another path': { ...shop([`${match}.SearchString`, '/other']), says: [lacksRule] },
    'a rule on the query instead of the path': {
      ...shop([`${match}.FieldToMatch`, { QueryString: {} }]),
      says: [lacksRule],
    },
    'a second place for reports that nobody watches': {
      ...shop([csp, pageCsp.replace('/csp-report', '/other')]),
      says: ['Properties.Rules lacks a rule that counts requests to /other'],
    },
    'a distribution without a web ACL': {
      ...shop([`${distribution}.WebACLId`, undefined]),
      says: [
        'Properties.DistributionConfig.WebACLId is not set; expected a web ACL of these templates that counts requests to /csp-report',
      ],
    },
    'a shop whose policies report nowhere': {
      ...shop(
        [csp, pageCsp.replace(/; report.*/, '')],
        [csp.replace('Pages', 'Payment'), paymentCsp.replace(/; report.*/, '')],
      ),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId lacks a content security policy that reports to the shop',
      ],
    },
  },
  unknown: {
    'a topic that no given template has': {
      ...shop([`${alarm}.AlarmActions`, ['arn:aws:sns:us-east-1:111111111111:security']]),
      says: [
        'Properties.AlarmActions[0] is arn:aws:sns:us-east-1:111111111111:security; only the deployment tells whether that is the ARN of a topic or function',
      ],
    },
    'a topic of an account that only the deployment knows': {
      ...shop([`${alarm}.AlarmActions`, [{ 'Fn::Sub': 'arn:aws:sns:us-east-1:${Open}:security' }]]),
      says: [
        'Properties.AlarmActions[0] is arn:aws:sns:us-east-1:${?}:security; only the deployment tells whether that is the ARN of a topic or function',
      ],
    },
    'a web ACL that somebody keeps elsewhere': {
      ...shop([`${distribution}.WebACLId`, 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b']),
      says: [
        'Properties.DistributionConfig.WebACLId is arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b; only the deployment tells whether that is a web ACL of these templates that counts requests to /csp-report',
      ],
    },
    'an alarm that a condition may leave out': {
      ...shop(['Alarm.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Firewall exists',
      ],
    },
    'an alarm whose dimension is a parameter': {
      ...shop([`${alarm}.Dimensions[1].Value`, { Ref: 'Open' }]),
      says: [
        'Properties.Dimensions[1].Value is unknown (parameter Open is only known at deployment); expected reports',
      ],
    },
    'rules that a macro writes': {
      ...shop(['Firewall.Properties.Rules', { 'Fn::Transform': { Name: 'Rules' } }]),
      says: [
        'Properties.Rules is unknown (Fn::Transform is only known at deployment); expected a list with a rule that counts requests to /csp-report',
      ],
    },
  },
  notApplicable: {
    'a template that is no shop’s and reports nowhere': foreign(
      [csp, undefined],
      [csp.replace('Pages', 'Payment'), undefined],
    ),
  },
});
