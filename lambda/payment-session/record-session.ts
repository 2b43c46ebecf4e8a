import type { Made } from '../gateways/session-request.ts';
import type { Log } from '../shared/log/log.ts';
import type { Order } from '../shared/orders/order.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';

/** What it takes to write down what a gateway has made. */
export interface RecordSession {
  readonly orders: OrderStore;
  readonly log: Log;
}

// Two clicks and a callback are three writers.
const mostRounds = 4;

/**
 * Writes down what the gateway calls what it has made for an attempt, so that it can be asked about it and told to end it. Where
 * that fails, the payment goes on all the same: callbacks tell of it, and it has an end of its own.
 */
export async function recordSession(
  { orders, log }: RecordSession,
  { reference, attempt }: Order,
  made: Made,
): Promise<void> {
  if (Object.keys(made).length === 0) return;
  try {
    for (let round = 0; round < mostRounds; round += 1) {
      const stored = await orders.find(reference);
      if (stored?.order.attempt.number !== attempt.number || isKnown(stored.order.attempt)) return;
      const named = { ...stored.order, attempt: { ...stored.order.attempt, ...made } };
      if ((await orders.replace(stored, named)) === 'replaced') return;
    }
  } catch (error) {
    log.error('what the gateway has made could not be written down', error);
  }
}

function isKnown({ inquiry, session, isMute }: Made): boolean {
  return inquiry !== undefined || session !== undefined || isMute === true;
}
