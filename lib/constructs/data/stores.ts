import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import {
  gatewaySecretName,
  notifySecretName,
  orderLinkSecretName,
  quoteSecretName,
  resourceName,
  storeRoles,
} from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { CspReportsTable } from './csp-reports-table.ts';
import type { GatewaySecrets } from './gateway-secrets.ts';
import type { OrdersTable } from './orders-table.ts';
import type { PaymentEventQueues } from './payment-event-queues.ts';

/** The constructs of the data stack. Another stack refers weakly to what only they know: keys and the stream. */
export interface DataConstructs {
  readonly orders: OrdersTable;
  readonly cspReports: CspReportsTable;
  readonly paymentEvents: PaymentEventQueues;
  readonly gatewaySecrets: GatewaySecrets;
}

/** A table, a queue or a secret, with the key that it is encrypted with. */
export interface Store {
  readonly name: string;
  readonly arn: string;
  readonly key: IKey;
  /** The service that keeps it, as KMS calls it: nobody else has to use the key. */
  readonly keptBy: string;
}

/** The stores of the data stack as functions of another stack use them: names are known before anything exists. */
export interface Stores {
  readonly orders: Store & { readonly streamArn: string };
  readonly cspReports: Store;
  readonly paymentEvents: Store & { readonly url: string };
  readonly paymentEventsDlq: Store;
  readonly outboxDlq: Store;
  readonly orderChangesDlq: Store;
  /** The event bus that tells the changes of orders. */
  readonly ordersBus: Pick<Store, 'name' | 'arn'>;
  /** The secret that signs webhooks about orders; there where the shop has a receiver of them. */
  readonly notifySecret: Store;
  /** The secret that signs requests for quotes; there where the shop has a pricing system of its own. */
  readonly quoteSecret: Store;
  /** The secret that signs links to orders. */
  readonly orderLinkSecret: Store;
  /** The secret of one gateway. */
  readonly secretOf: (gateway: string) => Store;
}

export interface StoresProps {
  readonly storefront: Storefront;
  readonly data: DataConstructs;
  /** The stream of the orders as the stack of the functions reads it. */
  readonly ordersStreamArn: string;
}

/** The tables of the data stack. */
export function tablesOf(
  scope: Construct,
  { storefront, data }: Pick<StoresProps, 'storefront' | 'data'>,
): Readonly<Record<'orders' | 'cspReports', Store>> {
  const table = (role: string, key: IKey) => tableNamed(scope, storefront, { role, key });
  return {
    orders: table(storeRoles.orders, data.orders.key),
    cspReports: table(storeRoles.cspReports, data.cspReports.key),
  };
}

/** A table that another stack of the shop's region makes. */
export function tableNamed(
  scope: Construct,
  storefront: Storefront,
  { role, key }: { readonly role: string; readonly key: IKey },
): Store {
  const stack = Stack.of(scope);
  const name = resourceName(storefront, role);
  const arn = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
  return { name, arn, key, keptBy: serviceIn(stack, 'dynamodb') };
}

/** Names the stores from the point of view of a stack in the shop's region. */
export function storesOf(scope: Construct, { storefront, data, ordersStreamArn }: StoresProps): Stores {
  const stack = Stack.of(scope);
  const tables = tablesOf(scope, { storefront, data });
  const queue = (role: string): Store => {
    const name = resourceName(storefront, role);
    const arn = stack.formatArn({ service: 'sqs', resource: name });
    return { name, arn, key: data.paymentEvents.key, keptBy: serviceIn(stack, 'sqs') };
  };
  const secret = (name: string): Store => {
    const keptBy = serviceIn(stack, 'secretsmanager');
    return { name, arn: secretArn(stack, name), key: data.gatewaySecrets.key, keptBy };
  };
  const paymentEvents = queue(storeRoles.paymentEvents);
  return {
    orders: { ...tables.orders, streamArn: ordersStreamArn },
    cspReports: tables.cspReports,
    paymentEvents: {
      ...paymentEvents,
      url: `https://${paymentEvents.keptBy}/${stack.account}/${paymentEvents.name}`,
    },
    paymentEventsDlq: queue(storeRoles.paymentEventsDlq),
    outboxDlq: queue(storeRoles.outboxDlq),
    orderChangesDlq: queue(storeRoles.orderChangesDlq),
    ordersBus: ordersBus(stack, storefront),
    notifySecret: secret(notifySecretName(storefront)),
    quoteSecret: secret(quoteSecretName(storefront)),
    orderLinkSecret: secret(orderLinkSecretName(storefront)),
    secretOf: (gateway) => secret(gatewaySecretName(storefront, gateway)),
  };
}

function ordersBus(stack: Stack, storefront: Storefront) {
  const name = resourceName(storefront, storeRoles.ordersBus);
  return { name, arn: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: name }) };
}

function serviceIn(stack: Stack, service: string): string {
  return `${service}.${stack.region}.amazonaws.com`;
}

/** Secrets Manager ends each ARN with a hyphen and six characters of its own. */
function secretArn(stack: Stack, name: string): string {
  return stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
