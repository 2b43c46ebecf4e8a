import { checkOfCodeLetter, checksOf, checksOfAvsLetter } from '../fraud-signals.ts';
import { at, textAt } from '../json.ts';
import type { Effect, PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { eventOf, linkUp, listAt, moneyIn, otherEvent } from './events.ts';

/** An order, by the captures, refunds and authorizations in it. */
export function orderEvents(notification: UnverifiedNotification, order: unknown): readonly PaymentEvent[] {
  const id = textAt(order, 'id') ?? textAt(order, 'order_id');
  if (!id) return [];
  const units = listAt(order, 'purchase_units');
  const orderReference = textAt(units[0], 'custom_id');
  const named = { orderReference, ...(orderReference === undefined && { byPayment: true as const }) };
  const parts = units.flatMap((unit) => [
    ...listAt(at(unit, 'payments'), 'captures').flatMap((each) => captureEvents(notification, each)),
    ...listAt(at(unit, 'payments'), 'refunds').flatMap((each) => refundEvents(notification, each)),
    ...listAt(at(unit, 'payments'), 'authorizations').flatMap((each) =>
      authorizationEvents(notification, each),
    ),
  ]);
  if (parts.length > 0) return parts.map((event) => ({ ...named, ...event }));
  return unpaidOrder(notification, { id, status: textAt(order, 'status') }, named);
}

// Nothing was paid yet, or nothing ever will be. An order that is complete without a payment is not understood.
function unpaidOrder(
  notification: UnverifiedNotification,
  { id, status }: { readonly id: string; readonly status: string | undefined },
  named: Pick<PaymentEvent, 'orderReference' | 'byPayment'>,
): readonly PaymentEvent[] {
  const { type } = notification;
  if (status === 'COMPLETED') return [];
  const isOver = type.endsWith('.DECLINED') || type.endsWith('.REVERSED') || status === 'VOIDED';
  const kind = status === 'VOIDED' && !type.endsWith('.REVERSED') ? 'CHECKOUT.ORDER.VOIDED' : type;
  const open = { kind: 'CHECKOUT.ORDER.APPROVED', kindCase: 'approved', id: `${id}:${status}` };
  return [eventOf(notification, isOver ? { kind, id: `${id}:${status}` } : open, named)];
}

/** A capture. What was captured stays so, whatever became of it since: a refund is told beside it. */
export function captureEvents(
  notification: UnverifiedNotification,
  capture: unknown,
): readonly PaymentEvent[] {
  const id = textAt(capture, 'id');
  const status = textAt(capture, 'status') ?? '';
  if (!id) return [];
  const about = { paymentId: id, ...orderIn(capture), ...checksIn(capture) };
  const told = (kind: string, kindCase: string | undefined, more: Partial<PaymentEvent> = {}) =>
    eventOf(notification, { kind, kindCase, id: `${id}:${status}:${kindCase ?? ''}` }, { ...about, ...more });
  const completed = 'PAYMENT.CAPTURE.COMPLETED';
  const paid = told(completed, 'completed', moneyIn(at(capture, 'amount')));
  switch (status) {
    case 'COMPLETED':
      return [paid];
    case 'REFUNDED':
      return [paid, told(completed, 'refunded', { effect: { kind: 'refunded', isAll: true } })];
    case 'PARTIALLY_REFUNDED':
      return [paid, told(completed, 'refunded', { effect: { kind: 'refunded', isPart: true } })];
    case 'DECLINED':
    case 'FAILED':
      return [told('PAYMENT.CAPTURE.DECLINED', undefined)];
    case 'PENDING':
      return [pendingCapture(capture, told)];
    default:
      return [];
  }
}

type Tell = (kind: string, kindCase: string | undefined, more?: Partial<PaymentEvent>) => PaymentEvent;

function pendingCapture(capture: unknown, told: Tell): PaymentEvent {
  if (textAt(capture, 'status_details', 'reason') !== 'PENDING_REVIEW') {
    return told('PAYMENT.CAPTURE.PENDING', 'pending');
  }
  const effect: Effect = { kind: 'review', stage: 1, isCleared: false, endsWithPayment: true };
  return told('PAYMENT.CAPTURE.PENDING', 'review', { effect });
}

function checksIn(capture: unknown): Pick<PaymentEvent, 'checks' | 'risk'> {
  const processor = at(capture, 'processor_response');
  const isFraud = textAt(capture, 'status_details', 'reason') === 'DECLINED_BY_RISK_FRAUD_FILTERS';
  return {
    ...checksOf(
      checksOfAvsLetter(textAt(processor, 'avs_code')),
      checkOfCodeLetter(textAt(processor, 'cvv_code')),
    ),
    ...(isFraud && { risk: 'elevated' }),
  };
}

/** A refund, or what PayPal took back by itself. */
export function refundEvents(notification: UnverifiedNotification, refund: unknown): readonly PaymentEvent[] {
  const id = textAt(refund, 'id');
  const status = textAt(refund, 'status') ?? '';
  if (!id) return [];
  const about = {
    byPayment: true as const,
    paymentId: linkUp(refund) ?? notification.parentId,
    ...orderIn(refund),
  };
  const told = (kind: string, kindCase: string | undefined, more: Partial<PaymentEvent>) =>
    eventOf(notification, { kind, kindCase, id: `${id}:${status}` }, { ...about, ...more });
  const money = moneyIn(at(refund, 'amount'));
  if (status === 'FAILED' || status === 'CANCELLED' || notification.type === 'PAYMENT.REFUND.FAILED') {
    return [told('PAYMENT.REFUND.FAILED', undefined, { effect: { kind: 'refundFailed', item: id } })];
  }
  const effect: Effect = { kind: 'refunded', item: id };
  if (notification.type === 'PAYMENT.CAPTURE.REVERSED') {
    return [told(notification.type, undefined, { ...money, effect: { ...effect, isReversal: true } })];
  }
  const kindCase = status === 'COMPLETED' ? 'completed' : 'pending';
  return [told('PAYMENT.CAPTURE.REFUNDED', kindCase, { ...money, effect })];
}

/** An authorization, which orders of the kit do not have. */
export function authorizationEvents(
  notification: UnverifiedNotification,
  authorization: unknown,
): readonly PaymentEvent[] {
  const id = textAt(authorization, 'id');
  const status = textAt(authorization, 'status') ?? '';
  if (!id) return [];
  const about = { paymentId: id, ...orderIn(authorization) };
  if (status === 'VOIDED' || status === 'EXPIRED' || status === 'DENIED') {
    const effect: Effect = { kind: 'voided', extent: 'rest' };
    return [
      eventOf(
        notification,
        { kind: 'PAYMENT.AUTHORIZATION.VOIDED', id: `${id}:${status}` },
        { ...about, effect },
      ),
    ];
  }
  // Pending is not authorised yet.
  if (status === 'PENDING')
    return [otherEvent(`${notification.type}:${id}:${status}`, 'CHECKOUT.ORDER.PROCESSED')];
  const money = moneyIn(at(authorization, 'amount'));
  return [
    eventOf(
      notification,
      { kind: 'PAYMENT.AUTHORIZATION.CREATED', id: `${id}:${status}` },
      { ...about, ...money },
    ),
  ];
}

function orderIn(resource: unknown): Pick<PaymentEvent, 'orderReference'> {
  const orderReference = textAt(resource, 'custom_id');
  return orderReference === undefined ? {} : { orderReference };
}
