import type { Exchange } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { at, entryOf, integerAt, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { nothingYet, snapshotOf } from '../snapshot.ts';
import { classOf, digits, signalsOf } from './callback.ts';
import { addressFor } from './session.ts';

// The most that one answer holds: an order has at most as many attempts as the kit lets a shopper make.
const mostPayments = 100;

/** Asks for the payments of an order, which all have its reference. */
export function* confirmReference(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  if (resource !== 'reference' || !/^\w{1,50}$/.test(id)) return { outcome: 'unknown' };
  const { url, headers } = addressFor(`payments?limit=${mostPayments}&reference=${id}`, account);
  const response = yield get(url, headers);
  if (response.status === 404) return { outcome: 'unknown' };
  const list = at(jsonOf(response), 'data');
  if (!Array.isArray(list)) return refused(response);
  const own = list.filter((payment) => textAt(payment, 'reference') === id);
  const events = own.flatMap((payment) => paymentEvents(payment, now.getTime()));
  return events.length > 0 ? { outcome: 'confirmed', events } : { outcome: 'unknown' };
}

/** What ended a payment that brought nothing in, by its status. */
const ends: Readonly<Record<string, string>> = {
  Declined: 'payment_declined',
  Canceled: 'payment_canceled',
  Expired: 'payment_expired',
};

/** A payment is a snapshot, whose balances tell the sums so far; nothing for an answer that is no payment. */
function paymentEvents(payment: unknown, time: number): readonly PaymentEvent[] {
  const id = textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (id === undefined || status === undefined) return [];
  const about = { orderReference: textAt(payment, 'reference'), paymentId: id, at: time };
  const tell = snapshotOf(classOf, id, { ...about, ...signalsOf(payment) });
  const end = entryOf(ends, status);
  if (end !== undefined) return [tell({ kind: end })];
  const { authorised, captured, refunded, isVoided } = sumsOf(payment, status);
  const events = [
    ...(authorised ? [tell({ kind: 'payment_approved' }, authorised)] : []),
    ...(captured ? [tell({ kind: 'payment_captured' }, { ...captured, effect: { kind: 'captured' } })] : []),
    ...(refunded ? [tell({ kind: 'payment_refunded' }, { ...refunded, effect: { kind: 'refunded' } })] : []),
    // What was captured before stays so: its sum is told.
    ...(isVoided ? [tell({ kind: 'payment_voided' }, { effect: { kind: 'voided', extent: 'rest' } })] : []),
  ];
  return events.length > 0 ? events : [nothingYet(id, about)];
}

type Money = Pick<PaymentEvent, 'amountMinor' | 'currency'>;

interface Sums {
  readonly authorised?: Money | undefined;
  readonly captured?: Money | undefined;
  readonly refunded?: Money | undefined;
  readonly isVoided: boolean;
}

function sumsOf(payment: unknown, status: string): Sums {
  const balances = at(payment, 'balances');
  const sum = (name: string) => moneyOf(payment, integerAt(balances, name));
  if (balances === undefined) return sumsOfStatus(payment, status);
  return {
    authorised: sum('total_authorized'),
    captured: sum('total_captured'),
    refunded: sum('total_refunded'),
    isVoided: status === 'Voided',
  };
}

// Without balances, an amount is known only where the status says that all of it moved.
function sumsOfStatus(payment: unknown, status: string): Sums {
  const whole = moneyOf(payment, integerAt(payment, 'amount'));
  const isRefunded = status === 'Refunded' || status === 'Partially Refunded';
  const isCaptured = isRefunded || status === 'Captured' || status === 'Partially Captured';
  return {
    authorised: isCaptured || status === 'Authorized' ? whole : undefined,
    captured: isCaptured ? (status === 'Partially Captured' ? {} : whole) : undefined,
    refunded: isRefunded ? (status === 'Refunded' ? whole : {}) : undefined,
    isVoided: status === 'Voided',
  };
}

function moneyOf(payment: unknown, units: number | undefined): Money | undefined {
  const currency = textAt(payment, 'currency');
  const amountMinor = units ? fromGatewayUnits(units, currency, digits) : undefined;
  return amountMinor === undefined ? undefined : { amountMinor, currency };
}
