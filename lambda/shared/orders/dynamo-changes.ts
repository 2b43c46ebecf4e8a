import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderChange } from './order-change.ts';
import { changeKey, changeSortKey, readChangeItem, unsent } from './order-item.ts';

/** The changes of orders that wait to be told, as whoever tells them sees them. */
export interface ChangeStore {
  /** The changes of an order that wait, the oldest first. Sees every write that was answered before. */
  readonly waitingOf: (reference: string) => Promise<readonly OrderChange[]>;
  /** References of orders with changes that wait since before a time, of a bounded number. */
  readonly waitingSince: (before: Date) => Promise<readonly string[]>;
  /** Takes a change off the waiting ones. */
  readonly markTold: (change: Pick<OrderChange, 'reference' | 'sequence'>) => Promise<void>;
}

const mostSwept = 500;

/** The changes of orders in the shop's table. */
export function createDynamoChanges(client: DynamoDBDocumentClient, tableName: string): ChangeStore {
  return {
    waitingOf: async (reference) => {
      const query = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'pending = :unsent',
        ExpressionAttributeValues: { ':pk': changeKey(reference), ':unsent': unsent },
        ConsistentRead: true,
      });
      const { Items = [] } = await client.send(query);
      return Items.map(readChangeItem);
    },
    waitingSince: async (before) => {
      const query = new QueryCommand({
        TableName: tableName,
        IndexName: 'pending',
        KeyConditionExpression: 'pending = :pending AND receivedAt < :before',
        ExpressionAttributeValues: { ':pending': unsent, ':before': before.toISOString() },
        Limit: mostSwept,
      });
      const { Items = [] } = await client.send(query);
      return [...new Set(Items.map(({ pk }) => String(pk).slice(changeKey('').length)))];
    },
    markTold: async ({ reference, sequence }) => {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: { pk: changeKey(reference), sk: changeSortKey(sequence) },
        UpdateExpression: 'REMOVE pending',
        ConditionExpression: 'attribute_exists(pk)',
      });
      await client.send(update);
    },
  };
}
