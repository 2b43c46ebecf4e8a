import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { customerKey } from './customer-key.ts';
import { holds } from './holds.ts';
import { nameOf, type Storefront } from './storefront.ts';

export interface OrdersTableProps {
  readonly storefront: Storefront;
}

/** The orders with their payment events. Its stream carries the outbox: what is written is sent, once and in order. */
export class OrdersTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { storefront }: OrdersTableProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    this.table = new Table(this, 'Resource', {
      tableName: nameOf(storefront, region, 'orders'),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: customerKey(this, 'Key', {
        alias: nameOf(storefront, region, 'orders'),
        description: `Orders of ${storefront.shop} ${storefront.name}`,
      }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    holds(this.table, 'personal');
  }
}
