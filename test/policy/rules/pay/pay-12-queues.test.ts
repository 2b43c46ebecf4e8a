import { pay12Queues } from '../../../../lib/policy/rules/pay/pay-12-queues.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignWay, partOfWay, paymentWay } from './payment-way.ts';

const queue = 'Payments.Properties';
const named = 'Properties.RedrivePolicy.deadLetterTargetArn';
const last = 'a queue of the templates that no function reads';
const elsewhere = 'arn:aws:sqs:eu-west-1:111111111111:elsewhere';

testRule(pay12Queues, {
  pass: {
    'a queue that sets aside what nobody can work off': paymentWay(),
    'one whose dead letters come from it alone': paymentWay([
      'Failed.Properties.RedriveAllowPolicy',
      { redrivePermission: 'byQueue', sourceQueueArns: [{ 'Fn::GetAtt': ['Payments', 'Arn'] }] },
    ]),
  },
  fail: {
    'a queue that sets nothing aside': {
      ...paymentWay([`${queue}.RedrivePolicy`, undefined]),
      says: [
        `${named} is not set; expected ${last}`,
        'Properties.RedrivePolicy.maxReceiveCount is not set; expected at least 5 and at most 100',
      ],
    },
    'one that gives up at once': {
      ...paymentWay([`${queue}.RedrivePolicy.maxReceiveCount`, 1]),
      says: ['Properties.RedrivePolicy.maxReceiveCount is 1; expected at least 5 and at most 100'],
    },
    'messages that are seen again while the function works': {
      ...paymentWay([`${queue}.VisibilityTimeout`, 179]),
      says: ['Properties.VisibilityTimeout is 179; expected at least 180 and at most 3600'],
    },
    'the same where Lambda waits for a batch': {
      ...paymentWay(['FromPayments.Properties.MaximumBatchingWindowInSeconds', 20]),
      says: ['Properties.VisibilityTimeout is 180; expected at least 200 and at most 3600'],
    },
    'messages that nobody sees for a quarter of an hour': {
      ...paymentWay([`${queue}.DelaySeconds`, 900]),
      says: ['Properties.DelaySeconds is 900; expected at least 0 and at most 60'],
    },
    'messages that are forgotten after a minute, and those that are set aside too': {
      ...paymentWay(
        [`${queue}.MessageRetentionPeriod`, 60],
        ['Failed.Properties.MessageRetentionPeriod', 60],
      ),
      says: [
        'Properties.MessageRetentionPeriod is 60; expected at least 345600',
        'Properties.MessageRetentionPeriod is 60; expected at least 345600',
      ],
    },
    'messages that may be no longer than a kilobyte': {
      ...paymentWay([`${queue}.MaximumMessageSize`, 1024]),
      says: ['Properties.MaximumMessageSize is 1024; expected at least 262144'],
    },
    'a queue that sets aside into itself': {
      ...paymentWay([`${queue}.RedrivePolicy.deadLetterTargetArn`, { 'Fn::GetAtt': ['Payments', 'Arn'] }]),
      says: [`${named} is \${Payments.Arn}; expected ${last}`],
    },
    'a dead-letter queue that lets no queue in': {
      ...paymentWay(['Failed.Properties.RedriveAllowPolicy', { redrivePermission: 'denyAll' }]),
      says: ['Properties.RedriveAllowPolicy.redrivePermission is denyAll; expected allowAll'],
    },
    'one that stands nowhere in the storefront': {
      ...paymentWay([`${queue}.RedrivePolicy.deadLetterTargetArn`, elsewhere]),
      says: [`${named} is ${elsewhere}; expected ${last}`],
    },
  },
  unknown: {
    'a dead-letter queue that another stack may have': {
      ...partOfWay([`${queue}.RedrivePolicy.deadLetterTargetArn`, elsewhere]),
      says: [`${named} is ${elsewhere}; only the deployment tells whether that is ${last}`],
    },
    'how often a message is tried, where a parameter says it': {
      ...paymentWay([`${queue}.RedrivePolicy.maxReceiveCount`, open]),
      says: [
        'Properties.RedrivePolicy.maxReceiveCount is unknown (parameter Open is only known at deployment); expected at least 5 and at most 100',
      ],
    },
  },
  notApplicable: {
    'a template that is no part of a storefront': foreignWay([`${queue}.RedrivePolicy`, undefined]),
  },
});
