import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import waiting from '../../../lambda/outbox/stream-filter.json' with { type: 'json' };
import { itemAccess, keyAccess } from '../common/access.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { callEvery } from '../common/schedule.ts';
import type { Stores } from '../common/stores.ts';
import { pendingIndex } from '../data/orders-table.ts';
import { type FunctionParts, paymentFunction } from './payment-function.ts';

/** Sends what was written down on to the order worker: fed by the table's stream, and by a look at what was forgotten. */
export function outbox(scope: Construct, parts: FunctionParts): NodeFunction {
  const { orders, notices, deadOutbox } = parts.stores;
  const made = paymentFunction(scope, 'outbox', parts, {
    environment: { ORDERS_TABLE: orders.name, QUEUE_URL: notices.url },
    access: [
      readingStream(orders.streamArn),
      itemAccess(orders, { actions: ['UpdateItem'], leadingKeys: ['EVENT#*'] }),
      itemAccess(
        { arn: `${orders.arn}/index/${pendingIndex}` },
        { actions: ['Query'], leadingKeys: ['yes'] },
      ),
      keyAccess(orders, 'items'),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [notices.arn, deadOutbox.arn] }),
      keyAccess(notices, 'sending'),
    ],
  });
  feedFromStream(made, parts.stores);
  callEvery(made, Duration.minutes(15));
  return made;
}

function readingStream(streamArn: string): PolicyStatement {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [streamArn],
  });
}

function feedFromStream(sender: NodeFunction, stores: Stores): void {
  const source = new CfnEventSourceMapping(sender, 'Source', {
    functionName: sender.function.functionArn,
    eventSourceArn: stores.orders.streamArn,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    filterCriteria: { filters: [{ pattern: JSON.stringify(waiting) }] },
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 10,
    maximumRecordAgeInSeconds: 3600,
    destinationConfig: { onFailure: { destination: stores.deadOutbox.arn } },
  });
  // Lambda tries the role's rights when the source is made.
  source.node.addDependency(sender.role);
}
