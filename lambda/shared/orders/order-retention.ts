import * as z from 'zod/mini';
import { isTaken, type Order } from './order.ts';

/** How long the shop keeps what it knows about an order. */
export interface OrderRetention {
  /** Days after the end of the calendar year in which the order last changed its state, as tax laws count. */
  readonly keepDays: number;
  /** Days after the last change of the state, for the name, the addresses and the mail address of the shopper. */
  readonly personalForDays: number;
}

/** The retention as a function is told it. */
export const orderRetentionForm = z.strictObject({
  keepDays: z.int().check(z.positive()),
  personalForDays: z.int().check(z.positive()),
});

/** When an order and what is known of its shopper may go, in seconds since 1970. */
export interface OrderExpiry {
  readonly order: number;
  readonly shopper: number;
}

/** Days that an order is kept which nobody paid and about which nobody has decided. */
const keptUnpaidDays = 30;

/** When an order goes, in whatever state it is, and its shopper before it. */
export function expiryOf(order: Order, { keepDays, personalForDays }: OrderRetention): OrderExpiry {
  const begun = secondsOf(order.attempt.startedAt, 'the attempt of an order has no time');
  const isOfRecord = isTaken(order.state) || order.decisions !== undefined;
  if (!isOfRecord) return { order: begun + keptUnpaidDays * day, shopper: begun + keptUnpaidDays * day };
  const changed = secondsOf(order.stateSince, 'the state of an order has no time');
  const kept = endOfYear(changed) + keepDays * day;
  return { order: kept, shopper: Math.min(kept, changed + personalForDays * day) };
}

/** When what names a payment of an order may go, in seconds since 1970: not before the order. */
export function paymentExpiry(now: Date, { keepDays }: OrderRetention): number {
  return endOfYear(Math.floor(now.getTime() / 1000)) + keepDays * day;
}

const day = 24 * 60 * 60;

function endOfYear(seconds: number): number {
  return Date.UTC(new Date(seconds * 1000).getUTCFullYear() + 1, 0, 1) / 1000;
}

function secondsOf(time: string, otherwise: string): number {
  const seconds = Math.floor(Date.parse(time) / 1000);
  if (Number.isNaN(seconds)) throw new Error(otherwise);
  return seconds;
}
