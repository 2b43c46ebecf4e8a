import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { shortened } from './inbound-event.ts';
import type { Order, Shopper } from './order.ts';
import { withChange } from './order-change.ts';
import {
  changeItem,
  customerItem,
  customerKey,
  numberKey,
  orderItem,
  orderKey,
  readCustomer,
  readOrderItem,
  readShopperItem,
  shopperKey,
} from './order-item.ts';
import { expiryOf, type OrderExpiry, type OrderRetention, paymentExpiry } from './order-retention.ts';
import type { OrderStore, PaymentIndex, Placer, StoredOrder } from './order-store.ts';

/** A table of orders, and what writing to it takes. */
export interface OrdersTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly retention: OrderRetention;
  readonly now: () => Date;
}

/** Orders in the shop's table. Throws where the table does not answer, or holds something else than an order. */
export function createDynamoOrderStore(table: OrdersTable): OrderStore {
  return {
    find: createOrderFinder(table),
    create: (order, placer) => create(table, order, placer),
    replace: async (read, order, placer) =>
      (await replace(table, read, order, placer)) ? 'replaced' : 'changed',
  };
}

/** Finds orders in the shop's table, for whoever writes none. */
export function createOrderFinder(table: Pick<OrdersTable, 'client' | 'name'>): OrderStore['find'] {
  return async (reference) => {
    // The reference is a word of the gateway, and DynamoDB bounds the length of a key.
    if (!isReference.test(reference)) return undefined;
    const item = await read(table, orderKey(reference), ['version', 'order']);
    return item && readOrderItem(item);
  };
}

/** Finds who placed an order; nobody once that was forgotten. */
export function createShopperFinder(table: Pick<OrdersTable, 'client' | 'name'>) {
  return async (reference: string): Promise<Shopper | undefined> =>
    readShopperItem(await read(table, shopperKey(reference)));
}

/** Finds who was signed in when an order was placed; nobody where that was a guest, or was forgotten. */
export function createCustomerFinder(table: Pick<OrdersTable, 'client' | 'name'>) {
  return async (reference: string): Promise<string | undefined> => {
    // Whoever decides about orders may not read the shopper, whom the same item holds.
    return readCustomer(await read(table, shopperKey(reference), ['customer']));
  };
}

/** Finds the reference of the order that people call by a number. */
export function createNumberFinder(table: Pick<OrdersTable, 'client' | 'name'>) {
  return async (number: string): Promise<string | undefined> => {
    const reference: unknown = (await read(table, numberKey(number), ['reference']))?.['reference'];
    return typeof reference === 'string' ? reference : undefined;
  };
}

const isReference = /^[A-Za-z0-9-]{1,64}$/;

type Item = Readonly<Record<string, unknown>>;
type Key = Readonly<Record<'pk' | 'sk', string>>;
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Reads an item, or the attributes of it that are named. The shopper has the partition key of the order, and who may not know them
 * may only read attributes by name.
 */
async function read(
  { client, name }: Pick<OrdersTable, 'client' | 'name'>,
  key: Key,
  attributes?: readonly string[],
): Promise<Item | undefined> {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: name, Key: { ...key }, ConsistentRead: true, ...projection(attributes) }),
  );
  return item;
}

