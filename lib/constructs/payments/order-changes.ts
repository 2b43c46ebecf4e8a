import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import written from '../../../lambda/order-changes/stream-filter.json' with { type: 'json' };
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import { pendingIndex } from '../data/orders-table.ts';
import type { PaymentFunctionProps } from './payment-function.ts';
import { feedFromStream, readingStream } from './table-stream.ts';

/** Tells the shop's other systems how orders change: fed by the table's stream, and by a look at what was left behind. */
export function orderChanges(
  scope: Construct,
  id: string,
  { storefront, logGroups, stores, network }: PaymentFunctionProps,
): NodeFunction {
  const { orders, ordersBus, orderChangesDlq, notifySecret } = stores;
  const { notify } = storefront.environment.orders;
  const teller = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'order-changes',
    // Without a webhook it calls AWS alone.
    ...(notify && network && { network }),
    environment: {
      ORDERS_TABLE: orders.name,
      ORDERS_BUS: ordersBus.name,
      SHOP: storefront.shop,
      ENVIRONMENT: storefront.name,
      ...(notify && { NOTIFY_URL: notify, NOTIFY_SECRET: notifySecret.name }),
    },
    access: [
      readingStream(orders.streamArn),
      itemAccess(orders, { actions: ['GetItem'], leadingKeys: ['ORDER#*'] }),
      itemAccess(orders, { actions: ['Query', 'UpdateItem'], leadingKeys: ['CHANGE#*'] }),
      itemAccess(
        { arn: `${orders.arn}/index/${pendingIndex}` },
        { actions: ['Query'], leadingKeys: ['change'] },
      ),
      keyAccess(orders, 'items'),
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [ordersBus.arn] }),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [orderChangesDlq.arn] }),
      keyAccess(orderChangesDlq, 'sending'),
      ...(notify ? secretAccess([notifySecret], { actions: ['GetSecretValue'], use: 'readingSecrets' }) : []),
    ],
  });
  feedFromStream(teller, { stream: orders.streamArn, filter: written, deadLetters: orderChangesDlq });
  teller.callEvery(Duration.minutes(15), orderChangesDlq.arn);
  return teller;
}
