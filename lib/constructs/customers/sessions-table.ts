import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { storeRoles } from '../../contract/names.ts';
import { DurableTable } from '../common/durable-table.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface SessionsTableProps {
  readonly storefront: Storefront;
}

/** Who is signed in, by digests of what their browsers keep. */
export class SessionsTable extends Construct {
  readonly table: Table;
  readonly key: IKey;

  constructor(scope: Construct, id: string, { storefront }: SessionsTableProps) {
    super(scope, id);
    const { table, key } = new DurableTable(this, 'Table', {
      owner: storefront,
      role: storeRoles.sessions,
      stores: 'Sessions of customers',
      holds: 'personal',
      said: { comesBack: 'Customers sign in again.' },
      partitionKey: { name: 'pk', type: AttributeType.STRING },
    });
    this.table = table;
    this.key = key;
  }
}
