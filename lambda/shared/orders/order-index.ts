import type { OrderState } from './order.ts';

/** The index of orders by state and month. */
export const ordersIndex = 'listed';

/** Where the index lists the orders that came into a state in a month: one partition for each, so that none grows for ever. */
export function listedUnder(state: OrderState, time: string): string {
  return `${state}#${time.slice(0, 7)}`;
}
