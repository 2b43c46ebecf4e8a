import table from '../event-kinds/mollie.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { at, entryOf, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { Effect, PaymentEvent, UnverifiedNotification } from '../payment-event.ts';

const classOf = classesOf(table);

/** An event that says nothing about a payment. */
export function otherEvent(id: string, type: string): PaymentEvent {
  return eventOfKind(classOf, { id, type }, {});
}

/** What an object of Mollie's says at a time; nothing for an object that cannot be read. */
export function entityEvents(
  notification: UnverifiedNotification,
  entity: unknown,
  time: number,
): readonly PaymentEvent[] {
  const resource = textAt(entity, 'resource') ?? notification.resource;
  if (resource === 'payment') return paymentEvents(notification, entity, time);
  const event = partEvent(notification, entity, time);
  return event ? [event] : [];
}

/** A payment is a snapshot that can tell several things: what came in, what went back, and what is charged back. */
function paymentEvents(
  { type }: UnverifiedNotification,
  payment: unknown,
  time: number,
): readonly PaymentEvent[] {
  const id = textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (!id || !status) return [];
  const currency = textAt(payment, 'amount', 'currency');
  const sum = (name: string) => fromDecimal(at(payment, name, 'value'), currency);
  const about = { orderReference: textAt(payment, 'metadata', 'order_reference'), paymentId: id, at: time };
  const told: Tell = (kindCase, amountMinor, more = {}) => {
    const named = { id: `${type}:${id}:${kindCase}:${amountMinor ?? ''}`, type: 'payment', kindCase };
    const money = amountMinor === undefined ? {} : { amountMinor, currency };
    return { ...eventOfKind(classOf, named, { ...about, ...money, ...more }), type };
  };
  const [refunded = 0, chargedBack = 0] = [sum('amountRefunded'), sum('amountChargedBack')];
  return [
    ...ofStatus(payment, status, sum, told),
    ...(refunded > 0 || status === 'paid' ? [refundedSum(refunded, told)] : []),
    ...(chargedBack > 0
      ? [told('charged_back', chargedBack, { effect: chargebacks(time, 'open') })]
      : status === 'paid'
        ? [told('reversed', undefined, { effect: chargebacks(time, 'ended'), onlyAfter: 'dispute' })]
        : []),
  ];
}

// A refund that fails leaves the sum, so that a later snapshot without one says that it came back.
function refundedSum(refunded: number, told: Tell): PaymentEvent {
  const effect: Effect = { kind: 'refunded' };
  return refunded > 0
    ? told('refunded', refunded, { effect })
    : told('unrefunded', 0, { effect, onlyAfter: 'refund' });
}

// A later snapshot without a chargeback says that it was reversed.
function chargebacks(time: number, outcome: 'open' | 'ended'): Effect {
  return { kind: 'dispute', stage: time, outcome };
}

type Sum = (name: string) => number | undefined;
type Tell = (kindCase: string, amountMinor: number | undefined, more?: Partial<PaymentEvent>) => PaymentEvent;

function ofStatus(payment: unknown, status: string, sum: Sum, told: Tell): readonly PaymentEvent[] {
  const wasAuthorised = textAt(payment, 'authorizedAt') !== undefined;
  const captured = sum('amountCaptured');
  switch (status) {
    case 'paid':
      return [told('paid', captured ?? sum('amount'))];
    case 'authorized':
      return [told('authorized', sum('amount')), ...(captured ? [told('paid', captured)] : [])];
    case 'canceled':
    case 'expired':
      return [told(wasAuthorised ? 'released' : status, undefined)];
    case 'pending':
      return [told('open', undefined)];
    default:
      return [told(status, undefined)];
  }
}

const effects: Readonly<Record<string, (item: string) => Effect>> = {
  'refund.refunded': (item) => ({ kind: 'refunded', item }),
  'refund.failed': (item) => ({ kind: 'refundFailed', item }),
  'chargeback.received': (item) => ({ kind: 'dispute', item, stage: 1, outcome: 'open' }),
  'chargeback.reversed': (item) => ({ kind: 'dispute', item, stage: 2, outcome: 'ended' }),
  'capture.succeeded': (item) => ({ kind: 'captured', item }),
};

/** A refund, a chargeback, a capture or a payment link, as the part of a payment that it is. */
function partEvent(
  { deliveryId, type, id }: UnverifiedNotification,
  entity: unknown,
  time: number,
): PaymentEvent | undefined {
  const currency = textAt(entity, 'amount', 'currency');
  const amountMinor = fromDecimal(at(entity, 'amount', 'value'), currency);
  const effect = entryOf(effects, type)?.(id);
  const isFailure = type === 'capture.failed';
  return eventOfKind(
    classOf,
    { id: deliveryId ?? `${type}:${id}`, type },
    {
      orderReference: textAt(entity, 'metadata', 'order_reference'),
      byPayment: true,
      paymentId: textAt(entity, 'paymentId') ?? id,
      ...(time > 0 && { at: time }),
      ...(amountMinor !== undefined && !isFailure && { amountMinor, currency }),
      ...(effect && { effect }),
    },
  );
}
