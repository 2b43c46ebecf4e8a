import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const account = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' };

/** A key that encrypts logs and the reports in a table of evidence, with nothing wrong. */
const good: Record<string, JsonRecord> = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: {
        Statement: [
          { Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' },
          {
            Effect: 'Allow',
            Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: {
              ArnEquals: {
                'kms:EncryptionContext:aws:logs:arn': {
                  'Fn::Sub': 'arn:aws:logs:eu-west-1:${AWS::AccountId}:log-group:/shop/callback',
                },
              },
            },
          },
        ],
      },
    },
  },
  Alias: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: 'alias/shop-logs', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  },
  Group: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/shop/callback', KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  },
  Reports: {
    Type: 'AWS::DynamoDB::Table',
    Properties: { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: 'alias/shop-logs' } },
  },
};

const data = [
  { resource: 'Group', class: 'audit' },
  { resource: 'Reports', class: 'audit' },
];

/** The key of a storefront, with some things changed. */
export function key(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, data },
  } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignKey(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

export const parameter = 'unknown (parameter Open is only known at deployment)';
