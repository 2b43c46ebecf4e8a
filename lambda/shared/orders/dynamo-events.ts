import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { affectsOrder } from './apply-event.ts';
import {
  type EventMessage,
  type EventOutcome,
  type EventStore,
  type InboundEvent,
  isNamed,
  keyOf,
  type RecordedEvent,
} from './inbound-event.ts';

/**
 * The payment events of the orders table, for whoever may do everything with them. Each function takes its own part, and
 * brings along no code for what its role forbids. The client leaves out members that are undefined.
 */
export function createDynamoEvents(client: DynamoDBDocumentClient, name: string): EventStore {
  return {
    ...createEventRecorder(client, name),
    ...createPendingEvents(client, name),
    ...createEventSettlement(client, name),
  };
}

/** The table that payment events are kept in. Its client leaves out members that are undefined. */
interface EventTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** What the attribute `pending` says of a payment event that waits to be sent; the others do not have it. */
export const pending = 'yes';

/** Where a payment event stands. */
function primaryKey(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `${prefix}${key}`, sk: 'EVENT' };
}

/** The key of the payment event that stands there. */
export function keyAt(pk: string): string {
  return pk.slice(prefix.length);
}

const prefix = 'EVENT#';

/** Waits for a write that has a condition, and tells whether the condition held. */
async function held(write: Promise<unknown>): Promise<boolean> {
  return (await refusalOf(write)) === undefined;
}

/** Waits for a write that has a condition; gives the error that says so if the condition did not hold. */
async function refusalOf(write: Promise<unknown>): Promise<ConditionalCheckFailedException | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error;
  }
}

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

// A plain failure changes the state of an order, and a doubt sends it to review, whatever else was told.
function isOfConsequence(inbound: InboundEvent): boolean {
  if (inbound.kind === 'unverified') return true;
  const { event } = inbound;
  return event.ask !== undefined || event.class === 'failed' || affectsOrder(event);
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
