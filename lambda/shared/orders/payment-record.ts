import { shortened } from './inbound-event.ts';

/** The facts about one payment. */
export interface PaymentRecord {
  readonly authorised?: Amount;
  /** The earliest attempt that is said to have made it. */
  readonly attempt?: number;
  /** The gateway captures without another word. */
  readonly capturesAtOnce?: true;
  /** What was captured, by the id of each capture. */
  readonly captures?: Facts<Amount>;
  /** The sum so far of what was captured. */
  readonly captured?: Amount;
  /** What was to be captured, where nothing tells what was. */
  readonly ordered?: Amount;
  readonly failedCaptures?: Facts<Amount>;
  /** The group that this payment pays a part of. */
  readonly group?: string;
  /** What went back, by the id of each refund. */
  readonly refunds?: Facts<Amount>;
  /** The latest sum of what went back. */
  readonly refunded?: Amount;
  readonly isAllRefunded?: true;
  /** A part went back, and this is all that was told of it. */
  readonly isPartlyRefunded?: true;
  /** What the gateway took back by itself, by the id of each time. A dispute that is lost tells of the same money. */
  readonly reversals?: Facts<Amount>;
  /** By the id of the refund; by that of the event, with a `~`, where any refund of the amount is meant. */
  readonly failedRefunds?: Facts<Amount>;
  readonly disputes?: Facts<DisputeFact>;
  readonly voids?: Facts<Amount>;
  /** What was authorised or settled ended: the authorisation with `authorisation`, the capture with `capture`. */
  readonly ends?: Facts<Amount>;
  readonly reviews?: Facts<ReviewFact>;
}

/** Facts of one sort, by their names. */
export type Facts<Fact> = Readonly<Record<string, Fact>>;

/** A sum of money, when the gateway told it. */
export interface Amount {
  /** Absent where the gateway did not tell how much it was. */
  readonly amountMinor?: number;
  readonly currency?: string;
  /** By the gateway's clock, in milliseconds since 1970. */
  readonly at?: number;
}

/** How far a dispute has come. */
export interface DisputeFact extends Amount {
  readonly stage: number;
  readonly outcome: 'open' | 'ended' | 'lost';
}

/** How far a review has come. */
export interface ReviewFact {
  readonly stage: number;
  readonly isCleared: boolean;
  readonly endsWithPayment?: true;
}

/** The larger of two sums; of two that are alike, always the same one. */
export function greater(one: Amount | undefined, other: Amount): Amount {
  return one !== undefined && compared(one, other) >= 0 ? one : other;
}

/** The sum that was told later. */
export function later(one: Amount | undefined, other: Amount): Amount {
  if (one === undefined) return other;
  const difference = (one.at ?? 0) - (other.at ?? 0) || compared(one, other);
  return difference >= 0 ? one : other;
}

/** The earlier of two attempts. */
export function earlier(one: number | undefined, other: number): number {
  return Math.min(one ?? other, other);
}

/** The group that comes first in the alphabet: a payment is of one alone. */
export function lesser(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other;
}

/** How a dispute stands: of two facts of one stage, the worse one stays. */
export function furtherDispute(one: DisputeFact | undefined, other: DisputeFact): DisputeFact {
  return one !== undefined && comparedStage(one, other) >= 0 ? one : other;
}

/** How a review stands: of two facts of one stage, the one that is not cleared stays. */
export function furtherReview(one: ReviewFact | undefined, other: ReviewFact): ReviewFact {
  if (one === undefined || other.stage > one.stage) return other;
  return other.stage === one.stage && one.isCleared && !other.isCleared ? other : one;
}

/** The facts with one more of a name. */
export function factsWith<Fact>(
  facts: Facts<Fact> | undefined,
  name: string,
  fact: Fact,
  staying: (one: Fact | undefined, other: Fact) => Fact,
): Facts<Fact> {
  const key = shortened(name);
  return { ...facts, [key]: staying(facts?.[key], fact) };
}

/** The facts of two records that turned out to be about one payment, as if all of them had come under one name. */
export function joined(one: PaymentRecord, other: PaymentRecord): PaymentRecord {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof PaymentRecord)[];
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [one[name], other[name]];
      return [name, a === undefined ? b : b === undefined ? a : joining[name](a as never, b as never)];
    }),
  );
}

type Joining = {
  readonly [Name in keyof PaymentRecord]-?: (
    one: NonNullable<PaymentRecord[Name]>,
    other: NonNullable<PaymentRecord[Name]>,
  ) => unknown;
};

const amounts = allOf<Amount>(greater);

const joining: Joining = {
  authorised: greater,
  attempt: earlier,
  capturesAtOnce: () => true,
  captures: amounts,
  captured: greater,
  ordered: greater,
  failedCaptures: amounts,
  group: lesser,
  refunds: amounts,
  refunded: later,
  isAllRefunded: () => true,
  isPartlyRefunded: () => true,
  reversals: amounts,
  failedRefunds: amounts,
  disputes: allOf(furtherDispute),
  voids: amounts,
  ends: amounts,
  reviews: allOf(furtherReview),
};

function allOf<Fact>(staying: (one: Fact | undefined, other: Fact) => Fact) {
  return (one: Facts<Fact>, other: Facts<Fact>): Facts<Fact> =>
    Object.entries(other).reduce((facts, [name, fact]) => factsWith(facts, name, fact, staying), one);
}

function comparedStage(one: DisputeFact, other: DisputeFact): number {
  const rank = ({ stage, outcome }: DisputeFact) => [stage, outcomes.indexOf(outcome)] as const;
  const [[a, b], [c, d]] = [rank(one), rank(other)];
  return a - c || b - d || compared(one, other);
}

const outcomes: readonly DisputeFact['outcome'][] = ['ended', 'open', 'lost'];

// A total order, so that the result does not depend on which of two facts came first.
function compared(one: Amount, other: Amount): number {
  return (
    (one.amountMinor ?? -1) - (other.amountMinor ?? -1) ||
    (one.currency ?? '').localeCompare(other.currency ?? '', 'en') ||
    (other.at ?? Number.MAX_SAFE_INTEGER) - (one.at ?? Number.MAX_SAFE_INTEGER)
  );
}
