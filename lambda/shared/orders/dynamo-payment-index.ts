import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { shortened } from './inbound-event.ts';
import type { PaymentIndex } from './order-store.ts';

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
