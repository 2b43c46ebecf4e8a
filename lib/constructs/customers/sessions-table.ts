import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { storeRoles } from '../../contract/names.ts';
import { DurableTable } from '../common/durable-table.ts';
import { classifyData } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface SessionsTableProps {
  readonly storefront: Storefront;
}

/** Who is signed in, by digests of what their browsers keep. */
export class SessionsTable extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string, { storefront }: SessionsTableProps) {
    super(scope, id);
    const { table, key } = new DurableTable(this, 'Table', {
      owner: storefront,
      role: storeRoles.sessions,
      stores: 'Sessions of customers',
      partitionKey: { name: 'pk', type: AttributeType.STRING },
    });
    classifyData(table, 'personal', { comesBack: 'Customers sign in again.' });
    this.table = table;
    this.key = key;
  }
}
