import { Duration } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Inventory } from '../../../lambda/page-integrity/inventory.ts';
import { isServedToShoppers } from '../../contract/launch.ts';
import type { JsonLayer } from '../common/json-layer.ts';
import { NodeFunction } from '../common/node-function.ts';
import { chromiumFolder, chromiumLayer } from './chromium-layer.ts';
import { type PaymentFunctionProps, shopUrl } from './payment-function.ts';

export interface PageIntegrityProps extends Omit<PaymentFunctionProps, 'stores'> {
  /** What shoppers may be served. */
  readonly inventory: JsonLayer;

  /** What it takes to see that. */
  readonly engine: Inventory['engine'];
}

/** Compares what shoppers are served with what was authorised. PCI DSS v4.0.1, 11.6.1, asks for it once a week. */
export function pageIntegrity(
  scope: Construct,
  id: string,
  { storefront, logGroups, inventory, engine }: PageIntegrityProps,
): NodeFunction {
  const environment = { SHOP_URL: shopUrl(storefront), INVENTORY_FILE: inventory.path };
  const layers = [inventory.layer];
  const shared = { owner: storefront, logGroups };
  const comparison =
    engine === 'html'
      ? new NodeFunction(scope, id, { ...shared, source: 'page-integrity', environment, layers })
      : new NodeFunction(scope, id, {
          ...shared,
          source: 'page-integrity-browser',
          environment: { ...environment, CHROMIUM_FOLDER: chromiumFolder },
          layers: [chromiumLayer(scope, 'Chromium'), ...layers],
          architecture: Architecture.X86_64,
        });
  // Its log group stays when a function goes, so the function is there at each stage, and called where shoppers are served.
  if (isServedToShoppers(storefront.profile)) comparison.callEvery(Duration.hours(1));
  return comparison;
}
