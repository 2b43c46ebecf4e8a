import { isoDigits } from '../../gateways/money.ts';
import type { Order, OrderDiscount, OrderShipping, OrderTax } from './order.ts';
import { isCancelled } from './order-decisions.ts';

/** What a shopper is shown of an order: what was bought and what became of it, and nothing of who or where. */
export interface OrderView {
  readonly number: string;
  readonly status: OrderStatus;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly currency: string;
  /** How many digits of an amount stand after the point. */
  readonly digits: number;
  /** In the smallest unit of ISO 4217. */
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly lines: readonly {
    readonly title: string;
    readonly quantity: number;
    readonly priceMinor: number;
  }[];
  /** Missing where the prices include it. */
  readonly shipping?: Pick<OrderShipping, 'title' | 'amountMinor'>;
  readonly discount?: OrderDiscount;
  readonly tax?: OrderTax;
}

/** The state of an order in a shopper's words. That the shop doubts a payment, or that somebody disputes it, is not for a page. */
type OrderStatus = 'cancelled' | 'waiting' | 'unpaid' | 'reserved' | 'paid' | 'refunded';

const statuses: Readonly<Record<Order['state'], OrderStatus>> = {
  open: 'waiting',
  failed: 'unpaid',
  authorised: 'reserved',
  paid: 'paid',
  disputed: 'paid',
  refunded: 'refunded',
};

/** Makes the view of an order. */
export function orderView(order: Order): OrderView {
  const { number, state, createdAt, currency, amountMinor, money, lines, shipping, discount, tax } = order;
  return {
    number,
    status: isCancelled(order) ? 'cancelled' : statuses[state],
    placedAt: createdAt,
    currency,
    digits: isoDigits(currency),
    amountMinor,
    refundedMinor: money.refundedMinor,
    lines: lines.map(({ title, quantity, priceMinor }) => ({ title, quantity, priceMinor })),
    ...(shipping && { shipping: { title: shipping.title, amountMinor: shipping.amountMinor } }),
    ...(discount && { discount }),
    ...(tax && { tax }),
  };
}

/** Whether somebody asked that it be forgotten who placed an order: then nobody is shown it any longer. */
export function isForgotten({ decisions = [] }: Order): boolean {
  return decisions.some(({ kind }) => kind === 'erasure');
}
