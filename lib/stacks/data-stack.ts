import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OrdersTable } from '../constructs/orders-table.ts';
import { writeContract } from './contract.ts';
import { holdFeatureFlags } from './feature-flags.ts';
import { type StorefrontStackProps, stackProps } from './stack-props.ts';

/** What the shop keeps about its orders, in the region of the shop. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, { storefront }: StorefrontStackProps) {
    super(scope, id, stackProps(storefront, 'data', storefront.environment.region));
    holdFeatureFlags(this);
    writeContract(this, storefront, 'data');
    new OrdersTable(this, 'Orders', { storefront });
  }
}
