import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CspReportsTable } from '../constructs/data/csp-reports-table.ts';
import { GatewaySecrets } from '../constructs/data/gateway-secrets.ts';
import { OrdersTable } from '../constructs/data/orders-table.ts';
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
    this.constructs = {
      orders: new OrdersTable(this, 'Orders', { storefront }),
      cspReports: new CspReportsTable(this, 'CspReports', { storefront }),
      paymentEvents: new PaymentEventQueues(this, 'PaymentEvents', { storefront }),
      gatewaySecrets: new GatewaySecrets(this, 'GatewaySecrets', { storefront }),
    };
  }
}
