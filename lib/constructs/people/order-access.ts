import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ordersIndex } from '../../../lambda/shared/orders/order-index.ts';
import { itemAccess, keyAccess, secretAccess } from '../data/access.ts';
import { pendingIndex } from '../data/orders-table.ts';
import type { Store } from '../data/stores.ts';
import type { WorkPlace } from './work-place.ts';

/**
 * What the item of an order says, and that of its number: all but who placed it. Of a customer it holds what the user pool calls them,
 * which says something to whoever may read the pool alone.
 */
const impersonal = [
  ...['pk', 'sk', 'reference', 'expiresAt', 'customer'],
  ...['order', 'version', 'listed', 'listedAt', 'listing', 'pending', 'receivedAt', 'change'],
];

/**
 * Access to items for whoever may not know the shopper, whose item has the same partition key as the order. Reads have to name
 * their attributes, and no write gives back an item as it was
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */
function impersonalAccess(
  { arn }: Pick<Store, 'arn'>,
  { actions, leadingKeys }: Parameters<typeof itemAccess>[1],
): PolicyStatement {
  return new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [arn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': impersonal },
      StringEqualsIfExists: actions.includes('GetItem')
        ? { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }
        : { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
    },
  });
}

/** Finds orders by state, number or reference, reads what became of them, and makes links to them. */
export function readingOrders({
  stores: { orders, orderLinkSecret },
}: WorkPlace): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${orders.arn}/index/${ordersIndex}`] }),
    impersonalAccess(orders, { actions: ['GetItem'], leadingKeys: ['ORDER#*', 'NUMBER#*'] }),
    keyAccess(orders, 'readingItems'),
    // A link shows a shopper no more than whoever reads orders sees.
    ...secretAccess([orderLinkSecret], { actions: ['GetSecretValue'], use: 'readingSecrets' }),
  ];
}

/** Keeps catalogues beside the orders, and says which one counts. */
export function releasingCatalogues({ stores: { orders } }: WorkPlace): readonly PolicyStatement[] {
  return [
    itemAccess(orders, { actions: ['GetItem', 'PutItem'], leadingKeys: ['CATALOGUE#*'] }),
    keyAccess(orders, 'readingItems'),
  ];
}

/** Writes what was decided about an order, and when what belongs to it expires, and tells others. */
export function decidingOnOrders(place: WorkPlace): readonly PolicyStatement[] {
  const { orders } = place.stores;
  const kept = ['ORDER#*', 'NUMBER#*', ...ofCustomers(place)];
  return [
    ...readingOrders(place),
    impersonalAccess(orders, { actions: ['PutItem'], leadingKeys: ['ORDER#*', 'CHANGE#*'] }),
    impersonalAccess(orders, { actions: ['UpdateItem'], leadingKeys: kept }),
  ];
}

/** Reads all that is kept of an order, and forgets who placed it. */
export function handlingPersonalData(place: WorkPlace): readonly PolicyStatement[] {
  const { orders } = place.stores;
  const customers = ofCustomers(place);
  return [
    itemAccess(orders, { actions: ['GetItem'], leadingKeys: ['ORDER#*', 'NUMBER#*', 'EVENT#*'] }),
    itemAccess(orders, { actions: ['PutItem', 'DeleteItem'], leadingKeys: ['ORDER#*', 'NUMBER#*'] }),
    ...(customers.length > 0
      ? [itemAccess(orders, { actions: ['DeleteItem'], leadingKeys: customers })]
      : []),
    keyAccess(orders, 'readingItems'),
  ];
}

/** The items that give orders to customers, where shoppers sign in. */
function ofCustomers({ storefront }: WorkPlace): readonly string[] {
  return storefront.environment.customers ? ['CUSTOMER#*'] : [];
}

/** Sends payment events again that are stuck. */
export function replayingEvents({ stores }: WorkPlace): readonly PolicyStatement[] {
  const { orders, paymentEvents, paymentEventsDlq, outboxDlq } = stores;
  const name = ['sqs:GetQueueUrl'];
  const take = [...name, 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
  return [
    itemAccess({ arn: `${orders.arn}/index/${pendingIndex}` }, { actions: ['Query'], leadingKeys: ['yes'] }),
    itemAccess(orders, { actions: ['UpdateItem'], leadingKeys: ['EVENT#*'] }),
    keyAccess(orders, 'readingItems'),
    new PolicyStatement({ actions: [...name, 'sqs:SendMessage'], resources: [paymentEvents.arn] }),
    new PolicyStatement({ actions: take, resources: [paymentEventsDlq.arn, outboxDlq.arn] }),
    keyAccess(paymentEvents, 'sending'),
  ];
}
