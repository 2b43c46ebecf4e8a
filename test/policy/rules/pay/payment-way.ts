import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

/** The way of a payment as the kit makes it: a table tells of an order, a function puts it into a queue, another one works that off. */
const way = {
  Orders: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'boutique-prod-orders',
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      GlobalSecondaryIndexes: [
        { IndexName: 'open', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['listing'] } },
      ],
    },
  },
  Outbox: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'boutique-prod-outbox', Timeout: 60, ReservedConcurrentExecutions: 2 },
  },
  FromOrders: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Outbox' },
      EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 10,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    },
  },
  Payments: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 1209600,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Failed', 'Arn'] }, maxReceiveCount: 10 },
    },
  },
  Failed: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } },
  Worker: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'boutique-prod-order-worker', Timeout: 30 },
  },
  FromPayments: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'Worker' },
      EventSourceArn: { 'Fn::GetAtt': ['Payments', 'Arn'] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  MayCall: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Outbox' },
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['Hourly', 'Arn'] },
    },
  },
  Hourly: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Targets: [{ Id: 'outbox', Arn: { 'Fn::GetAtt': ['Outbox', 'Arn'] } }],
    },
  },
} satisfies Record<string, JsonRecord>;

/** The way of a payment in a storefront whose one stack is given, with changes. */
export function paymentWay(...changes: readonly Change[]): Case {
  return {
    resources: changed(way, changes),
    sections: undecided,
    account: '111111111111',
    storefront: { ...storefront, stacks: ['edge'] },
  };
}

/** The same where another stack of the storefront was not given. */
export function partOfWay(...changes: readonly Change[]): Case {
  return { ...paymentWay(...changes), storefront };
}

/** The same in a template that is no part of a storefront. */
export function foreignWay(...changes: readonly Change[]): Case {
  const { storefront: _, ...rest } = paymentWay(...changes);
  return rest;
}
