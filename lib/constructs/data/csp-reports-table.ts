import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { storeRoles } from '../../contract/names.ts';
import { DurableTable } from '../common/durable-table.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface CspReportsTableProps {
  readonly storefront: Storefront;
}

/** What browsers reported of blocked content, each thing once: evidence for PCI DSS v4.0.1, 11.6.1. */
export class CspReportsTable extends Construct {
  readonly table: Table;
  readonly key: IKey;

  constructor(scope: Construct, id: string, { storefront }: CspReportsTableProps) {
    super(scope, id);
    const { table, key } = new DurableTable(this, 'Table', {
      owner: storefront,
      role: storeRoles.cspReports,
      stores: 'Reports of browsers',
      holds: 'audit',
      partitionKey: { name: 'pk', type: AttributeType.STRING },
    });
    this.table = table;
    this.key = key;
  }
}
