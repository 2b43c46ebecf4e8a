import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { itemAccess, keyAccess, secretAccess } from '../common/access.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { type FunctionParts, gatewaysVariable, paymentFunction, secretsOf } from './payment-function.ts';

/** Asks gateways about unverified notifications, and applies payment events to orders. */
export function orderWorker(scope: Construct, parts: FunctionParts): NodeFunction {
  const { orders, notices } = parts.stores;
  const made = paymentFunction(scope, 'order-worker', parts, {
    environment: {
      ORDERS_TABLE: orders.name,
      GATEWAYS: gatewaysVariable(parts),
      CHECK_POLICY: JSON.stringify(parts.storefront.environment.payments.checks),
    },
    access: [
      itemAccess(orders, { actions: ['GetItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      itemAccess(orders, { actions: ['GetItem', 'PutItem'], leadingKeys: ['ORDER#*', 'PAYMENT#*'] }),
      keyAccess(orders, 'items'),
      new PolicyStatement({
        actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [notices.arn],
      }),
      keyAccess(notices, 'receiving'),
      ...secretAccess(secretsOf(parts), { actions: ['GetSecretValue'], use: 'readingSecrets' }),
    ],
  });
  feedFromQueue(made, notices.arn);
  return made;
}

/** Gateways count the requests of a shop: after an outage, what waited must not arrive there all at once. */
const mostAtOnce = 5;

function feedFromQueue(worker: NodeFunction, queueArn: string): void {
  const source = new CfnEventSourceMapping(worker, 'Source', {
    functionName: worker.function.functionArn,
    eventSourceArn: queueArn,
    batchSize: 5,
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency: mostAtOnce },
  });
  // Lambda tries the role's rights when the source is made.
  source.node.addDependency(worker.role);
}
