import { isDeepStrictEqual } from 'node:util';
import type { Effect, EventClass, PaymentEvent } from '../../gateways/payment-event.ts';
import { paymentName, shortened } from './inbound-event.ts';
import {
  type Amount,
  earlier,
  type Facts,
  factsWith,
  furtherDispute,
  furtherReview,
  greater,
  later,
  lesser,
  type PaymentRecord,
  type ReviewFact,
} from './payment-record.ts';

/**
 * What gateways told about the money of one order, as sets of facts. Each fact has a name, and of two facts with one
 * name the same one always stays, so that a ledger is the same in whatever order, and however often, events come.
 */
export interface Ledger {
  /** By `GATEWAY:PAYMENT`; `GATEWAY:` holds what names no payment. */
  readonly payments: Readonly<Record<string, PaymentRecord>>;
  /** Sums that several payments paid together, by `GATEWAY:GROUP`. */
  readonly groups?: Readonly<Record<string, Amount>>;
  /** Attempts of which nobody could find out what became of them, by the id of the event that says so. */
  readonly unknownOutcomes?: Readonly<Record<string, true>>;
  /** An attempt failed. Thousands of them may, so that nothing else is kept of one. */
  readonly hasFailed?: true;
  /** More facts came than are kept: a person has to look at the gateway. */
  readonly isTruncated?: true;
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
  if (effect.kind === 'outcomeUnknown') return withUnknownOutcome(ledger, event);
  if (isPlainFailure(effect)) return ledger.hasFailed ? ledger : { ...ledger, hasFailed: true };
  const key = paymentKey(gateway, event);
  const before = ledger.payments[key] ?? {};
  const after = withAttempt(recordWith(before, event, effect), event);
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

function isPlainFailure(effect: Effect): boolean {
  return effect.kind === 'failed' && !effect.endsAuthorisation && !effect.undoesCapture;
}

function withUnknownOutcome(ledger: Ledger, { id }: PaymentEvent): Ledger {
  if (ledger.unknownOutcomes?.[id]) return ledger;
  return truncated({ ...ledger, unknownOutcomes: { ...ledger.unknownOutcomes, [id]: true } });
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

function withAttempt(record: PaymentRecord, { attempt }: PaymentEvent): PaymentRecord {
  return attempt === undefined ? record : { ...record, attempt: earlier(record.attempt, attempt) };
}

type PaymentEffect = Exclude<Effect, { readonly kind: 'outcomeUnknown' }>;

function recordWith(record: PaymentRecord, event: PaymentEvent, effect: PaymentEffect): PaymentRecord {
  const amount = amountIn(event);
  switch (effect.kind) {
    case 'authorised':
      return authorisedIn(record, amount, effect);
    case 'captured':
      return captureIn(record, amount, effect);
    case 'captureFailed':
      return { ...record, failedCaptures: sumsWith(record.failedCaptures, effect.item ?? event.id, amount) };
    case 'failed':
      return endedIn(record, amount, effect);
    case 'voided':
      return { ...record, voids: sumsWith(record.voids, effect.extent ?? 'auto', amount) };
    case 'refunded':
      return refundIn(record, amount, effect);
    case 'refundFailed':
      return {
        ...record,
        failedRefunds: sumsWith(record.failedRefunds, effect.item ?? `~${event.id}`, amount),
      };
    case 'dispute':
      return disputeIn(record, amount, effect);
    case 'review':
      return reviewIn(record, effect);
  }
}

type Of<Kind extends Effect['kind']> = Extract<Effect, { readonly kind: Kind }>;

function authorisedIn(record: PaymentRecord, amount: Amount, effect: Of<'authorised'>): PaymentRecord {
  const after: PaymentRecord = {
    ...record,
    authorised: greater(record.authorised, amount),
    ...(effect.capturesAtOnce && { capturesAtOnce: true }),
  };
  return effect.endsReview ? reviewIn(after, { kind: 'review', stage: 2, isCleared: true }) : after;
}

function captureIn(record: PaymentRecord, amount: Amount, effect: Of<'captured'>): PaymentRecord {
  const { item, isNominal, group, isGroupTotal } = effect;
  const grouped: PaymentRecord =
    group === undefined ? record : { ...record, group: lesser(record.group, group) };
  if (isGroupTotal) return grouped;
  if (item !== undefined) return { ...grouped, captures: sumsWith(grouped.captures, item, amount) };
  return isNominal
    ? { ...grouped, ordered: greater(grouped.ordered, amount) }
    : { ...grouped, captured: greater(grouped.captured, amount) };
}

function refundIn(record: PaymentRecord, amount: Amount, effect: Of<'refunded'>): PaymentRecord {
  const { item, isAll, isPart, isReversal } = effect;
  if (isAll) return { ...record, isAllRefunded: true };
  if (isPart) return { ...record, isPartlyRefunded: true };
  if (item !== undefined && isReversal)
    return { ...record, reversals: sumsWith(record.reversals, item, amount) };
  if (item !== undefined) return { ...record, refunds: sumsWith(record.refunds, item, amount) };
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
    ends: names.reduce<Facts<Amount>>((ends, name) => sumsWith(ends, name, amount), record.ends ?? {}),
  };
}

function disputeIn(record: PaymentRecord, amount: Amount, effect: Of<'dispute'>): PaymentRecord {
  const { item = '', stage, outcome } = effect;
  const fact = { ...amount, stage, outcome };
  return { ...record, disputes: factsWith(record.disputes, item, fact, furtherDispute) };
}

function reviewIn(record: PaymentRecord, effect: Of<'review'>): PaymentRecord {
  const { item = '', stage, isCleared, endsWithPayment } = effect;
  const fact: ReviewFact = { stage, isCleared, ...(endsWithPayment && { endsWithPayment }) };
  return { ...record, reviews: factsWith(record.reviews, item, fact, furtherReview) };
}

function sumsWith(facts: Facts<Amount> | undefined, name: string, amount: Amount): Facts<Amount> {
  return factsWith(facts, name, amount, greater);
}

function groupOf(effect: Effect): string | undefined {
  return effect.kind === 'captured' && effect.isGroupTotal ? effect.group : undefined;
}

function groupsWith({ groups }: Ledger, gateway: string, event: PaymentEvent, effect: Effect) {
  const group = groupOf(effect);
  return group === undefined ? {} : { groups: sumsWith(groups, `${gateway}:${group}`, amountIn(event)) };
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
  const unknown = ledger.unknownOutcomes && { unknownOutcomes: cut(ledger.unknownOutcomes, mostFacts) };
  return {
    ...ledger,
    payments: Object.fromEntries(payments),
    ...groups,
    ...unknown,
    ...(isCut && { isTruncated: true }),
  };
}

const factLists: ReadonlySet<string> = new Set([
  'captures',
  'failedCaptures',
  'refunds',
  'reversals',
  'failedRefunds',
  'disputes',
  'voids',
  'ends',
  'reviews',
]);
