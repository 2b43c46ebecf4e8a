import { log09 } from '../../../../lib/policy/rules/log/log-09.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, parameter } from './logs.ts';

const attributes = 'Balancer.Properties.LoadBalancerAttributes';
const list = 'Properties.LoadBalancerAttributes';
const groupArn = { 'Fn::GetAtt': ['Group', 'Arn'] };

testRule(log09, {
  pass: {
    'a load balancer that logs into a bucket': logs(),
    'an API stage that logs into a group': foreignLogs([
      'Stage',
      { Type: 'AWS::ApiGatewayV2::Stage', Properties: { AccessLogSettings: { DestinationArn: groupArn } } },
    ]),
    'a state machine that logs errors': foreignLogs([
      'Machine',
      {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          LoggingConfiguration: {
            Level: 'ERROR',
            Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: groupArn } }],
          },
        },
      },
    ]),
  },
  fail: {
    'a load balancer that logs nothing': {
      ...logs([attributes, undefined]),
      says: [
        `${list} lacks the attribute access_logs.s3.enabled`,
        `${list} lacks the attribute access_logs.s3.bucket`,
      ],
    },
    'a load balancer whose logs are switched off': {
      ...logs([`${attributes}[0].Value`, 'false']),
      says: [`${list}[0].Value is false; expected true`],
    },
    'a bucket that ends logs early': {
      ...logs(['Bucket.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays', 30]),
      says: [
        'Properties.LifecycleConfiguration.Rules lacks the expiration of logs after at least 365 days',
        'Properties.LifecycleConfiguration.Rules[0].ExpirationInDays is 30; expected at least 365',
      ],
    },
    'an API stage that logs nothing': {
      ...foreignLogs(['Stage', { Type: 'AWS::ApiGateway::Stage' }]),
      says: [
        'Properties.AccessLogSetting.DestinationArn is not set; expected a log group among the templates',
      ],
    },
    'a state machine that logs nothing': {
      ...foreignLogs([
        'Machine',
        { Type: 'AWS::StepFunctions::StateMachine', Properties: { LoggingConfiguration: { Level: 'OFF' } } },
      ]),
      says: [
        'Properties.LoggingConfiguration.Level is OFF; expected ALL or ERROR or FATAL',
        'Properties.LoggingConfiguration.Destinations lacks a log group',
      ],
    },
  },
  unknown: {
    'a bucket that is a parameter': {
      ...logs([`${attributes}[1].Value`, open]),
      says: [`${list}[1].Value is ${parameter}; expected a bucket among the templates`],
    },
  },
  notApplicable: {
    'a gateway load balancer': {
      resources: {
        Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'gateway' } },
      },
    },
  },
});
