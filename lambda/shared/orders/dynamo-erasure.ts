import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createCustomerFinder, type OrdersTable } from './dynamo-orders.ts';
import { isTaken, type Order } from './order.ts';
import { type Saying, withErasure } from './order-decisions.ts';
import { customerKey, numberKey, orderItem, orderKey, shopperKey } from './order-item.ts';
import { expiryOf } from './order-retention.ts';
import type { StoredOrder } from './order-store.ts';

/** What was erased: who placed the order, or all of it. `changed`: nothing, since somebody else wrote to it. */
export type Erased = 'shopper' | 'order' | 'changed';

/**
 * Makes a function that forgets who placed an order. One that nobody paid, and about which nobody has decided, goes as a whole;
 * of any other it writes down that its shopper was erased, by whom and why.
 */
export function createOrderEraser({ client, name, retention, now }: OrdersTable) {
  return async ({ order, version }: StoredOrder, saying: Saying): Promise<Erased> => {
    const isOfRecord = isTaken(order.state) || order.decisions !== undefined;
    const isAsRead = {
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    };
    const Key = orderKey(order.reference);
    const after = withErasure(order, saying);
    const expiresAt = expiryOf(after, retention).order;
    const item = orderItem(after, { version: version + 1, expiresAt, now: now() });
    const forgetPlacer = await placerDeletions({ client, name }, order);
    const TransactItems = isOfRecord
      ? [{ Put: { TableName: name, Item: { ...item }, ...isAsRead } }, ...forgetPlacer]
      : [
          { Delete: { TableName: name, Key, ...isAsRead } },
          ...forgetPlacer,
          { Delete: { TableName: name, Key: numberKey(order.number) } },
        ];
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return 'changed';
    }
    return isOfRecord ? 'shopper' : 'order';
  };
}

/** Forgets who placed an order, and whose order it was. */
async function placerDeletions(table: Pick<OrdersTable, 'client' | 'name'>, { reference, number }: Order) {
  const customer = await createCustomerFinder(table)(reference);
  const keys = [shopperKey(reference), ...(customer === undefined ? [] : [customerKey(customer, number)])];
  return keys.map((Key) => ({ Delete: { TableName: table.name, Key } }));
}
