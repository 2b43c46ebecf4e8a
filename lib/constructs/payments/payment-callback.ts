import type { Construct } from 'constructs';
import { itemAccess, keyAccess, secretAccess } from '../common/access.ts';
import type { NodeFunction } from '../common/node-function.ts';
import {
  type FunctionParts,
  gatewaysVariable,
  paymentFunction,
  secretsOf,
  shopUrl,
} from './payment-function.ts';

/** Judges what gateways send, and writes down what is authentic. It sees no order. */
export function paymentCallback(scope: Construct, parts: FunctionParts): NodeFunction {
  const { orders } = parts.stores;
  return paymentFunction(scope, 'payment-callback', parts, {
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(parts),
      SHOP_URL: shopUrl(parts.storefront),
    },
    access: [
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      keyAccess(orders, 'items'),
      ...secretAccess(secretsOf(parts), {
        actions: ['DescribeSecret', 'GetSecretValue'],
        use: 'readingSecrets',
      }),
    ],
  });
}
