import type { Order, OrderState, Shopper } from './order.ts';

/** An order as it was read. */
export interface StoredOrder {
  readonly order: Order;
  /** Grows by one with each change. */
  readonly version: number;
}

/** Who places an order. */
export interface Placer extends Shopper {
  /** The subject of the user pool that was signed in meanwhile; the order is theirs, and no guest's order is ever anybody's. */
  readonly customer?: string;
}

/** Where orders are kept. Reads see every write that was answered before. */
export interface OrderStore {
  readonly find: (reference: string) => Promise<StoredOrder | undefined>;
  /** Writes an order and who placed it, unless there is another one of that reference or of that number. */
  readonly create: (order: Order, placer: Placer) => Promise<'created' | 'exists' | 'number taken'>;
  /**
   * Writes what became of an order unless it changed since it was read, together with the change that others hear of. A
   * placer that is given replaces the earlier one.
   */
  readonly replace: (read: StoredOrder, order: Order, placer?: Placer) => Promise<'replaced' | 'changed'>;
}

/** Which order a payment was made for: some events, refunds above all, name the payment alone. */
export interface PaymentIndex {
  readonly orderOf: (gateway: string, paymentId: string) => Promise<string | undefined>;
  /** Notes the order of a payment. What was noted first stays. */
  readonly note: (gateway: string, paymentId: string, orderReference: string) => Promise<void>;
}

/** What a list says of an order: nothing personal. */
export interface OrderListing {
  readonly reference: string;
  readonly number: string;
  readonly state: OrderState;
  /** Since when it is in its state; ISO 8601. */
  readonly since: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly disputedMinor: number;
  readonly reviewReasons: Order['reviewReasons'];
  readonly isCancelled: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}
