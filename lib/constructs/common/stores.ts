import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { gatewaySecretName } from '../../contract/names.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';

/** What only the data stack knows of its stores. Another stack that uses it refers to it weakly. */
export interface StoreReferences {
  readonly ordersKeyArn: string;
  readonly ordersStreamArn: string;
  readonly reportsKeyArn: string;
  readonly noticesKeyArn: string;
  readonly gatewaysKeyArn: string;
}

/** A table, a queue or a secret, with the key that it is encrypted with. */
export interface Store {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string;
  /** The service that keeps it, as KMS calls it: nobody else has to use the key. */
  readonly keptBy: string;
}

/** The stores of the data stack as functions of another stack use them: names are known before anything exists. */
export interface Stores {
  readonly orders: Store & { readonly streamArn: string };
  readonly reports: Store;
  readonly notices: Store & { readonly url: string };
  readonly deadEvents: Store;
  readonly deadOutbox: Store;
  /** The secret of one gateway. */
  readonly secretOf: (gateway: string) => Store;
}

/** Names the stores from the point of view of a stack in the shop's region. */
export function storesOf(scope: Construct, storefront: Storefront, references: StoreReferences): Stores {
  const stack = Stack.of(scope);
  const table = (role: string, keyArn: string): Store => {
    const name = nameOf(storefront, stack.region, role);
    const arn = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
    return { name, arn, keyArn, keptBy: serviceIn(stack, 'dynamodb') };
  };
  const queue = (role: string): Store => {
    const name = nameOf(storefront, stack.region, role);
    const arn = stack.formatArn({ service: 'sqs', resource: name });
    return { name, arn, keyArn: references.noticesKeyArn, keptBy: serviceIn(stack, 'sqs') };
  };
  const notices = queue('notices');
  return {
    orders: { ...table('orders', references.ordersKeyArn), streamArn: references.ordersStreamArn },
    reports: table('reports', references.reportsKeyArn),
    notices: { ...notices, url: `https://${notices.keptBy}/${stack.account}/${notices.name}` },
    deadEvents: queue('notices-dead'),
    deadOutbox: queue('outbox-dead'),
    secretOf: (gateway) => {
      const name = gatewaySecretName(storefront, stack.region, gateway);
      const keptBy = serviceIn(stack, 'secretsmanager');
      return { name, arn: secretArn(stack, name), keyArn: references.gatewaysKeyArn, keptBy };
    },
  };
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
