import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isNamed, keyOf, type Notice } from './notice.ts';
import type { NoticeStore } from './notice-store.ts';
import { held, type NoticeTable, pending, primaryKey, refusalOf } from './notice-table.ts';

const keptDays = 400;
// Anybody can make an unsigned hint up, so it proves nothing; it outlives the queues, whose messages lead to it.
const hintKeptDays = 30;
const patienceMs = 60_000;

/** The notices as whoever takes them in sees them. The client leaves out members that are undefined. */
export function createNoticeRecorder(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<NoticeStore, 'record'> {
  const table: NoticeTable = { client, name };
  return {
    record: (notice, receivedAt) => (isNamed(notice) ? recordOnce : recordAgain)(table, notice, receivedAt),
  };
}

/** Writes a notice that has a name, unless there is one of that name already. */
async function recordOnce(
  table: NoticeTable,
  notice: Notice,
  receivedAt: Date,
): Promise<'recorded' | 'known'> {
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...primaryKey(keyOf(notice)),
      notice,
      generation: 1,
      receivedAt: receivedAt.toISOString(),
      expiresAt: expiry(receivedAt, keptDays),
      ...(isOfConsequence(notice) ? { pending } : { outcome: 'ignored' }),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  const refusal = await refusalOf(table.client.send(put));
  if (!refusal) return 'recorded';
  const { pending: waits, receivedAt: since } = refusal.Item ?? {};
  if (waits && since?.S && since.S < lostBefore(receivedAt)) await touch(table, keyOf(notice), receivedAt);
  return 'known';
}

// A doubt about a payment holds its order, whatever else was told.
function isOfConsequence(notice: Notice): boolean {
  return notice.kind === 'hint' || notice.event.kind !== 'other' || notice.event.risk === 'elevated';
}

// The stream brings a notice to the sender within a second.
function lostBefore(now: Date): string {
  return new Date(now.getTime() - patienceMs).toISOString();
}

// A change of the record brings it to the stream again, and with it to the sender, who seems to have missed it.
async function touch({ client, name }: NoticeTable, key: string, now: Date): Promise<void> {
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

/** Writes a hint that has no name: as one more if it was given before, since something may have happened in between. */
async function recordAgain(
  { client, name }: NoticeTable,
  notice: Notice,
  receivedAt: Date,
): Promise<'recorded'> {
  const update = new UpdateCommand({
    TableName: name,
    Key: primaryKey(keyOf(notice)),
    UpdateExpression:
      'SET notice = :notice, receivedAt = :receivedAt, expiresAt = :expiresAt, pending = :pending ' +
      'REMOVE outcome ADD generation :one',
    ExpressionAttributeValues: {
      ':notice': notice,
      ':receivedAt': receivedAt.toISOString(),
      ':expiresAt': expiry(receivedAt, hintKeptDays),
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
