import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { JsonLayer } from '../common/json-layer.ts';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import type { Store } from '../data/stores.ts';
import {
  gatewaysVariable,
  type PaymentFunctionProps,
  reservedConcurrency,
  type SpokenProps,
  secretsOf,
  shopUrl,
  textsVariable,
} from './payment-function.ts';
import { type CustomersAccess, sessionVariables } from './shopper-orders.ts';

export interface PaymentSessionProps extends PaymentFunctionProps, SpokenProps {
  /** The products and their prices. */
  readonly catalogue: JsonLayer;

  /** Missing where shoppers do not sign in. */
  readonly customers?: CustomersAccess;
}

/** Takes orders and starts their payments, at the prices of the catalogue. */
export function paymentSession(scope: Construct, id: string, props: PaymentSessionProps): NodeFunction {
  const { storefront, logGroups, catalogue, customers } = props;
  const { orders, quoteSecret } = props.stores;
  const { quote } = storefront.environment.orders;
  const { cart, checkout, return: returned } = storefront.environment.site;
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
      CART_URL: `${shopUrl(storefront)}${cart}`,
      CHECKOUT_URL: `${shopUrl(storefront)}${checkout}`,
      RETURN_URL: `${shopUrl(storefront)}${returned}`,
      ORDER_RETENTION: JSON.stringify(storefront.environment.orders.retention),
      CATALOGUE_FILE: catalogue.path,
      ...textsVariable(props),
      ...(quote && {
        QUOTE_URL: quote,
        QUOTE_SECRET: quoteSecret.name,
        SHOP: storefront.shop,
        ENVIRONMENT: storefront.name,
      }),
      ...(customers && sessionVariables(customers)),
    },
    access: [
      itemAccess(orders, { actions: ['GetItem', 'PutItem', 'UpdateItem'], leadingKeys: ['ORDER#*'] }),
      itemAccess(orders, { actions: ['GetItem'], leadingKeys: ['CATALOGUE#*'] }),
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['NUMBER#*'] }),
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      keyAccess(orders, 'items'),
      ...(customers ? signedInAccess(orders, customers) : []),
      ...secretAccess([...secretsOf(props), ...(quote ? [quoteSecret] : [])], {
        actions: ['GetSecretValue'],
        use: 'readingSecrets',
      }),
    ],
    layers: [catalogue.layer, ...(props.texts ? [props.texts.layer] : [])],
  });
}

/** Finds who is signed in, and gives the order to them. */
function signedInAccess(orders: Store, { sessions }: CustomersAccess): readonly PolicyStatement[] {
  return [
    itemAccess(sessions, { actions: ['GetItem'], leadingKeys: ['SESSION#*', 'SUBJECT#*'] }),
    itemAccess(sessions, { actions: ['UpdateItem'], leadingKeys: ['SESSION#*'] }),
    keyAccess(sessions, 'items'),
    itemAccess(orders, { actions: ['DeleteItem', 'PutItem', 'UpdateItem'], leadingKeys: ['CUSTOMER#*'] }),
  ];
}
