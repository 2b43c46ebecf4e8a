import { isDeepStrictEqual } from 'node:util';
import type { PaymentEvent } from '../../gateways/payment-event.ts';
import { type CheckPolicy, worse, worseRisk } from './check-policy.ts';
import { afterFailure } from './failed-attempt.ts';
import { paymentKey, recorded } from './ledger.ts';
import type { Order } from './order.ts';
import { judged } from './order-decisions.ts';
import { capturedOf, refundedOf } from './payment-money.ts';

/** An event of a gateway, with the key of a payment event that would bring it as it is. */
export interface KeyedEvent {
  readonly key: string;
  readonly gateway: string;
  readonly event: PaymentEvent;
}

/**
 * What an event makes of an order; the order itself where it makes nothing of it. The result is the same in whatever
 * order a set of events is applied, and however often each of them is: the ledger is made of sets of facts, answers
 * only get worse, and all else follows from these.
 */
export function applyEvent(order: Order, { key, gateway, event }: KeyedEvent, policy: CheckPolicy): Order {
  const ledger = recorded(order.ledger, gateway, event);
  const assessed = affectsOrder(event) ? assessedBy({ ...order, ledger }, key, event) : { ...order, ledger };
  const attempt = afterFailure(order.attempt, gateway, event);
  const after = judged({ ...assessed, attempt }, policy);
  // That a key was applied is not asked: a gateway may have more to say under the same name.
  return isDeepStrictEqual(after, order) ? order : after;
}

/** What an event is called once the ledger of its order is known: some gateways' words mean two things. */
export function classIn(order: Order, gateway: string, event: PaymentEvent): PaymentEvent['class'] {
  const record = order.ledger.payments[paymentKey(gateway, event)];
  if (event.classOnceCaptured && record && capturedOf(record, order) > 0) return event.classOnceCaptured;
  return event.class;
}

/** Whether an event tells anything here: some only do when a dispute is open, or when something was refunded. */
export function isTelling(order: Order, gateway: string, event: PaymentEvent): boolean {
  if (event.onlyAfter === undefined) return true;
  const record = order.ledger.payments[paymentKey(gateway, event)] ?? {};
  if (event.onlyAfter === 'refund') return refundedOf(record, order) > 0;
  return Object.values(record.disputes ?? {}).some(({ outcome }) => outcome === 'open');
}

// DynamoDB bounds the size of an item, and a person has looked at an order long before it is reached.
const mostApplied = 100;

/** Whether an event says more about an order than that an attempt to pay it was refused. */
export function affectsOrder({ class: name, effect, risk }: PaymentEvent): boolean {
  if (name === 'failed') return effect !== undefined;
  return name === 'informational' || name === 'ignored' ? risk === 'elevated' : true;
}

// Whoever tries stolen cards on an order makes thousands of refused payments: they leave no trace but the state.
function assessedBy(order: Order, key: string, event: PaymentEvent): Order {
  const risk = worseRisk(order.risk, event.risk);
  const isTakingMoney = event.class === 'authorised' || event.class === 'moneyIn';
  return {
    ...order,
    ...(risk !== undefined && { risk }),
    ...(isTakingMoney && { checks: worse(order.checks, event.checks ?? {}) }),
    applied: [...new Set([...order.applied, key])].sort().slice(0, mostApplied),
  };
}
