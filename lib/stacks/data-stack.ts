import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StoreReferences } from '../constructs/common/stores.ts';
import { GatewaySecrets } from '../constructs/data/gateway-secrets.ts';
import { NoticeQueues } from '../constructs/data/notice-queues.ts';
import { OrdersTable } from '../constructs/data/orders-table.ts';
import { ReportsTable } from '../constructs/data/reports-table.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** What the shop keeps about its orders, in the region of the shop. */
export class DataStack extends Stack {
  readonly references: StoreReferences;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront } = props;
    const orders = new OrdersTable(this, 'Orders', { storefront });
    const reports = new ReportsTable(this, 'Reports', { storefront });
    const notices = new NoticeQueues(this, 'Notices', { storefront });
    const secrets = new GatewaySecrets(this, 'Gateways', { storefront });
    this.references = {
      ordersKeyArn: orders.keyArn,
      ordersStreamArn: orders.streamArn,
      reportsKeyArn: reports.keyArn,
      noticesKeyArn: notices.key.keyArn,
      gatewaysKeyArn: secrets.key.keyArn,
    };
  }
}
