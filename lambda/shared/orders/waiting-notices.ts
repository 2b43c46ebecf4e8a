import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeMessage } from './notice.ts';
import type { NoticeStore } from './notice-store.ts';
import { held, keyAt, type NoticeTable, pending, primaryKey } from './notice-table.ts';

/** The notices that wait to be sent, as their sender sees them. */
export function createWaitingNotices(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<NoticeStore, 'markSent' | 'pendingSince'> {
  const table: NoticeTable = { client, name };
  return {
    markSent: (key, generation) => markSent(table, key, generation),
    pendingSince: (before) => pendingSince(table, before),
  };
}

const mostSwept = 500;

async function markSent(
  { client, name }: NoticeTable,
  key: string,
  generation: number,
): Promise<'marked' | 'given again'> {
  const update = new UpdateCommand({
    TableName: name,
    Key: primaryKey(key),
    UpdateExpression: 'REMOVE pending',
    ConditionExpression: 'generation = :generation',
    ExpressionAttributeValues: { ':generation': generation },
  });
  return (await held(client.send(update))) ? 'marked' : 'given again';
}

async function pendingSince({ client, name }: NoticeTable, before: Date): Promise<readonly NoticeMessage[]> {
  const query = new QueryCommand({
    TableName: name,
    IndexName: 'pending',
    KeyConditionExpression: 'pending = :pending AND receivedAt < :before',
    ExpressionAttributeValues: { ':pending': pending, ':before': before.toISOString() },
    Limit: mostSwept,
  });
  const { Items = [] } = await client.send(query);
  return Items.map(({ pk, generation }) => ({ key: keyAt(String(pk)), generation: Number(generation) }));
}
