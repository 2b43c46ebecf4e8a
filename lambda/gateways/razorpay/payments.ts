import type { Exchange, HttpRequest, Refused } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { at, entryOf, integerAt, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import { attemptIn, attemptsBefore, orderOfAttempt } from '../order-reference.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { nothingYet, snapshotOf } from '../snapshot.ts';
import { classOf } from './callback.ts';
import { addressFor } from './session.ts';

/** Asks for the payments of a payment link, or of the orders that bear the receipts of an attempt and of those before it. */
export function* confirmPayments(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const asking: Asking = { account, time: now.getTime() };
  if (resource === 'payment link' && isId.test(id)) return confirmed(yield* paymentsOfLink(id, asking));
  if (resource !== 'receipt' || !/^[\w.-]{1,40}$/.test(id)) return { outcome: 'unknown' };
  const events: PaymentEvent[] = [];
  // None of these orders can be ended, so that an older one may have been paid.
  for (const receipt of attemptsBefore(id)) {
    const told = yield* paymentsOfReceipt(receipt, asking);
    if ('outcome' in told) return told;
    events.push(...told);
  }
  return confirmed(events);
}

interface Asking {
  readonly account: MerchantAccount;
  readonly time: number;
}

type Told = readonly PaymentEvent[] | Refused;

const isId = /^\w{1,64}$/;

function confirmed(told: Told): Confirmation {
  if ('outcome' in told) return told;
  return told.length > 0 ? { outcome: 'confirmed', events: told } : { outcome: 'unknown' };
}

function* paymentsOfLink(id: string, asking: Asking): Exchange<Told> {
  const response = yield ask(`payment_links/${id}`, asking);
  const link = jsonOf(response);
  if (textAt(link, 'id') !== id) return refused(response);
  const reference = textAt(link, 'reference_id');
  const orderReference = textAt(link, 'notes', 'order_reference') ?? orderOfAttempt(reference);
  const order = textAt(link, 'order_id');
  // The gateway makes the order when the first payment is tried.
  if (order !== undefined && isId.test(order)) {
    return yield* paymentsOfOrder({ order, told: { orderReference, ...attemptIn(reference) } }, asking);
  }
  const status = textAt(link, 'status') ?? '';
  if (status !== 'cancelled' && status !== 'expired') return [nothingYet(id, { orderReference })];
  const tell = snapshotOf(classOf, id, { orderReference });
  return [tell({ kind: `payment_link.${status}`, kindCase: 'unpaid' })];
}

function* paymentsOfReceipt(receipt: string, asking: Asking): Exchange<Told> {
  const response = yield ask(`orders?receipt=${receipt}`, asking);
  const items = at(jsonOf(response), 'items');
  if (!Array.isArray(items)) return refused(response);
  const events: PaymentEvent[] = [];
  for (const item of items.filter((each) => textAt(each, 'receipt') === receipt)) {
    const order = textAt(item, 'id') ?? '';
    const about = { order, told: { orderReference: orderOfAttempt(receipt), ...attemptIn(receipt) } };
    const told = isId.test(order) ? yield* paymentsOfOrder(about, asking) : [];
    if ('outcome' in told) return told;
    events.push(...told);
  }
  return events;
}

interface About {
  readonly order: string;
  /** What its payments have in common. */
  readonly told: Partial<PaymentEvent>;
}

function* paymentsOfOrder(about: About, asking: Asking): Exchange<Told> {
  const response = yield ask(`orders/${about.order}/payments`, asking);
  const items = at(jsonOf(response), 'items');
  if (!Array.isArray(items)) return refused(response);
  const events = items.flatMap((payment) => paymentEvents(payment, about, asking.time));
  // Nobody tried to pay yet.
  return events.length > 0 ? events : [nothingYet(about.order, about.told)];
}

const kinds: Readonly<Record<string, string>> = {
  authorized: 'payment.authorized',
  captured: 'payment.captured',
  // What was refunded was captured before.
  refunded: 'payment.captured',
  failed: 'payment.failed',
};

/** What a payment says of the money; nothing for an answer that is no payment. */
function paymentEvents(payment: unknown, { order, told }: About, time: number): readonly PaymentEvent[] {
  const id = textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (id === undefined || status === undefined) return [];
  const kind = entryOf(kinds, status);
  if (kind === undefined) return [nothingYet(id, told)];
  const tell = snapshotOf(classOf, id, { ...told, paymentId: id, at: time });
  if (kind === 'payment.failed') return [tell({ kind })];
  const paid = tell(
    { kind },
    {
      ...moneyOf(payment, 'amount'),
      ...(kind === 'payment.captured' && { effect: { kind: 'captured', group: order } }),
    },
  );
  const refund = moneyOf(payment, 'amount_refunded');
  if (!refund.amountMinor) return [paid];
  return [paid, tell({ kind: 'refund.processed' }, { ...refund, effect: { kind: 'refunded' } })];
}

function moneyOf(payment: unknown, member: string): Pick<PaymentEvent, 'amountMinor' | 'currency'> {
  const currency = textAt(payment, 'currency');
  const amountMinor = fromGatewayUnits(integerAt(payment, member), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function ask(path: string, { account }: Asking): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return get(url, headers);
}
