import type { Construct } from 'constructs';
import type { JsonLayer } from '../common/json-layer.ts';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import {
  gatewaysVariable,
  type PaymentFunctionProps,
  reservedConcurrency,
  secretsOf,
  shopUrl,
} from './payment-function.ts';

export interface PaymentSessionProps extends PaymentFunctionProps {
  /** The products and their prices. */
  readonly catalogue: JsonLayer;
}

/** Takes orders and starts their payments, at the prices of the catalogue. */
export function paymentSession(scope: Construct, id: string, props: PaymentSessionProps): NodeFunction {
  const { storefront, logGroups, catalogue } = props;
  const { orders } = props.stores;
  return new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'payment-session',
    reservedConcurrency: reservedConcurrency(storefront, 'payment-session'),
    ...(props.network && { network: props.network }),
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(props),
      SHOP_URL: shopUrl(storefront),
      ORDER_RETENTION: JSON.stringify(storefront.environment.orders.retention),
      CATALOGUE_FILE: catalogue.path,
    },
    access: [
      itemAccess(orders, { actions: ['GetItem', 'PutItem', 'UpdateItem'], leadingKeys: ['ORDER#*'] }),
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['NUMBER#*'] }),
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      keyAccess(orders, 'items'),
      ...secretAccess(secretsOf(props), { actions: ['GetSecretValue'], use: 'readingSecrets' }),
    ],
    layers: [catalogue.layer],
  });
}
