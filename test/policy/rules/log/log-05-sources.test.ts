import { log05Sources } from '../../../../lib/policy/rules/log/log-05-sources.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, onCondition, parameter } from './logs.ts';

const store = 'a log group or bucket among the templates';
const target = 'FlowLog.Properties.LogDestination';

testRule(log05Sources, {
  pass: {
    'writers of every kind': logs(),
    'the same in a foreign template': foreignLogs(),
    'a log group by the name that it gives itself': logs(
      ['Group.Properties.LogGroupName', '/shop/flows'],
      [target, undefined],
      ['FlowLog.Properties.LogGroupName', '/shop/flows'],
    ),
    'a bucket by an ARN that is written out': logs([target, 'arn:aws:s3:::shop-logs/flows']),
  },
  fail: {
    'a flow log that goes nowhere': {
      ...logs([target, undefined]),
      says: [`Properties lacks ${store}`],
    },
    'logs that go to what is no store': {
      ...logs([target, { 'Fn::GetAtt': ['Key', 'Arn'] }]),
      says: [`Properties.LogDestination is \${Key.Arn}; expected ${store}`],
    },
    'a store that ends the logs within days': {
      ...logs(
        ['Short', { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 3 } }],
        [target, { 'Fn::GetAtt': ['Short', 'Arn'] }],
      ),
      says: [
        'Properties.RetentionInDays is 3; expected at least 365, a number of days that CloudWatch Logs takes',
      ],
    },
    'a bucket whose logs end before their time': {
      ...logs(['Bucket.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays', 30]),
      says: [
        'Properties.LifecycleConfiguration.Rules lacks the expiration of logs after at least 365 days',
        'Properties.LifecycleConfiguration.Rules[0].ExpirationInDays is 30; expected at least 365',
      ],
    },
  },
  unknown: {
    'a store that is a parameter': {
      ...logs([target, open]),
      says: [`Properties.LogDestination is ${parameter}; expected ${store}`],
    },
    'a store that was not given': {
      ...logs(['Destination.Properties.DestinationResourceArn', 'arn:aws:s3:::somebody']),
      says: [
        `Properties.DestinationResourceArn is arn:aws:s3:::somebody; only the deployment tells whether that is ${store}`,
      ],
    },
    'a stream, which hands logs on': {
      ...logs(
        ['Stream', { Type: 'AWS::KinesisFirehose::DeliveryStream' }],
        [target, { 'Fn::GetAtt': ['Stream', 'Arn'] }],
      ),
      says: [
        `Properties.LogDestination is \${Stream.Arn}; only the deployment tells whether that is ${store}`,
      ],
    },
    'a store that a condition may leave out': {
      ...logs(
        ['Other', { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 400 } }],
        onCondition('Other'),
        [target, { 'Fn::GetAtt': ['Other', 'Arn'] }],
      ),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever FlowLog exists',
      ],
    },
  },
});
