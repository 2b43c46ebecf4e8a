import table from '../event-kinds/mercadopago.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { at, integerAt, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { Effect, PaymentEvent, UnverifiedNotification } from '../payment-event.ts';

/** The class of each kind of Mercado Pago's events. */
export const classOf = classesOf(table);

/** An event that says nothing about a payment. */
export function otherEvent(id: string, type: string): PaymentEvent {
  return eventOfKind(classOf, { id, type }, {});
}

type About = Pick<PaymentEvent, 'orderReference' | 'paymentId' | 'at'>;

/** When an object was what it is: by the gateway's clock, or else when it was asked for. */
function versionOf(object: unknown, askedAt: number): number {
  const times = ['date_last_updated', 'last_modified', 'date_created'].map((member) =>
    Date.parse(textAt(object, member) ?? ''),
  );
  return times.find((time) => !Number.isNaN(time)) ?? askedAt;
}

/**
 * A payment is a snapshot that can tell several things; nothing for an answer that is no payment. Of two snapshots, that with the
 * later version counts, in whatever order they are read.
 */
export function paymentEvents(type: string, payment: unknown, askedAt: number): readonly PaymentEvent[] {
  const time = versionOf(payment, askedAt);
  const id = integerAt(payment, 'id') ?? textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (id === undefined || !status) return [];
  const currency = textAt(payment, 'currency_id');
  const about: About = {
    orderReference: textAt(payment, 'external_reference'),
    paymentId: String(id),
    at: time,
  };
  const tell: Tell = (kindCase, amountMinor, more = {}) => {
    const named = { id: `${type}:${id}:${kindCase}:${amountMinor ?? ''}`, type: 'payment', kindCase };
    const money = amountMinor === undefined ? {} : { amountMinor, currency };
    return { ...eventOfKind(classOf, named, { ...about, ...money, ...more }), type };
  };
  const amount = fromDecimal(at(payment, 'transaction_amount'), currency);
  const refunded = fromDecimal(at(payment, 'transaction_amount_refunded'), currency) ?? 0;
  return eventsOfStatus(
    { status, detail: textAt(payment, 'status_detail'), payment, amount, refunded, time },
    tell,
  );
}

type Tell = (kindCase: string, amountMinor: number | undefined, more?: Partial<PaymentEvent>) => PaymentEvent;

interface Snapshot {
  readonly status: string;
  readonly detail: string | undefined;
  readonly payment: unknown;
  readonly amount: number | undefined;
  readonly refunded: number;
  readonly time: number;
}

// What was approved came in, whatever became of it since.
const afterApproval: readonly string[] = ['approved', 'refunded', 'in_mediation', 'charged_back'];

function eventsOfStatus(snapshot: Snapshot, tell: Tell): readonly PaymentEvent[] {
  const { status, detail, payment, amount, refunded, time } = snapshot;
  if (afterApproval.includes(status)) {
    return [tell('approved', amount), ...refundsOf(snapshot, tell), ...risksOf(snapshot, tell)];
  }
  if (status === 'in_process' && detail === 'pending_review_manual') {
    const effect: Effect = { kind: 'review', stage: 1, isCleared: false, endsWithPayment: true };
    return [tell('review', undefined, { effect })];
  }
  if (status === 'cancelled' && at(payment, 'captured') === false) return [tell('released', undefined)];
  if (status === 'pending' || status === 'in_process') return [tell('pending', undefined)];
  if (status === 'authorized') return [tell('authorized', amount)];
  return refunded > 0 ? refundsOf({ ...snapshot, time }, tell) : [tell(status, undefined)];
}

function refundsOf({ status, detail, amount, refunded }: Snapshot, tell: Tell): readonly PaymentEvent[] {
  const effect: Effect = { kind: 'refunded' };
  if (status === 'refunded') return [tell('refunded', refunded || amount, { effect })];
  if (refunded > 0) return [tell('partially_refunded', refunded, { effect })];
  if (detail === 'partially_refunded') {
    return [tell('partially_refunded', undefined, { effect: { kind: 'refunded', isPart: true } })];
  }
  // A refund that fails leaves the sum, so that a later snapshot without one says that it came back.
  return [tell('unrefunded', 0, { effect, onlyAfter: 'refund' })];
}

function risksOf(
  { status, detail, refunded, time, ...payment }: Snapshot,
  tell: Tell,
): readonly PaymentEvent[] {
  // What was refunded before is at risk no more.
  const amount = payment.amount === undefined ? undefined : Math.max(0, payment.amount - refunded);
  const dispute = (outcome: 'open' | 'ended' | 'lost'): { readonly effect: Effect } => ({
    effect: { kind: 'dispute', stage: time, outcome },
  });
  if (status === 'in_mediation') return [tell('in_mediation', amount, dispute('open'))];
  if (status !== 'charged_back') {
    // A later snapshot that speaks of no dispute says that it is over.
    const over = tell('approved', undefined, { ...dispute('ended'), onlyAfter: 'dispute' });
    return [{ ...over, class: 'riskEnded', id: `${over.id}:over` }];
  }
  if (detail === 'settled') return [tell('settled', amount, dispute('lost'))];
  if (detail === 'reimbursed') return [tell('reimbursed', amount, dispute('ended'))];
  return [tell('charged_back', amount, dispute('open'))];
}

