import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CspReportsTable } from '../constructs/data/csp-reports-table.ts';
import { GatewaySecrets } from '../constructs/data/gateway-secrets.ts';
import { OrdersBus } from '../constructs/data/orders-bus.ts';
import { OrdersTable, ordersStreamOutput } from '../constructs/data/orders-table.ts';
import { PaymentEventQueues } from '../constructs/data/payment-event-queues.ts';
import type { DataConstructs } from '../constructs/data/stores.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** What the shop keeps about its orders, in the region of the shop. */
export class DataStack extends Stack {
  /** What it holds, for the stacks that use it. */
  readonly constructs: DataConstructs;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront } = props;
    const orders = new OrdersTable(this, 'Orders', { storefront });
    const cspReports = new CspReportsTable(this, 'CspReports', { storefront });
    const paymentEvents = new PaymentEventQueues(this, 'PaymentEvents', { storefront });
    const ordersBus = new OrdersBus(this, 'OrdersBus', { storefront });
    const gatewaySecrets = new GatewaySecrets(this, 'GatewaySecrets', { storefront });
    // A protected table cannot be deleted, so the tables come last: a first deployment that fails before leaves nothing.
    for (const { table } of [orders, cspReports]) {
      table.node.addDependency(orders.key, cspReports.key, paymentEvents, ordersBus, gatewaySecrets);
    }
    new CfnOutput(this, ordersStreamOutput(storefront), {
      value: orders.streamArn,
      description: 'Stream of the orders, which feeds the outbox',
    });
    this.constructs = { orders, cspReports, paymentEvents, gatewaySecrets };
  }
}
