import { type Delivery, header, headerPairs } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import { inMode, modeOfFlag } from './events.ts';
import type { Exchange, HttpRequest } from './exchange.ts';
import { riskOf } from './fraud-signals.ts';
import type {
  Confirmation,
  Gateway,
  MerchantAccount,
  Receipt,
  UnverifiedNotification,
  VerificationResult,
} from './gateway.ts';
import { bearer, get, jsonOf, postJson } from './http.ts';
import { at, entryOf, integerAt, textAt } from './json.ts';
import { fromDecimal, toDecimal } from './money.ts';
import type { EventKind, PaymentEvent, Risk } from './payment-event.ts';
import { asking, idempotencyKey, redirect, refused, secretField, startedBy } from './session.ts';
import type { Session, SessionRequest } from './session-request.ts';
import { fromHex, hmac, isFresh, matchSignatures, textKey, toleranceSeconds } from './signature.ts';

const diagnosis: Diagnosis = {
  headers: [
    {
      name: 'x-signature',
      form: 'ts=TIME,v1=SIGNATURE, with one time of ten or thirteen digits and lower-case hexadecimal digits',
      example: 'ts=0000000000,v1=00',
    },
    { name: 'x-request-id', form: 'an id of letters, digits, _ and -', example: 'id', isOptional: true },
  ],
  contentFault: () => 'the query of the address holds no single data.id of letters and digits',
  signedTime: { read: signedSeconds, oldestSeconds: toleranceSeconds },
  otherwise:
    'no signature in it was made for this data.id, x-request-id and time with this secret: a load balancer may have replaced x-request-id, or the secret is of another application',
};

