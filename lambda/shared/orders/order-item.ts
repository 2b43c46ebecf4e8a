import * as z from 'zod/mini';
import { type Order, orderStates, reviewReasons } from './order.ts';
import type { StoredOrder } from './order-store.ts';

/** The key of an order in the table. */
export function orderKey(reference: string) {
  return { pk: `ORDER#${reference}`, sk: 'ORDER' };
}

/** An order as the table keeps it, with the time after which it may go. */
export function orderItem(order: Order, version: number): Readonly<Record<string, unknown>> {
  const isForgettable = order.state === 'open' || order.state === 'failed';
  return {
    ...orderKey(order.reference),
    version,
    // The table has no word for a member that is there and undefined; as JSON it is not there.
    order: JSON.parse(JSON.stringify(order)),
    ...(isForgettable && { expiresAt: secondsOf(order.attempt.startedAt) + keptOpenSeconds }),
  };
}

/** Reads an order's item. Throws where it is none: whoever guesses at an order pays for it. */
export function readOrderItem(item: unknown): StoredOrder {
  const read = form.safeParse(item);
  if (!read.success) throw new Error('the item in the orders table is no order');
  return read.data;
}

const keptOpenSeconds = 30 * 24 * 60 * 60;

function secondsOf(time: string): number {
  const seconds = Math.floor(Date.parse(time) / 1000);
  if (Number.isNaN(seconds)) throw new Error('the attempt of an order has no time');
  return seconds;
}

const check = z.optional(z.enum(['match', 'mismatch', 'unchecked']));
const count = z.int().check(z.nonnegative());

// Members that a later version of the kit has added are kept, so that going back to an earlier one loses nothing.
const form = z.object({
  version: count,
  order: z.looseObject({
    reference: z.string(),
    state: z.enum(orderStates),
    reviewReasons: z.array(z.enum(reviewReasons)),
    amountMinor: count,
    currency: z.string(),
    lines: z.array(
      z.looseObject({ slug: z.string(), title: z.string(), quantity: count, priceMinor: count }),
    ),
    shopper: z.looseObject({
      name: z.string(),
      email: z.string(),
      line1: z.string(),
      line2: z.optional(z.string()),
      postalCode: z.string(),
      city: z.string(),
      country: z.string(),
    }),
    attempt: z.looseObject({
      number: count,
      gateway: z.string(),
      fingerprint: z.string(),
      startedAt: z.string(),
      mayHaveCharged: z.optional(z.literal(true)),
    }),
    ledger: z.looseObject({ payments: z.record(z.string(), z.looseObject({})) }),
    money: z.looseObject({ capturedMinor: count, refundedMinor: count, disputedMinor: count }),
    checks: z.looseObject({ avsStreet: check, avsPostalCode: check, cvc: check }),
    risk: z.optional(z.enum(['elevated', 'normal'])),
    applied: z.array(z.string()),
    createdAt: z.string(),
  }),
});
