import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeOutcome, RecordedNotice } from './notice.ts';
import type { NoticeStore } from './notice-store.ts';
import { type NoticeTable, primaryKey } from './notice-table.ts';

/** The notices as whoever acts on them sees them. The client leaves out members that are undefined. */
export function createNoticeFile(
  client: DynamoDBDocumentClient,
  name: string,
): Pick<NoticeStore, 'load' | 'settle'> {
  const table: NoticeTable = { client, name };
  return {
    load: (key) => load(table, key),
    settle: (key, outcome, orderReference) => settle(table, key, { outcome, orderReference }),
  };
}

async function load({ client, name }: NoticeTable, key: string): Promise<RecordedNotice | undefined> {
  const get = new GetCommand({ TableName: name, Key: primaryKey(key), ConsistentRead: true });
  const { Item } = await client.send(get);
  if (!Item) return undefined;
  const { notice, generation, receivedAt, outcome } = Item as RecordedNotice;
  return { key, notice, generation, receivedAt, ...(outcome && { outcome }) };
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