/** An order of the Orders API, which the kit does not use; nothing for an answer that is none. */
export function orderEvents(type: string, order: unknown, time: number): readonly PaymentEvent[] {
  const id = textAt(order, 'id');
  const status = textAt(order, 'status');
  if (!id || !status) return [];
  const isPartly = textAt(order, 'status_detail') === 'partially_refunded';
  const kindCase = `order.${isPartly ? 'refunded' : status}`;
  const currency = textAt(order, 'currency') ?? textAt(order, 'currency_id');
  const transactions = at(order, 'transactions');
  const amount = amountOfOrder(kindCase, order, currency);
  const effect = effectOfOrder(kindCase, time);
  return [
    eventOfKind(
      classOf,
      { id: `${type}:${id}:${kindCase}:${amount ?? ''}`, type: 'order', kindCase },
      {
        orderReference: textAt(order, 'external_reference'),
        paymentId: textAt(transactions, 'payments', 0, 'id') ?? id,
        at: time,
        ...(amount !== undefined && { amountMinor: amount, currency }),
        ...(effect && { effect }),
      },
    ),
  ];
}

function amountOfOrder(kindCase: string, order: unknown, currency: string | undefined): number | undefined {
  if (kindCase === 'order.processed') return fromDecimal(at(order, 'total_paid_amount'), currency);
  if (kindCase === 'order.refunded') return sumOf(at(order, 'transactions', 'refunds'), currency);
  if (kindCase === 'order.charged_back') return sumOf(at(order, 'transactions', 'chargebacks'), currency);
  return undefined;
}

function effectOfOrder(kindCase: string, time: number): Effect | undefined {
  if (kindCase === 'order.refunded') return { kind: 'refunded' };
  return kindCase === 'order.charged_back' ? { kind: 'dispute', stage: time, outcome: 'open' } : undefined;
}

function sumOf(parts: unknown, currency: string | undefined): number | undefined {
  if (!Array.isArray(parts)) return undefined;
  const amounts = parts.map((part) => fromDecimal(at(part, 'amount'), currency));
  return amounts.reduce<number | undefined>(
    (sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount),
    0,
  );
}

/** A chargeback, by what it says itself; the payment may tell more. */
export function chargebackEvent(
  { deliveryId, type, id }: UnverifiedNotification,
  chargeback: unknown,
  askedAt: number,
): PaymentEvent {
  const currency = textAt(chargeback, 'currency') ?? textAt(chargeback, 'currency_id');
  const amountMinor = fromDecimal(at(chargeback, 'amount'), currency);
  return eventOfKind(
    classOf,
    { id: deliveryId ?? `${type}:${id}`, type, kindCase: 'in_process' },
    {
      byPayment: true,
      paymentId: idOf(at(chargeback, 'payments', 0)) ?? idOf(at(chargeback, 'payment_id')),
      ...(amountMinor !== undefined && { amountMinor, currency }),
      // It is the dispute of the payment, whose snapshots tell how it ends.
      effect: { kind: 'dispute', stage: versionOf(chargeback, askedAt), outcome: 'open' },
    },
  );
}

/** A claim, which is about a payment. */
export function claimEvent({ deliveryId, type, id }: UnverifiedNotification, claim: unknown): PaymentEvent {
  const outcome = textAt(claim, 'status') === 'closed' ? 'ended' : 'open';
  return eventOfKind(
    classOf,
    { id: deliveryId ?? `${type}:${id}`, type },
    {
      byPayment: true,
      paymentId: idOf(at(claim, 'resource_id')),
      effect: { kind: 'dispute', item: id, stage: outcome === 'open' ? 1 : 2, outcome },
    },
  );
}

/** The warning not to ship what was paid; the payment tells which order that is. */
export function reviewEvent(
  { deliveryId, type, id }: UnverifiedNotification,
  payment: unknown,
): PaymentEvent {
  const orderReference = textAt(payment, 'external_reference');
  return eventOfKind(
    classOf,
    { id: deliveryId ?? `${type}:${id}`, type },
    {
      orderReference,
      ...(orderReference === undefined && { byPayment: true }),
      paymentId: id,
      effect: { kind: 'review', item: type, stage: 1, isCleared: false },
    },
  );
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  return idAtMember(value);
}

function idAtMember(value: unknown): string | undefined {
  const id = integerAt(value, 'id') ?? textAt(value, 'id');
  return id === undefined ? undefined : String(id);
}
