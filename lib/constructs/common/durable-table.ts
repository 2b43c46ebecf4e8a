import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BillingMode, TableEncryption, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import { customerKey } from './customer-key.ts';

/** What a table is called, and what it holds as a person says it. */
export interface DurableTable {
  readonly role: string;
  readonly holds: string;
}

/**
 * What every table of a shop has: a key of its own, 35 days of recovery to the second, no deletion by accident, and
 * items that end on the day that each of them names in `expiresAt`.
 */
export function durableTable(
  scope: Construct,
  storefront: Storefront,
  { role, holds }: DurableTable,
): Omit<TableProps, 'partitionKey'> & { readonly encryptionKey: Key } {
  const tableName = nameOf(storefront, Stack.of(scope).region, role);
  return {
    tableName,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: customerKey(scope, 'Key', {
      alias: tableName,
      description: `${holds} of ${storefront.shop} ${storefront.name}`,
    }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    timeToLiveAttribute: 'expiresAt',
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}
