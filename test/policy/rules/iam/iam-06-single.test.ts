import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { iam06Single } from '../../../../lib/policy/rules/iam/iam-06-single.ts';
import { undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } };
const url = 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders';

function policy(...Queues: readonly Json[]): JsonRecord {
  return { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues, PolicyDocument: {} } };
}

function templates(resources: Readonly<Record<string, JsonRecord>>) {
  return { resources: { Queue: queue, ...resources }, sections: undecided };
}

const whole = { ...storefront, stacks: ['edge'] };

testRule(iam06Single, {
  fail: {
    'two policies of one queue': {
      ...templates({ First: policy({ Ref: 'Queue' }), Second: policy({ Ref: 'Queue' }) }),
      says: ['Second', 'First'].map(
        (other) => `Properties.Queues[0] is \${Queue}, to which ${other} gives a policy of a queue too`,
      ),
    },
    'a second one by the address of the queue': {
      ...templates({ First: policy({ Ref: 'Queue' }), Second: policy(url) }),
      says: [
        'Properties.Queues[0] is ${Queue}, to which Second gives a policy of a queue too',
        `Properties.Queues[0] is ${url}, to which First gives a policy of a queue too`,
      ],
    },
    'a second one of another type': {
      ...templates({
        First: policy({ Ref: 'Queue' }),
        Second: {
          Type: 'AWS::SQS::QueueInlinePolicy',
          Properties: { Queue: { 'Fn::GetAtt': ['Queue', 'QueueUrl'] } },
        },
      }),
      says: [
        'Properties.Queues[0] is ${Queue}, to which Second gives a policy of a queue too',
        'Properties.Queue is ${Queue.QueueUrl}, to which First gives a policy of a queue too',
      ],
    },
    'two schedules of one secret, one of them by its ARN': {
      ...templates({
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop-stripe' } },
        First: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { SecretId: 'shop-stripe' } },
        Second: {
          Type: 'AWS::SecretsManager::RotationSchedule',
          Properties: { SecretId: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop-stripe-AbCdEf' },
        },
      }),
      says: [
        "Properties.SecretId is shop-stripe, to which Second gives a schedule of a secret's rotation too",
        "Properties.SecretId is arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop-stripe-AbCdEf, to which First gives a schedule of a secret's rotation too",
      ],
    },
  },
  unknown: {
    'a second one that a condition decides about': {
      ...templates({ First: policy({ Ref: 'Queue' }), Second: { ...policy(url), Condition: 'Maybe' } }),
      says: [
        'Properties.Queues[0] is ${Queue}, to which Second gives a policy of a queue too',
        `Properties.Queues[0] is ${url}, to which First gives a policy of a queue too`,
      ],
    },
    'a policy of a queue that no template of the shop has': {
      ...templates({ Only: policy('https://sqs.eu-west-1.amazonaws.com/111111111111/elsewhere') }),
      storefront: whole,
      says: [
        'Properties.Queues[0] is https://sqs.eu-west-1.amazonaws.com/111111111111/elsewhere; only the deployment tells whether that is something among the templates, whose policy of a queue this is',
      ],
    },
  },
  notApplicable: {
    'a policy of its own for each queue': templates({
      Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'events' } },
      First: policy({ Ref: 'Queue' }),
      Second: policy({ Ref: 'Other' }),
    }),
    'a policy of somebody else’s queue': templates({
      Only: policy('https://sqs.eu-west-1.amazonaws.com/1/elsewhere'),
    }),
  },
});
