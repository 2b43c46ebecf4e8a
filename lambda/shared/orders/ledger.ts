import { isDeepStrictEqual } from 'node:util';
import type { Effect, EventClass, PaymentEvent } from '../../gateways/payment-event.ts';
import { paymentName, shortened } from './inbound-event.ts';

/**
 * What gateways told about the money of one order, as sets of facts. Each fact has a name, and of two facts with one
 * name the same one always stays, so that a ledger is the same in whatever order, and however often, events come.
 */
export interface Ledger {
  /** By `GATEWAY:PAYMENT`; `GATEWAY:` holds what names no payment. */
  readonly payments: Readonly<Record<string, PaymentRecord>>;
  /** Sums that several payments paid together, by `GATEWAY:GROUP`. */
  readonly groups?: Readonly<Record<string, Amount>>;
  /** An attempt failed. Thousands of them may, so that nothing else is kept of one. */
  readonly hasFailed?: true;
  /** More facts came than are kept: a person has to look at the gateway. */
  readonly isTruncated?: true;
}

/** The facts about one payment. */
export interface PaymentRecord {
  readonly authorised?: Amount;
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
  /** By the id of the refund; by that of the event, with a `~`, where any refund of the amount is meant. */
  readonly failedRefunds?: Facts<Amount>;
  readonly disputes?: Facts<DisputeFact>;
  readonly voids?: Facts<Amount>;
  /** What was authorised or settled ended: the authorisation with `authorisation`, the capture with `capture`. */
  readonly ends?: Facts<Amount>;
  readonly reviews?: Facts<ReviewFact>;
}

type Facts<Fact> = Readonly<Record<string, Fact>>;

/** A sum of money, when the gateway told it. */
export interface Amount {
  /** Absent where the gateway did not tell how much it was. */
  readonly amountMinor?: number;
  readonly currency?: string;
  /** By the gateway's clock, in milliseconds since 1970. */
  readonly at?: number;
}

interface DisputeFact extends Amount {
  readonly stage: number;
  readonly outcome: 'open' | 'ended' | 'lost';
}

interface ReviewFact {
  readonly stage: number;
  readonly isCleared: boolean;
  readonly endsWithPayment?: true;
}

/** A ledger that nothing was told to yet. */
export const emptyLedger: Ledger = { payments: {} };

// A person has looked at an order long before there are so many.
const mostPayments = 20;
const mostFacts = 40;

/** The ledger with what an event tells; the same one if it tells nothing new. */
export function recorded(ledger: Ledger, gateway: string, event: PaymentEvent): Ledger {
  const effect = event.effect ?? defaultEffect(event.class);
  if (effect === undefined) return ledger;
  if (effect.kind === 'failed' && !effect.endsAuthorisation && !effect.undoesCapture) {
    return ledger.hasFailed ? ledger : { ...ledger, hasFailed: true };
  }
  const key = paymentKey(gateway, event);
  const before = ledger.payments[key] ?? {};
  const after = recordWith(before, event, effect);
  const isUsed = after !== before || groupOf(effect) !== undefined;
  if (!isUsed) return ledger;
  const merged = {
    ...ledger,
    payments: { ...ledger.payments, [key]: after },
    ...groupsWith(ledger, gateway, event, effect),
  };
  const bounded = truncated(merged);
  return isDeepStrictEqual(bounded, ledger) ? ledger : bounded;
}

/** The name of an event's payment in a ledger. */
export function paymentKey(gateway: string, event: PaymentEvent): string {
  return `${gateway}:${shortened(paymentName(event) ?? '')}`;
}

// What an event does that says no more than its class.
function defaultEffect(eventClass: PaymentEvent['class']): Effect | undefined {
  const effects: Readonly<Partial<Record<EventClass, Effect>>> = {
    moneyIn: { kind: 'captured' },
    authorised: { kind: 'authorised' },
    voided: { kind: 'voided' },
    failed: { kind: 'failed' },
    moneyOut: { kind: 'refunded' },
    moneyBack: { kind: 'refundFailed' },
    atRisk: { kind: 'dispute', stage: 1, outcome: 'open' },
    riskEnded: { kind: 'dispute', stage: 2, outcome: 'ended' },
    review: { kind: 'review', stage: 1, isCleared: false },
  };
  return eventClass === 'ignored' ? undefined : effects[eventClass];
}

function amountIn({ amountMinor, currency, at }: PaymentEvent): Amount {
  return {
    ...(amountMinor !== undefined && { amountMinor }),
    ...(currency !== undefined && { currency }),
    ...(at !== undefined && { at }),
  };
}

function recordWith(record: PaymentRecord, event: PaymentEvent, effect: Effect): PaymentRecord {
  const amount = amountIn(event);
  switch (effect.kind) {
    case 'authorised':
      return {
        ...record,
        authorised: greater(record.authorised, amount),
        ...(effect.capturesAtOnce && { capturesAtOnce: true }),
      };
    case 'captured':
      return captureIn(record, amount, effect);
    case 'captureFailed':
      return { ...record, failedCaptures: factsWith(record.failedCaptures, effect.item ?? event.id, amount) };
    case 'failed':
      return endedIn(record, amount, effect);
    case 'voided':
      return { ...record, voids: factsWith(record.voids, effect.extent ?? 'auto', amount) };
    case 'refunded':
      return refundIn(record, amount, effect);
    case 'refundFailed':
      return {
        ...record,
        failedRefunds: factsWith(record.failedRefunds, effect.item ?? `~${event.id}`, amount),
      };
    case 'dispute':
      return disputeIn(record, amount, effect);
    case 'review':
      return reviewIn(record, effect);
  }
}

type Of<Kind extends Effect['kind']> = Extract<Effect, { readonly kind: Kind }>;

