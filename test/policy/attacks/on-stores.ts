import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, arnOf, strangers } from './attack.ts';

const strangersKey = `arn:aws:kms:eu-west-1:${strangers}:key/11111111-2222-3333-4444-555555555555`;
const awsKeyForBuckets = {
  ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
};

/** Denies everyone what a key is for. */
function locked(stack: 'data' | 'edge', key: string, action: string) {
  return ({ append }: Shop) =>
    append(stack, key, 'Properties.KeyPolicy.Statement', {
      Effect: 'Deny',
      Principal: '*',
      Action: action,
      Resource: '*',
    });
}

/** An instance of a cluster that is in no template. */
function strayInstance(type: string) {
  return ({ add }: Shop) =>
    add('data', 'Stray', { Type: type, Properties: { DBClusterIdentifier: 'elsewhere' } });
}

/** Something that sends by itself to a queue under the key that AWS has for queues. */
function sendingTo(type: string, properties: JsonRecord) {
  return ({ add }: Shop) => {
    add('data', 'Deaf', { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/aws/sqs' } });
    add('data', 'Sender', { Type: type, Properties: properties });
  };
}

const deaf: Json = arnOf('Deaf');

const eventsUrl = 'https://sqs.eu-west-1.amazonaws.com/111111111111/boutique-prod-payment-events';
const nothing = { Version: '2012-10-17', Statement: [] };

/** What a resource has once, written again by its name alone. */
const replacing: readonly (readonly [string, string, JsonRecord])[] = [
  ['the policy of a queue', 'AWS::SQS::QueuePolicy', { Queues: [eventsUrl], PolicyDocument: nothing }],
  ['it by another type', 'AWS::SQS::QueueInlinePolicy', { Queue: eventsUrl, PolicyDocument: nothing }],
  [
    'the policy of a secret',
    'AWS::SecretsManager::ResourcePolicy',
    { SecretId: 'boutique-prod/gateways/stripe', BlockPublicPolicy: true, ResourcePolicy: nothing },
  ],
  [
    'the schedule of a rotation',
    'AWS::SecretsManager::RotationSchedule',
    { SecretId: 'boutique-prod/gateways/stripe', RotationRules: { AutomaticallyAfterDays: 1000 } },
  ],
];

/** Ways to lose what the shop keeps, or to have it under the key of somebody else. */
export const attacksOnStores: readonly Attack[] = [
  [
    'the pages of the shop are gone after a day',
    'DATA-06',
    ({ set }) => set('edge', 'Site', 'Properties.LifecycleConfiguration.Rules[0].ExpirationInDays', 1),
  ],
  [
    'the table of orders is under the key of another account',
    'KEY-02-use',
    ({ set }) => set('data', 'OrdersTable', 'Properties.SSESpecification.KMSMasterKeyId', strangersKey),
  ],
  [
    'the queue of payments is under the alias of another account',
    'KEY-02-use',
    ({ set }) =>
      set('data', 'PaymentEvents', 'Properties.KmsMasterKeyId', `arn:aws:kms:eu-west-1:${strangers}:alias/a`),
  ],
  [
    'a secret is under the key of another account',
    'KEY-02-use',
    ({ set }) => set('data', 'GatewaySecretsStripe', 'Properties.KmsKeyId', strangersKey),
  ],
  [
    'the log of a function is under the key of another account',
    'KEY-02-use',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.KmsKeyId', strangersKey),
  ],
  [
    'the key of the site is switched off',
    'KEY-02-use',
    ({ set }) => set('edge', 'SiteKey', 'Properties.Enabled', false),
  ],
  [
    'the key of the orders is switched off by a text',
    'KEY-02',
    ({ set }) => set('data', 'OrdersTableKey', 'Properties.Enabled', 'false'),
  ],
  [
    'the key of the events denies everyone to encrypt',
    'KEY-02',
    locked('data', 'PaymentEventsKey', 'kms:GenerateDataKey*'),
  ],
  ['the key of the site denies everyone to decrypt', 'KEY-02', locked('edge', 'SiteKey', 'kms:Decrypt')],
  [
    'a bucket that nothing writes logs to is taken for one of logs',
    'DATA-02',
    ({ add }) => {
      add('edge', 'Orders', {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketEncryption: awsKeyForBuckets },
      });
      add('edge', 'Unused', {
        Type: 'AWS::Logs::DeliveryDestination',
        Properties: { Name: 'unused', DestinationResourceArn: arnOf('Orders') },
      });
    },
  ],
  [
    'a bucket is taken for one of a load balancer that keeps no logs',
    'DATA-02',
    ({ add }) => {
      add('edge', 'Orders', {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketEncryption: awsKeyForBuckets },
      });
      add('edge', 'Silent', {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: {
          Scheme: 'internal',
          LoadBalancerAttributes: [
            { Key: 'access_logs.s3.enabled', Value: 'false' },
            { Key: 'access_logs.s3.bucket', Value: { Ref: 'Orders' } },
          ],
        },
      });
    },
  ],
  [
    'a database is left to a cluster that nobody saw',
    'DATA-02-stores',
    strayInstance('AWS::RDS::DBInstance'),
  ],
  ['its backups are left to that cluster', 'DATA-05-relational', strayInstance('AWS::RDS::DBInstance')],
  ['its end is left to that cluster', 'DATA-07', strayInstance('AWS::RDS::DBInstance')],
  ['so is a database of documents', 'DATA-02-stores', strayInstance('AWS::DocDB::DBInstance')],
  ['so is a database of graphs', 'DATA-02-stores', strayInstance('AWS::Neptune::DBInstance')],
  [
    'a cluster in clear text names itself',
    'DATA-02-stores',
    ({ add }) =>
      add('data', 'Clear', { Type: 'AWS::RDS::DBCluster', Properties: { DBClusterIdentifier: 'orders' } }),
  ],
  [
    'a topic sends to a queue under a key that it may not use',
    'DATA-02-messages',
    sendingTo('AWS::SNS::Subscription', { TopicArn: 'orders', Protocol: 'sqs', Endpoint: deaf }),
  ],
  [
    'a topic that names the queue itself sends to it under such a key',
    'DATA-02-messages',
    sendingTo('AWS::SNS::Topic', {
      KmsMasterKeyId: 'alias/boutique',
      Subscription: [{ Protocol: 'sqs', Endpoint: deaf }],
    }),
  ],
  [
    'a rule sends to a queue under such a key',
    'DATA-02-messages',
    sendingTo('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'a', Arn: deaf }] }),
  ],
  [
    'a bucket sends to a topic under such a key',
    'DATA-02-messages',
    ({ add, set }) => {
      add('edge', 'Deaf', { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } });
      set('edge', 'Site', 'Properties.NotificationConfiguration', {
        TopicConfigurations: [{ Event: 's3:ObjectCreated:*', Topic: { Ref: 'Deaf' } }],
      });
    },
  ],
  ...replacing.map(
    ([what, type, properties]): Attack => [
      `a stack beside the data replaces ${what}`,
      'IAM-06-single',
      ({ add }) => add('payments', 'Second', { Type: type, Properties: properties }),
    ],
  ),
  [
    'the table can be restored for one day',
    'DATA-05',
    ({ set }) =>
      set('data', 'OrdersTable', 'Properties.PointInTimeRecoverySpecification.RecoveryPeriodInDays', 1),
  ],
  [
    'a log is kept for a day',
    'LOG-05',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.RetentionInDays', 1),
  ],
  [
    'a log is kept for longer than anybody lives',
    'DATA-06',
    ({ set }) => set('payments', 'LogsPaymentCallback', 'Properties.RetentionInDays', 8_675_309),
  ],
  [
    'dead letters are gone after a minute',
    'DATA-06',
    ({ set }) => set('data', 'PaymentEventsDeadLetters', 'Properties.MessageRetentionPeriod', 60),
  ],
];
