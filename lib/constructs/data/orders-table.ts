import { AttributeType, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { durableTable } from '../common/durable-table.ts';
import { classifyData } from '../contract/classify-data.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface OrdersTableProps {
  readonly storefront: Storefront;
}

/** The index of what waits to be sent: it holds no other item, so that what was forgotten is found by a look at it. */
export const pendingIndex = 'pending';

/** The orders and the notices about their payments. Its stream feeds the outbox: what is written is sent. */
export class OrdersTable extends Construct {
  readonly keyArn: string;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { storefront }: OrdersTableProps) {
    super(scope, id);
    const durable = durableTable(this, storefront, { role: 'orders', holds: 'Orders' });
    const table = new Table(this, 'Resource', {
      ...durable,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    table.addGlobalSecondaryIndex({
      indexName: pendingIndex,
      partitionKey: { name: 'pending', type: AttributeType.STRING },
      sortKey: { name: 'receivedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['generation'],
    });
    classifyData(table, 'personal');
    this.keyArn = durable.encryptionKey.keyArn;
    this.streamArn = streamOf(table);
  }
}

function streamOf({ tableStreamArn, node }: Table): string {
  if (tableStreamArn === undefined) throw new Error(`${node.path} has no stream`);
  return tableStreamArn;
}
