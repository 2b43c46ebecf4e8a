import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { orderKey, unanswered } from './order-item.ts';
import type { StoredOrder } from './order-store.ts';

/** The orders that gateways have to be asked about, as whoever asks sees them. */
export interface InquiryStore {
  /** References of the orders whose time has come, the one that waits longest first, of a bounded number. */
  readonly dueAt: (now: Date, most: number) => Promise<readonly string[]>;
  /** Has an order wait for its next time, or for none, unless it changed since it was read. */
  readonly postpone: (read: StoredOrder, next: Date | undefined) => Promise<void>;
}

/** The waiting orders in the shop's table. */
export function createDynamoInquiries(client: DynamoDBDocumentClient, tableName: string): InquiryStore {
  return {
    dueAt: async (now, most) => {
      const query = new QueryCommand({
        TableName: tableName,
        IndexName: 'pending',
        KeyConditionExpression: 'pending = :pending AND receivedAt <= :now',
        ExpressionAttributeValues: { ':pending': unanswered, ':now': now.toISOString() },
        Limit: most,
      });
      const { Items = [] } = await client.send(query);
      return Items.map(({ pk }) => String(pk).slice(orderKey('').pk.length));
    },
    postpone: async ({ order, version }, next) => {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: orderKey(order.reference),
        UpdateExpression: next ? 'SET receivedAt = :next' : 'REMOVE pending, receivedAt',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version, ...(next && { ':next': next.toISOString() }) },
      });
      try {
        await client.send(update);
      } catch (error) {
        // Whoever changed the order has said when it is asked about next.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
