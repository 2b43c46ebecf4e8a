import { type Delivery, header, headerPairs } from '../delivery.ts';
import { digestOf, inMode, modeOfFlag, receiptOf } from '../events.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, integerAt, parseJson, textAt } from '../json.ts';
import type { PaymentEvent } from '../payment-event.ts';
import { fromHex, hmac, isFresh, matchSignatures, textKey, toleranceSeconds } from '../signature.ts';
import { classOf, otherEvent, reviewEvent } from './objects.ts';

/** Mercado Pago signs an id and a time, but not the body: a delivery proves that something changed, not what. */
export const mercadopagoCallback: CallbackAdapter = {
  name: 'mercadopago',
  verify,
  receive: (delivery, account, now) => {
    const query = new URLSearchParams(delivery.query);
    const ipn = ipnNotification(delivery, query);
    if (ipn) return { result: 'unverified', notification: ipn };
    const signed = signedParts(delivery, query);
    if (!signed) return { result: 'malformed' };
    return receiptOf(verifyParts(signed, account, now), () => readSigned(delivery, query, signed.manifest));
  },
  read: (delivery) => {
    const query = new URLSearchParams(delivery.query);
    const ipn = ipnNotification(delivery, query);
    return ipn ? { notification: ipn } : readSigned(delivery, query, digestOf(delivery.body));
  },
  readUnverified,
};

function verify(delivery: Delivery, account: MerchantAccount, now: Date): VerificationResult {
  const signed = signedParts(delivery, new URLSearchParams(delivery.query));
  return signed ? verifyParts(signed, account, now) : 'malformed';
}

interface SignedParts {
  readonly manifest: string;
  readonly seconds: number;
  readonly signature: Buffer;
}

function signedParts(delivery: Delivery, query: URLSearchParams): SignedParts | undefined {
  const [id = '', ...moreIds] = query.getAll('data.id');
  const pairs = headerPairs(header(delivery, 'x-signature') ?? '');
  const [timestamp = '', ...moreTimestamps] = pairs?.get('ts') ?? [];
  const [text = '', ...moreSignatures] = pairs?.get('v1') ?? [];
  const signature = fromHex(text);
  const isSingle = [...moreIds, ...moreTimestamps, ...moreSignatures].length === 0;
  const isWhole = isId.test(id) && /^\d{10}(?:\d{3})?$/.test(timestamp) && delivery.body.length > 0;
  if (!isSingle || !isWhole || !signature) return undefined;
  const request = requestPart(delivery);
  if (request === undefined) return undefined;
  // The sender signs the id in lower case, whatever it puts into the address.
  const manifest = `id:${id.toLowerCase()};${request}ts:${timestamp};`;
  return { manifest, seconds: signedSeconds(delivery), signature };
}

const isId = /^[A-Za-z0-9]{1,64}$/;

/** The time that was signed. Ten digits are seconds and thirteen are milliseconds; the gateway sends both. */
export function signedSeconds(delivery: Delivery): number {
  const ts = Number(headerPairs(header(delivery, 'x-signature') ?? '')?.get('ts')?.[0]);
  return ts >= 1e12 ? ts / 1000 : ts;
}

// A semicolon in a value would end it early, and make two different requests read the same.
function requestPart(delivery: Delivery): string | undefined {
  if (!delivery.headers.has('x-request-id')) return '';
  const value = header(delivery, 'x-request-id') ?? '';
  return /^[\w-]+$/.test(value) ? `request-id:${value};` : undefined;
}

function verifyParts(
  { manifest, seconds, signature }: SignedParts,
  { secrets }: MerchantAccount,
  now: Date,
): VerificationResult {
  if (!isFresh(seconds, now, toleranceSeconds)) return 'stale';
  const keys = secrets.map(({ webhookSecret = '' }) => textKey(webhookSecret));
  return matchSignatures(keys, [signature], (key) => hmac('sha256', key, manifest));
}

// Its older notifications (IPN) are not signed at all. The id of a payment is worth a question, as with Mollie.
function ipnNotification({ headers }: Delivery, query: URLSearchParams) {
  const [id = '', ...more] = query.getAll('id');
  const isPayment = query.get('topic') === 'payment' && /^\d{1,20}$/.test(id) && more.length === 0;
  if (headers.has('x-signature') || !isPayment || query.has('data.id')) return undefined;
  return { type: 'payment', resource: 'payment', id };
}

const asked: readonly string[] = [
  'payment',
  'order',
  'topic_chargebacks_wh',
  'chargebacks',
  'topic_claims_integration_wh',
  'stop_delivery_op_wh',
  'delivery_cancellation',
];

function readSigned(delivery: Delivery, query: URLSearchParams, deliveryId: string): Reading {
  const body = parseJson(delivery.body);
  const type = query.get('type') ?? query.get('topic') ?? textAt(body, 'type') ?? textAt(body, 'topic') ?? '';
  const id = query.get('data.id') ?? idAt(at(body, 'data'), 'id') ?? query.get('id') ?? '';
  if (!asked.includes(type)) return { events: [otherEvent(deliveryId, type)] };
  // Told once only, with a payment that is not among what is signed.
  const isReview = type === 'stop_delivery_op_wh' || type === 'delivery_cancellation';
  const paymentId = isReview ? idAt(at(body, 'data'), 'payment_id') : undefined;
  return { notification: { deliveryId, type, resource: isReview ? 'payment' : type, id: paymentId ?? id } };
}

function idAt(value: unknown, name: string): string | undefined {
  const id = integerAt(value, name) ?? textAt(value, name);
  return id === undefined ? undefined : String(id);
}

// Most bodies hold an id and no more.
function readUnverified(delivery: Delivery, account: MerchantAccount): readonly PaymentEvent[] {
  const reading = mercadopagoCallback.read(delivery, account);
  if (!('notification' in reading)) return [];
  const { type, id, deliveryId = id } = reading.notification;
  if (classOf(type) !== 'review') return [];
  const event = reviewEvent({ deliveryId, type, resource: 'payment', id }, undefined);
  return [inMode(event, modeOfFlag(at(parseJson(delivery.body), 'live_mode')), account)];
}