/** Each name has a placeholder, since some are words of DynamoDB's own. */
function projection(attributes: readonly string[] | undefined) {
  if (!attributes) return {};
  const names = attributes.map((attribute, index) => [`#a${index}`, attribute] as const);
  return {
    ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
}

async function create(table: OrdersTable, order: Order, placer: Placer) {
  const { name: TableName, retention, now } = table;
  const expiry = expiryOf(order, retention);
  const item = orderItem(order, { version: 1, expiresAt: expiry.order, now: now() });
  const isNew = 'attribute_not_exists(pk)';
  const { reference } = order;
  const refusals = await written(table, [
    { Put: { TableName, Item: { ...item }, ConditionExpression: isNew } },
    {
      Put: {
        TableName,
        Item: { ...numberKey(order.number), reference, expiresAt: expiry.order },
        ConditionExpression: isNew,
      },
    },
    ...placerWrites(TableName, order, placer, expiry.shopper),
  ]);
  if (refusals === undefined) return 'created';
  const found = await read(table, orderKey(reference), Object.keys(item));
  // The SDK writes again where an answer was lost, and then meets what it wrote itself.
  if (isDeepStrictEqual(found, item)) return 'created';
  return found === undefined && refusals[1] === 'ConditionalCheckFailed' ? 'number taken' : 'exists';
}

async function replace(
  table: OrdersTable,
  { order: before, version }: StoredOrder,
  after: Order,
  placer: Placer | undefined,
): Promise<boolean> {
  const { name: TableName, retention, now } = table;
  const at = now();
  const { order, change } = withChange(before, after, at);
  const [old, expiry] = [expiryOf(before, retention), expiryOf(order, retention)];
  const item = orderItem(order, { version: version + 1, expiresAt: expiry.order, now: at });
  const { reference, number } = order;
  const refusals = await written(table, [
    {
      Put: {
        TableName,
        Item: { ...item },
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      },
    },
    ...(await placerChanges(table, order, { placer, isKept: old.shopper === expiry.shopper, expiry })),
    ...(old.order === expiry.order
      ? []
      : [expiryWrite(TableName, numberKey(number), { expiresAt: expiry.order, reference })]),
    ...(change ? [{ Put: { TableName, Item: { ...changeItem(change) } } }] : []),
  ]);
  return (
    refusals === undefined ||
    isDeepStrictEqual(await read(table, orderKey(reference), Object.keys(item)), item)
  );
}

/** What changes of who placed an order: another placer takes it from the earlier one, and both are kept as long as the state asks. */
async function placerChanges(
  table: OrdersTable,
  order: Order,
  {
    placer,
    isKept,
    expiry,
  }: { readonly placer: Placer | undefined; readonly isKept: boolean; readonly expiry: OrderExpiry },
): Promise<readonly Write[]> {
  if (!placer && isKept) return [];
  const { name } = table;
  const { reference, number } = order;
  const expiresAt = expiry.shopper;
  const earlier = await createCustomerFinder(table)(reference);
  if (!placer) {
    const keys = [shopperKey(reference), ...(earlier === undefined ? [] : [customerKey(earlier, number)])];
    return keys.map((key) => expiryWrite(name, key, { expiresAt, reference }));
  }
  const isTakenAway = earlier !== undefined && earlier !== placer.customer;
  return [
    ...placerWrites(name, order, placer, expiresAt),
    ...(isTakenAway ? [{ Delete: { TableName: name, Key: customerKey(earlier, number) } }] : []),
  ];
}

function placerWrites(
  TableName: string,
  { reference, number, createdAt }: Order,
  { customer, ...shopper }: Placer,
  expiresAt: number,
): readonly Write[] {
  const content = { shopper, ...(customer !== undefined && { customer }), expiresAt };
  const Item = { ...shopperKey(reference), ...JSON.parse(JSON.stringify(content)) };
  return [
    { Put: { TableName, Item } },
    ...(customer === undefined
      ? []
      : [{ Put: { TableName, Item: customerItem(customer, { number, reference, createdAt, expiresAt }) } }]),
  ];
}

// Where the item was forgotten already, what is written holds nothing, and goes on the day that it names.
function expiryWrite(
  TableName: string,
  key: Key,
  { expiresAt, reference }: { readonly expiresAt: number; readonly reference: string },
): Write {
  return {
    Update: {
      TableName,
      Key: { ...key },
      // The plain word is one of DynamoDB's own.
      UpdateExpression: 'SET expiresAt = :expiresAt, #reference = :reference',
      ExpressionAttributeNames: { '#reference': 'reference' },
      ExpressionAttributeValues: { ':expiresAt': expiresAt, ':reference': reference },
    },
  };
}

/** Writes all of it or nothing; where nothing, gives for each item why: its condition, or somebody who wrote at the same time. */
async function written(
  { client }: OrdersTable,
  TransactItems: readonly Write[],
): Promise<readonly string[] | undefined> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...TransactItems] }));
    return undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code = 'None' }) => Code);
    if (codes.length === 0 || !codes.every((code) => isOfOthers.has(code))) throw error;
    return codes;
  }
}

const isOfOthers: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** Payments and their orders in the shop's table. Throws where the table does not answer. */
export function createDynamoPaymentIndex({ client, name, retention, now }: OrdersTable): PaymentIndex {
  return {
    orderOf: async (gateway, paymentId) => {
      const item = await read({ client, name }, keyOf(gateway, paymentId));
      const reference: unknown = item?.['reference'];
      return typeof reference === 'string' ? reference : undefined;
    },
    note: async (gateway, paymentId, reference) => {
      const expiresAt = paymentExpiry(now(), retention);
      const Item = { ...keyOf(gateway, paymentId), reference, expiresAt };
      const isNew = 'attribute_not_exists(pk)';
      try {
        await client.send(new PutCommand({ TableName: name, Item, ConditionExpression: isNew }));
      } catch (error) {
        // No later event can give a payment that has an order to another order.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

function keyOf(gateway: string, paymentId: string) {
  return { pk: `PAYMENT#${gateway}#${shortened(paymentId)}`, sk: 'PAYMENT' };
}
