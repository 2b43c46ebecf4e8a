import { RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, Table, TableEncryption, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { classifyData, type StoredData } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';
import { customerKey, personalDataKey } from './customer-key.ts';

export interface DurableTableProps extends Pick<TableProps, 'partitionKey' | 'sortKey' | 'stream'> {
  /** Whose resource it is; its name begins with the owner's. */
  readonly owner: Storefront;

  /** Ends the names of the table and its key. */
  readonly role: string;

  /** What is in it, as a person says it, for example `Orders`. */
  readonly stores: string;

  /** The class of these data. */
  readonly holds: 'personal' | 'audit';

  /** What is said of them besides, where no backup plan takes the table. */
  readonly said?: StoredData;
}

/**
 * What every table of a shop has: a customer-managed key, recovery to the second for 35 days, protection from deletion, and items that
 * expire on the day that each of them names in `expiresAt`.
 */
export class DurableTable extends Construct {
  readonly table: Table;
  readonly key: IKey;

  constructor(scope: Construct, id: string, props: DurableTableProps) {
    super(scope, id);
    const { owner, role, stores, holds, said, ...keys } = props;
    const keyOf = holds === 'personal' ? personalDataKey : customerKey;
    this.key = keyOf(this, 'Key', { owner, role, encrypts: stores });
    this.table = new Table(this, 'Resource', {
      ...keys,
      tableName: resourceName(owner, role),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    classifyData(this.table, holds, said);
  }
}
