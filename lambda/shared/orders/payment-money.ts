import type { Amount, DisputeFact, PaymentRecord } from './payment-record.ts';

/** The money of an order: what was to be paid, and by which attempts. */
export interface OrderMoney {
  readonly amountMinor: number;
  readonly currency: string;
  /** Number of the first attempt that was for what the order is now. @default 1 */
  readonly unchangedSince?: number;
  readonly attempt?: {
    /** When the page of the latest attempt ended; ISO 8601. */
    readonly endsAt?: string;
  };
}

/** How much of one payment came in, went back, and is at risk. */
export interface PaymentMoney {
  readonly captured: number;
  readonly refunded: number;
  readonly disputed: number;
  readonly authorised: number;
  readonly isDisputed: boolean;
  readonly isAuthorised: boolean;
  readonly hasFailed: boolean;
  readonly isInReview: boolean;
  /** Something moved of which the gateway did not tell how much. */
  readonly isVague: boolean;
  readonly hasFailedCapture: boolean;
  /** It was made on a page that was over. */
  readonly isOfOverSession: boolean;
  readonly currencies: ReadonlySet<string>;
}

/** A payment of which nothing is known. */
export const noMoney: PaymentMoney = {
  captured: 0,
  refunded: 0,
  disputed: 0,
  authorised: 0,
  isDisputed: false,
  isAuthorised: false,
  hasFailed: false,
  isInReview: false,
  isVague: false,
  hasFailedCapture: false,
  isOfOverSession: false,
  currencies: new Set(),
};

/** Adds up the facts about one payment; `total` is the sum of the group that it pays a part of. */
export function moneyOf(record: PaymentRecord, order: OrderMoney, total?: Amount): PaymentMoney {
  const told = toldCapture(record);
  const isOver = isVoided(record) || record.ends !== undefined || record.failedCaptures !== undefined;
  const captured = told ?? (isOver ? 0 : assumedCapture(record));
  const refunds = refundsOf(record, captured);
  const left = Math.max(0, captured - refunds);
  const amountOf = ({ amountMinor }: Amount) => amountMinor ?? (left || order.amountMinor);
  const lost = disputedIn(record, 'lost', amountOf);
  const open = disputedIn(record, 'open', amountOf);
  return {
    captured,
    // What the gateway took back by itself is the money of the dispute that was lost in the end.
    refunded: refunds + Math.max(lost, sum(Object.values(record.reversals ?? {}), minorOf)),
    disputed: open,
    authorised: record.authorised?.amountMinor ?? 0,
    isDisputed: Object.values(record.disputes ?? {}).some(({ outcome }) => outcome === 'open'),
    isAuthorised: record.authorised !== undefined && captured === 0 && !isOver,
    hasFailed: record.ends !== undefined || record.failedCaptures !== undefined,
    isInReview: isInReview(record, captured > 0 || isOver),
    isVague: isVague(record),
    hasFailedCapture: record.failedCaptures !== undefined,
    isOfOverSession: isOfOverSession(record, order, total),
    currencies: currenciesOf(record),
  };
}

// A dispute without a name is what a snapshot of the payment told: the sum of those that have one.
function disputedIn(
  { disputes = {} }: PaymentRecord,
  outcome: DisputeFact['outcome'],
  amountOf: (fact: Amount) => number,
): number {
  const some = Object.entries(disputes).filter(([, fact]) => fact.outcome === outcome);
  const amount = (isNamed: boolean) =>
    sum(
      some.filter(([name]) => (name !== '') === isNamed).map(([, fact]) => fact),
      amountOf,
    );
  return Math.max(amount(true), amount(false));
}

// Whoever was on the page when it ended may still finish, and a bank may take a day to say so.
const lateMilliseconds = 24 * 60 * 60 * 1000;

// Only payments of gateways whose pages the kit cannot close say which attempt made them.
function isOfOverSession(
  { attempt, captured, captures = {} }: PaymentRecord,
  order: OrderMoney,
  total: Amount | undefined,
): boolean {
  if (attempt === undefined) return false;
  if (attempt < (order.unchangedSince ?? 1)) return true;
  const end = Date.parse(order.attempt?.endsAt ?? '');
  const times = [captured, total, ...Object.values(captures)].map((amount) => amount?.at ?? 0);
  // Where no end is known, nothing is later.
  return Math.max(...times) > end + lateMilliseconds;
}

/** How much of a payment was captured, as far as it is known. */
export function capturedOf(record: PaymentRecord, order: OrderMoney): number {
  return moneyOf(record, order).captured;
}

