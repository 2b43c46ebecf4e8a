import { isDeepStrictEqual } from 'node:util';
import type { EventKind, PaymentEvent } from '../../gateways/payment-event.ts';
import { type CheckPolicy, reviewReasonsOf, worse, worseRisk } from './check-policy.ts';
import { paymentName, shortened } from './inbound-event.ts';
import { type Order, type OrderState, orderStates, type ReviewReason } from './order.ts';

/** An event of a gateway, with the key of a payment event that would bring it as it is. */
export interface KeyedEvent {
  readonly key: string;
  readonly gateway: string;
  readonly event: PaymentEvent;
}

/**
 * What an event makes of an order; the order itself where it makes nothing of it. The result is the same in whatever
 * order a set of events is applied, and however often each of them is: states only advance, answers only get worse,
 * and lists are sets that keep their smallest members.
 */
export function applyEvent(order: Order, keyed: KeyedEvent, policy: CheckPolicy): Order {
  const { event } = keyed;
  const state = later(order.state, stateAfter(event.kind));
  // Whoever tries stolen cards on an order makes thousands of refused payments: they leave no trace but the state.
  if (!affectsOrder(event)) return state === order.state ? order : { ...order, state };
  const weighed = takenBy(order, keyed);
  const { checks, risk } = weighed;
  const after: Order = {
    ...weighed,
    state,
    // What was not said in one event may be said in another, so the answers are judged anew each time.
    reviewReasons: union(
      weighed.reviewReasons.filter(isAboutMoney),
      isTaken(state) ? reviewReasonsOf(policy, { checks, risk }) : [],
    ),
    applied: smallest(mostApplied, union(order.applied, [keyed.key])),
  };
  // That a key was applied is not asked: a gateway may have more to say under the same name.
  return isDeepStrictEqual(after, order) ? order : after;
}

// DynamoDB bounds the size of an item, and a person has looked at an order long before it is reached.
const mostApplied = 100;
const mostPayments = 20;

/** Whether an event says more about an order than that an attempt to pay it was refused. */
export function affectsOrder({ kind, risk }: PaymentEvent): boolean {
  return kind === 'other' ? risk === 'elevated' : kind !== 'failed';
}

function takenBy(order: Order, { gateway, event }: KeyedEvent): Order {
  const risk = worseRisk(order.risk, event.risk);
  const assessed: Order = risk === undefined ? order : { ...order, risk };
  if (event.kind !== 'authorised' && event.kind !== 'paid') return assessed;
  const payment = `${gateway}:${shortened(paymentName(event) ?? event.id)}`;
  const paidBy = event.kind === 'paid' ? union(order.paidBy, [payment]) : order.paidBy;
  const isPaidTwice = paidBy.length > 1;
  return {
    ...assessed,
    checks: worse(order.checks, event.checks ?? {}),
    paidBy: smallest(mostPayments, paidBy),
    reviewReasons: union(order.reviewReasons, [
      ...moneyReasons(order, event),
      ...(isPaidTwice ? [paidTwice] : []),
    ]),
  };
}

const paidTwice: ReviewReason = 'paid_twice';

// An amount that the gateway does not tell is not the amount that was asked for.
function moneyReasons(order: Order, { amountMinor, currency }: PaymentEvent): readonly ReviewReason[] {
  return [
    ...(amountMinor === order.amountMinor ? [] : (['amount_mismatch'] as const)),
    ...(currency === order.currency ? [] : (['currency_mismatch'] as const)),
  ];
}

function isAboutMoney(reason: ReviewReason): boolean {
  return reason === 'amount_mismatch' || reason === 'currency_mismatch' || reason === paidTwice;
}

function isTaken(state: OrderState): boolean {
  return state !== 'open' && state !== 'failed';
}

function stateAfter(kind: EventKind): OrderState {
  return kind === 'other' ? 'open' : kind;
}

function later(one: OrderState, other: OrderState): OrderState {
  return orderStates.indexOf(one) < orderStates.indexOf(other) ? other : one;
}

function union<T extends string>(one: readonly T[], other: readonly T[]): readonly T[] {
  return [...new Set([...one, ...other])].sort();
}

// The smallest members of a set are the same in whatever order they came; the first ones would not be.
function smallest<T extends string>(most: number, sorted: readonly T[]): readonly T[] {
  return sorted.slice(0, most);
}
