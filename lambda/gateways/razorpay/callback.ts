import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/razorpay.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { digestOf, oneEvent, signedInHeader } from '../events.ts';
import type { Reading } from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import { attemptIn, orderOfAttempt } from '../order-reference.ts';
import type { Effect } from '../payment-event.ts';
import { fromHex, type HeaderScheme } from '../signature.ts';

export const scheme: HeaderScheme = {
  header: 'x-razorpay-signature',
  decode: fromHex,
  hash: 'sha256',
  field: 'webhookSecret',
};

/** Razorpay signs the body alone. The event's id comes in a header that is not signed, so it is not used. */
export const razorpayCallback = signedInHeader('razorpay', scheme, read);

/** The class of each kind of Razorpay's events. */
export const classOf = classesOf(table);

function read({ body }: Delivery): Reading {
  const event = parseJson(body);
  const type = textAt(event, 'event');
  if (!type) return oneEvent(undefined, body);
  const payload = at(event, 'payload');
  const payment = at(payload, 'payment', 'entity');
  const { subject, amountMember } = subjectOf(type, payload);
  const createdAt = integerAt(event, 'created_at');
  const orderReference = textAt(payment, 'notes', 'order_reference') ?? linkedOrder(payload);
  return oneEvent(
    eventOfKind(
      classOf,
      {
        id: eventId(type, textAt(subject, 'id'), createdAt) ?? digestOf(body),
        type,
        kindCase: entryOf(cases, type)?.(subject),
      },
      {
        orderReference,
        // The payment that comes along with a refund or a dispute need not name the order, and may be missing.
        ...(orderReference === undefined && textAt(subject, 'payment_id') && { byPayment: true }),
        paymentId: textAt(payment, 'id') ?? textAt(subject, 'payment_id'),
        ...attemptIn(ownReference(payload)),
        ...(createdAt !== undefined && { at: createdAt * 1000 }),
        ...amountOf(subject, amountMember),
        ...effectOf(type, subject, payment),
      },
    ),
    body,
  );
}

interface Subject {
  readonly subject: unknown;
  /** The member of the subject with what really moved. */
  readonly amountMember?: string;
}

const amountMembers: Readonly<Record<string, string>> = {
  'payment.authorized': 'amount',
  'payment.captured': 'amount',
  'order.paid': 'amount_paid',
  'payment_link.paid': 'amount_paid',
  'payment_link.partially_paid': 'amount_paid',
  'refund.processed': 'amount',
  'payment.dispute.created': 'amount',
  'payment.dispute.action_required': 'amount',
  'payment.dispute.won': 'amount',
  'payment.dispute.lost': 'amount_deducted',
  'payment.dispute.closed': 'amount_deducted',
};

function subjectOf(type: string, payload: unknown): Subject {
  const name = type.startsWith('payment.dispute.') ? 'dispute' : (type.split('.')[0] ?? '');
  return { subject: at(payload, name, 'entity'), amountMember: entryOf(amountMembers, type) };
}

const cases: Readonly<Record<string, (subject: unknown) => string>> = {
  'payment.dispute.closed': (dispute) => (integerAt(dispute, 'amount_deducted') ? 'deducted' : 'kept'),
  'payment_link.cancelled': (link) => (integerAt(link, 'amount_paid') ? 'paid' : 'unpaid'),
  'payment_link.expired': (link) => (integerAt(link, 'amount_paid') ? 'paid' : 'unpaid'),
};

function amountOf(subject: unknown, member: string | undefined) {
  if (member === undefined) return {};
  const currency = textAt(subject, 'currency');
  const amountMinor = fromGatewayUnits(integerAt(subject, member), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function effectOf(type: string, subject: unknown, payment: unknown): { readonly effect?: Effect } {
  const item = textAt(subject, 'id');
  switch (type) {
    // What was paid of an order or a link is the sum of its payments, of which the last one comes along.
    case 'order.paid':
    case 'payment_link.paid':
    case 'payment_link.partially_paid':
      return {
        effect: { kind: 'captured', group: textAt(payment, 'order_id') ?? item, isGroupTotal: true },
      };
    case 'payment.captured':
      return { effect: { kind: 'captured', group: textAt(payment, 'order_id') } };
    case 'refund.processed':
      return { effect: { kind: 'refunded', item } };
    case 'payment.dispute.created':
      return { effect: { kind: 'dispute', item, stage: 1, outcome: 'open' } };
    case 'payment.dispute.action_required':
      return { effect: { kind: 'dispute', item, stage: 2, outcome: 'open' } };
    case 'payment.dispute.won':
      return { effect: { kind: 'dispute', item, stage: 3, outcome: 'ended' } };
    case 'payment.dispute.lost':
      return { effect: { kind: 'dispute', item, stage: 3, outcome: 'lost' } };
    case 'payment.dispute.closed': {
      const outcome = integerAt(subject, 'amount_deducted') ? 'lost' : 'ended';
      return { effect: { kind: 'dispute', item, stage: 3, outcome } };
    }
    default:
      return {};
  }
}

function eventId(
  type: string,
  subject: string | undefined,
  createdAt: number | undefined,
): string | undefined {
  return subject === undefined || createdAt === undefined ? undefined : `${type}:${subject}:${createdAt}`;
}

function linkedOrder(payload: unknown): string | undefined {
  const noted = textAt(payload, 'order', 'entity', 'notes', 'order_reference');
  return noted ?? orderOfAttempt(ownReference(payload));
}

// The reference that the kit gave to the link or the order of an attempt.
function ownReference(payload: unknown): string | undefined {
  const link = textAt(payload, 'payment_link', 'entity', 'reference_id');
  return link ?? textAt(payload, 'order', 'entity', 'receipt');
}
