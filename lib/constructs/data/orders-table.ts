import { Tags } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ordersIndex } from '../../../lambda/shared/orders/order-index.ts';
import { storeRoles } from '../../contract/names.ts';
import { DurableTable } from '../common/durable-table.ts';
import { generationOf } from '../common/generation.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface OrdersTableProps {
  readonly storefront: Storefront;
}

/** The index of what waits for a function: it holds no other item, so that what was left behind is found by a look at it. */
export const pendingIndex = 'pending';

/** What its stream is made from: DynamoDB makes another stream, with another ARN, for any other definition. */
const definition = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
} as const;

/** The output that holds the ARN of the stream. A table that was restored under its name has another one, which shows in no other way. */
export function ordersStreamOutput({ environment }: Storefront): string {
  const { restorations = 0 } = environment.backup;
  return `OrdersStreamArn${generationOf({ ...definition, restorations })}`;
}

/** The orders and the payment events. Its stream feeds the outbox: what is written is sent. */
export class OrdersTable extends Construct {
  readonly table: Table;
  readonly key: IKey;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { storefront }: OrdersTableProps) {
    super(scope, id);
    const { table, key } = new DurableTable(this, 'Table', {
      owner: storefront,
      role: storeRoles.orders,
      stores: 'Orders',
      holds: 'personal',
      ...definition,
    });
    table.addGlobalSecondaryIndex({
      indexName: pendingIndex,
      partitionKey: { name: 'pending', type: AttributeType.STRING },
      sortKey: { name: 'receivedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['generation'],
    });
    table.addGlobalSecondaryIndex({
      indexName: ordersIndex,
      partitionKey: { name: 'listed', type: AttributeType.STRING },
      sortKey: { name: 'listedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      // Without the order itself, which is large, and tells what was bought.
      nonKeyAttributes: ['listing'],
    });
    const { restorations } = storefront.environment.backup;
    // CloudFormation reads the attributes of a table again when it changes the table, so let a restored one differ.
    if (restorations !== undefined) Tags.of(table).add('palisade:restorations', String(restorations));
    this.table = table;
    this.key = key;
    this.streamArn = streamOf(table);
  }
}

function streamOf({ tableStreamArn, node }: Table): string {
  if (tableStreamArn === undefined) throw new Error(`${node.path} has no stream`);
  return tableStreamArn;
}
