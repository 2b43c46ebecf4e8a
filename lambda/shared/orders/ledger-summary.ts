import type { Amount, Ledger, PaymentRecord } from './ledger.ts';
import type { OrderState, OrderSums, ReviewReason } from './order.ts';

/** What a ledger comes to. */
export interface LedgerSummary extends OrderSums {
  readonly state: OrderState;
  /** Why a person has to look, as far as the money tells. */
  readonly reviewReasons: readonly ReviewReason[];
}

/** The money of an order: what was to be paid. */
export interface OrderMoney {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Adds up what is known of an order's payments. */
export function summaryOf(ledger: Ledger, order: OrderMoney): LedgerSummary {
  const payments = paymentsOf(ledger, order);
  const sums = {
    capturedMinor: sum(payments, ({ captured }) => captured),
    refundedMinor: sum(payments, ({ refunded }) => refunded),
    disputedMinor: sum(payments, ({ disputed }) => disputed),
  };
  const state = stateOf(ledger, payments, sums);
  return { ...sums, state, reviewReasons: reasonsOf(ledger, payments, { order, state, ...sums }) };
}

/** How much of one payment came in, went back, and is at risk. */
interface PaymentMoney {
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
  readonly currencies: ReadonlySet<string>;
}

function paymentsOf(ledger: Ledger, order: OrderMoney): readonly PaymentMoney[] {
  const records = withoutOrphans(withoutVoidRefunds(ledger.payments));
  const payments = Object.entries(records).map(([key, record]) => ({
    key,
    record,
    money: moneyOf(record, order),
  }));
  const groups = Object.entries(ledger.groups ?? {}).map(([key, total]) => {
    const gateway = key.split(':', 1)[0];
    const members = payments.filter(
      ({ key: payment, record }) => `${gateway}:${record.group}` === key && payment.startsWith(`${gateway}:`),
    );
    return restOfGroup(
      total,
      sum(
        members.map(({ money }) => money),
        ({ captured }) => captured,
      ),
    );
  });
  return [...payments.map(({ money }) => money), ...groups];
}

// What the payments of a group do not tell of its sum. Together they paid once.
function restOfGroup(total: Amount, told: number): PaymentMoney {
  const captured = Math.max(0, (total.amountMinor ?? 0) - told);
  return { ...nothing, captured, currencies: new Set(total.currency === undefined ? [] : [total.currency]) };
}

const nothing: PaymentMoney = {
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
  currencies: new Set(),
};

type Records = Ledger['payments'];

// Authorize.Net voids refunds as it voids payments, and tells only the id of what was voided.
function withoutVoidRefunds(records: Records): Records {
  const entries = Object.entries(records);
  return Object.fromEntries(
    entries.flatMap(([key, record]) => {
      const [gateway = '', id = ''] = splitKey(key);
      const isRefund = (other: PaymentRecord) => other.refunds?.[id] !== undefined;
      const isVoidRefund = entries.some(([name, other]) => name.startsWith(`${gateway}:`) && isRefund(other));
      const voided = Object.entries(record.refunds ?? {}).filter(
        ([item]) => records[`${gateway}:${item}`]?.voids !== undefined,
      );
      if (isVoidRefund && record.voids) return [];
      if (voided.length === 0) return [[key, record]];
      const failedRefunds = { ...record.failedRefunds, ...Object.fromEntries(voided) };
      return [[key, { ...record, failedRefunds }]];
    }),
  );
}

function splitKey(key: string): readonly [string, string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}

// What names no payment is about the only one that there is.
function withoutOrphans(records: Records): Records {
  const entries = Object.entries(records);
  const orphans = entries.filter(([key]) => key.endsWith(':'));
  return orphans.reduce<Records>((rest, [key, orphan]) => {
    const others = Object.keys(rest).filter((name) => name !== key && name.startsWith(key));
    const [only, ...more] = others;
    if (only === undefined || more.length > 0) return rest;
    const { [key]: _, ...without } = rest;
    return { ...without, [only]: joined(rest[only] ?? {}, orphan) };
  }, records);
}

function joined(one: PaymentRecord, other: PaymentRecord): PaymentRecord {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof PaymentRecord)[];
  const isTable = (value: unknown) => typeof value === 'object' && value !== null;
  return Object.fromEntries(
    names.map((name) => {
      const [a, b] = [one[name], other[name]];
      return [name, isTable(a) && isTable(b) ? { ...Object(b), ...Object(a) } : (a ?? b)];
    }),
  );
}

