import * as z from 'zod/mini';
import { type Order, orderStates, reviewReasons, type Shopper } from './order.ts';
import type { OrderChange } from './order-change.ts';
import { isCancelled } from './order-decisions.ts';
import { listedUnder } from './order-index.ts';
import { nextInquiry } from './order-inquiry.ts';
import type { OrderListing, StoredOrder } from './order-store.ts';

/** The key of an order in the table. */
export function orderKey(reference: string) {
  return { pk: `ORDER#${reference}`, sk: 'ORDER' };
}

/** The key of an order's shopper, who is forgotten before the order is. */
export function shopperKey(reference: string) {
  return { ...orderKey(reference), sk: 'SHOPPER' };
}

/** The key of the item that gives a number to one order alone. */
export function numberKey(number: string) {
  return { pk: `NUMBER#${number}`, sk: 'NUMBER' };
}

/** The key of the item that gives an order to a customer who was signed in when it was placed. */
export function customerKey(customer: string, number: string) {
  return { pk: `CUSTOMER#${customer}`, sk: number };
}

/** What all changes of an order stand under. */
export function changeKey(reference: string): string {
  return `CHANGE#${reference}`;
}

/** Sorts as text as the numbers do. */
export function changeSortKey(sequence: number): string {
  return String(sequence).padStart(8, '0');
}

/** What the attribute `pending` says of a change that waits to be told, and of an order that the gateway has to be asked about. */
export const [unsent, unanswered] = ['change', 'inquiry'] as const;

/** An order as the table keeps it, until a time in seconds since 1970. */
export function orderItem(
  order: Order,
  { version, expiresAt, now }: { readonly version: number; readonly expiresAt: number; readonly now: Date },
): Readonly<Record<string, unknown>> {
  const inquiry = nextInquiry(order, now);
  const { stateSince } = order;
  return {
    ...orderKey(order.reference),
    version,
    // The table has no word for a member that is there and undefined; as JSON it is not there.
    order: JSON.parse(JSON.stringify(order)),
    expiresAt,
    listed: listedUnder(order.state, stateSince),
    listedAt: stateSince,
    listing: listingOf(order),
    ...(inquiry && { pending: unanswered, receivedAt: inquiry.toISOString() }),
  };
}

function listingOf(order: Order): Omit<OrderListing, 'state' | 'since'> {
  const { reference, number, amountMinor, currency, money, reviewReasons: reasons, createdAt } = order;
  const { capturedMinor, refundedMinor, disputedMinor } = money;
  return {
    ...{ reference, number, amountMinor, currency, createdAt, reviewReasons: reasons },
    ...{ capturedMinor, refundedMinor, disputedMinor, isCancelled: isCancelled(order) },
  };
}

/** Reads an order's item. Throws where it is none: whoever guesses at an order pays for it. */
export function readOrderItem(item: unknown): StoredOrder {
  const read = form.safeParse(item);
  if (!read.success) throw new Error('the item in the orders table is no order');
  return read.data as StoredOrder;
}

/** Reads the shopper of an order; nobody where the item was forgotten. */
export function readShopperItem(item: unknown): Shopper | undefined {
  const read = z.looseObject({ shopper: shopperForm }).safeParse(item);
  return read.success ? (read.data.shopper as Shopper) : undefined;
}

/** What gives an order to a customer, until a time in seconds since 1970. */
export function customerItem(
  customer: string,
  {
    number,
    expiresAt,
    ...kept
  }: Pick<Order, 'number' | 'reference' | 'createdAt'> & { readonly expiresAt: number },
) {
  return { ...customerKey(customer, number), ...kept, expiresAt };
}

/** Reads which order an item gives to a customer; nothing where it names none. */
export function readCustomerItem(
  item: unknown,
): { readonly reference: string; readonly createdAt: string } | undefined {
  const read = z.looseObject({ reference: z.string(), createdAt: z.string() }).safeParse(item);
  return read.success ? read.data : undefined;
}

