import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { shortened } from './inbound-event.ts';
import { orderItem, orderKey, readOrderItem } from './order-item.ts';
import type { OrderStore, PaymentIndex } from './order-store.ts';

/** Orders in the shop's table. Throws where the table does not answer, or holds something else than an order. */
export function createDynamoOrderStore(client: DynamoDBDocumentClient, tableName: string): OrderStore {
  const table: Table = { client, tableName };
  return {
    find: async (reference) => {
      // The reference is a word of the gateway, and DynamoDB bounds the length of a key.
      const item = isReference.test(reference) ? await read(table, reference) : undefined;
      return item && readOrderItem(item);
    },
    create: async (order) => {
      const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
      const wasWritten = await write(table, order.reference, orderItem(order, 1), isNew);
      return wasWritten ? 'created' : 'exists';
    },
    replace: async ({ version }, order) => {
      const isAsRead = {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      };
      const wasWritten = await write(table, order.reference, orderItem(order, version + 1), isAsRead);
      return wasWritten ? 'replaced' : 'changed';
    },
  };
}

const isReference = /^[A-Za-z0-9-]{1,64}$/;

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

type Item = Readonly<Record<string, unknown>>;

async function read({ client, tableName }: Table, reference: string): Promise<Item | undefined> {
  const key = { TableName: tableName, Key: orderKey(reference) };
  const { Item: item } = await client.send(new GetCommand({ ...key, ConsistentRead: true }));
  return item;
}

async function write(table: Table, reference: string, item: Item, condition: Condition): Promise<boolean> {
  const { client, tableName } = table;
  try {
    await client.send(new PutCommand({ TableName: tableName, Item: { ...item }, ...condition }));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  // The SDK writes again where an answer was lost, and then meets what it wrote itself.
  return isDeepStrictEqual(await read(table, reference), item);
}

/** Payments and their orders in the shop's table. Throws where the table does not answer. */
export function createDynamoPaymentIndex(client: DynamoDBDocumentClient, tableName: string): PaymentIndex {
  return {
    orderOf: async (gateway, paymentId) => {
      const key = { TableName: tableName, Key: keyOf(gateway, paymentId) };
      const { Item } = await client.send(new GetCommand({ ...key, ConsistentRead: true }));
      const reference: unknown = Item?.['reference'];
      return typeof reference === 'string' ? reference : undefined;
    },
    note: async (gateway, paymentId, reference) => {
      const Item = { ...keyOf(gateway, paymentId), reference };
      const isNew = 'attribute_not_exists(pk)';
      try {
        await client.send(new PutCommand({ TableName: tableName, Item, ConditionExpression: isNew }));
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