function moneyOf(record: PaymentRecord, order: OrderMoney): PaymentMoney {
  const told = toldCapture(record);
  const isOver =
    record.voids !== undefined || record.ends !== undefined || record.failedCaptures !== undefined;
  const captured = told ?? (isOver ? 0 : assumedCapture(record));
  const refunds = refundsOf(record, captured);
  const disputes = Object.values(record.disputes ?? {});
  const left = Math.max(0, captured - refunds);
  const amountOf = ({ amountMinor }: Amount) => amountMinor ?? (left || order.amountMinor);
  const lost = sum(
    disputes.filter(({ outcome }) => outcome === 'lost'),
    amountOf,
  );
  const open = disputes.filter(({ outcome }) => outcome === 'open');
  return {
    captured,
    refunded: refunds + lost,
    disputed: sum(open, amountOf),
    authorised: record.authorised?.amountMinor ?? 0,
    isDisputed: open.length > 0,
    isAuthorised: record.authorised !== undefined && captured === 0 && !isOver,
    hasFailed: record.ends !== undefined || record.failedCaptures !== undefined,
    isInReview: isInReview(record, captured > 0 || isOver),
    isVague: isVague(record),
    hasFailedCapture: record.failedCaptures !== undefined,
    currencies: currenciesOf(record),
  };
}

/** How much of a payment was captured, as far as it is known. */
export function capturedOf(record: PaymentRecord, order: OrderMoney): number {
  return moneyOf(record, order).captured;
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
  const wentBack = record.refunds ?? record.refunded ?? record.isAllRefunded ?? record.disputes;
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

function isVague({ captured, captures = {}, ordered, refunds = {}, refunded }: PaymentRecord): boolean {
  const received = [captured, ...Object.values(captures), ...(captured ? [] : [ordered])];
  const amounts = [...received, refunded, ...Object.values(refunds)];
  return amounts.some((amount) => amount !== undefined && amount.amountMinor === undefined);
}

function currenciesOf(record: PaymentRecord): ReadonlySet<string> {
  const { authorised, captured, ordered, captures = {}, refunds = {}, refunded } = record;
  const amounts = [
    authorised,
    captured,
    ordered,
    refunded,
    ...Object.values(captures),
    ...Object.values(refunds),
  ];
  return new Set(amounts.flatMap((amount) => amount?.currency ?? []));
}

// The first that fits.
function stateOf(ledger: Ledger, payments: readonly PaymentMoney[], sums: OrderSums): OrderState {
  if (payments.some(({ isDisputed }) => isDisputed)) return 'disputed';
  if (sums.capturedMinor > sums.refundedMinor) return 'paid';
  if (sums.refundedMinor > 0) return 'refunded';
  // The gateway told that money moved, and not how much.
  if (payments.some(({ isVague: vague }) => vague)) return 'paid';
  if (payments.some(({ isAuthorised }) => isAuthorised)) return 'authorised';
  return ledger.hasFailed || payments.some(({ hasFailed }) => hasFailed) ? 'failed' : 'open';
}

interface Judged extends OrderSums {
  readonly order: OrderMoney;
  readonly state: OrderState;
}

function reasonsOf(
  ledger: Ledger,
  payments: readonly PaymentMoney[],
  { order, state, capturedMinor, refundedMinor }: Judged,
): readonly ReviewReason[] {
  const live = payments.filter(({ captured, refunded }) => captured > refunded);
  const liveCaptured = sum(live, ({ captured }) => captured);
  const isTaken = state === 'paid' || state === 'disputed' || state === 'authorised';
  const expected =
    state === 'authorised'
      ? sum(
          payments.filter(({ isAuthorised }) => isAuthorised),
          ({ authorised }) => authorised,
        )
      : liveCaptured;
  const isPaidTwice = live.length > 1 && liveCaptured > order.amountMinor;
  const isNothingLeft = state === 'disputed' && live.length === 0;
  const reasons: readonly (readonly [ReviewReason, boolean])[] = [
    ['paid_twice', isTaken && isPaidTwice],
    ['amount_mismatch', isTaken && !isPaidTwice && !isNothingLeft && expected !== order.amountMinor],
    [
      'currency_mismatch',
      payments.some(({ currencies }) => [...currencies].some((each) => each !== order.currency)),
    ],
    ['partly_refunded', state === 'paid' && live.some(({ refunded }) => refunded > 0)],
    ['refunded_too_much', (capturedMinor > 0 && refundedMinor > capturedMinor) || payments.some(isOverdrawn)],
    ['amount_unknown', payments.some(({ isVague: vague }) => vague)],
    ['capture_failed', payments.some(({ hasFailedCapture }) => hasFailedCapture)],
    ['fraud_review', payments.some(({ isInReview: open }) => open)],
    ['too_many_events', ledger.isTruncated === true],
  ];
  return reasons.filter(([, applies]) => applies).map(([reason]) => reason);
}

// What another payment brought in hides it in the sums.
function isOverdrawn({ captured, refunded }: PaymentMoney): boolean {
  return captured > 0 && refunded > captured;
}

function minorOf(amount: Amount | undefined): number {
  return amount?.amountMinor ?? 0;
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
