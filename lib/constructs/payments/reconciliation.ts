import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess } from '../data/access.ts';
import { pendingIndex } from '../data/orders-table.ts';
import type { PaymentFunctionProps } from './payment-function.ts';

/** Has gateways asked about orders of which nothing was heard. The order worker asks: this function has no key of a gateway. */
export function reconciliation(
  scope: Construct,
  id: string,
  { storefront, logGroups, stores }: PaymentFunctionProps,
): NodeFunction {
  const { orders, outboxDlq } = stores;
  const asker = new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'reconciliation',
    environment: { ORDERS_TABLE: orders.name },
    access: [
      itemAccess(
        { arn: `${orders.arn}/index/${pendingIndex}` },
        { actions: ['Query'], leadingKeys: ['inquiry'] },
      ),
      itemAccess(orders, { actions: ['GetItem', 'UpdateItem'], leadingKeys: ['ORDER#*'] }),
      itemAccess(orders, { actions: ['PutItem', 'UpdateItem'], leadingKeys: ['EVENT#*'] }),
      keyAccess(orders, 'items'),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [outboxDlq.arn] }),
      keyAccess(outboxDlq, 'sending'),
    ],
  });
  asker.callEvery(Duration.minutes(15), outboxDlq.arn);
  return asker;
}
