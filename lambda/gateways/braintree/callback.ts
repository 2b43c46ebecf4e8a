import { createHash } from 'node:crypto';
import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/braintree.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { digestOf, oneEvent, receiptOf } from '../events.ts';
import { checksOf, riskOf } from '../fraud-signals.ts';
import type {
  CallbackAdapter,
  MerchantAccount,
  Reading,
  Receipt,
  Secret,
  VerificationResult,
} from '../gateway.ts';
import { at, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { CheckResult, Effect, PaymentEvent, Risk } from '../payment-event.ts';
import { fromHex, hmac, sameBytes, textKey } from '../signature.ts';
import { parseXml } from '../xml.ts';

/** Braintree posts a form with a payload and a signature for each of the shop's keys. Its events have no id. */
export const braintreeCallback: CallbackAdapter = {
  name: 'braintree',
  verify,
  receive,
  read: ({ body }) => read(payloadIn(new URLSearchParams(body.toString('latin1'))), body),
  answerChallenge: (delivery, { secrets }) => challengeAnswer(delivery, secrets[0]),
};

function verify({ body }: Delivery, { secrets }: MerchantAccount): VerificationResult {
  const posted = postedIn(body);
  return posted ? verifyPosted(posted, secrets) : 'malformed';
}

function receive({ body }: Delivery, { secrets }: MerchantAccount): Receipt {
  const posted = postedIn(body);
  if (!posted) return { result: 'malformed' };
  return receiptOf(verifyPosted(posted, secrets), () => read(posted.payload, body));
}

interface Posted {
  readonly payload: string;
  /** Of each active key: its public part, a bar and the signature. */
  readonly pairs: readonly string[];
}

function postedIn(body: Buffer): Posted | undefined {
  const form = new URLSearchParams(body.toString('latin1'));
  const payload = payloadIn(form);
  const signatures = onlyValue(form, 'bt_signature') ?? '';
  if (!payload || signatures === '' || signatures.length > longestSignatures) return undefined;
  return { payload, pairs: signatures.split('&') };
}

// A form turns a plus sign that was not encoded into a space, which no payload has.
function payloadIn(form: URLSearchParams): string | undefined {
  const payload = onlyValue(form, 'bt_payload');
  return payload && /^[A-Za-z0-9+/=\n]+$/.test(payload) ? payload : undefined;
}

// A few active keys are some hundred characters; whatever is longer was made to cost time.
const longestSignatures = 8192;

function onlyValue(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

function verifyPosted(posted: Posted, secrets: readonly Secret[]): VerificationResult {
  const results = secrets.map((secret) => verifyPair(posted, secret));
  const inOrder: readonly VerificationResult[] = ['authentic', 'undecidable', 'forged'];
  const found = inOrder.find((result) => results.includes(result));
  if (found) return found;
  // So looks a key that was changed on one side only. Whoever is to be told of it counts what is forged.
  const known = secrets.map(({ publicKey }) => publicKey);
  const isForeign = posted.pairs.every((pair) => wholePair.test(pair) && !known.includes(pair.split('|')[0]));
  return isForeign ? 'forged' : 'malformed';
}

const wholePair = /^[^|]+\|[0-9a-f]{40}$/;

function verifyPair({ payload, pairs }: Posted, secret: Secret): VerificationResult {
  const key = signingKey(secret);
  if (!key) return 'undecidable';
  const ours = pairs
    .map((pair) => pair.split('|'))
    .filter(([publicKey]) => publicKey === secret['publicKey']);
  const received = fromHex(ours[0]?.[1] ?? '');
  if (ours.length !== 1 || ours[0]?.length !== 2 || !received) return 'malformed';
  // The line end of the payload's base64 is signed, and gets lost on the way of some.
  const isOurs = [payload, `${payload}\n`].some((text) => sameBytes(hmac('sha1', key, text), received));
  return isOurs ? 'authentic' : 'forged';
}

function signingKey({ publicKey = '', privateKey = '' }: Secret): Buffer | undefined {
  const key = textKey(privateKey);
  return key && textKey(publicKey) ? createHash('sha1').update(key).digest() : undefined;
}

/** Answers only what looks like the gateway's own challenge: signing any text would let anybody make callbacks. */
export function challengeAnswer({ method, query }: Delivery, secret: Secret): string | undefined {
  const challenge = onlyValue(new URLSearchParams(query), 'bt_challenge') ?? '';
  const key = signingKey(secret);
  if (method !== 'GET' || !key || !/^[a-f0-9]{20,32}$/.test(challenge)) return undefined;
  return `${secret['publicKey']}|${hmac('sha1', key, challenge).toString('hex')}`;
}

const classOf = classesOf(table);

function read(payload: string | undefined, body: Buffer): Reading {
  const xml = Buffer.from(payload ?? '', 'base64').toString('utf8');
  const notification = at(parseXml(xml), 'notification');
  const type = textAt(notification, 'kind');
  if (!type || !payload) return oneEvent(undefined, body);
  const time = Date.parse(textAt(notification, 'timestamp') ?? '');
  const { kindCase, ...content } = contentOf(type, at(notification, 'subject'));
  const event = eventOfKind(classOf, { id: digestOf(payload.trimEnd()), type, kindCase }, content);
  return oneEvent({ ...event, ...(!Number.isNaN(time) && { at: time }) }, body);
}

type Content = Omit<PaymentEvent, 'id' | 'type' | 'class'> & { readonly kindCase?: string };

function contentOf(type: string, subject: unknown): Content {
  if (type.startsWith('dispute_')) return ofDispute(type, at(subject, 'dispute'));
  if (type.startsWith('local_payment_')) return ofLocalPayment(at(subject, subjectName(type)));
  if (type === 'transaction_reviewed') return ofReview(at(subject, 'transaction-review'));
  return ofTransaction(type, at(subject, 'transaction'));
}

// The one that completes is called by the name that the others add to.
function subjectName(type: string): string {
  return type === 'local_payment_completed' ? 'local-payment' : type.replaceAll('_', '-');
}

function ofTransaction(type: string, transaction: unknown): Content {
  const isCredit = textAt(transaction, 'type') === 'credit' || type === 'refund_failed';
  const sale =
    textAt(transaction, 'refunded-transaction-id') ?? textAt(transaction, 'refunded-transaction-fk');
  const id = textAt(transaction, 'id');
  const orderReference = textAt(transaction, 'order-id');
  return {
    kindCase: isCredit ? 'credit' : 'sale',
    orderReference,
    ...(isCredit && orderReference === undefined && { byPayment: true }),
    paymentId: isCredit ? sale : id,
    ...amountOf(transaction, 'amount'),
    ...effectOf(type, isCredit, id),
    ...signalsOf(transaction),
  };
}

function effectOf(
  type: string,
  isCredit: boolean,
  item: string | undefined,
): Pick<PaymentEvent, 'effect' | 'classOnceCaptured'> {
  if (isCredit) {
    const hasFailed = type === 'refund_failed' || type === 'transaction_settlement_declined';
    return { effect: { kind: hasFailed ? 'refundFailed' : 'refunded', item } };
  }
  if (type !== 'transaction_settlement_declined') return {};
  // A bank can take a debit back after it was settled.
  return { effect: { kind: 'failed', undoesCapture: true }, classOnceCaptured: 'moneyOut' };
}

/** A sale as the gateway answers to it: what it holds then, webhooks tell for bank debits only. */
export function saleEvent(transaction: unknown): PaymentEvent | undefined {
  const id = textAt(transaction, 'id');
  const status = textAt(transaction, 'status');
  if (!id || !status) return undefined;
  const isTaken = ['submitted_for_settlement', 'settling', 'settled', 'settlement_confirmed'].includes(
    status,
  );
  const { kindCase: _, ...content } = ofTransaction('sale', transaction);
  const found = isTaken ? 'moneyIn' : status === 'authorized' ? 'authorised' : 'informational';
  return { id: `sale:${id}:${status}`, type: `sale ${status}`, class: found, ...content };
}

// Each stage of a dispute is a dispute of its own.
function ofDispute(type: string, dispute: unknown): Content {
  const isLost = ['dispute_lost', 'dispute_accepted', 'dispute_auto_accepted', 'dispute_expired'].includes(
    type,
  );
  const outcome = isLost ? 'lost' : type === 'dispute_won' ? 'ended' : 'open';
  const transaction = at(dispute, 'transaction');
  return {
    orderReference: textAt(transaction, 'order-id'),
    byPayment: true,
    paymentId: textAt(transaction, 'id'),
    ...amountOf(
      dispute,
      ...(type === 'dispute_won' ? ['amount-won', 'amount'] : ['amount-disputed', 'amount']),
    ),
    effect: { kind: 'dispute', item: textAt(dispute, 'id'), stage: outcome === 'open' ? 1 : 2, outcome },
  };
}

// Without a transaction, money left the shopper, and the shop has yet to make the sale of it.
function ofLocalPayment(payment: unknown): Content {
  const transaction = at(payment, 'transaction');
  const id = textAt(transaction, 'id');
  if (id === undefined)
    return { kindCase: 'pending', byPayment: true, paymentId: textAt(payment, 'payment-id') };
  return { ...ofTransaction('local_payment', transaction), kindCase: 'sale' };
}

function ofReview(review: unknown): Content {
  const isCleared = textAt(review, 'decision')?.toLowerCase() === 'approve';
  const effect: Effect = { kind: 'review', stage: 2, isCleared };
  return { byPayment: true, paymentId: textAt(review, 'transaction-id'), effect };
}

function amountOf(subject: unknown, ...members: readonly string[]) {
  const currency = textAt(subject, 'currency-iso-code');
  const text = members.map((member) => textAt(subject, member)).find((found) => found !== undefined);
  const amountMinor = fromDecimal(text, currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function signalsOf(transaction: unknown) {
  return {
    ...checksOf({
      avsStreet: checkResult(textAt(transaction, 'avs-street-address-response-code')),
      avsPostalCode: checkResult(textAt(transaction, 'avs-postal-code-response-code')),
      cvc: checkResult(textAt(transaction, 'cvv-response-code')),
    }),
    ...riskOf(textAt(transaction, 'risk-data', 'decision'), decisions),
  };
}

const decisions: Readonly<Record<string, Risk>> = {
  Approve: 'normal',
  Review: 'elevated',
  Decline: 'elevated',
};

function checkResult(letter: string | undefined): CheckResult | undefined {
  if (letter === undefined) return undefined;
  return letter === 'M' ? 'match' : letter === 'N' ? 'mismatch' : 'unchecked';
}
