import { describe, expect, test } from '@jest/globals';
import { exampleConfig, exampleWith, ofType, synthesize } from '../support/synth.ts';

const synthesis = synthesize(exampleWith({}));
const data = synthesis.template('boutique-prod-data');

describe.each([
  ['orders', /^Orders/],
  ['csp-reports', /^CspReports/],
])('the table of %s', (role, id) => {
  const [[tableId, table] = ['', undefined]] = ofType(data, 'AWS::DynamoDB::Table').filter(([name]) =>
    id.test(name),
  );

  test('survives mistakes: 35 days of recovery, and no deletion by accident', () => {
    expect(table?.Properties).toMatchObject({
      TableName: `boutique-prod-${role}`,
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    });
  });

  test('is encrypted with a key that nothing else uses', () => {
    const key = table?.Properties.SSESpecification.KMSMasterKeyId['Fn::GetAtt'][0];
    expect(table?.Properties.SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
    });
    expect(data.Resources[key]?.Properties).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
    });
    expect(usersOf(key)).toEqual([tableId]);
  });

  test('comes after everything else, so that a first deployment that fails before leaves nothing', () => {
    const others = Object.entries(data.Resources).filter(([, { Type }]) => Type !== 'AWS::DynamoDB::Table');
    expect([table?.DependsOn ?? []].flat().sort()).toEqual(others.map(([name]) => name).sort());
  });

  test('ends each item on the day that the item names', () => {
    expect(table?.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });
});

