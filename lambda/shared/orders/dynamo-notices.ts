import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isNamed, type NoticeMessage, type NoticeOutcome, type RecordedNotice } from './notice.ts';
import type { NoticeStore } from './notice-store.ts';
import { held, keyAt, type NoticeTable, pending, primaryKey } from './notice-table.ts';
import { recordAgain, recordOnce } from './record-notice.ts';

/** The notices of the orders table. The client leaves out members that are undefined. */
export function createDynamoNotices(client: DynamoDBDocumentClient, name: string): NoticeStore {
  const table: NoticeTable = { client, name };
  return {
    record: (notice, receivedAt) => (isNamed(notice) ? recordOnce : recordAgain)(table, notice, receivedAt),
    load: (key) => load(table, key),
    markSent: (key, generation) => markSent(table, key, generation),
    pendingSince: (before) => pendingSince(table, before),
    settle: (key, outcome, orderReference) => settle(table, key, { outcome, orderReference }),
  };
}

const mostSwept = 500;

async function load({ client, name }: NoticeTable, key: string): Promise<RecordedNotice | undefined> {
  const get = new GetCommand({ TableName: name, Key: primaryKey(key), ConsistentRead: true });
  const { Item } = await client.send(get);
  if (!Item) return undefined;
  const { notice, generation, receivedAt, outcome } = Item as RecordedNotice;
  return { key, notice, generation, receivedAt, ...(outcome && { outcome }) };
}

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

interface Settlement {
  readonly outcome: NoticeOutcome;
  readonly orderReference: string | undefined;
}

async function settle({ client, name }: NoticeTable, key: string, settlement: Settlement): Promise<void> {
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
