import type { PaymentEvent } from '../gateways/payment-event.ts';
import { isTaken } from '../shared/orders/order.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';

/**
 * Makes a function that tells whether the money of an approved payment may be taken: the order that it names is there,
 * nobody has paid it yet, and it costs what was approved.
 */
export function createMayCapture(
  orders: Pick<OrderStore, 'find'>,
): (event: PaymentEvent) => Promise<boolean> {
  return async ({ orderReference, amountMinor, currency }) => {
    const stored = orderReference === undefined ? undefined : await orders.find(orderReference);
    if (!stored) return false;
    const { order } = stored;
    const isFitting = order.amountMinor === amountMinor && order.currency === currency;
    return isFitting && !isTaken(order.state);
  };
}
