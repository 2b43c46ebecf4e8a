import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import waiting from '../../../lambda/outbox/stream-filter.json' with { type: 'json' };
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess } from '../data/access.ts';
import { pendingIndex } from '../data/orders-table.ts';
import type { PaymentFunctionProps } from './payment-function.ts';
import { feedFromStream, readingStream } from './table-stream.ts';

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
  feedFromStream(sender, { stream: orders.streamArn, filter: waiting, deadLetters: outboxDlq });
  sender.callEvery(Duration.minutes(15), outboxDlq.arn);
  return sender;
}
