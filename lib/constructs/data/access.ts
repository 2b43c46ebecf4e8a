import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Store } from './stores.ts';

/** What may be done with some items of a table. */
export interface ItemAccess {
  /** Actions of DynamoDB without the service's name. */
  readonly actions: readonly string[];
  /** How the partition keys of these items begin, for example `ORDER#*`; no other item can be reached. */
  readonly leadingKeys: readonly string[];
}

/** Access to some items of a table, or of one of its indexes. */
export function itemAccess(
  { arn }: Pick<Store, 'arn'>,
  { actions, leadingKeys }: ItemAccess,
): PolicyStatement {
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [arn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys } },
  });
}

/** Use of a store's key through the service that keeps the store, and in no other way. */
export function keyAccess({ key, keptBy }: Store, use: keyof typeof uses): PolicyStatement {
  return new PolicyStatement({
    actions: [...uses[use]],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': keptBy } },
  });
}

/** What services ask of their caller, service by service: they use a key in different ways. */
const uses = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  items: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  // The table has its key already, and what it encrypts items with is decrypted for whoever asks.
  readingItems: ['kms:Decrypt', 'kms:DescribeKey'],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
  sending: ['kms:Decrypt', 'kms:GenerateDataKey'],
  receiving: ['kms:Decrypt'],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  readingSecrets: ['kms:Decrypt'],
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
  stagingSecrets: ['kms:Decrypt', 'kms:GenerateDataKey'],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
  rotatingSecrets: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
} as const;

/** Access to secrets that have one key. */
export function secretAccess(
  secrets: readonly Store[],
  { actions, use }: { readonly actions: readonly string[]; readonly use: keyof typeof uses },
): readonly PolicyStatement[] {
  const resources = secrets.map(({ arn }) => arn);
  const names = actions.map((action) => `secretsmanager:${action}`);
  return [
    new PolicyStatement({ actions: names, resources }),
    ...secrets.slice(0, 1).map((secret) => keyAccess(secret, use)),
  ];
}
