import { join } from 'node:path';
import { ordersInAws } from '../../../lib/cli/orders/orders-in-aws.ts';
import type { Run } from '../../support/run.ts';
import { at, runInProcess } from '../support.ts';

const example = join(__dirname, '../../../examples/boutique/storefront.yaml');

/** Runs one of the commands of `palisade order` that need AWS at a moment, for the example shop's production. */
export function orderAt(now: Date, ...args: readonly string[]): Promise<Run> {
  const inShop = ['--file', example, '--environment', 'prod'];
  return runInProcess((output) => ordersInAws([...args, ...inShop], { ...output, ...at(now) }));
}
