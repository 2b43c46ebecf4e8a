import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ordersAtOnce } from '../../contract/concurrency.ts';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import type { Store } from '../data/stores.ts';
import {
  gatewaysVariable,
  type PaymentFunctionProps,
  reservedConcurrency,
  secretsOf,
} from './payment-function.ts';

/** Asks gateways about unverified notifications, and applies payment events to orders. */
export function orderWorker(scope: Construct, id: string, props: PaymentFunctionProps): NodeFunction {
  const { storefront, logGroups } = props;
  const { orders, paymentEvents } = props.stores;
  const worker = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'order-worker',
    reservedConcurrency: reservedConcurrency(storefront, 'order-worker'),
    ...(props.network && { network: props.network }),
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(props),
      CHECK_POLICY: JSON.stringify(storefront.environment.payments.checks),
      ORDER_RETENTION: JSON.stringify(storefront.environment.orders.retention),
    },
    access: [
      itemAccess(orders, { actions: ['GetItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      itemAccess(orders, { actions: ['GetItem', 'PutItem', 'UpdateItem'], leadingKeys: ['ORDER#*'] }),
      itemAccess(orders, { actions: ['GetItem', 'PutItem'], leadingKeys: ['PAYMENT#*'] }),
      itemAccess(orders, { actions: ['PutItem'], leadingKeys: ['CHANGE#*'] }),
      itemAccess(orders, { actions: ['UpdateItem'], leadingKeys: ['NUMBER#*'] }),
      ...(storefront.environment.customers
        ? [itemAccess(orders, { actions: ['UpdateItem'], leadingKeys: ['CUSTOMER#*'] })]
        : []),
      keyAccess(orders, 'items'),
      new PolicyStatement({
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [paymentEvents.arn],
      }),
      keyAccess(paymentEvents, 'receiving'),
      ...secretAccess(secretsOf(props), { actions: ['GetSecretValue'], use: 'readingSecrets' }),
    ],
  });
  feedFromQueue(worker, paymentEvents);
  return worker;
}

function feedFromQueue(worker: NodeFunction, queue: Store): void {
  const source = new CfnEventSourceMapping(worker, 'Source', {
    functionName: worker.function.functionArn,
    eventSourceArn: queue.arn,
    batchSize: 5,
    functionResponseTypes: ['ReportBatchItemFailures'],
    // After an outage, what waited must not arrive at a gateway all at once.
    scalingConfig: { maximumConcurrency: ordersAtOnce },
  });
  // Lambda tries the role's rights when the source is made.
  source.node.addDependency(worker.role);
}
