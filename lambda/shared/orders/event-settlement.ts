import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EventStore } from './event-store.ts';
import { type EventTable, primaryKey } from './event-table.ts';
import type { EventOutcome, RecordedEvent } from './inbound-event.ts';

/** The payment events as whoever acts on them sees them. The client leaves out members that are undefined. */
export function createEventSettlement(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<EventStore, 'load' | 'settle'> {
  const table: EventTable = { client, name };
  return {
    load: (key) => load(table, key),
    settle: (key, outcome, orderReference) => settle(table, key, { outcome, orderReference }),
  };
}

async function load({ client, name }: EventTable, key: string): Promise<RecordedEvent | undefined> {
  const get = new GetCommand({ TableName: name, Key: primaryKey(key), ConsistentRead: true });
  const { Item } = await client.send(get);
  if (!Item) return undefined;
  const { inbound, generation, receivedAt, outcome } = Item as RecordedEvent;
  return { key, inbound, generation, receivedAt, ...(outcome && { outcome }) };
}

interface Settlement {
  readonly outcome: EventOutcome;
  readonly orderReference: string | undefined;
}

async function settle({ client, name }: EventTable, key: string, settlement: Settlement): Promise<void> {
  const { outcome, orderReference } = settlement;
  const update = new UpdateCommand({
    TableName: name,
    Key: primaryKey(key),
    UpdateExpression: `SET outcome = :outcome${orderReference === undefined ? '' : ', orderReference = :order'}`,
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':outcome': outcome, ':order': orderReference },
  });
  await client.send(update);
}
