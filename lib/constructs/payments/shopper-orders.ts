import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { NodeFunction } from '../common/node-function.ts';
import { signInHost } from '../customers/sign-in-address.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import type { Store } from '../data/stores.ts';
import {
  type PaymentFunctionProps,
  reservedConcurrency,
  type SpokenProps,
  shopUrl,
  textsVariable,
} from './payment-function.ts';

/** What customers sign in by, from the point of view of the stack of the functions. */
export interface CustomersAccess {
  readonly poolId: string;
  readonly clientId: string;
  readonly sessions: Store;
  readonly limits: { readonly idleSeconds: number; readonly longestSeconds: number };
}

export interface ShopperOrdersProps extends PaymentFunctionProps, SpokenProps {
  /** Missing where shoppers do not sign in. */
  readonly customers?: CustomersAccess;
}

/** Shows shoppers their orders, by a link or by a sign-in. It calls hosts only where they sign in, and lives in the network then. */
export function shopperOrders(scope: Construct, id: string, props: ShopperOrdersProps): NodeFunction {
  const { storefront, logGroups, stores, customers, network } = props;
  const { orders, orderLinkSecret } = stores;
  return new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'shopper-orders',
    reservedConcurrency: reservedConcurrency(storefront, 'shopper-orders'),
    ...(customers && network && { network }),
    environment: {
      ORDERS_TABLE: orders.name,
      SHOP_URL: shopUrl(storefront),
      ORDER_LINK_SECRET: orderLinkSecret.name,
      ...textsVariable(props),
      ...(customers && {
        ...sessionVariables(customers),
        USER_POOL: Stack.of(scope).toJsonString(poolOf(props, customers)),
      }),
    },
    access: [
      itemAccess(orders, { actions: ['GetItem'], leadingKeys: ['ORDER#*'] }),
      ...(customers
        ? [itemAccess(orders, { actions: ['GetItem', 'Query'], leadingKeys: ['CUSTOMER#*'] })]
        : []),
      keyAccess(orders, 'items'),
      ...secretAccess([orderLinkSecret], { actions: ['GetSecretValue'], use: 'readingSecrets' }),
      ...(customers ? signInAccess(scope, customers) : []),
    ],
    ...(props.texts && { layers: [props.texts.layer] }),
  });
}

/** What functions are told of sessions. */
export function sessionVariables({ sessions, limits }: CustomersAccess): Readonly<Record<string, string>> {
  return { SESSIONS_TABLE: sessions.name, SESSION_LIMITS: JSON.stringify(limits) };
}

function poolOf({ storefront }: ShopperOrdersProps, { poolId, clientId }: CustomersAccess) {
  const { region } = storefront.environment;
  return {
    id: poolId,
    clientId,
    pages: `https://${signInHost(storefront)}`,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${poolId}`,
  };
}

function signInAccess(scope: Construct, { poolId, sessions }: CustomersAccess): readonly PolicyStatement[] {
  return [
    itemAccess(sessions, { actions: ['DeleteItem', 'UpdateItem'], leadingKeys: ['SESSION#*'] }),
    itemAccess(sessions, { actions: ['GetItem', 'PutItem'], leadingKeys: ['SESSION#*', 'SUBJECT#*'] }),
    keyAccess(sessions, 'items'),
    new PolicyStatement({
      actions: ['cognito-idp:AdminUserGlobalSignOut', 'cognito-idp:DescribeUserPoolClient'],
      resources: [
        Stack.of(scope).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: poolId }),
      ],
    }),
  ];
}
