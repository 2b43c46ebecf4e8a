import { checkOfCodeLetter, checksOf, checksOfAvsLetter, riskOf } from '../fraud-signals.ts';
import { at, entryOf, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { EventKind, PaymentEvent, Risk } from '../payment-event.ts';

/** A thing of PayPal's that an event is about, and that tells what happened when it is asked. */
export interface PayPalResource {
  /** The types of event that point to it. */
  readonly topic: RegExp;
  /** The member of the event's resource that holds its id. */
  readonly idName: string;
  readonly path: string;
  /** Reads PayPal's own answer, never the event. */
  readonly read: (answer: unknown) => PaymentEvent | undefined;
}

/** The resources that say something about an order, by the name that an unverified notification carries. */
export const resources: Readonly<Record<string, PayPalResource>> = {
  order: {
    topic: /^CHECKOUT\.ORDER\.(?:APPROVED|COMPLETED)$/,
    idName: 'id',
    path: 'v2/checkout/orders',
    read: ofOrder,
  },
  refund: {
    topic: /^PAYMENT\.CAPTURE\.(?:REFUNDED|REVERSED)$/,
    idName: 'id',
    path: 'v2/payments/refunds',
    read: ofRefund,
  },
  capture: {
    topic: /^PAYMENT\.CAPTURE\.(?:COMPLETED|DENIED|DECLINED|PENDING)$/,
    idName: 'id',
    path: 'v2/payments/captures',
    read: ofCapture,
  },
  dispute: {
    topic: /^CUSTOMER\.DISPUTE\.CREATED$/,
    idName: 'dispute_id',
    path: 'v1/customer/disputes',
    read: ofDispute,
  },
};

function ofOrder(order: unknown): PaymentEvent | undefined {
  const unit = at(order, 'purchase_units', 0);
  const event = ofCapture(at(unit, 'payments', 'captures', 0)) ?? ofUnpaidOrder(order, unit);
  return event && { orderReference: textAt(unit, 'custom_id'), ...event };
}

// Nothing was paid yet, or nothing ever will be. An order that is complete without a payment is not understood.
function ofUnpaidOrder(order: unknown, unit: unknown): PaymentEvent | undefined {
  if (textAt(order, 'status') === 'COMPLETED') return undefined;
  return withStatus('order', { ...Object(order), amount: at(unit, 'amount') }, 'id', {});
}

const captureKinds: Readonly<Record<string, EventKind>> = {
  COMPLETED: 'paid',
  DECLINED: 'failed',
  FAILED: 'failed',
  REFUNDED: 'refunded',
  PARTIALLY_REFUNDED: 'refunded',
};

function ofCapture(capture: unknown): PaymentEvent | undefined {
  const processor = at(capture, 'processor_response');
  const checks = checksOf(
    checksOfAvsLetter(textAt(processor, 'avs_code')),
    checkOfCodeLetter(textAt(processor, 'cvv_code')),
  );
  const event = withStatus('capture', capture, 'id', captureKinds);
  const risk = riskOf(textAt(capture, 'status_details', 'reason'), doubts);
  const paymentId = textAt(capture, 'id');
  return event && { ...event, paymentId, ...orderIn(capture, 'custom_id'), ...checks, ...risk };
}

const doubts: Readonly<Record<string, Risk>> = {
  PENDING_REVIEW: 'elevated',
  DECLINED_BY_RISK_FRAUD_FILTERS: 'elevated',
};

function ofRefund(refund: unknown): PaymentEvent | undefined {
  const event = withStatus('refund', refund, 'id', { COMPLETED: 'refunded' });
  return event && { ...event, paymentId: refundedCapture(refund), ...orderIn(refund, 'custom_id') };
}

function ofDispute(dispute: unknown): PaymentEvent | undefined {
  const transaction = at(dispute, 'disputed_transactions', 0);
  const event = withStatus(
    'dispute',
    { ...Object(dispute), amount: at(dispute, 'dispute_amount') },
    'dispute_id',
    {},
  );
  const paymentId = textAt(transaction, 'seller_transaction_id');
  return event && { ...event, kind: 'disputed', paymentId, ...orderIn(transaction, 'custom') };
}

function withStatus(
  name: string,
  resource: unknown,
  idName: string,
  kinds: Readonly<Record<string, EventKind>>,
): PaymentEvent | undefined {
  const id = textAt(resource, idName);
  const status = textAt(resource, 'status');
  if (!id || !status) return undefined;
  const currency = textAt(resource, 'amount', 'currency_code');
  return {
    id: `${name}:${id}:${status}`,
    type: `${name} ${status}`,
    kind: entryOf(kinds, status) ?? 'other',
    amountMinor: fromDecimal(textAt(resource, 'amount', 'value'), currency),
    currency,
  };
}

function orderIn(resource: unknown, name: string): Pick<PaymentEvent, 'orderReference'> {
  const orderReference = textAt(resource, name);
  return orderReference === undefined ? {} : { orderReference };
}

function refundedCapture(refund: unknown): string | undefined {
  const links = at(refund, 'links');
  const up = Array.isArray(links) ? links.find((link) => textAt(link, 'rel') === 'up') : undefined;
  return textAt(up, 'href')?.split('/').at(-1);
}
