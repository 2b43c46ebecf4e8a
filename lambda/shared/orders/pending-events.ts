import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EventStore } from './event-store.ts';
import { type EventTable, held, keyAt, pending, primaryKey } from './event-table.ts';
import type { EventMessage } from './inbound-event.ts';

/** The payment events that wait to be sent, as their sender sees them. */
export function createPendingEvents(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<EventStore, 'markSent' | 'pendingSince'> {
  const table: EventTable = { client, name };
  return {
    markSent: (key, generation) => markSent(table, key, generation),
    pendingSince: (before) => pendingSince(table, before),
  };
}

const mostSwept = 500;

async function markSent(
  { client, name }: EventTable,
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

async function pendingSince({ client, name }: EventTable, before: Date): Promise<readonly EventMessage[]> {
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
