import { waf06Alarm } from '../../../../lib/policy/rules/waf/waf-06-alarm.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const alarm = 'Surge.Properties';
const lacking = 'Properties lacks an AWS::CloudWatch::Alarm on its BlockedRequests';
const parameter = 'unknown (parameter Open is only known at deployment)';

testRule(waf06Alarm, {
  pass: {
    'an alarm on every blocked request': webAcl(),
    'the same in somebody else’s template': foreignAcl(),
    'a metric name made of the stack’s': webAcl(
      ['Acl.Properties.VisibilityConfig.MetricName', { 'Fn::Sub': '${Topic.TopicName}-acl' }],
      [
        `${alarm}.Dimensions[0].Value`,
        { 'Fn::Join': ['-', [{ 'Fn::GetAtt': ['Topic', 'TopicName'] }, 'acl']] },
      ],
    ),
    'a second alarm that is not right': webAcl([
      'Another',
      {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'AWS/WAFV2',
          MetricName: 'BlockedRequests',
          Dimensions: [{ Name: 'WebACL', Value: 'shop' }],
        },
      },
    ]),
  },
  fail: {
    'no alarm': { ...webAcl(['Surge', undefined]), says: [lacking] },
    'an alarm on another metric': { ...webAcl([`${alarm}.MetricName`, 'AllowedRequests']), says: [lacking] },
    'an alarm on another web ACL': { ...webAcl([`${alarm}.Dimensions[0].Value`, 'other']), says: [lacking] },
    'an alarm on one rule': {
      ...webAcl([`${alarm}.Dimensions[1].Value`, 'everyone']),
      says: ['Properties.Dimensions lacks the dimension Rule'],
    },
    'an alarm that is raised when nothing happens': {
      ...webAcl([`${alarm}.ComparisonOperator`, 'LessThanThreshold']),
      says: [
        'Properties.ComparisonOperator is LessThanThreshold; expected GreaterThanThreshold or GreaterThanOrEqualToThreshold or GreaterThanUpperThreshold or LessThanLowerOrGreaterThanUpperThreshold',
      ],
    },
    'an alarm that tells nobody': {
      ...webAcl([`${alarm}.AlarmActions`, []]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an alarm that tells nobody in one case': {
      ...webAcl([`${alarm}.AlarmActions[0]`, maybe({ Ref: 'Topic' })]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an action that is no ARN': {
      ...webAcl([`${alarm}.AlarmActions[0]`, 'ops']),
      says: ['Properties.AlarmActions[0] is ops; expected the ARN of a topic or function'],
    },
    'an alarm that is switched off': {
      ...webAcl([`${alarm}.ActionsEnabled`, false]),
      says: ['Properties.ActionsEnabled is false; expected true'],
    },
    'a web ACL without a metric name': {
      ...webAcl(['Acl.Properties.VisibilityConfig.MetricName', undefined]),
      says: [
        'Properties.VisibilityConfig.MetricName is not set; expected a metric name that no other web ACL has',
      ],
    },
    'two web ACLs with one metric name': {
      ...webAcl([
        'Twin',
        { Type: 'AWS::WAFv2::WebACL', Properties: { VisibilityConfig: { MetricName: 'shop' } } },
      ]),
      says: [1, 2].map(
        () =>
          'Properties.VisibilityConfig.MetricName is shop; expected a metric name that no other web ACL has',
      ),
    },
  },
  unknown: {
    'an alarm under a condition of its own': {
      ...webAcl(['Surge.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Acl exists',
      ],
    },
    'an action that is a parameter': {
      ...webAcl([`${alarm}.AlarmActions[0]`, open]),
      says: [`Properties.AlarmActions[0] is ${parameter}; expected the ARN of a topic or function`],
    },
    'a dimension that is a parameter': {
      ...webAcl([`${alarm}.Dimensions[0].Value`, open]),
      says: [`Properties.Dimensions[0].Value is ${parameter}; expected shop`],
    },
  },
});
