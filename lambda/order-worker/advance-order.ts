import type { Log } from '../shared/log/log.ts';
import { applyEvent, type KeyedEvent } from '../shared/orders/apply-event.ts';
import type { CheckPolicy } from '../shared/orders/check-policy.ts';
import type { Order, ReviewReason } from '../shared/orders/order.ts';
import type { OrderStore, StoredOrder } from '../shared/orders/order-store.ts';
import { RetryableError } from './retryable-error.ts';

/** Writes what an event makes of an order, whoever else writes to it. `ignored`: it makes nothing of it. */
export type AdvanceOrder = (read: StoredOrder, keyed: KeyedEvent) => Promise<'applied' | 'ignored'>;

export interface AdvanceDependencies {
  readonly orders: OrderStore;
  readonly policy: CheckPolicy;
  readonly log: Log;
}

/** Makes an `AdvanceOrder`. It throws where the order changes each time that it is about to be written. */
export function createAdvanceOrder({ orders, policy, log }: AdvanceDependencies): AdvanceOrder {
  return async (read, keyed) => {
    let stored: StoredOrder | undefined = read;
    for (let tries = 0; stored && tries < mostTries; tries += 1) {
      const outcome = await tryOnce(stored, keyed);
      if (outcome !== 'changed') return outcome;
      stored = await orders.find(stored.order.reference);
    }
    throw new RetryableError('OrderBusy');
  };

  async function tryOnce(stored: StoredOrder, keyed: KeyedEvent): Promise<'applied' | 'ignored' | 'changed'> {
    const before = stored.order;
    const after = applyEvent(before, keyed, policy);
    if (after === before) return unchanged(before, keyed.key);
    if ((await orders.replace(stored, after)) === 'changed') return 'changed';
    tellOf(after.reviewReasons.filter((reason) => !before.reviewReasons.includes(reason)));
    return 'applied';
  }

  function unchanged({ applied, reviewReasons }: Order, key: string): 'applied' | 'ignored' {
    if (!applied.includes(key)) return 'ignored';
    // Whoever applied it may have ended before it told of the hold: twice told is better than never.
    tellOf(reviewReasons);
    return 'applied';
  }

  function tellOf(reviewReasons: readonly ReviewReason[]): void {
    if (reviewReasons.length > 0) log.count('OrderNeedsReview');
  }
}

// Each time somebody else wrote. Few payment events are about one order, so more of them are no accident.
const mostTries = 5;
