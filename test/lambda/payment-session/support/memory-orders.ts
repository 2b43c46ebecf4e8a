import type { Order, Shopper } from '../../../../lambda/shared/orders/order.ts';
import type { OrderStore, StoredOrder } from '../../../../lambda/shared/orders/order-store.ts';

/** Orders in memory, with what happened to them. */
export interface MemoryOrders extends OrderStore {
  readonly all: ReadonlyMap<string, StoredOrder>;
  readonly shoppers: ReadonlyMap<string, Shopper>;
  /** What was asked of the store, in its order. */
  readonly steps: readonly string[];
  /** Changes an order as another function would. */
  readonly change: (reference: string, change: Partial<Order>) => void;
  /** Runs before the next write, as what came in between. */
  readonly beforeWrite: (...races: readonly (() => void)[]) => void;
}

/** A store with nothing in it. */
export function memoryOrders(): MemoryOrders {
  const all = new Map<string, StoredOrder>();
  const shoppers = new Map<string, Shopper>();
  const steps: string[] = [];
  const races: (() => void)[] = [];
  const put = (order: Order) =>
    all.set(order.reference, { order, version: (all.get(order.reference)?.version ?? 0) + 1 });
  return {
    all,
    shoppers,
    steps,
    change: (reference, change) => {
      const stored = all.get(reference);
      if (!stored) throw new Error(`there is no order ${reference}`);
      put({ ...stored.order, ...change });
    },
    beforeWrite: (...more) => races.push(...more),
    find: async (reference) => {
      steps.push('find');
      return all.get(reference);
    },
    create: async (order, shopper) => {
      steps.push('create');
      races.shift()?.();
      if (all.has(order.reference)) return 'exists';
      put(order);
      shoppers.set(order.reference, shopper);
      return 'created';
    },
    replace: async ({ version }, order, shopper) => {
      steps.push('replace');
      races.shift()?.();
      if (all.get(order.reference)?.version !== version) return 'changed';
      put(order);
      if (shopper) shoppers.set(order.reference, shopper);
      return 'replaced';
    },
  };
}
