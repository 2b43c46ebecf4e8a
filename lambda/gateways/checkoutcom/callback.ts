import { digitsOf } from '../counting.ts';
import { type Delivery, header } from '../delivery.ts';
import table from '../event-kinds/checkoutcom.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { oneEvent, receivedBy } from '../events.ts';
import { checkOfCodeLetter, checksOf, checksOfAvsLetter } from '../fraud-signals.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { CardChecks, Effect, PaymentEvent } from '../payment-event.ts';
import { fromHex, type HeaderScheme, sameBytes, verifyHeader } from '../signature.ts';

/** Digits that Checkout.com counts differently from ISO 4217. */
export const digits = digitsOf('checkoutcom');

export const scheme: HeaderScheme = {
  header: 'cko-signature',
  decode: fromHex,
  hash: 'sha256',
  field: 'signatureKey',
};

/** Checkout.com signs the body, and may send a password along. No time is signed. */
export const checkoutcomCallback: CallbackAdapter = {
  name: 'checkoutcom',
  verify,
  receive: receivedBy(verify, read),
  read,
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  const result = verifyHeader(delivery, account, scheme);
  if (result !== 'authentic') return result;
  const passwords = account.secrets.map(({ authorizationKey = '' }) => Buffer.from(authorizationKey));
  const received = Buffer.from(header(delivery, 'authorization') ?? '');
  // A version without a password asks for none, so that one can be introduced, or given up, without a loss.
  const isExpected = passwords.some((password) => password.length === 0 || sameBytes(password, received));
  return isExpected ? 'authentic' : 'forged';
}

/** The class of each kind of Checkout.com's events. */
export const classOf = classesOf(table);

function read({ body }: Delivery): Reading {
  const event = parseJson(body);
  const id = textAt(event, 'id');
  const type = textAt(event, 'type');
  if (!id || !type) return oneEvent(undefined, body);
  const data = at(event, 'data');
  const kindCase = type === 'dispute_resolved' ? resolution(data) : undefined;
  const time = Date.parse(textAt(event, 'created_on') ?? '');
  return oneEvent(
    eventOfKind(
      classOf,
      { id, type, kindCase },
      {
        orderReference: textAt(data, 'reference') ?? textAt(data, 'payment_reference'),
        paymentId: textAt(data, 'payment_id') ?? textAt(data, 'id'),
        ...(isByPayment(type) && { byPayment: true }),
        ...(!Number.isNaN(time) && { at: time }),
        ...(withoutAmount.has(type) || kindCase === 'kept' ? {} : amountOf(type, data)),
        ...effectOf({ id, type, kindCase }, data),
        ...signalsOf(data),
      },
    ),
    body,
  );
}

// Whoever asks for these may give them a reference of their own.
const hasOwnReference: ReadonlySet<string> = new Set([
  'payment_refunded',
  'payment_returned',
  'payment_voided',
]);

const withoutAmount: ReadonlySet<string> = new Set([
  'payment_declined',
  'payment_canceled',
  'payment_expired',
  'payment_authentication_failed',
  'payment_capture_declined',
  'payment_voided',
  'payment_compliance_review',
]);

function amountOf(type: string, data: unknown) {
  const currency = textAt(data, 'currency');
  const isSum = type === 'payment_authorization_incremented';
  const units = isSum ? integerAt(data, 'balances', 'total_authorized') : integerAt(data, 'amount');
  const amountMinor = fromGatewayUnits(units ?? integerAt(data, 'amount'), currency, digits);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

// The payment of a dispute may have been told without a reference of ours; its own reference is optional.
function isByPayment(type: string): boolean {
  return (
    type.startsWith('dispute_') || type === 'request_for_information_received' || hasOwnReference.has(type)
  );
}

// The scheme gives the money back at once, or there was nothing to take.
function resolution(data: unknown): string {
  return textAt(data, 'resolved_reason') === 'rapid_dispute_resolution' ? 'refunded' : 'kept';
}

const stages: Readonly<Record<string, readonly [number, 'open' | 'ended' | 'lost']>> = {
  request_for_information_received: [1, 'open'],
  dispute_received: [2, 'open'],
  dispute_evidence_required: [3, 'open'],
  dispute_won: [4, 'ended'],
  dispute_lost: [4, 'lost'],
  dispute_accepted: [4, 'lost'],
  dispute_expired: [4, 'lost'],
  // Either side can go on after the scheme has decided.
  dispute_arbitration_sent_to_scheme: [5, 'open'],
  dispute_arbitration_won: [6, 'ended'],
  dispute_arbitration_lost: [6, 'lost'],
  dispute_canceled: [7, 'ended'],
};

function effectOf(
  { id, type, kindCase }: { id: string; type: string; kindCase: string | undefined },
  data: unknown,
): { readonly effect?: Effect } {
  // Each capture and each refund is an action of its own.
  const item = textAt(data, 'action_id') ?? id;
  if (type === 'payment_captured') return { effect: { kind: 'captured', item } };
  if (type === 'payment_refunded' || type === 'payment_returned')
    return { effect: { kind: 'refunded', item } };
  const [stage, outcome] = kindCase === undefined ? (entryOf(stages, type) ?? []) : [7, outcomeOf(kindCase)];
  if (stage === undefined || outcome === undefined) return {};
  return { effect: { kind: 'dispute', item: textAt(data, 'id'), stage, outcome } };
}

function outcomeOf(kindCase: string): 'ended' | 'lost' {
  return kindCase === 'refunded' ? 'lost' : 'ended';
}

/** What a payment says of the card and of the risk. */
export function signalsOf(payment: unknown): Pick<PaymentEvent, 'checks' | 'risk'> {
  return {
    ...checksOf(checksOfAvsLetter(textAt(payment, 'source', 'avs_check')), codeCheck(payment)),
    ...flagged(at(payment, 'risk', 'flagged')),
  };
}

// Yes and no stand for the networks' match and mismatch.
function codeCheck(data: unknown): CardChecks {
  const letter = textAt(data, 'source', 'cvv_check');
  return checkOfCodeLetter(letter === 'Y' ? 'M' : letter);
}

function flagged(flag: unknown): Pick<PaymentEvent, 'risk'> {
  if (typeof flag !== 'boolean') return {};
  return { risk: flag ? 'elevated' : 'normal' };
}
