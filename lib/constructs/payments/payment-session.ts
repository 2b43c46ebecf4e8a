import type { Construct } from 'constructs';
import { itemAccess, keyAccess, secretAccess } from '../common/access.ts';
import type { JsonLayer } from '../common/json-layer.ts';
import type { NodeFunction } from '../common/node-function.ts';
import {
  type FunctionParts,
  gatewaysVariable,
  paymentFunction,
  secretsOf,
  shopUrl,
} from './payment-function.ts';

/** Takes orders and starts their payments, at the prices of the catalogue. */
export function paymentSession(scope: Construct, parts: FunctionParts, catalogue: JsonLayer): NodeFunction {
  const { orders } = parts.stores;
  const made = paymentFunction(scope, 'payment-session', parts, {
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(parts),
      SHOP_URL: shopUrl(parts.storefront),
      CATALOGUE_FILE: catalogue.path,
    },
    access: [
      itemAccess(orders, { actions: ['GetItem', 'PutItem'], leadingKeys: ['ORDER#*'] }),
      keyAccess(orders, 'items'),
      ...secretAccess(secretsOf(parts), { actions: ['GetSecretValue'], use: 'readingSecrets' }),
    ],
  });
  made.function.addLayers(catalogue.layer);
  return made;
}
