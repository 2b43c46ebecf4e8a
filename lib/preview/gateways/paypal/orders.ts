import { countingOf } from '../counting.ts';
import { type Payment, refundedOf } from '../payments.ts';

const { decimal } = countingOf('paypal');

const amountOf = ({ amountMinor, currency }: Payment, amount = amountMinor) => ({
  currency_code: currency,
  value: decimal(amount, currency),
});

const statuses = {
  open: 'PAYER_ACTION_REQUIRED',
  // A capture that was refused leaves the order as it was before anybody agreed.
  failed: 'PAYER_ACTION_REQUIRED',
  approved: 'APPROVED',
  paid: 'COMPLETED',
  over: 'VOIDED',
} as const;

/** An order, with its capture and its refunds. */
export function orderOf(payment: Payment): object {
  const refunds = payment.refunds.map((_, index) => refundOf(payment, index));
  const payments = {
    captures: [captureOf(payment)],
    ...(refunds.length > 0 && { refunds }),
  };
  return {
    id: payment.id,
    intent: 'CAPTURE',
    status: statuses[payment.state],
    purchase_units: [
      {
        custom_id: payment.orderReference,
        description: payment.description,
        amount: amountOf(payment),
        ...(payment.state === 'paid' && { payments }),
      },
    ],
  };
}

/** The capture of an order. What was approved may say more of it. */
export function captureOf(payment: Payment): object {
  const refunded = refundedOf(payment);
  const isWhole = refunded === payment.amountMinor;
  return {
    id: `CAPTURE${payment.number}`,
    status: refunded === 0 ? 'COMPLETED' : isWhole ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
    amount: amountOf(payment),
    custom_id: payment.orderReference,
    ...payment.change,
  };
}

/** One refund of a capture. The first one has the number of its order alone. */
export function refundOf(payment: Payment, index = payment.refunds.length - 1): object {
  const { number, amountMinor } = payment.refunds[index] ?? { number: 1, amountMinor: payment.amountMinor };
  const href = `https://api-m.paypal.com/v2/payments/captures/CAPTURE${payment.number}`;
  return {
    id: number === 1 ? `REFUND${payment.number}` : `REFUND${payment.number}-${number}`,
    status: 'COMPLETED',
    amount: amountOf(payment, amountMinor),
    custom_id: payment.orderReference,
    links: [{ rel: 'up', href }],
  };
}

const outcomes = { won: 'RESOLVED_SELLER_FAVOUR', lost: 'RESOLVED_BUYER_FAVOUR' } as const;

/** The dispute of a capture. */
export function disputeOf(payment: Payment): object {
  const { dispute = 'open' } = payment;
  return {
    dispute_id: `PP-D-${payment.number}`,
    status: dispute === 'open' ? 'OPEN' : 'RESOLVED',
    dispute_life_cycle_stage: 'CHARGEBACK',
    dispute_amount: amountOf(payment),
    ...(dispute !== 'open' && {
      dispute_outcome: {
        outcome_code: outcomes[dispute],
        ...(dispute === 'lost' && { amount_refunded: amountOf(payment) }),
      },
    }),
    disputed_transactions: [
      { seller_transaction_id: `CAPTURE${payment.number}`, custom: payment.orderReference },
    ],
  };
}

/** What a callback of a type says about an order. Throws for a type that is not known. */
export function resourceOf(type: string, payment: Payment): object {
  if (type.startsWith('CHECKOUT.ORDER.')) return orderOf(payment);
  if (type === 'PAYMENT.CAPTURE.REFUNDED') return refundOf(payment);
  if (type.startsWith('PAYMENT.CAPTURE.')) return captureOf(payment);
  if (type.startsWith('CUSTOMER.DISPUTE.')) return disputeOf(payment);
  throw new Error(`the fake knows no ${type}`);
}
