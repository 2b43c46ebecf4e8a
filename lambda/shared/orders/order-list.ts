import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type OrderState, orderStates, reviewReasons } from './order.ts';
import { listedUnder, ordersIndex } from './order-index.ts';
import type { OrderListing } from './order-store.ts';

/** The orders that came into a state since a time and are in it still, the oldest first. Waits for one month after the other. */
export async function* listOrders(
  client: DynamoDBDocumentClient,
  tableName: string,
  { state, since, until }: { readonly state: OrderState; readonly since: Date; readonly until: Date },
): AsyncGenerator<OrderListing> {
  for (const month of monthsBetween(since, until)) {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: tableName,
        IndexName: ordersIndex,
        KeyConditionExpression: 'listed = :listed AND listedAt >= :since',
        ExpressionAttributeValues: { ':listed': listedUnder(state, month), ':since': since.toISOString() },
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(query);
      yield* Items.map(readListing);
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
}

function monthsBetween(since: Date, until: Date): readonly string[] {
  const months: string[] = [];
  const end = until.toISOString().slice(0, 7);
  for (let at = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth())); ; ) {
    const month = at.toISOString().slice(0, 7);
    if (month > end) return months;
    months.push(month);
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  }
}

const count = z.int().check(z.nonnegative());
const form = z.object({
  listed: z.string(),
  listedAt: z.string(),
  listing: z.object({
    reference: z.string(),
    number: z.string(),
    amountMinor: count,
    currency: z.string(),
    createdAt: z.string(),
    reviewReasons: z.array(z.enum(reviewReasons)),
    capturedMinor: count,
    refundedMinor: count,
    disputedMinor: count,
    isCancelled: z.boolean(),
  }),
});

function readListing(item: unknown): OrderListing {
  const read = form.safeParse(item);
  const state = orderStates.find((each) => read.data?.listed.startsWith(`${each}#`));
  if (!read.success || !state) throw new Error('the index of orders holds something else than an order');
  return { ...read.data.listing, state, since: read.data.listedAt };
}
