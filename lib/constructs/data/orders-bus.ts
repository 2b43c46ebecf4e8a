import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { resourceName, storeRoles } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface OrdersBusProps {
  readonly storefront: Storefront;
}

/** Tells the shop's other systems how orders change. It keeps nothing: what no rule takes is gone, and the orders stay listed. */
export class OrdersBus extends Construct {
  constructor(scope: Construct, id: string, { storefront }: OrdersBusProps) {
    super(scope, id);
    new EventBus(this, 'Resource', {
      eventBusName: resourceName(storefront, storeRoles.ordersBus),
      description: `Changes of the orders of ${storefront.shop} ${storefront.name}`,
    });
  }
}
