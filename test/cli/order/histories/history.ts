import { order } from '../support.ts';

/** What a gateway delivered about one order, and what the command has to say of it: a line for each delivery, and the order's. */
export interface ToldHistory {
  /** What happened, as the subject of "is told line by line". */
  readonly what: string;
  readonly deliveries: readonly object[];
  readonly lines: readonly string[];
  /** Members of the file beside the deliveries, such as the mode or another order. */
  readonly more?: object;
}

/** The reference of the order that the histories are about, and that of one that is another's. */
export const { reference } = order;
export const anotherReference = 'ozzzzzzzzzzzzzzzzzzz';

/** The order in a currency, of an amount in its smallest unit. */
export function inCurrency(currency: string, amountMinor: number): object {
  return { order: { reference, amountMinor, currency } };
}

/** The last line of a history. */
export function left(
  state: string,
  captured: number,
  refunded: number,
  disputed: number,
  review = 'none',
): string {
  return `order ${state}, captured ${captured}, refunded ${refunded}, disputed ${disputed}, review: ${review}`;
}

/** The last line of an order that was paid whole. */
export const paidWhole = left('paid', 4250, 0, 0);

/** What is said of a payment that is not the shop's. */
export const nameless = 'ignored it names no order, as every payment of this shop does';
export const anothers = 'ignored it names another order';
export const otherPayment = 'ignored it is about a payment of another order';
export const unknownKind = 'ignored the table of event kinds has no row for it';
export const repeated = 'ignored it came before';
export const otherMode = 'ignored it is of the other mode';
