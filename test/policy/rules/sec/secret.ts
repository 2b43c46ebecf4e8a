import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const account = '111111111111';

/** A secret with everything that belongs to it, and nothing wrong with any of it. */
const good: Record<string, JsonRecord> = {
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'shop/gateways/stripe', KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  },
  SecretPolicy: {
    Type: 'AWS::SecretsManager::ResourcePolicy',
    Properties: { SecretId: { Ref: 'Secret' }, BlockPublicPolicy: true },
  },
  Schedule: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: 'shop/gateways/stripe',
      RotationLambdaARN: { 'Fn::GetAtt': ['Rotation', 'Arn'] },
      RotationRules: { ScheduleExpression: 'rate(90 days)' },
    },
  },
  Rotation: {
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { SECRET_ID: 'shop/gateways/stripe' } } },
  },
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'secretsmanager:GetSecretValue',
            Resource: [`arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/gateways/stripe-??????`],
          },
        ],
      },
    },
  },
};

/** The good secret of a storefront, with some things changed. */
export function secret(...changes: readonly Change[]) {
  return { account, sections: undecided, resources: changed(good, changes), storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignSecret(...changes: readonly Change[]) {
  return { account, sections: undecided, resources: changed(good, changes) } satisfies Case;
}
