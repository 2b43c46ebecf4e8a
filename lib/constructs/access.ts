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
export function keyAccess({ keyArn, keptBy }: Store, use: keyof typeof uses): PolicyStatement {
  return new PolicyStatement({
    actions: [...uses[use]],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': keptBy } },
  });
}

const reading = ['kms:Decrypt', 'kms:DescribeKey'];

/** What a service asks of its caller to read what is encrypted, and to add to it. */
const uses = {
  reading,
  writing: [...reading, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
};

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
