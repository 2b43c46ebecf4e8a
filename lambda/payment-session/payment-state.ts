import { isTaken, type Order } from '../shared/orders/order.ts';
import { isCancelled } from '../shared/orders/order-decisions.ts';
import { referenceOf } from '../shared/orders/order-reference.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';
import { isForgotten } from '../shared/orders/order-view.ts';

/** What became of the payment of a checkout, for whoever knows its name: nothing of who, what or how much. */
export interface PaymentState {
  readonly state: 'open' | 'pending' | 'failed' | 'authorised' | 'paid' | 'refunded' | 'cancelled';
}

/** Finds the state. A name that nobody used is answered like one whose shopper has not paid. */
export async function paymentState(
  { orders }: { readonly orders: Pick<OrderStore, 'find'> },
  checkout: string,
): Promise<PaymentState> {
  const stored = await orders.find(referenceOf(checkout));
  return { state: stored && !isForgotten(stored.order) ? stateOf(stored.order) : 'open' };
}

function stateOf(order: Order): PaymentState['state'] {
  const { state, attempt } = order;
  // That somebody disputes the payment is not for a page.
  if (state === 'disputed') return 'paid';
  if (isTaken(state)) return state;
  if (isCancelled(order)) return 'cancelled';
  // That an order has failed may be about an earlier attempt, of which the latest one knows nothing.
  if (attempt.hasFailed || (state === 'failed' && attempt.number === 1)) return 'failed';
  return attempt.mayHaveCharged ? 'pending' : 'open';
}
