import { digitsOf } from '../counting.ts';
import { type Delivery, header, headerPairs } from '../delivery.ts';
import table from '../event-kinds/stripe.json' with { type: 'json' };
import { classesOf, eventOfKind, isKind } from '../event-kinds.ts';
import { inMode, modeOfFlag, oneEvent, receivedBy } from '../events.ts';
import { checksOf, riskOf } from '../fraud-signals.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { CardChecks, CheckResult, Effect, PaymentEvent, Risk } from '../payment-event.ts';
import { fromHex, hmac, isFresh, matchSignatures, textKey, toleranceSeconds } from '../signature.ts';

/** Digits that Stripe counts differently from ISO 4217. */
export const digits = digitsOf('stripe');

/** Stripe signs a time and the body; while a key is rolled, a delivery carries a signature of each. */
export const stripeCallback: CallbackAdapter = {
  name: 'stripe',
  verify,
  receive: receivedBy(verify, read),
  read,
};

function verify(delivery: Delivery, { secrets }: MerchantAccount, now: Date): VerificationResult {
  const pairs = headerPairs(header(delivery, 'stripe-signature') ?? '');
  const [timestamp = '', ...moreTimestamps] = pairs?.get('t') ?? [];
  const signatures = (pairs?.get('v1') ?? []).flatMap((text) => fromHex(text) ?? []);
  const isWhole = /^\d+$/.test(timestamp) && moreTimestamps.length === 0 && signatures.length > 0;
  if (!isWhole || delivery.body.length === 0) return 'malformed';
  if (!isFresh(Number(timestamp), now, toleranceSeconds)) return 'stale';
  const keys = secrets.map(({ signingSecret = '' }) => textKey(signingSecret));
  return matchSignatures(keys, signatures, (key) => hmac('sha256', key, `${timestamp}.`, delivery.body));
}

function read({ body }: Delivery, account: MerchantAccount): Reading {
  const event = parseJson(body);
  return oneEvent(isThin(event) ? thinEvent(event, account) : snapshotEvent(event, account), body);
}

const classOf = classesOf(table);

/** An event that carries the object that it is about, or the object that a thin event led to. */
export function snapshotEvent(event: unknown, account: MerchantAccount): PaymentEvent | undefined {
  const id = textAt(event, 'id');
  const type = textAt(event, 'type');
  if (!id || !type) return undefined;
  const object = at(event, 'data', 'object');
  const currency = textAt(object, 'currency')?.toUpperCase();
  const told = eventOfKind(
    classOf,
    { id, type, kindCase: entryOf(cases, type)?.(object, event) },
    {
      orderReference: textAt(object, 'client_reference_id') ?? textAt(object, 'metadata', 'order_reference'),
      ...(isByPayment(type) && { byPayment: true }),
      paymentId: textAt(object, 'payment_intent') ?? textAt(object, 'charge') ?? textAt(object, 'id'),
      ...amountOf(unitsIn(type, object), currency),
      ...timeOf(integerAt(event, 'created')),
      ...effectOf(type, object),
      ...checksOf(cardChecks(at(object, 'payment_method_details', 'card', 'checks'))),
      ...riskIn(object),
    },
  );
  return inMode(told, modeOfFlag(at(event, 'livemode')), account);
}