/** Mercado Pago signs an id and a time, but not the body: a delivery proves that something changed, not what. */
export const mercadopago: Gateway = {
  name: 'mercadopago',
  secretFields: {
    webhookSecret: { for: 'callbacks', meaning: 'secret signature of the application' },
    accessToken: { for: 'requests', meaning: 'access token of the application' },
    publicKey: { for: 'page', meaning: 'public key of the application' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'none stated: retries come for four days',
  },
  checks: [],
  verify,
  keyTrial: {
    request: (account) =>
      get('https://api.mercadopago.com/users/me', bearer(secretField(account, 'accessToken'))),
  },
  diagnosis,
  secretForms: [{ kind: 'an access token', pattern: '(?<![A-Za-z0-9])APP_USR-[A-Za-z0-9-]{20,}' }],
  receive,
  confirm,
  session: startedBy({
    redirect: asking(postPreference, (answer, response, account) =>
      redirect(linkOf(answer, account), response, account),
    ),
    fields: cardFields,
  }),
};

// Ten digits are seconds and thirteen are milliseconds; the gateway sends both.
function signedSeconds(delivery: Delivery): number {
  const ts = Number(headerPairs(header(delivery, 'x-signature') ?? '')?.get('ts')?.[0]);
  return ts >= 1e12 ? ts / 1000 : ts;
}

function verify(delivery: Delivery, account: MerchantAccount, now: Date): VerificationResult {
  const signed = signedParts(delivery, new URLSearchParams(delivery.query));
  return signed ? verifyParts(signed, account, now) : 'malformed';
}

function receive(delivery: Delivery, account: MerchantAccount, now: Date): Receipt {
  const query = new URLSearchParams(delivery.query);
  const signed = signedParts(delivery, query);
  if (!signed) return { result: 'malformed' };
  const result = verifyParts(signed, account, now);
  if (result !== 'authentic') return { result };
  const resource = query.get('type') ?? query.get('topic') ?? 'other';
  return { result: 'unverified', notification: { deliveryId: signed.manifest, resource, id: signed.id } };
}

interface SignedParts {
  readonly id: string;
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
  const isWhole =
    /^[A-Za-z0-9]+$/.test(id) && /^\d{10}(?:\d{3})?$/.test(timestamp) && delivery.body.length > 0;
  if (!isSingle || !isWhole || !signature) return undefined;
  const request = requestPart(delivery);
  if (request === undefined) return undefined;
  // The sender signs the id in lower case, whatever it puts into the address.
  const manifest = `id:${id.toLowerCase()};${request}ts:${timestamp};`;
  return { id, manifest, seconds: signedSeconds(delivery), signature };
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

function* confirm(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  if (resource !== 'payment' || !/^\d+$/.test(id)) return { outcome: 'unknown' };
  const response = yield get(`https://api.mercadopago.com/v1/payments/${id}`, authorization(account));
  if (response.status === 404) return { outcome: 'unknown' };
  const event = eventOf(jsonOf(response), account);
  return event ? { outcome: 'confirmed', event } : refused(response);
}

const kinds: Readonly<Record<string, EventKind>> = {
  authorized: 'authorised',
  approved: 'paid',
  rejected: 'failed',
  cancelled: 'failed',
  refunded: 'refunded',
  charged_back: 'disputed',
};

function eventOf(payment: unknown, account: MerchantAccount): PaymentEvent | undefined {
  const id = integerAt(payment, 'id') ?? textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (id === undefined || !status) return undefined;
  const currency = textAt(payment, 'currency_id');
  const refunded = fromDecimal(at(payment, 'transaction_amount_refunded'), currency) ?? 0;
  // A part that went back leaves the payment approved.
  const kind = status === 'approved' && refunded > 0 ? 'refunded' : (entryOf(kinds, status) ?? 'other');
  const told: PaymentEvent = {
    id: `${id}:${status}:${refunded}`,
    type: `payment ${status}`,
    kind,
    orderReference: textAt(payment, 'external_reference'),
    paymentId: String(id),
    amountMinor:
      kind === 'refunded' && refunded > 0
        ? refunded
        : fromDecimal(at(payment, 'transaction_amount'), currency),
    currency,
    ...riskOf(textAt(payment, 'status_detail'), doubts),
  };
  return inMode(told, modeOfFlag(at(payment, 'live_mode')), account);
}

const doubts: Readonly<Record<string, Risk>> = { pending_review_manual: 'elevated' };

function linkOf(preference: unknown, { config }: MerchantAccount): string | undefined {
  const link = textAt(preference, 'init_point');
  return config.mode === 'test' ? (textAt(preference, 'sandbox_init_point') ?? link) : link;
}

function postPreference(request: SessionRequest, account: MerchantAccount): HttpRequest {
  const { returnUrl, cancelUrl } = request;
  const item = {
    id: request.orderReference,
    title: request.description,
    quantity: 1,
    currency_id: request.currency,
  };
  return post('checkout/preferences', request, account, {
    items: [{ ...item, unit_price: price(request) }],
    back_urls: { success: returnUrl, pending: returnUrl, failure: cancelUrl },
    auto_return: 'approved',
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  if (!request.card) return { outcome: 'page', data: { publicKey: secretField(account, 'publicKey') } };
  if (!request.email || !request.card.brand) {
    throw new Error('mercadopago takes no card without its brand and an email address');
  }
  const response = yield post('v1/payments', request, account, {
    transaction_amount: price(request),
    token: request.card.token,
    payment_method_id: request.card.brand,
    installments: 1,
    description: request.description,
    payer: { email: request.email },
  });
  const paymentId = integerAt(jsonOf(response), 'id');
  return paymentId === undefined ? refused(response) : { outcome: 'submitted', paymentId: String(paymentId) };
}

function price({ amountMinor, currency }: SessionRequest): number {
  return Number(toDecimal(amountMinor, currency));
}

function post(path: string, request: SessionRequest, account: MerchantAccount, body: object): HttpRequest {
  const headers = { ...authorization(account), 'x-idempotency-key': idempotencyKey(request) };
  return postJson(`https://api.mercadopago.com/${path}`, headers, {
    ...body,
    external_reference: request.orderReference,
    notification_url: request.callbackUrl,
  });
}

function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return bearer(secretField(account, 'accessToken'));
}
