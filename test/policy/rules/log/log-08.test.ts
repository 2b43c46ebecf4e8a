import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import benchmark from '../../../../lib/constructs/account/trail-alarms.json' with { type: 'json' };
import { log08 } from '../../../../lib/policy/rules/log/log-08.ts';
import { type Change, changed, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, trails } from './trails.ts';

const trail = trails();

/** A metric filter and an alarm for each kind of change, as somebody writes them without the kit. */
const heard: Readonly<Record<string, JsonRecord>> = Object.fromEntries(
  benchmark.alarms.flatMap(({ pattern, atLeast }, index): [string, JsonRecord][] => [
    [
      `Filter${index}`,
      {
        Type: 'AWS::Logs::MetricFilter',
        Properties: {
          LogGroupName: { Ref: 'Group' },
          FilterPattern: pattern,
          MetricTransformations: [{ MetricName: `Cis${index}`, MetricNamespace: 'Trail', MetricValue: '1' }],
        },
      },
    ],
    [
      `Alarm${index}`,
      {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          MetricName: `Cis${index}`,
          Namespace: 'Trail',
          Statistic: 'Sum',
          Period: 3600,
          EvaluationPeriods: 1,
          Threshold: atLeast,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          AlarmActions: [{ Ref: 'Topic' }],
        },
      },
    ],
  ]),
);

const good: Readonly<Record<string, JsonRecord>> = {
  ...changed(trail.resources, [
    ['Trail.Properties.CloudWatchLogsLogGroupArn', { 'Fn::GetAtt': ['Group', 'Arn'] }],
    ['Trail.Properties.CloudWatchLogsRoleArn', { 'Fn::GetAtt': ['Role', 'Arn'] }],
  ]),
  Group: {
    Type: 'AWS::Logs::LogGroup',
    Properties: {
      LogGroupName: 'trail',
      RetentionInDays: 400,
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  ...heard,
};

const alarmed = (...changes: readonly Change[]) => ({ ...trail, resources: changed(good, changes) });
const indexOf = (name: string) => benchmark.alarms.findIndex((alarm) => alarm.name === name);
const ofTrail = indexOf('trail-changes');

testRule(log08, {
  pass: { 'a filter and an alarm for each kind of change': alarmed() },
  fail: {
    'a trail without a log group': {
      ...alarmed(['Trail.Properties.CloudWatchLogsLogGroupArn', undefined]),
      says: ['Properties.CloudWatchLogsLogGroupArn is not set; expected a log group among the templates'],
    },
    'a kind of change that no filter takes in': {
      ...alarmed([`Filter${ofTrail}`, undefined]),
      says: [
        'Properties lacks a metric filter that takes in changes of a trail and little else (CIS 4.5), with an alarm',
      ],
    },
    'a filter that takes in everything': {
      ...alarmed([`Filter${ofTrail}.Properties.FilterPattern`, '{ $.eventName = * }']),
      says: [
        'Properties lacks a metric filter that takes in changes of a trail and little else (CIS 4.5), with an alarm',
      ],
    },
    'a filter that reads what a transformer has left of the events': {
      ...alarmed([`Filter${ofTrail}.Properties.ApplyOnTransformedLogs`, true]),
      says: ['Properties.ApplyOnTransformedLogs is true; expected false'],
    },
    'a filter without an alarm': {
      ...alarmed([`Alarm${ofTrail}`, undefined]),
      says: ['Properties.MetricTransformations lacks an alarm on its metric'],
    },
    'an alarm that waits for a hundred': {
      ...alarmed([`Alarm${ofTrail}.Properties.Threshold`, 100]),
      says: ['Properties.Threshold is 100; expected at least 1 and at most 1'],
    },
    'an alarm that tells nobody': {
      ...alarmed([`Alarm${ofTrail}.Properties.AlarmActions`, []]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'a log group without a key': {
      ...alarmed(['Group.Properties.KmsKeyId', undefined]),
      says: ['Properties.KmsKeyId is not set; expected a customer-managed KMS key'],
    },
  },
  unknown: {
    'a log group that is a parameter': {
      ...alarmed(['Trail.Properties.CloudWatchLogsLogGroupArn', open]),
      says: [
        `Properties.CloudWatchLogsLogGroupArn is ${parameter}; expected a log group among the templates`,
      ],
    },
    'a filter whose pattern is a parameter': {
      ...alarmed([`Filter${ofTrail}.Properties.FilterPattern`, open]),
      says: [`Properties.FilterPattern is ${parameter}; expected a pattern that takes in changes of a trail`],
    },
  },
});
