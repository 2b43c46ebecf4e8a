import { isDeepStrictEqual } from 'node:util';
import { failedAttempt } from '../shared/orders/failed-attempt.ts';
import { emptyLedger } from '../shared/orders/ledger.ts';
import { type Attempt, isTaken, type Order, type OrderLine } from '../shared/orders/order.ts';
import { isCancelled } from '../shared/orders/order-decisions.ts';
import { orderNumber } from '../shared/orders/order-number.ts';
import type { OrderStore, Placer, StoredOrder } from '../shared/orders/order-store.ts';
import type { Problem } from './problem.ts';

/** An order as a shopper wants it now, and what they would pay it with. */
export interface OrderDraft {
  readonly order: Pick<Order, 'reference' | Purchased>;
  readonly placer: Placer;
  readonly attempt: Pick<Attempt, 'gateway' | 'fingerprint' | 'mayHaveCharged'>;
  /** An attempt that the gateway refused to hear of again: the next one has a later number. */
  readonly after?: number;
}

/** What of an order follows from its pricing. */
type Purchased = 'amountMinor' | 'currency' | 'lines' | PricingNote;

/** What some orders have of it, and others not. */
type PricingNote = 'shipping' | 'discount' | 'tax' | 'catalogue' | 'quote';

/** An order in the store, with an attempt that may be made. */
export interface Placed {
  readonly order: Order;
  /** Whether the attempt was begun by an earlier request. */
  readonly isRepeated: boolean;
  /** The attempt before it, which nobody should pay any longer. */
  readonly replaced?: Attempt;
}

/** The order was paid, or is being paid: nothing must ever be paid for it again. */
export interface Taken {
  readonly taken: true;
}

// Long enough to find a card and to ask a bank. Stripe takes half an hour to a day from when it is asked, which is up to a
// quarter of an hour after the attempt began; Adyen takes a day, Razorpay a quarter of an hour.
const payableMilliseconds = 60 * 60 * 1000;
// Long enough for a shopper who goes back and forth, and short enough that the page they are led to again is still open.
const repetitionMilliseconds = 15 * 60 * 1000;
// After a failure the same request is another attempt, except for the second click of two.
const doubleClickMilliseconds = 10 * 1000;
// What became of a card is told within seconds, by the answer or by an event. Until then no other card is tried.
const chargeMilliseconds = 5 * 60 * 1000;
// Whoever tries so often needs a person; and each attempt is a line at the gateway.
const mostAttempts = 20;
// Two clicks and a callback are three writers.
const mostRounds = 4;

/** Writes the order and the attempt down, before any gateway hears of it. `found` is the order as it was just read. */
export async function placeOrder(
  orders: OrderStore,
  found: StoredOrder | undefined,
  draft: OrderDraft,
  now: Date,
): Promise<Placed | Taken | Problem> {
  let stored = found;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = nextStep(stored?.order, draft, now, round);
    if (!('order' in next) || next.isRepeated) return next;
    const written = stored
      ? await orders.replace(stored, next.order, draft.placer)
      : await orders.create(next.order, draft.placer);
    if (written === 'created' || written === 'replaced') return next;
    stored = await orders.find(draft.order.reference);
  }
  return { problem: 'concurrent_requests' };
}

/** Writes down that an attempt has charged no card, so that the next one may be made, and whether it has failed. */
export async function releaseAttempt(
  orders: OrderStore,
  { reference, attempt }: Order,
  { hasFailed }: { readonly hasFailed: boolean },
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const stored = await orders.find(reference);
    if (stored?.order.attempt.number !== attempt.number) return;
    const { mayHaveCharged: _, ...free } = stored.order.attempt;
    const released = hasFailed ? failedAttempt(stored.order.attempt) : free;
    if ((await orders.replace(stored, { ...stored.order, attempt: released })) === 'replaced') return;
  }
}

/** What is told about a taken order. Whoever wants other things now must not be thanked for having paid for them. */
export function takenBy({ lines }: Order, { order }: Pick<OrderDraft, 'order'>): Taken | Problem {
  return isDeepStrictEqual(lines.map(piece), order.lines.map(piece))
    ? { taken: true }
    : { problem: 'already_paid' };
}

function piece({ slug, quantity }: OrderLine): unknown {
  return [slug, quantity];
}

// Another round is another number, where the first one is another order's.
function nextStep(
  order: Order | undefined,
  draft: OrderDraft,
  now: Date,
  round: number,
): Placed | Taken | Problem {
  if (!order) return { order: newOrder(draft, now, round), isRepeated: false };
  if (isTaken(order.state)) return takenBy(order, draft);
  if (isCancelled(order)) return { problem: 'order_cancelled' };
  if (isRepetition(order, draft, now)) return { order, isRepeated: true };
  if (mayBeCharging(order.attempt, now)) return { problem: 'payment_uncertain' };
  if (order.attempt.number >= mostAttempts) return { problem: 'too_many_attempts' };
  const attempt = { ...attemptOf(draft, order.attempt.number + 1, now), ...uncertaintyOf(order.attempt) };
  const isChanged = !isSamePurchase(order, draft.order);
  return {
    order: {
      ...withoutPricing(order),
      ...draft.order,
      attempt,
      ...(isChanged && { unchangedSince: attempt.number }),
    },
    isRepeated: false,
    replaced: order.attempt,
  };
}

/** What was priced by an earlier catalogue leaves nothing behind. */
function withoutPricing(order: Order): Omit<Order, PricingNote> {
  const { shipping: _, discount: __, tax: ___, catalogue: ____, quote: _____, ...rest } = order;
  return rest;
}

type Purchase = OrderDraft['order'];

function isSamePurchase(one: Purchase, other: Purchase): boolean {
  const whole = ({ amountMinor, currency, lines }: Purchase) => [amountMinor, currency, lines.map(piece)];
  return isDeepStrictEqual(whole(one), whole(other));
}

function isRepetition(
  { attempt, state }: Order,
  { attempt: drafted, after = 0 }: OrderDraft,
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(attempt.startedAt);
  const oldest = state === 'failed' ? doubleClickMilliseconds : repetitionMilliseconds;
  return attempt.fingerprint === drafted.fingerprint && age <= oldest && attempt.number > after;
}

function uncertaintyOf({ mayHaveCharged, followsUncertain }: Attempt): Pick<Attempt, 'followsUncertain'> {
  return mayHaveCharged || followsUncertain ? { followsUncertain: true } : {};
}

function mayBeCharging({ mayHaveCharged, startedAt }: Attempt, now: Date): boolean {
  return mayHaveCharged === true && now.getTime() - Date.parse(startedAt) <= chargeMilliseconds;
}

function newOrder(draft: OrderDraft, now: Date, round: number): Order {
  return {
    ...draft.order,
    number: orderNumber(draft.order.reference, round),
    state: 'open',
    stateSince: now.toISOString(),
    changes: 0,
    reviewReasons: [],
    attempt: attemptOf(draft, 1, now),
    ledger: emptyLedger,
    money: { capturedMinor: 0, refundedMinor: 0, disputedMinor: 0 },
    checks: {},
    applied: [],
    createdAt: now.toISOString(),
  };
}

function attemptOf({ attempt }: OrderDraft, number: number, now: Date): Attempt {
  const startedAt = now.toISOString();
  return { number, ...attempt, startedAt, endsAt: endOf(startedAt) };
}

/** When an attempt that began at a time can no longer be paid, as gateways are told; ISO 8601. */
export function endOf(startedAt: string): string {
  return new Date(Date.parse(startedAt) + payableMilliseconds).toISOString();
}
