import { toDecimal } from '../../../lambda/gateways/money.ts';
import type { Order, OrderShipping } from '../../../lambda/shared/orders/order.ts';
import { isCancelled } from '../../../lambda/shared/orders/order-decisions.ts';
import type { OrderListing } from '../../../lambda/shared/orders/order-store.ts';
import type { Paint } from '../../paint.ts';

/** An order for a person: one block of lines, and nothing personal. */
export function orderText(order: Order, paint: Paint): string {
  const { number, state, stateSince, reviewReasons, money, currency, attempt } = order;
  const amount = (minor: number) => `${toDecimal(minor, currency)} ${currency}`;
  const amountOf = ({ title, amountMinor }: OrderShipping) => `${title}, ${amount(amountMinor)}`;
  const sums = [
    `${amount(order.amountMinor)} to pay`,
    `${amount(money.capturedMinor)} captured`,
    `${amount(money.refundedMinor)} refunded`,
    `${amount(money.disputedMinor)} disputed`,
  ];
  const rows: readonly (readonly [string, string])[] = [
    ['reference', order.reference],
    ['placed', order.createdAt],
    ['state', `${state} since ${stateSince}${isCancelled(order) ? ', cancelled' : ''}`],
    ['waits for', reviewReasons.length > 0 ? paint.doubtful(reviewReasons.join(', ')) : 'nobody'],
    ['money', sums.join(', ')],
    ...Object.keys(order.ledger.payments).map((key) => ['payment', key] as const),
    ['attempt', `${attempt.number}, with ${attempt.gateway}, at ${attempt.startedAt}`],
    ...order.lines.map(
      ({ quantity, title, priceMinor }) =>
        ['line', `${quantity} x ${title}, ${amount(priceMinor)} each`] as const,
    ),
    ...(order.shipping ? [['delivery', amountOf(order.shipping)] as const] : []),
    ...(order.tax
      ? [['tax', `${amount(order.tax.amountMinor)}${order.tax.isIncluded ? ' of it' : ' on top'}`] as const]
      : []),
    ...(order.catalogue === undefined ? [] : [['catalogue', order.catalogue.slice(0, 12)] as const]),
    ...(order.decisions ?? []).map(
      ({ kind, by, at, reason }) => [kind, `${at} by ${by}: ${reason}`] as const,
    ),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return `${paint.strong(number)}\n${lines.join('\n')}\n`;
}

/** Orders as a table for a person. */
export function listText(listings: readonly OrderListing[]): string {
  const rows = listings.map(
    ({ number, state, since, amountMinor, currency, reviewReasons, isCancelled: gone }) => [
      number,
      gone ? `${state}, cancelled` : state,
      since,
      `${toDecimal(amountMinor, currency)} ${currency}`,
      reviewReasons.join(', '),
    ],
  );
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, at) => Math.max(cell.length, most[at] ?? 0)),
    [],
  );
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

const columns = [
  ...(['number', 'reference', 'state', 'since', 'createdAt', 'currency', 'amountMinor'] as const),
  ...(['capturedMinor', 'refundedMinor', 'disputedMinor', 'isCancelled'] as const),
];

/** Orders as comma-separated values (RFC 4180); amounts in the smallest unit of the currency. */
export function listCsv(listings: readonly OrderListing[]): string {
  const rows = listings.map((listing) => [
    ...columns.map((column) => String(listing[column])),
    listing.reviewReasons.join(' '),
  ]);
  // No cell holds what a person typed, so that none needs quotes.
  return [[...columns, 'reviewReasons'], ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
