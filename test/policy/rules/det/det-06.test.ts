import { det06 } from '../../../../lib/policy/rules/det/det-06.ts';
import { det06Alarms } from '../../../../lib/policy/rules/det/det-06-alarms.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { topics } from './topics.ts';
import { parameter } from './watched.ts';

const other = { Service: 's3.amazonaws.com' };

testRule(det06, {
  pass: { 'a topic that admits alarms and that somebody hears': topics() },
  fail: {
    'a topic without a key': {
      ...topics(['Topic.Properties.KmsMasterKeyId', undefined]),
      says: [
        'Properties.KmsMasterKeyId is not set; expected a customer-managed KMS key',
        'Properties.KmsMasterKeyId is not set; expected a key among the templates',
      ],
    },
    'a key that does not admit alarms': {
      ...topics(['Key.Properties.KeyPolicy.Statement[0].Principal', other]),
      says: [
        'Properties.KeyPolicy lacks a statement that lets cloudwatch.amazonaws.com use kms:Decrypt and kms:GenerateDataKey',
      ],
    },
    'a topic without a policy': {
      ...topics(['Policy', undefined]),
      says: ['Properties lacks an AWS::SNS::TopicPolicy for it'],
    },
    'a policy that admits somebody else': {
      ...topics(['Policy.Properties.PolicyDocument.Statement[0].Principal', other]),
      says: [
        'Properties.PolicyDocument lacks a statement that lets cloudwatch.amazonaws.com use sns:Publish',
      ],
    },
    'a topic that nobody hears': {
      ...topics(['Topic.Properties.Subscription', undefined]),
      says: ['Properties lacks a receiver'],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...topics(['Topic.Properties.KmsMasterKeyId', open]),
      says: [
        `Properties.KmsMasterKeyId is ${parameter}; expected a customer-managed KMS key`,
        `Properties.KmsMasterKeyId is ${parameter}; expected a key among the templates`,
      ],
    },
  },
  notApplicable: { 'a topic to which no alarm publishes': topics(['Alarm', undefined]) },
});

testRule(det06Alarms, {
  pass: { 'an alarm that publishes to a topic': topics() },
  fail: {
    'an alarm without actions': {
      ...topics(['Alarm.Properties.AlarmActions', undefined]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an alarm whose actions are off': {
      ...topics(['Alarm.Properties.ActionsEnabled', false]),
      says: ['Properties.ActionsEnabled is false; expected true'],
    },
  },
  unknown: {
    'an action that is a parameter': {
      ...topics(['Alarm.Properties.AlarmActions', [open]]),
      says: [`Properties.AlarmActions[0] is ${parameter}; expected the ARN of a topic or function`],
    },
  },
});
