import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

export const account = '111111111111';
export const stranger = '999999999999';

/** A policy document with these statements. */
export function document(...statements: readonly Json[]): JsonRecord {
  return { Version: '2012-10-17', Statement: statements };
}

const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };

/** A function with its role and policies, and a queue that it reads: nothing wrong with any of them. */
const good: Record<string, JsonRecord> = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
  },
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'Reads',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: document({
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
        Resource: queueArn,
      }),
    },
  },
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: document({
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        Action: 'sqs:ReceiveMessage',
        Resource: queueArn,
      }),
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: 'worker',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: `arn:aws:events:eu-west-1:${account}:rule/hourly`,
    },
  },
};

const place = { account, region: 'eu-west-1', sections: undecided };

/** The good role of a storefront, with some things changed. */
export function role(...changes: readonly Change[]) {
  return { ...place, resources: changed(good, changes), storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignRole(...changes: readonly Change[]) {
  return { ...place, resources: changed(good, changes) } satisfies Case;
}

/** The policy of the role with another statement in place of its own. */
export function allowing(statement: JsonRecord) {
  return role(['Policy.Properties.PolicyDocument.Statement[0]', { Effect: 'Allow', ...statement }]);
}

/** The trust policy of the role with another statement in place of its own. */
export function trusting(statement: JsonRecord) {
  return role([
    'Role.Properties.AssumeRolePolicyDocument.Statement[0]',
    { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
  ]);
}

/** The queue's policy with another statement in place of its own. */
export function admitting(statement: JsonRecord) {
  return role([
    'QueuePolicy.Properties.PolicyDocument.Statement[0]',
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn, ...statement },
  ]);
}
