import type { Stack } from 'aws-cdk-lib';
import type { Storefront } from '../contract/storefront.ts';
import type { Stores } from '../data/stores.ts';

/** Where a work is done: the shop, its stores, and the stack whose account and region they are in. */
export interface WorkPlace {
  readonly storefront: Storefront;
  readonly stack: Stack;
  readonly stores: Stores;
}
