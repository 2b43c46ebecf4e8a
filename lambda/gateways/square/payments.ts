import type { Exchange, HttpRequest, Refused } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { at, textAt } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { nothingYet, snapshotOf } from '../snapshot.ts';
import { classOf, money, ofPayment } from './callback.ts';
import { addressFor } from './session.ts';

/** Asks for a payment, or for the payments of the order that a payment link belongs to. */
export function* confirmPayments(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  if (!/^[\w-]{1,192}$/.test(id)) return { outcome: 'unknown' };
  if (resource === 'order') return yield* confirmOrder(id, account, now);
  if (resource !== 'payment') return { outcome: 'unknown' };
  const answer = yield* askPayment(id, account, now);
  return 'outcome' in answer ? answer : { outcome: 'confirmed', events: answer };
}

// An order is paid with one card, or with a gift card and another one.
const mostPayments = 10;

function* confirmOrder(id: string, account: MerchantAccount, now: Date): Exchange<Confirmation> {
  const response = yield ask(`orders/${id}`, account);
  if (response.status === 404) return { outcome: 'unknown' };
  const order = at(jsonOf(response), 'order');
  if (textAt(order, 'id') !== id) return refused(response);
  const orderReference = textAt(order, 'reference_id');
  const payments = paymentsOf(order);
  // Nobody paid yet, or the link was deleted, and the order with it.
  if (payments.length === 0) {
    const tell = snapshotOf(classOf, id, { orderReference });
    const isOver = textAt(order, 'state') === 'CANCELED';
    const event = isOver
      ? tell({ kind: 'payment.updated', kindCase: 'FAILED' })
      : nothingYet(id, { orderReference });
    return { outcome: 'confirmed', events: [event] };
  }
  const events: PaymentEvent[] = [];
  for (const payment of payments) {
    const answer = yield* askPayment(payment, account, now);
    if ('outcome' in answer) return answer;
    events.push(...answer.map((event) => ({ ...event, ...(orderReference && { orderReference }) })));
  }
  return { outcome: 'confirmed', events };
}

// Older tenders have no name for their payment but their own.
function paymentsOf(order: unknown): readonly string[] {
  const tenders = at(order, 'tenders');
  const list = Array.isArray(tenders) ? tenders.slice(0, mostPayments) : [];
  const ids = list.flatMap((tender) => textAt(tender, 'payment_id') ?? textAt(tender, 'id') ?? []);
  return ids.filter((id) => /^[\w-]{1,192}$/.test(id));
}

function* askPayment(
  id: string,
  account: MerchantAccount,
  now: Date,
): Exchange<readonly PaymentEvent[] | Refused> {
  const response = yield ask(`payments/${id}`, account);
  const payment = at(jsonOf(response), 'payment');
  if (textAt(payment, 'id') !== id) return refused(response);
  const { kindCase, ...content } = ofPayment(payment);
  const told = snapshotOf(classOf, id, content)({ kind: 'payment.updated', kindCase });
  return [told, ...refundOf(payment, content.orderReference, now)];
}

// The sum so far of what went back.
function refundOf(payment: unknown, orderReference: string | undefined, now: Date): readonly PaymentEvent[] {
  const refunded = money(at(payment, 'refunded_money'));
  const id = textAt(payment, 'id');
  if (!refunded.amountMinor || id === undefined) return [];
  const tell = snapshotOf(classOf, id, { orderReference, paymentId: id, at: now.getTime() });
  return [
    tell({ kind: 'refund.updated', kindCase: 'COMPLETED' }, { ...refunded, effect: { kind: 'refunded' } }),
  ];
}

function ask(path: string, account: MerchantAccount): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return get(url, headers);
}