// A payment that the gateway captures without another word has paid: a void of it gives the money back, unless only the rest ended.
function isVoided({ voids, capturesAtOnce }: PaymentRecord): boolean {
  return voids !== undefined && (!capturesAtOnce || voids['rest'] !== undefined);
}

/** How much of a payment went back without a dispute, as far as it is known. */
export function refundedOf(record: PaymentRecord, order: OrderMoney): number {
  return refundsOf(record, capturedOf(record, order));
}

/** What gateways told of captures; nothing if they told of none. */
function toldCapture(record: PaymentRecord): number | undefined {
  const { captures, captured, ordered, failedCaptures } = record;
  if (!captures && !captured && !ordered) return undefined;
  const each = sum(Object.values(captures ?? {}), minorOf);
  const received = captures || captured ? Math.max(each, minorOf(captured)) : minorOf(ordered);
  return Math.max(0, received - sum(Object.values(failedCaptures ?? {}), minorOf));
}

// A gateway that captures without another word has done so, and so has one that tells of money going back.
function assumedCapture({ authorised, capturesAtOnce, ...record }: PaymentRecord): number {
  const { refunds, refunded, isAllRefunded, isPartlyRefunded, reversals, disputes } = record;
  const wentBack = refunds ?? refunded ?? isAllRefunded ?? isPartlyRefunded ?? reversals ?? disputes;
  return capturesAtOnce || wentBack !== undefined ? minorOf(authorised) : 0;
}

function refundsOf(record: PaymentRecord, captured: number): number {
  const { refunds = {}, refunded, failedRefunds = {}, voids, ends, isAllRefunded } = record;
  const failed = Object.entries(failedRefunds);
  const loose = sum(
    failed.filter(([name]) => name.startsWith('~')).map(([, amount]) => amount),
    minorOf,
  );
  const items = Object.entries(refunds).filter(([name]) => failedRefunds[name] === undefined);
  const byItem =
    sum(
      items.map(([, amount]) => amount),
      minorOf,
    ) - loose;
  const bySum = refunded === undefined ? 0 : minorOf(refunded) - failedSince(record, refunded);
  const known = Math.max(0, byItem, bySum);
  if (isAllRefunded || voids?.['all'] || ends?.['capture']) return Math.max(known, captured);
  return voids?.['auto'] ? Math.max(known, voidedCapture(record, captured, known)) : known;
}

// A sum that the gateway told later leaves out what had failed by then.
function failedSince({ failedRefunds = {}, refunds = {} }: PaymentRecord, { at = 0 }: Amount): number {
  const since = Object.entries(failedRefunds).filter(([, failure]) => (failure.at ?? at) >= at);
  return sum(
    since.map(([name, failure]) => (failure.amountMinor === undefined ? (refunds[name] ?? {}) : failure)),
    minorOf,
  );
}

// A void first frees what was not captured; the rest of it goes back.
function voidedCapture({ voids, authorised }: PaymentRecord, captured: number, refunded: number): number {
  const amount = voids?.['auto']?.amountMinor;
  const uncaptured = Math.max(0, minorOf(authorised) - captured);
  if (amount !== undefined) return refunded + Math.min(captured - refunded, Math.max(0, amount - uncaptured));
  return uncaptured > 0 ? refunded : captured;
}

function isInReview({ reviews = {} }: PaymentRecord, isDecided: boolean): boolean {
  return Object.values(reviews).some(
    ({ isCleared, endsWithPayment }) => !isCleared && !(endsWithPayment && isDecided),
  );
}

function isVague(record: PaymentRecord): boolean {
  const { captured, captures = {}, ordered, refunds = {}, refunded, reversals = {} } = record;
  const received = [captured, ...Object.values(captures), ...(captured ? [] : [ordered])];
  const returned = [refunded, ...Object.values(refunds), ...Object.values(reversals)];
  const isTold = returned.some((amount) => minorOf(amount) > 0);
  if (record.isPartlyRefunded && !isTold) return true;
  return [...received, ...returned].some(
    (amount) => amount !== undefined && amount.amountMinor === undefined,
  );
}

function currenciesOf(record: PaymentRecord): ReadonlySet<string> {
  const { authorised, captured, ordered, captures, refunds, reversals, refunded } = record;
  const each = [captures, refunds, reversals].flatMap((amounts) => Object.values(amounts ?? {}));
  const amounts = [authorised, captured, ordered, refunded, ...each];
  return new Set(amounts.flatMap((amount) => amount?.currency ?? []));
}

/** An amount in the smallest unit; nothing where nobody told it. */
export function minorOf(amount: Amount | undefined): number {
  return amount?.amountMinor ?? 0;
}

/** The sum of what each of some items has. */
export function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
