import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { durableTable } from '../common/durable-table.ts';
import { classifyData } from '../contract/classify-data.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface ReportsTableProps {
  readonly storefront: Storefront;
}

/** What browsers reported of blocked content, each thing once: evidence for PCI DSS v4.0.1, 11.6.1. */
export class ReportsTable extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { storefront }: ReportsTableProps) {
    super(scope, id);
    const durable = durableTable(this, storefront, { role: 'reports', holds: 'Reports of browsers' });
    const table = new Table(this, 'Resource', {
      ...durable,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
    });
    classifyData(table, 'audit');
    this.keyArn = durable.encryptionKey.keyArn;
  }
}
