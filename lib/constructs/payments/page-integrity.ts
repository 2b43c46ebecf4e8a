import { Duration } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Inventory } from '../../../lambda/page-integrity/inventory.ts';
import type { JsonLayer } from '../common/json-layer.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { callEvery } from '../common/schedule.ts';
import { chromiumFolder, chromiumLayer } from './chromium-layer.ts';
import { type FunctionName, type FunctionParts, paymentFunction, shopUrl } from './payment-function.ts';

export interface PageIntegrityParts {
  /** What shoppers may be served. */
  readonly inventory: JsonLayer;
  /** What it takes to see that. */
  readonly engine: Inventory['engine'];
}

/** Compares what shoppers are served with what was authorised. PCI DSS v4.0.1, 11.6.1, asks for it once a week. */
export function pageIntegrity(
  scope: Construct,
  parts: FunctionParts,
  { inventory, engine }: PageIntegrityParts,
): Readonly<Partial<Record<FunctionName, NodeFunction>>> {
  const environment = { SHOP_URL: shopUrl(parts.storefront), INVENTORY_FILE: inventory.path };
  const [name, made] =
    engine === 'html'
      ? (['page-integrity', paymentFunction(scope, 'page-integrity', parts, { environment })] as const)
      : (['page-integrity-browser', withBrowser(scope, parts, environment)] as const);
  made.function.addLayers(inventory.layer);
  callEvery(made, Duration.hours(1));
  return { [name]: made };
}

function withBrowser(
  scope: Construct,
  parts: FunctionParts,
  environment: Readonly<Record<string, string>>,
): NodeFunction {
  const made = paymentFunction(scope, 'page-integrity-browser', parts, {
    environment: { ...environment, CHROMIUM_FOLDER: chromiumFolder },
    architecture: Architecture.X86_64,
  });
  made.function.addLayers(chromiumLayer(scope, 'Chromium'));
  return made;
}
