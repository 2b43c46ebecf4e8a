import type { Ledger } from './ledger.ts';
import type { OrderState, OrderSums, ReviewReason } from './order.ts';
import { minorOf, moneyOf, noMoney, type OrderMoney, type PaymentMoney, sum } from './payment-money.ts';
import { type Amount, joined, type PaymentRecord } from './payment-record.ts';

export type { OrderMoney } from './payment-money.ts';

/** What a ledger comes to. */
export interface LedgerSummary extends OrderSums {
  readonly state: OrderState;
  /** Why a person has to look, as far as the money tells. */
  readonly reviewReasons: readonly ReviewReason[];
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

function paymentsOf(ledger: Ledger, order: OrderMoney): readonly PaymentMoney[] {
  const records = withoutOrphans(withoutVoidRefunds(ledger.payments));
  const payments = Object.entries(records).map(([key, record]) => {
    const group = record.group === undefined ? undefined : `${splitKey(key)[0]}:${record.group}`;
    return { group, money: moneyOf(record, order, ledger.groups?.[group ?? '']) };
  });
  const isWhole = ({ group }: { readonly group: string | undefined }) =>
    group === undefined || ledger.groups?.[group] === undefined;
  const groups = Object.entries(ledger.groups ?? {}).flatMap(([key, total]) => {
    const members = payments.filter(({ group }) => group === key).map(({ money }) => money);
    return withTotal(total, members);
  });
  return [...payments.filter(isWhole).map(({ money }) => money), ...groups];
}

// Where the payments of a group tell less than its sum, they are one: together they paid once, and what went back of any of them
// went back of that.
function withTotal(total: Amount, members: readonly PaymentMoney[]): readonly PaymentMoney[] {
  const captured = minorOf(total);
  if (sum(members, (member) => member.captured) >= captured) return members;
  const told = { ...noMoney, currencies: new Set(total.currency === undefined ? [] : [total.currency]) };
  return [{ ...members.reduce(together, told), captured }];
}

function together(one: PaymentMoney, other: PaymentMoney): PaymentMoney {
  return {
    captured: one.captured + other.captured,
    refunded: one.refunded + other.refunded,
    disputed: one.disputed + other.disputed,
    authorised: one.authorised + other.authorised,
    isDisputed: one.isDisputed || other.isDisputed,
    isAuthorised: one.isAuthorised || other.isAuthorised,
    hasFailed: one.hasFailed || other.hasFailed,
    isInReview: one.isInReview || other.isInReview,
    isVague: one.isVague || other.isVague,
    hasFailedCapture: one.hasFailedCapture || other.hasFailedCapture,
    isOfOverSession: one.isOfOverSession || other.isOfOverSession,
    currencies: new Set([...one.currencies, ...other.currencies]),
  };
}

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

// What names no payment is about the only one that there is. Of several it is one, whose authorisation is told under its name.
function withoutOrphans(records: Records): Records {
  const entries = Object.entries(records);
  const orphans = entries.filter(([key]) => key.endsWith(':'));
  return orphans.reduce<Records>((rest, [key, orphan]) => {
    const others = Object.keys(rest).filter((name) => name !== key && name.startsWith(key));
    const [only, ...more] = others;
    if (only === undefined) return rest;
    const { [key]: _, ...without } = rest;
    if (more.length > 0) return isAuthorisation(orphan) ? without : rest;
    return { ...without, [only]: joined(rest[only] ?? {}, orphan) };
  }, records);
}

function isAuthorisation(record: PaymentRecord): boolean {
  return Object.keys(record).every((name) => name === 'authorised' || name === 'capturesAtOnce');
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
    ['session_over', payments.some((each) => each.isOfOverSession && isHeld(each))],
    ['outcome_unknown', isOutcomeUnknown(ledger, state)],
    ['too_many_events', ledger.isTruncated === true],
  ];
  return reasons.filter(([, applies]) => applies).map(([reason]) => reason);
}

function isOutcomeUnknown({ unknownOutcomes }: Ledger, state: OrderState): boolean {
  return unknownOutcomes !== undefined && (state === 'open' || state === 'failed');
}

function isHeld({ captured, refunded, isAuthorised }: PaymentMoney): boolean {
  return captured > refunded || isAuthorised;
}

// What another payment brought in hides it in the sums.
function isOverdrawn({ captured, refunded }: PaymentMoney): boolean {
  return captured > 0 && refunded > captured;
}