/** Reads who was signed in when an order was placed, from the item of its shopper; nobody where the shopper was a guest. */
export function readCustomer(shopperItem: unknown): string | undefined {
  const read = z.looseObject({ customer: z.string() }).safeParse(shopperItem);
  return read.success ? read.data.customer : undefined;
}

const keptDays = 400;

/** A change as the table keeps it, waiting to be told. */
export function changeItem(change: OrderChange): Readonly<Record<string, unknown>> {
  const { reference, sequence, at } = change;
  const expiresAt = Math.floor(Date.parse(at) / 1000) + keptDays * 24 * 60 * 60;
  return {
    ...{ pk: changeKey(reference), sk: changeSortKey(sequence) },
    ...{ change, pending: unsent, receivedAt: at, expiresAt },
  };
}

/** Reads a change's item. Throws where it is none. */
export function readChangeItem(item: unknown): OrderChange {
  const read = z.looseObject({ change: changeForm }).safeParse(item);
  if (!read.success) throw new Error('the item in the orders table is no change of an order');
  return read.data.change;
}

const check = z.optional(z.enum(['match', 'mismatch', 'unchecked']));
const count = z.int().check(z.nonnegative());

const shopperForm = z.looseObject({
  name: z.string(),
  email: z.string(),
  line1: z.string(),
  line2: z.optional(z.string()),
  postalCode: z.string(),
  city: z.string(),
  region: z.optional(z.string()),
  country: z.string(),
});

const sums = { capturedMinor: count, refundedMinor: count, disputedMinor: count };

const changeForm = z.looseObject({
  reference: z.string(),
  sequence: count,
  at: z.string(),
  previousState: z.enum(orderStates),
  state: z.enum(orderStates),
  reviewReasons: z.array(z.enum(reviewReasons)),
  money: z.looseObject(sums),
  isCancelled: z.boolean(),
});

const decision = z.looseObject({
  kind: z.enum(['release', 'cancellation', 'erasure']),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  reasons: z.array(z.enum(reviewReasons)),
  basis: z.looseObject({ ...sums, reviews: count }),
});

const objectName = z.optional(z.looseObject({ resource: z.string(), id: z.string() }));

const includedTax = z.optional(z.looseObject({ percent: z.number(), amountMinor: count }));

// Members that a later version of the kit has added are kept, so that going back to an earlier one loses nothing.
const form = z.object({
  version: count,
  order: z.looseObject({
    reference: z.string(),
    number: z.string(),
    state: z.enum(orderStates),
    stateSince: z.string(),
    changes: count,
    reviewReasons: z.array(z.enum(reviewReasons)),
    amountMinor: count,
    currency: z.string(),
    lines: z.array(
      z.looseObject({
        slug: z.string(),
        title: z.string(),
        quantity: count,
        priceMinor: count,
        tax: includedTax,
      }),
    ),
    shipping: z.optional(z.looseObject({ title: z.string(), amountMinor: count, tax: includedTax })),
    discount: z.optional(z.looseObject({ title: z.string(), amountMinor: count })),
    tax: z.optional(z.looseObject({ amountMinor: count, isIncluded: z.boolean() })),
    catalogue: z.optional(z.string()),
    quote: z.optional(z.string()),
    attempt: z.looseObject({
      number: count,
      gateway: z.string(),
      fingerprint: z.string(),
      startedAt: z.string(),
      endsAt: z.optional(z.string()),
      mayHaveCharged: z.optional(z.literal(true)),
      hasFailed: z.optional(z.literal(true)),
      followsUncertain: z.optional(z.literal(true)),
      isMute: z.optional(z.literal(true)),
      inquiry: objectName,
      session: objectName,
    }),
    unchangedSince: z.optional(count),
    ledger: z.looseObject({ payments: z.record(z.string(), z.looseObject({})) }),
    money: z.looseObject(sums),
    checks: z.looseObject({ avsStreet: check, avsPostalCode: check, cvc: check }),
    risk: z.optional(z.enum(['elevated', 'normal'])),
    applied: z.array(z.string()),
    decisions: z.optional(z.array(decision)),
    createdAt: z.string(),
  }),
});
