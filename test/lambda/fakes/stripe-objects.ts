/** A payment, as a session of the checkout or as an intent alone. */
export interface StripePayment {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly orderReference: string;
  readonly number: number;
}

const intentId = ({ number }: StripePayment) => `pi_test_${number}`;
const metadata = ({ orderReference }: StripePayment) => ({ metadata: { order_reference: orderReference } });

/** A session of the checkout. */
export function sessionOf(payment: StripePayment, status: string): object {
  const isComplete = status === 'complete';
  return {
    id: payment.id,
    object: 'checkout.session',
    amount_total: payment.amount,
    currency: payment.currency,
    client_reference_id: payment.orderReference,
    metadata: {},
    // An intent is made when the shopper pays, and not before.
    payment_intent: isComplete ? intentId(payment) : null,
    payment_status: isComplete ? 'paid' : 'unpaid',
    status,
  };
}

/** A payment intent. */
export function intentOf(payment: StripePayment): object {
  const { amount, currency } = payment;
  return { id: intentId(payment), object: 'payment_intent', amount, currency, ...metadata(payment) };
}

function charge(payment: StripePayment): object {
  const { amount, currency, number } = payment;
  const checks = { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' };
  return {
    id: `ch_test_${number}`,
    object: 'charge',
    amount,
    amount_refunded: 0,
    captured: true,
    currency,
    payment_intent: intentId(payment),
    payment_method_details: { type: 'card', card: { checks } },
    outcome: { risk_level: 'normal', type: 'authorized' },
    ...metadata(payment),
  };
}

/** What a callback of a type says about a payment. */
export function objectOf(type: string, payment: StripePayment): object {
  const { amount, currency, number } = payment;
  if (type.startsWith('checkout.session.'))
    return sessionOf(payment, type.endsWith('expired') ? 'expired' : 'complete');
  if (type.startsWith('payment_intent.')) return intentOf(payment);
  if (type === 'charge.refunded') return { ...charge(payment), amount_refunded: amount };
  if (type.startsWith('charge.dispute.'))
    return { id: `dp_test_${number}`, amount, currency, payment_intent: intentId(payment), metadata: {} };
  if (type.startsWith('charge.')) return charge(payment);
  throw new Error(`the fake knows no ${type}`);
}
