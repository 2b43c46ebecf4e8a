import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EventStore } from './event-store.ts';
import { type EventTable, held, pending, primaryKey, refusalOf } from './event-table.ts';
import { type InboundEvent, isNamed, keyOf } from './inbound-event.ts';

const keptDays = 400;
// Anybody can make an unsigned notification up, so it proves nothing; it outlives the queues, whose messages lead to it.
const unverifiedKeptDays = 30;
const patienceMs = 60_000;

/** The payment events as whoever takes them in sees them. The client leaves out members that are undefined. */
export function createEventRecorder(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<EventStore, 'record'> {
  const table: EventTable = { client, name };
  return {
    record: (inbound, receivedAt) =>
      (isNamed(inbound) ? recordOnce : recordAgain)(table, inbound, receivedAt),
  };
}

/** Writes a payment event that has a name, unless there is one of that name already. */
async function recordOnce(
  table: EventTable,
  inbound: InboundEvent,
  receivedAt: Date,
): Promise<'recorded' | 'known'> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...primaryKey(keyOf(inbound)),
      inbound,
      generation: 1,
      receivedAt: receivedAt.toISOString(),
      expiresAt: expiry(receivedAt, keptDays),
      ...(isOfConsequence(inbound) ? { pending } : { outcome: 'ignored' }),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  const refusal = await refusalOf(table.client.send(put));
  if (!refusal) return 'recorded';
  const { pending: waits, receivedAt: since } = refusal.Item ?? {};
  if (waits && since?.S && since.S < lostBefore(receivedAt)) await touch(table, keyOf(inbound), receivedAt);
  return 'known';
}

// A doubt about a payment reviewReasons its order, whatever else was told.
function isOfConsequence(inbound: InboundEvent): boolean {
  return inbound.kind === 'unverified' || inbound.event.kind !== 'other' || inbound.event.risk === 'elevated';
}

// The stream brings a payment event to the sender within a second.
function lostBefore(now: Date): string {
  return new Date(now.getTime() - patienceMs).toISOString();
}

// A change of the record brings it to the stream again, and with it to the sender, who seems to have missed it.
async function touch({ client, name }: EventTable, key: string, now: Date): Promise<void> {
  const update = new UpdateCommand({
    TableName: name,
    Key: primaryKey(key),
    UpdateExpression: 'SET touchedAt = :now',
    ConditionExpression: 'pending = :pending AND (attribute_not_exists(touchedAt) OR touchedAt < :before)',
    ExpressionAttributeValues: {
      ':now': now.toISOString(),
      ':pending': pending,
      ':before': lostBefore(now),
    },
  });
  await held(client.send(update));
}

/** Writes an unverified notification that has no name: as one more if it was given before, since something may have happened in between. */
async function recordAgain(
  { client, name }: EventTable,
  inbound: InboundEvent,
  receivedAt: Date,
): Promise<'recorded'> {
  const update = new UpdateCommand({
    TableName: name,
    Key: primaryKey(keyOf(inbound)),
    UpdateExpression:
      'SET inbound = :inbound, receivedAt = :receivedAt, expiresAt = :expiresAt, pending = :pending ' +
      'REMOVE outcome ADD generation :one',
    ExpressionAttributeValues: {
      ':inbound': inbound,
      ':receivedAt': receivedAt.toISOString(),
      ':expiresAt': expiry(receivedAt, unverifiedKeptDays),
      ':pending': pending,
      ':one': 1,
    },
  });
  await client.send(update);
  return 'recorded';
}

function expiry(receivedAt: Date, days: number): number {
  return Math.floor(receivedAt.getTime() / 1000) + days * 24 * 60 * 60;
}
