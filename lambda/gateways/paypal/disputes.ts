import { at, entryOf, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { Effect, PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { eventOf, moneyIn } from './events.ts';

const stages: Readonly<Record<string, number>> = {
  INQUIRY: 1,
  CHARGEBACK: 2,
  PRE_ARBITRATION: 3,
  ARBITRATION: 4,
};
const lastStage = 9;

const outcomes: Readonly<Record<string, 'ended' | 'lost'>> = {
  RESOLVED_SELLER_FAVOUR: 'ended',
  CANCELED_BY_BUYER: 'ended',
  DENIED: 'ended',
  RESOLVED_WITH_PAYOUT: 'ended',
  RESOLVED_BUYER_FAVOUR: 'lost',
  ACCEPTED: 'lost',
};

/** A dispute, at the stage that it has reached. */
export function disputeEvents(
  notification: UnverifiedNotification,
  dispute: unknown,
): readonly PaymentEvent[] {
  const item = textAt(dispute, 'dispute_id');
  if (!item) return [];
  const status = textAt(dispute, 'status') ?? '';
  const transaction = at(dispute, 'disputed_transactions', 0);
  const about = {
    byPayment: true as const,
    orderReference: textAt(transaction, 'custom'),
    paymentId: textAt(transaction, 'seller_transaction_id'),
  };
  const told = (kind: string, kindCase: string | undefined, more: Partial<PaymentEvent>) =>
    eventOf(
      notification,
      { kind, kindCase, id: `${item}:${status}:${kindCase ?? ''}` },
      { ...about, ...more },
    );
  const isResolved = status === 'RESOLVED' || notification.type.endsWith('.RESOLVED');
  return [isResolved ? resolved(dispute, item, told) : open(notification, dispute, item, told)];
}

type Tell = (kind: string, kindCase: string | undefined, more: Partial<PaymentEvent>) => PaymentEvent;

function resolved(dispute: unknown, item: string, told: Tell): PaymentEvent {
  const outcome = entryOf(outcomes, textAt(dispute, 'dispute_outcome', 'outcome_code') ?? '');
  const kind = 'CUSTOMER.DISPUTE.RESOLVED';
  if (outcome === undefined) return told(kind, 'none', {});
  const effect: Effect = { kind: 'dispute', item, stage: lastStage, outcome };
  if (outcome === 'ended') return told(kind, 'ended', { effect });
  const refunded = moneyIn(at(dispute, 'dispute_outcome', 'amount_refunded'));
  const money = refunded.amountMinor === undefined ? moneyIn(at(dispute, 'dispute_amount')) : refunded;
  return told(kind, 'lost', { ...money, effect });
}

function open(
  notification: UnverifiedNotification,
  dispute: unknown,
  item: string,
  told: Tell,
): PaymentEvent {
  const stage = entryOf(stages, textAt(dispute, 'dispute_life_cycle_stage') ?? '') ?? 1;
  const effect: Effect = { kind: 'dispute', item, stage, outcome: 'open' };
  const money = moneyIn(at(dispute, 'dispute_amount'));
  if (notification.type !== 'CUSTOMER.DISPUTE.UPDATED')
    return told(notification.type, undefined, { ...money, effect });
  return told(notification.type, stage > 1 ? 'escalated' : 'message', { ...money, effect });
}

/** A sale of the Payments API before version 2, or a refund of one. The kit makes none. */
export function saleEvents(notification: UnverifiedNotification, sale: unknown): readonly PaymentEvent[] {
  const id = textAt(sale, 'id');
  if (!id) return [];
  const { type } = notification;
  const currency = textAt(sale, 'amount', 'currency');
  const amountMinor =
    type === 'PAYMENT.SALE.DENIED' ? undefined : fromDecimal(at(sale, 'amount', 'total'), currency);
  const isRefund = notification.resource === 'saleRefund';
  return [
    eventOf(
      notification,
      { id: `${id}:${textAt(sale, 'state') ?? ''}` },
      {
        orderReference: textAt(sale, 'custom') ?? textAt(sale, 'invoice_number'),
        paymentId: isRefund ? textAt(sale, 'sale_id') : id,
        ...(amountMinor !== undefined && { amountMinor, currency }),
        ...(isRefund && { effect: { kind: 'refunded' as const, item: id } }),
      },
    ),
  ];
}
