import type { Construct } from 'constructs';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import {
  gatewaysVariable,
  type PaymentFunctionProps,
  reservedConcurrency,
  secretsOf,
  shopUrl,
} from './payment-function.ts';

/** Judges what gateways send, and writes down what is authentic. It sees no order. */
export function paymentCallback(scope: Construct, id: string, props: PaymentFunctionProps): NodeFunction {
  const { storefront, logGroups } = props;
  const { orders } = props.stores;
  return new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'payment-callback',
    reservedConcurrency: reservedConcurrency(storefront, 'payment-callback'),
    ...(props.network && { network: props.network }),
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(props),
      SHOP_URL: shopUrl(storefront),
    },
    access: [
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      keyAccess(orders, 'items'),
      ...secretAccess(secretsOf(props), {
        actions: ['DescribeSecret', 'GetSecretValue'],
        use: 'readingSecrets',
      }),
    ],
  });
}
