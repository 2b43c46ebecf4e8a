import { expect, test } from '@jest/globals';
import { exampleWith, ofType, onlyOne, synthesize } from '../support/synth.ts';

const data = synthesize(exampleWith({})).template('boutique-prod-data');
const orders = onlyOne(data, 'AWS::DynamoDB::Table');

test('the orders survive mistakes: 35 days of recovery, and no deletion by accident', () => {
  expect(orders).toMatchObject({
    TableName: 'boutique-prod-eu-west-1-orders',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
  });
});

test('the orders are encrypted with a key of the shop', () => {
  const [[key] = []] = ofType(data, 'AWS::KMS::Key');
  expect(orders.SSESpecification).toEqual({
    SSEEnabled: true,
    SSEType: 'KMS',
    KMSMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
  });
  expect(onlyOne(data, 'AWS::KMS::Key')).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
});

test('orders end on the day that each of them names, and what changes is handed on', () => {
  expect(orders.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  expect(orders.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
});

test('the contract says that the orders are personal', () => {
  const [[table] = []] = ofType(data, 'AWS::DynamoDB::Table');
  expect(data.Metadata.Palisade.data).toEqual([{ resource: table, holds: 'personal' }]);
});