function captureIn(record: PaymentRecord, amount: Amount, effect: Of<'captured'>): PaymentRecord {
  const { item, isNominal, group, isGroupTotal } = effect;
  const grouped: PaymentRecord =
    group === undefined ? record : { ...record, group: lesser(record.group, group) };
  if (isGroupTotal) return grouped;
  if (item !== undefined) return { ...grouped, captures: factsWith(grouped.captures, item, amount) };
  return isNominal
    ? { ...grouped, ordered: greater(grouped.ordered, amount) }
    : { ...grouped, captured: greater(grouped.captured, amount) };
}

function refundIn(record: PaymentRecord, amount: Amount, { item, isAll }: Of<'refunded'>): PaymentRecord {
  if (isAll) return { ...record, isAllRefunded: true };
  if (item !== undefined) return { ...record, refunds: factsWith(record.refunds, item, amount) };
  // A sum can shrink when a refund fails later on, so the latest one counts.
  return { ...record, refunded: later(record.refunded, amount) };
}

function endedIn(record: PaymentRecord, amount: Amount, effect: Of<'failed'>): PaymentRecord {
  const names = [
    ...(effect.endsAuthorisation ? ['authorisation'] : []),
    ...(effect.undoesCapture ? ['capture'] : []),
  ];
  return {
    ...record,
    ends: names.reduce<Facts<Amount>>((ends, name) => factsWith(ends, name, amount), record.ends ?? {}),
  };
}

function disputeIn(record: PaymentRecord, amount: Amount, effect: Of<'dispute'>): PaymentRecord {
  const { item = '', stage, outcome } = effect;
  const fact: DisputeFact = { ...amount, stage, outcome };
  const known = record.disputes?.[item];
  const isLater = known === undefined || comparedStage(known, fact) < 0;
  return isLater ? { ...record, disputes: { ...record.disputes, [item]: fact } } : record;
}

// Of two facts of one stage, the worse one stays.
const outcomes: readonly DisputeFact['outcome'][] = ['ended', 'open', 'lost'];

function comparedStage(one: DisputeFact, other: DisputeFact): number {
  const rank = ({ stage, outcome }: DisputeFact) => [stage, outcomes.indexOf(outcome)] as const;
  const [[a, b], [c, d]] = [rank(one), rank(other)];
  return a - c || b - d || compared(one, other);
}

function reviewIn(record: PaymentRecord, effect: Of<'review'>): PaymentRecord {
  const { item = '', stage, isCleared, endsWithPayment } = effect;
  const known = record.reviews?.[item];
  const isLater =
    known === undefined || stage > known.stage || (stage === known.stage && known.isCleared && !isCleared);
  if (!isLater) return record;
  const fact: ReviewFact = { stage, isCleared, ...(endsWithPayment && { endsWithPayment }) };
  return { ...record, reviews: { ...record.reviews, [item]: fact } };
}

function groupOf(effect: Effect): string | undefined {
  return effect.kind === 'captured' && effect.isGroupTotal ? effect.group : undefined;
}

function groupsWith({ groups }: Ledger, gateway: string, event: PaymentEvent, effect: Effect) {
  const group = groupOf(effect);
  return group === undefined ? {} : { groups: factsWith(groups, `${gateway}:${group}`, amountIn(event)) };
}

function factsWith(facts: Facts<Amount> | undefined, name: string, amount: Amount): Facts<Amount> {
  const key = shortened(name);
  return { ...facts, [key]: greater(facts?.[key], amount) };
}

/** The larger of two sums; of two that are alike, always the same one. */
function greater(one: Amount | undefined, other: Amount): Amount {
  return one !== undefined && compared(one, other) >= 0 ? one : other;
}

function later(one: Amount | undefined, other: Amount): Amount {
  if (one === undefined) return other;
  const difference = (one.at ?? 0) - (other.at ?? 0) || compared(one, other);
  return difference >= 0 ? one : other;
}

// A total order, so that the result does not depend on which of two facts came first.
function compared(one: Amount, other: Amount): number {
  return (
    (one.amountMinor ?? -1) - (other.amountMinor ?? -1) ||
    (one.currency ?? '').localeCompare(other.currency ?? '', 'en') ||
    (other.at ?? Number.MAX_SAFE_INTEGER) - (one.at ?? Number.MAX_SAFE_INTEGER)
  );
}

function lesser(one: string | undefined, other: string): string {
  return one !== undefined && one < other ? one : other;
}

// The smallest names of a set are the same in whatever order they came; the first ones would not be.
function truncated(ledger: Ledger): Ledger {
  let isCut = ledger.isTruncated ?? false;
  const cut = <Fact>(facts: Facts<Fact>, most: number): Facts<Fact> => {
    const names = Object.keys(facts).sort();
    if (names.length > most) isCut = true;
    return Object.fromEntries(names.slice(0, most).map((name) => [name, facts[name] as Fact]));
  };
  const payments = Object.entries(cut(ledger.payments, mostPayments)).map(([key, record]) => {
    const lists = Object.entries(record).map(([name, value]) => [
      name,
      factLists.has(name) ? cut(value as Facts<unknown>, mostFacts) : value,
    ]);
    return [key, Object.fromEntries(lists) as PaymentRecord] as const;
  });
  const groups = ledger.groups && { groups: cut(ledger.groups, mostFacts) };
  return {
    ...ledger,
    payments: Object.fromEntries(payments),
    ...groups,
    ...(isCut && { isTruncated: true }),
  };
}

const factLists: ReadonlySet<string> = new Set([
  'captures',
  'failedCaptures',
  'refunds',
  'failedRefunds',
  'disputes',
  'voids',
  'ends',
  'reviews',
]);
