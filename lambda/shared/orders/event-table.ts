import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table that payment events are kept in. Its client leaves out members that are undefined. */
export interface EventTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** What the attribute `pending` says of a payment event that waits to be sent; the others do not have it. */
export const pending = 'yes';

/** Where a payment event stands. */
export function primaryKey(key: string): { readonly pk: string; readonly sk: string } {
  return { pk: `${prefix}${key}`, sk: 'EVENT' };
}

/** The key of the payment event that stands there. */
export function keyAt(pk: string): string {
  return pk.slice(prefix.length);
}

const prefix = 'EVENT#';

/** Waits for a write that has a condition, and tells whether the condition held. */
export async function held(write: Promise<unknown>): Promise<boolean> {
  return (await refusalOf(write)) === undefined;
}

/** Waits for a write that has a condition; gives the error that says so if the condition did not hold. */
export async function refusalOf(
  write: Promise<unknown>,
): Promise<ConditionalCheckFailedException | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error;
  }
}
