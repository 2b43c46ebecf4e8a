import { isDeepStrictEqual } from 'node:util';
import { type CheckPolicy, reviewReasonsOf } from './check-policy.ts';
import type { Ledger } from './ledger.ts';
import { summaryOf } from './ledger-summary.ts';
import { isTaken, type Order, type OrderSums, type ReviewReason } from './order.ts';

/** What an operator decided about an order. */
export interface Decision {
  /**
   * `release`: it need not wait any longer. `cancellation`: it shall not be paid, and not be shipped. `erasure`: who placed it is
   * forgotten.
   */
  readonly kind: 'release' | 'cancellation' | 'erasure';
  /** ARN of the caller, as AWS knows it. */
  readonly by: string;
  /** In the operator's words. */
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  /** What the order waited for. A release settles these. */
  readonly reasons: readonly ReviewReason[];
  /** What was known of the money. */
  readonly basis: Basis;
}

/** What a decision about money is about: once it is different, somebody has to look again. */
interface Basis extends OrderSums {
  /** How many reviews and alerts gateways told of, and attempts of which nobody could find out what became of them. */
  readonly reviews: number;
}

/** What an operator says. */
export type Saying = Pick<Decision, 'by' | 'reason' | 'at'>;

/** State, sums and review reasons of an order, as they follow from its ledger, its signals and the decisions about it. */
export function judged(order: Order, policy: CheckPolicy): Order {
  const { state, reviewReasons, ...money } = summaryOf(order.ledger, order);
  const reasons: readonly ReviewReason[] = [
    ...reviewReasons,
    // What was not said in one event may be said in another, so the answers are judged anew each time.
    ...(isTaken(state) ? reviewReasonsOf(policy, order) : []),
    ...(isTaken(state) && state !== 'refunded' && isCancelled(order) ? (['cancelled'] as const) : []),
  ];
  const now = basisOf(order.ledger, money);
  return { ...order, state, money, reviewReasons: reasons.filter(isUnsettled(order, now)).sort() };
}

/** Whether an operator has cancelled the order. */
export function isCancelled({ decisions = [] }: Pick<Order, 'decisions'>): boolean {
  return decisions.some(({ kind }) => kind === 'cancellation');
}

/** A decision that could not be made, and why, as the rest of the sentence "the order ...". */
export interface Objection {
  readonly objection: string;
}

// A person decides so often only by mistake, and DynamoDB bounds the size of an item.
const mostDecisions = 50;

/** The order after an operator has looked at what it waits for, and lets it go. */
export function released(order: Order, saying: Saying, policy: CheckPolicy): Order | Objection {
  if (order.reviewReasons.length === 0) return { objection: `is ${order.state} and waits for nobody` };
  return decided(order, 'release', saying, policy);
}

/** The order after an operator has said that it shall neither be paid nor shipped. The kit moves no money. */
export function cancelled(order: Order, saying: Saying, policy: CheckPolicy): Order | Objection {
  if (isCancelled(order)) return { objection: 'is cancelled already' };
  if (order.state === 'paid' || order.state === 'disputed') {
    return { objection: `is ${order.state}: refund it at the gateway, which tells the shop` };
  }
  if (order.state === 'refunded') return { objection: 'is refunded, and nothing is left to cancel' };
  return decided(order, 'cancellation', saying, policy);
}

/** The order with word of who had its shopper erased. It is not counted: nobody may be refused to be forgotten. */
export function withErasure(order: Order, { by, reason, at }: Saying): Order {
  const { decisions = [], reviewReasons: reasons } = order;
  const basis = basisOf(order.ledger, order.money);
  return { ...order, decisions: [...decisions, { kind: 'erasure', by, reason, at, reasons, basis }] };
}

function decided(
  order: Order,
  kind: Decision['kind'],
  { by, reason, at }: Saying,
  policy: CheckPolicy,
): Order | Objection {
  const { decisions = [], reviewReasons: reasons } = order;
  if (decisions.length >= mostDecisions) return { objection: `has ${mostDecisions} decisions already` };
  const basis = basisOf(order.ledger, order.money);
  return judged({ ...order, decisions: [...decisions, { kind, by, reason, at, reasons, basis }] }, policy);
}

function isUnsettled({ decisions = [] }: Order, now: Basis): (reason: ReviewReason) => boolean {
  const releases = decisions.filter(({ kind }) => kind === 'release');
  return (reason) =>
    !releases.some(
      ({ reasons, basis }) =>
        reasons.includes(reason) && (lasting.has(reason) || isDeepStrictEqual(basis, now)),
    );
}

// What was said of the card and its owner does not change when the money moves; a worse answer has another name.
const lasting: ReadonlySet<ReviewReason> = new Set([
  'avs_street_mismatch',
  'avs_street_unconfirmed',
  'avs_postal_code_mismatch',
  'avs_postal_code_unconfirmed',
  'cvc_mismatch',
  'cvc_unconfirmed',
  'elevated_risk',
]);

function basisOf({ payments, unknownOutcomes = {} }: Ledger, money: OrderSums): Basis {
  const { capturedMinor, refundedMinor, disputedMinor } = money;
  const reviews = Object.values(payments).reduce(
    (count, { reviews: told = {} }) => count + Object.keys(told).length,
    Object.keys(unknownOutcomes).length,
  );
  return { capturedMinor, refundedMinor, disputedMinor, reviews };
}
