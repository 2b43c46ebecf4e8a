import { countingOf } from '../counting.ts';
import { type Payment, refundedOf } from '../payments.ts';

const { units } = countingOf('stripe');

const isIntent = ({ id }: Payment) => id.startsWith('pi_');
const intentId = ({ number }: Payment) => `pi_test_${number}`;
const metadata = ({ orderReference }: Payment) => ({ metadata: { order_reference: orderReference } });
const moneyOf = ({ amountMinor, currency }: Payment, amount = amountMinor) => ({
  amount: units(amount, currency),
  currency: currency.toLowerCase(),
});

/** A session of the checkout. */
function sessionOf(payment: Payment): object {
  const { amount, currency } = moneyOf(payment);
  const isPaid = payment.state === 'paid';
  return {
    id: payment.id,
    object: 'checkout.session',
    amount_total: amount,
    currency,
    client_reference_id: payment.orderReference,
    metadata: {},
    // An intent is made when the shopper pays, and not before.
    payment_intent: isPaid ? intentId(payment) : null,
    payment_status: isPaid ? 'paid' : 'unpaid',
    status: isPaid ? 'complete' : payment.state === 'over' ? 'expired' : 'open',
  };
}

const statuses = { paid: 'succeeded', over: 'canceled', open: 'requires_payment_method' } as const;

/** A payment intent. */
export function intentOf(payment: Payment): object {
  const status = payment.state === 'paid' || payment.state === 'over' ? payment.state : 'open';
  const money = moneyOf(payment);
  return {
    id: intentId(payment),
    object: 'payment_intent',
    ...money,
    amount_received: status === 'paid' ? money.amount : 0,
    latest_charge: status === 'paid' ? chargeId(payment) : null,
    status: statuses[status],
    ...metadata(payment),
  };
}

const chargeId = ({ number }: Payment) => `ch_test_${number}`;

/** What a session or an intent alone is, as it was asked for. */
export function madeOf(payment: Payment): object {
  return isIntent(payment) ? intentOf(payment) : sessionOf(payment);
}

/** A charge, whose card passed every check. */
export function chargeOf(payment: Payment): object {
  const checks = { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' };
  const refunded = refundedOf(payment);
  const money = moneyOf(payment);
  return {
    id: chargeId(payment),
    object: 'charge',
    ...money,
    amount_captured: money.amount,
    amount_refunded: units(refunded, payment.currency),
    captured: true,
    disputed: payment.dispute !== undefined,
    payment_intent: intentId(payment),
    payment_method_details: { type: 'card', card: { checks } },
    outcome: { risk_level: 'normal', type: 'authorized' },
    refunded: refunded === payment.amountMinor,
    ...metadata(payment),
  };
}

/** The refund that was made last. */
export function refundOf(payment: Payment): object {
  const { number, amountMinor } = payment.refunds.at(-1) ?? { number: 1, amountMinor: payment.amountMinor };
  return {
    id: `re_test_${payment.number}_${number}`,
    object: 'refund',
    ...moneyOf(payment, amountMinor),
    charge: chargeId(payment),
    payment_intent: intentId(payment),
    status: 'succeeded',
    metadata: {},
  };
}

const disputeStatuses = { open: 'needs_response', won: 'won', lost: 'lost' } as const;

/** The dispute of a payment. */
export function disputeOf(payment: Payment): object {
  return {
    id: `dp_test_${payment.number}`,
    object: 'dispute',
    ...moneyOf(payment),
    charge: chargeId(payment),
    payment_intent: intentId(payment),
    reason: 'fraudulent',
    status: disputeStatuses[payment.dispute ?? 'open'],
    metadata: {},
  };
}

/** What a callback of a type says about a payment, whatever has become of it. Throws for a type that is not known. */
export function objectOf(type: string, payment: Payment): object {
  const paid: Payment = { ...payment, state: 'paid' };
  if (type === 'checkout.session.expired') return sessionOf({ ...payment, state: 'over' });
  if (type.startsWith('checkout.session.')) return sessionOf(paid);
  if (type === 'payment_intent.succeeded') return intentOf(paid);
  if (type.startsWith('payment_intent.')) return intentOf(payment);
  if (type.startsWith('refund.')) return refundOf(payment);
  if (type.startsWith('charge.dispute.')) return disputeOf(payment);
  if (type === 'charge.failed') return { ...chargeOf(payment), captured: false, amount_captured: 0 };
  // Whoever asks for the event of a refund that nobody has made means one of everything.
  const everything = [{ number: 1, amountMinor: payment.amountMinor }];
  if (type === 'charge.refunded' && payment.refunds.length === 0)
    return chargeOf({ ...payment, refunds: everything });
  if (type.startsWith('charge.')) return chargeOf(payment);
  throw new Error(`the fake knows no ${type}`);
}
