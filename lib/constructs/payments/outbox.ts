import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import waiting from '../../../lambda/outbox/stream-filter.json' with { type: 'json' };
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess } from '../data/access.ts';
import { pendingIndex } from '../data/orders-table.ts';
import type { Stores } from '../data/stores.ts';
import type { PaymentFunctionProps } from './payment-function.ts';

/** Sends payment events on to the order worker: fed by the table's stream, and by a look at what was left behind. */
export function outbox(
  scope: Construct,
  id: string,
  { storefront, logGroups, stores }: PaymentFunctionProps,
): NodeFunction {
  const { orders, paymentEvents, outboxDlq } = stores;
  const sender = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'outbox',
    environment: { ORDERS_TABLE: orders.name, PAYMENT_EVENTS_QUEUE_URL: paymentEvents.url },
    access: [
      readingStream(orders.streamArn),
      itemAccess(orders, { actions: ['UpdateItem'], leadingKeys: ['EVENT#*'] }),
      itemAccess(
        { arn: `${orders.arn}/index/${pendingIndex}` },
        { actions: ['Query'], leadingKeys: ['yes'] },
      ),
      keyAccess(orders, 'items'),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [paymentEvents.arn, outboxDlq.arn] }),
      keyAccess(paymentEvents, 'sending'),
    ],
  });
  feedFromStream(sender, stores);
  sender.callEvery(Duration.minutes(15));
  return sender;
}

function readingStream(streamArn: string): PolicyStatement {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [streamArn],
  });
}

function feedFromStream(sender: NodeFunction, { orders, outboxDlq }: Stores): void {
  const source = new CfnEventSourceMapping(sender, 'Source', {
    functionName: sender.function.functionArn,
    eventSourceArn: orders.streamArn,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    filterCriteria: { filters: [{ pattern: JSON.stringify(waiting) }] },
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 10,
    maximumRecordAgeInSeconds: 3600,
    destinationConfig: { onFailure: { destination: outboxDlq.arn } },
  });
  // Lambda tries the role's rights when the source is made.
  source.node.addDependency(sender.role);
}
