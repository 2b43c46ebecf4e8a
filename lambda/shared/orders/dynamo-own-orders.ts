import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createCustomerFinder, createOrderFinder, type OrdersTable } from './dynamo-orders.ts';
import type { Order } from './order.ts';
import { customerKey, readCustomerItem } from './order-item.ts';
import { isForgotten } from './order-view.ts';

/** The orders of one customer. Nothing here finds an order by what anybody can guess: each look begins with who asks. */
export interface OwnOrders {
  /** The newest orders, the newest first. */
  readonly list: (customer: string) => Promise<readonly Order[]>;
  /** The order that has a number, if it is theirs; for any other number the same steps find nothing. */
  readonly find: (customer: string, number: string) => Promise<Order | undefined>;
}

const mostListed = 25;

/** Finds orders of customers in the shop's table. Throws where the table does not answer. */
export function createOwnOrders(table: Pick<OrdersTable, 'client' | 'name'>): OwnOrders {
  const { client, name: TableName } = table;
  const findOrder = createOrderFinder(table);
  const findCustomer = createCustomerFinder(table);
  const own = async (customer: string, reference: string): Promise<readonly Order[]> => {
    const [found, owner] = await Promise.all([findOrder(reference), findCustomer(reference)]);
    return found && owner === customer && !isForgotten(found.order) ? [found.order] : [];
  };
  return {
    list: async (customer) => {
      const given = await everyItem(table, customer);
      const newest = given.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
      const orders = newest.slice(0, mostListed).map(({ reference }) => own(customer, reference));
      return (await Promise.all(orders)).flat();
    },
    find: async (customer, number) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: customerKey(customer, number), ConsistentRead: true }),
      );
      const given = readCustomerItem(Item);
      return given && (await own(customer, given.reference))[0];
    },
  };
}

async function everyItem(
  { client, name: TableName }: Pick<OrdersTable, 'client' | 'name'>,
  customer: string,
) {
  const found: NonNullable<ReturnType<typeof readCustomerItem>>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': customerKey(customer, '').pk },
        ExclusiveStartKey: start,
      }),
    );
    found.push(...Items.flatMap((item) => readCustomerItem(item) ?? []));
    start = LastEvaluatedKey;
  } while (start);
  return found;
}
