import type { Exchange, HttpResponse, Refused } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { jsonOf } from '../http.ts';
import { at, textAt } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { post } from './session.ts';
import { confirmTransaction } from './transaction-details.ts';

/** Asks for a transaction, or for those that bear the number of an order. */
export function* confirmTransactions(
  notification: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const { resource, id } = notification;
  if (resource !== 'invoice') return yield* confirmTransaction(notification, account);
  if (!/^\w{1,20}$/.test(id)) return { outcome: 'unknown' };
  const found = yield* transactionsOf(id, account, now);
  if ('outcome' in found) return found;
  const events: PaymentEvent[] = [];
  for (const transaction of found.slice(0, mostTransactions)) {
    const told = yield* confirmTransaction({ ...notification, id: transaction }, account);
    if (told.outcome === 'refused') return told;
    if (told.outcome === 'confirmed') events.push(...told.events);
  }
  return events.length > 0 ? { outcome: 'confirmed', events } : { outcome: 'unknown' };
}

// The API has no search: its lists are read from the latest transaction on, and only so far.
const [mostTransactions, mostPages, mostBatches, perPage] = [5, 3, 6, 1000];
/** Longer than the kit asks about an order of which nothing was heard. */
const daysBack = 4;

interface Reading {
  readonly found: readonly string[];
  /** There is more than was read, so that what was not found may be there all the same. */
  readonly isCut: boolean;
}

/** The ids of an order's transactions, whether they are settled by now or not. */
function* transactionsOf(
  invoice: string,
  account: MerchantAccount,
  now: Date,
): Exchange<readonly string[] | Refused> {
  const unsettled = yield* listed('getUnsettledTransactionListRequest', {}, { invoice, account });
  if ('outcome' in unsettled) return unsettled;
  if (unsettled.found.length > 0) return unsettled.found;
  const response = yield post('getSettledBatchListRequest', account, {
    firstSettlementDate: new Date(now.getTime() - daysBack * 24 * 60 * 60 * 1000).toISOString(),
    lastSettlementDate: now.toISOString(),
  });
  const batches = rowsOf(response, 'batchList');
  if (!batches) return refused(response);
  const ids = batches.flatMap((batch) => textAt(batch, 'batchId') ?? []).reverse();
  let isCut = unsettled.isCut || ids.length > mostBatches;
  for (const batchId of ids.slice(0, mostBatches)) {
    const settled = yield* listed('getTransactionListRequest', { batchId }, { invoice, account });
    if ('outcome' in settled) return settled;
    if (settled.found.length > 0) return settled.found;
    isCut ||= settled.isCut;
  }
  // What was not read is no word that nothing was paid.
  return isCut ? { outcome: 'refused', status: 200, reason: 'unreadable' } : [];
}

interface Sought {
  readonly invoice: string;
  readonly account: MerchantAccount;
}

/** Reads one of the lists, page by page, until it has the order. */
function* listed(name: string, content: object, { invoice, account }: Sought): Exchange<Reading | Refused> {
  const sorting = { orderBy: 'submitTimeUTC', orderDescending: true };
  for (let offset = 1; ; offset += 1) {
    const response = yield post(name, account, { ...content, sorting, paging: { limit: perPage, offset } });
    const rows = rowsOf(response, 'transactions');
    if (!rows) return refused(response);
    const own = rows.filter((row) => textAt(row, 'invoiceNumber') === invoice);
    const found = own.flatMap((row) => textAt(row, 'transId') ?? []);
    const isLast = rows.length < perPage;
    if (found.length > 0 || isLast || offset === mostPages) return { found, isCut: !isLast };
  }
}

// An empty list is left out of an answer that is otherwise well.
function rowsOf(response: HttpResponse, name: string): readonly unknown[] | undefined {
  const answer = jsonOf(response);
  if (textAt(answer, 'messages', 'resultCode') !== 'Ok') return undefined;
  const rows = at(answer, name) ?? [];
  return Array.isArray(rows) ? rows : undefined;
}