function amountOf(units: number | undefined, currency: string | undefined) {
  const amountMinor = fromGatewayUnits(units, currency, digits);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function timeOf(seconds: number | undefined): Pick<PaymentEvent, 'at'> {
  return seconds === undefined ? {} : { at: seconds * 1000 };
}

function unitsIn(type: string, object: unknown): number | undefined {
  // Nothing is captured of a charge that was only authorised, and that is no amount.
  if (type === 'charge.succeeded' && at(object, 'captured') !== true) return integerAt(object, 'amount');
  const [exact, nominal] = entryOf(amountMembers, type) ?? [];
  return integerAt(object, exact ?? '') ?? integerAt(object, nominal ?? '');
}

/** Members with what was really moved, and with what stands in where that is not told. */
const amountMembers: Readonly<Record<string, readonly [exact: string, nominal?: string]>> = {
  'checkout.session.completed': ['amount_total'],
  'checkout.session.async_payment_succeeded': ['amount_total'],
  'payment_intent.succeeded': ['amount_received', 'amount'],
  'payment_intent.amount_capturable_updated': ['amount_capturable', 'amount'],
  'charge.succeeded': ['amount_captured', 'amount'],
  'charge.captured': ['amount_captured', 'amount'],
  'charge.updated': ['amount_captured', 'amount'],
  'charge.refunded': ['amount_refunded'],
  'refund.created': ['amount'],
  'refund.updated': ['amount'],
  'refund.failed': ['amount'],
  'charge.refund.updated': ['amount'],
  'charge.dispute.created': ['amount'],
  'charge.dispute.updated': ['amount'],
  'charge.dispute.funds_withdrawn': ['amount'],
  'charge.dispute.funds_reinstated': ['amount'],
  'charge.dispute.closed': ['amount'],
};

type CaseOf = (object: unknown, event: unknown) => string | undefined;

const refundCase: CaseOf = (object) => {
  const status = textAt(object, 'status');
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
};

const cases: Readonly<Record<string, CaseOf>> = {
  // Complete, but not always paid: a bank transfer may still be on its way.
  'checkout.session.completed': (object) => textAt(object, 'payment_status'),
  'payment_intent.canceled': (object) => (at(object, 'latest_charge') ? 'authorised' : 'unauthorised'),
  'charge.succeeded': (object) => (at(object, 'captured') === true ? 'captured' : 'uncaptured'),
  'charge.updated': (object, event) => (isNewlyCaptured(object, event) ? 'captured' : 'description'),
  // A refund that failed before anything was told of it moved nothing.
  'refund.created': (object) => (refundCase(object, undefined) === 'succeeded' ? 'succeeded' : 'pending'),
  'refund.updated': refundCase,
  'charge.refund.updated': (object) => (refundCase(object, undefined) === 'failed' ? 'failed' : 'pending'),
  'charge.dispute.updated': (object, event) => {
    const before = textAt(event, 'data', 'previous_attributes', 'status');
    const isEscalated = before?.startsWith('warning_') && !textAt(object, 'status')?.startsWith('warning_');
    return isEscalated ? 'escalated' : 'evidence';
  },
  'charge.dispute.closed': (object) => textAt(object, 'status'),
};

// An asynchronous capture shows as a balance transaction that was not there before.
function isNewlyCaptured(object: unknown, event: unknown): boolean {
  const before = at(event, 'data', 'previous_attributes');
  const isNew = before === undefined || Object.hasOwn(Object(before), 'balance_transaction');
  return at(object, 'captured') === true && at(object, 'balance_transaction') != null && isNew;
}

// Refunds, disputes and reviews carry the metadata of their own, which the kit does not write.
function isByPayment(type: string): boolean {
  return /^(?:refund|charge\.refund|charge\.dispute|review|radar)\./.test(type);
}

function effectOf(type: string, object: unknown): { readonly effect?: Effect } {
  const effect = entryOf(effects, type)?.(object);
  return effect ? { effect } : {};
}

const dispute =
  (stage: number, outcome: 'open' | 'ended' | 'lost') =>
  (object: unknown): Effect => ({ kind: 'dispute', item: textAt(object, 'id'), stage, outcome });
const refundItem = (object: unknown): Effect => ({ kind: 'refunded', item: textAt(object, 'id') });
const refundFailed = (object: unknown): Effect => ({ kind: 'refundFailed', item: textAt(object, 'id') });
const review =
  (stage: number) =>
  (object: unknown): Effect => ({
    kind: 'review',
    item: textAt(object, 'id'),
    stage,
    isCleared: textAt(object, 'closed_reason') === 'approved',
  });

const effects: Readonly<Record<string, (object: unknown) => Effect | undefined>> = {
  'checkout.session.completed': () => ({ kind: 'captured', isNominal: true }),
  'checkout.session.async_payment_succeeded': () => ({ kind: 'captured', isNominal: true }),
  'charge.expired': () => ({ kind: 'voided', extent: 'rest' }),
  'charge.refunded': () => ({ kind: 'refunded' }),
  'refund.created': refundItem,
  'refund.updated': (object) =>
    refundCase(object, undefined) === 'failed' ? refundFailed(object) : refundItem(object),
  'refund.failed': refundFailed,
  'charge.refund.updated': refundFailed,
  // A chargeback comes after an inquiry, and money that was given back after it was taken.
  'charge.dispute.created': (object) =>
    dispute(textAt(object, 'status')?.startsWith('warning_') ? 1 : 2, 'open')(object),
  'charge.dispute.updated': dispute(2, 'open'),
  'charge.dispute.funds_withdrawn': dispute(2, 'open'),
  'charge.dispute.funds_reinstated': dispute(3, 'ended'),
  'charge.dispute.closed': (object) =>
    dispute(4, textAt(object, 'status') === 'lost' ? 'lost' : 'ended')(object),
  'review.opened': review(1),
  'review.closed': review(2),
  'radar.early_fraud_warning.created': review(1),
  'radar.early_fraud_warning.updated': review(1),
};

function cardChecks(checks: unknown): CardChecks {
  return {
    avsStreet: checkResult(textAt(checks, 'address_line1_check')),
    avsPostalCode: checkResult(textAt(checks, 'address_postal_code_check')),
    cvc: checkResult(textAt(checks, 'cvc_check')),
  };
}

function checkResult(word: string | undefined): CheckResult | undefined {
  if (word === undefined) return undefined;
  return word === 'pass' ? 'match' : word === 'fail' ? 'mismatch' : 'unchecked';
}

const riskLevels: Readonly<Record<string, Risk>> = {
  normal: 'normal',
  elevated: 'elevated',
  highest: 'elevated',
};

// A rule of the shop's own can have a person look at what Stripe itself thinks normal.
function riskIn(object: unknown): Pick<PaymentEvent, 'risk'> {
  if (textAt(object, 'outcome', 'type') === 'manual_review') return { risk: 'elevated' };
  return riskOf(textAt(object, 'outcome', 'risk_level'), riskLevels);
}

function isThin(event: unknown): boolean {
  return textAt(event, 'object') === 'v2.core.event' || textAt(event, 'type')?.startsWith('v1.') === true;
}

/** A thin event only points to its object: what happened is read from the object, once Stripe was asked for it. */
function thinEvent(event: unknown, account: MerchantAccount): PaymentEvent | undefined {
  const id = textAt(event, 'id');
  const type = textAt(event, 'type');
  if (!id || !type) return undefined;
  const twin = type.startsWith('v1.') ? type.slice('v1.'.length) : undefined;
  const isTwin = twin !== undefined && isKind(table, twin);
  const told = eventOfKind(classOf, { id, type: isTwin ? 'v1.*' : type }, {});
  const resource = textAt(event, 'related_object', 'type');
  const objectId = textAt(event, 'related_object', 'id');
  // What tells nothing of money whatever its object is like is worth no question.
  const isWeighty = isTwin && classOf(twin) !== 'informational' && resource && objectId;
  const ask = isWeighty ? { ask: { deliveryId: id, type, resource, id: objectId } } : {};
  return inMode({ ...told, type, ...ask }, modeOfFlag(at(event, 'livemode')), account);
}
