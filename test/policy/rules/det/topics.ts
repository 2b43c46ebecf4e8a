import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';

const alarms = { Service: 'cloudwatch.amazonaws.com' };

/** An alarm that reaches a person, in a template without a contract. */
const good: Record<string, JsonRecord> = {
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'Topic' }] } },
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: {
      KmsMasterKeyId: { Ref: 'Key' },
      Subscription: [{ Protocol: 'email', Endpoint: 'oncall@shop.example' }],
    },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: alarms,
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
          },
        ],
      },
    },
  },
  Policy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Principal: alarms, Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
        ],
      },
    },
  },
};

/** The alarm and its topic, with some things changed. */
export function topics(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}
