import type { CardChecks, CheckResult, EventKind, PaymentEvent } from '../../gateways/gateway.ts';
import { type CheckPolicy, checkNames, holdsOf } from './check-policy.ts';
import { type Hold, type Order, type OrderState, orderStates } from './order.ts';

/** An event of a gateway, with the key of the notice that brought it. */
export interface KeyedEvent {
  readonly key: string;
  readonly gateway: string;
  readonly event: PaymentEvent;
}

/**
 * What an event makes of an order. The result is the same in whatever order a set of events is applied, and however
 * often each of them is: states only advance, answers only get worse, and what was applied is passed over.
 */
export function applyEvent(order: Order, { key, gateway, event }: KeyedEvent, policy: CheckPolicy): Order {
  if (order.applied.includes(key)) return order;
  const took = event.kind === 'authorised' || event.kind === 'paid';
  const checks = took ? worse(order.checks, event.checks ?? {}) : order.checks;
  const payment = `${gateway}:${event.paymentId ?? event.id}`;
  const paidBy = event.kind === 'paid' ? union(order.paidBy, [payment]) : order.paidBy;
  const state = later(order.state, stateAfter(event.kind));
  const aboutMoney = union(order.holds.filter(isAboutMoney), [
    ...(took ? moneyHolds(order, event) : []),
    ...(paidBy.length > 1 ? (['paid twice'] as const) : []),
  ]);
  return {
    ...order,
    state,
    checks,
    paidBy,
    // What the issuer did not say in one event it may say in another, so these are judged anew each time.
    holds: union(aboutMoney, isTaken(state) ? holdsOf(policy, checks) : []),
    applied: union(order.applied, [key]),
  };
}

function isTaken(state: OrderState): boolean {
  return state !== 'open' && state !== 'failed';
}

function isAboutMoney(hold: Hold): boolean {
  return hold === 'other amount' || hold === 'other currency' || hold === 'paid twice';
}

function stateAfter(kind: EventKind): OrderState {
  return kind === 'other' ? 'open' : kind;
}

function later(one: OrderState, other: OrderState): OrderState {
  return orderStates.indexOf(one) < orderStates.indexOf(other) ? other : one;
}

// An amount that the gateway does not tell is not the amount that was asked for.
function moneyHolds(order: Order, { amountMinor, currency }: PaymentEvent): readonly Hold[] {
  return [
    ...(amountMinor === order.amountMinor ? [] : (['other amount'] as const)),
    ...(currency === order.currency ? [] : (['other currency'] as const)),
  ];
}

const fromBestToWorst: readonly CheckResult[] = ['match', 'unchecked', 'mismatch'];

function worse(one: CardChecks, other: CardChecks): CardChecks {
  const worst = checkNames.flatMap((name) => {
    const results = [one[name], other[name]].flatMap((result) => result ?? []);
    const ranks = results.map((result) => fromBestToWorst.indexOf(result));
    const result = fromBestToWorst[Math.max(...ranks)];
    return result === undefined ? [] : [[name, result] as const];
  });
  return Object.fromEntries(worst);
}

function union<T extends string>(one: readonly T[], other: readonly T[]): readonly T[] {
  return [...new Set([...one, ...other])].sort();
}