describe('the orders', () => {
  const orders = ofType(data, 'AWS::DynamoDB::Table').find(([id]) => id.startsWith('Orders'))?.[1].Properties;

  test('hand on what changes', () => {
    expect(orders.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  test('have an index of what waits, and one of orders by state, with no more in them than is read there', () => {
    expect(orders.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'pending',
        KeySchema: [
          { AttributeName: 'pending', KeyType: 'HASH' },
          { AttributeName: 'receivedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['generation'] },
      },
      {
        IndexName: 'listed',
        KeySchema: [
          { AttributeName: 'listed', KeyType: 'HASH' },
          { AttributeName: 'listedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['listing'] },
      },
    ]);
  });
});

describe('the queues', () => {
  const queues = ofType(data, 'AWS::SQS::Queue');
  const named = (name: string) =>
    queues.find(([, { Properties }]) => Properties.QueueName === `boutique-prod-${name}`);

  test('are those of the payment events, of what could not be done, and of what the stream gave up', () => {
    expect(queues.map(([, { Properties }]) => Properties.QueueName).sort()).toEqual([
      'boutique-prod-order-changes-dlq',
      'boutique-prod-outbox-dlq',
      'boutique-prod-payment-events',
      'boutique-prod-payment-events-dlq',
    ]);
  });

  test('are encrypted with one key of the shop, keep messages for 14 days, and answer by TLS alone', () => {
    const policies = ofType(data, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) => Properties);
    for (const [id, { Properties }] of queues) {
      expect(Properties).toMatchObject({
        KmsMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^PaymentEventsKey/), 'Arn'] },
        MessageRetentionPeriod: 14 * 86_400,
      });
      expect(policies.filter(({ Queues }) => Queues[0].Ref === id)).toEqual([
        {
          Queues: [{ Ref: id }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: { AWS: '*' },
                Action: 'sqs:*',
                Resource: { 'Fn::GetAtt': [id, 'Arn'] },
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      ]);
    }
  });

  test('give a notice ten tries, each of which ends before the next begins', () => {
    const worker = ofType(synthesis.template('boutique-prod-payments'), 'AWS::Lambda::Function').find(
      ([, { Properties }]) => Properties.FunctionName.endsWith('-order-worker'),
    );
    expect(named('payment-events')?.[1].Properties).toMatchObject({
      VisibilityTimeout: 6 * worker?.[1].Properties.Timeout,
      RedrivePolicy: {
        maxReceiveCount: 10,
        deadLetterTargetArn: { 'Fn::GetAtt': [named('payment-events-dlq')?.[0], 'Arn'] },
      },
    });
  });
});

describe('the secrets of the gateways', () => {
  const secrets = ofType(data, 'AWS::SecretsManager::Secret');

  const KmsKeyId = { 'Fn::GetAtt': [expect.stringMatching(/^GatewaySecretsKey/), 'Arn'] };

  test('have a name, a key of the shop, and no value: a template is no place for one', () => {
    expect(secrets.slice(0, 2).map(([, { Properties }]) => Properties)).toEqual(
      ['stripe', 'paypal'].map((gateway) => ({
        Name: `boutique-prod/gateways/${gateway}`,
        Description: expect.stringMatching(/^Keys of \S+, staged by an operator$/),
        KmsKeyId,
      })),
    );
  });

  test('have one beside them that Secrets Manager makes: it signs links to orders', () => {
    expect(secrets.slice(2).map(([, { Properties }]) => Properties)).toEqual([
      {
        Name: 'boutique-prod/order-link',
        Description: 'Key that signs links to orders, made and rotated by itself',
        KmsKeyId,
        GenerateSecretString: {
          SecretStringTemplate: '{}',
          GenerateStringKey: 'signingSecret',
          PasswordLength: 64,
          ExcludePunctuation: true,
        },
      },
    ]);
  });

  test('cannot be opened to others, and answer by TLS alone', () => {
    expect(
      ofType(data, 'AWS::SecretsManager::ResourcePolicy').map(([, { Properties }]) => Properties),
    ).toEqual(
      secrets.map(([id]) => ({
        SecretId: { Ref: id },
        BlockPublicPolicy: true,
        ResourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'secretsmanager:*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      })),
    );
  });

  test('are kept when the stack goes, so that a mistake costs no key', () => {
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of secrets) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });
});

test('the contract says what class of data each store holds', () => {
  const held = data.Metadata.Palisade.data.map((entry: Record<string, string>) => [
    data.Resources[String(entry['resource'])]?.Type,
    entry['class'],
  ]);
  expect(held).toEqual([
    ['AWS::DynamoDB::Table', 'personal'],
    ['AWS::DynamoDB::Table', 'audit'],
    ['AWS::SQS::Queue', 'personal'],
    ['AWS::SQS::Queue', 'personal'],
    ['AWS::SQS::Queue', 'personal'],
    ['AWS::SQS::Queue', 'personal'],
    ['AWS::SecretsManager::Secret', 'secrets'],
    ['AWS::SecretsManager::Secret', 'secrets'],
    ['AWS::SecretsManager::Secret', 'secrets'],
  ]);
});

/** The resources that refer to another one, aliases of keys aside. */
function usersOf(id: string): readonly string[] {
  return Object.entries(data.Resources)
    .filter(([, { Type }]) => Type !== 'AWS::KMS::Alias')
    .filter(([, { Properties }]) => JSON.stringify(Properties).includes(`"${id}"`))
    .map(([user]) => user);
}

test('a table of orders that was restored under its name has another output of its stream, and is changed so that CloudFormation reads it', () => {
  const usual = exampleConfig().environments['prod']?.backup;
  if (!usual) throw new Error('the example has no production');
  const backup = { ...usual, restorations: 1 };
  const restored = synthesize(exampleWith({ backup })).template('boutique-prod-data');
  const outputs = (template: typeof data) =>
    Object.keys(template.Outputs ?? {}).filter((name) => name.startsWith('OrdersStreamArn'));
  expect(outputs(restored)).toHaveLength(1);
  expect(outputs(restored)).not.toEqual(outputs(data));
  const [[, table] = ['', undefined]] = ofType(restored, 'AWS::DynamoDB::Table').filter(([id]) =>
    id.startsWith('Orders'),
  );
  expect(table?.Properties.Tags).toContainEqual({ Key: 'palisade:restorations', Value: '1' });
});
