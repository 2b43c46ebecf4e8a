import { isDeepStrictEqual } from 'node:util';
import type { Order, OrderState, OrderSums, ReviewReason } from './order.ts';
import { isCancelled } from './order-decisions.ts';

/** One change of an order that leaves the kit: facts without personal data, as they were then. */
export interface OrderChange {
  readonly reference: string;
  /** From 1, without gaps: of two changes of one order, the one with the higher number is the later one. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly previousState: OrderState;
  readonly state: OrderState;
  readonly reviewReasons: readonly ReviewReason[];
  readonly money: OrderSums;
  readonly isCancelled: boolean;
}

/**
 * The order with the time and the number of its change, and the change; without one where nothing changed that others
 * hear of. Whoever writes orders does it through this, so that no change is left out.
 */
export function withChange(
  before: Order,
  after: Order,
  now: Date,
): { readonly order: Order; readonly change?: OrderChange } {
  if (isDeepStrictEqual(toldOf(before), toldOf(after))) return { order: after };
  const at = now.toISOString();
  const sequence = before.changes + 1;
  const stateSince = before.state === after.state ? before.stateSince : at;
  const { reference, ...told } = toldOf(after);
  return {
    order: { ...after, stateSince, changes: sequence },
    change: { reference, sequence, at, previousState: before.state, ...told },
  };
}

/** The name of a change: the same however often it is told. */
export function changeId({ reference, sequence }: Pick<OrderChange, 'reference' | 'sequence'>): string {
  return `${reference}.${sequence}`;
}

function toldOf(order: Order) {
  const { reference, state, reviewReasons, money } = order;
  const { capturedMinor, refundedMinor, disputedMinor } = money;
  return {
    reference,
    state,
    reviewReasons,
    money: { capturedMinor, refundedMinor, disputedMinor },
    isCancelled: isCancelled(order),
  };
}
