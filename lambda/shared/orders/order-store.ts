import type { Order } from './order.ts';

/** An order as it was read. */
export interface StoredOrder {
  readonly order: Order;
  /** Grows by one with each change. */
  readonly version: number;
}

/** Where orders are kept. Reads see every write that was answered before. */
export interface OrderStore {
  readonly find: (reference: string) => Promise<StoredOrder | undefined>;
  /** Writes an order unless there is another one of that reference. */
  readonly create: (order: Order) => Promise<'created' | 'exists'>;
  /** Writes what became of an order unless it changed since it was read. */
  readonly replace: (read: StoredOrder, order: Order) => Promise<'replaced' | 'changed'>;
}

/** Which order a payment was made for: some events, refunds above all, name the payment alone. */
export interface PaymentIndex {
  readonly orderOf: (gateway: string, paymentId: string) => Promise<string | undefined>;
  /** Notes the order of a payment. What was noted first stays. */
  readonly note: (gateway: string, paymentId: string, orderReference: string) => Promise<void>;
}
