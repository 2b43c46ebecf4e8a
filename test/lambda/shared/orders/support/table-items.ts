import { applyEvent } from '../../../../../lambda/shared/orders/apply-event.ts';
import type { Order } from '../../../../../lambda/shared/orders/order.ts';
import { orderItem, shopperKey } from '../../../../../lambda/shared/orders/order-item.ts';
import type { TableItem } from '../../../../../lambda/shared/orders/restored-items.ts';
import { eventOf, keyed, lenient, openOrder, shopper } from './orders.ts';

/** An order that was paid, as its event made it. */
export const paidOrder: Order = applyEvent(openOrder, keyed(eventOf('moneyIn')), lenient);

/** An order as the table keeps it. */
export function itemOf(order: Order, version = 1): TableItem {
  return orderItem(order, { version, expiresAt: 1_900_000_000, now: new Date('2026-01-02T00:00:00Z') });
}

/** The shopper of an order as the table keeps it. */
export function shopperItem({ reference }: Order): TableItem {
  return { ...shopperKey(reference), shopper, expiresAt: 1_800_000_000 };
}

/** Items one after the other, as a table that is read. */
export async function* reading(items: readonly TableItem[]): AsyncGenerator<TableItem> {
  yield* items;
}
