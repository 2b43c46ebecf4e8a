import { adyenKeys } from './adyen/keys.ts';
import type { Delivery } from './delivery.ts';
import { base64Header, type Diagnosis } from './diagnosis.ts';
import { digestOf, receiptOf } from './events.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { riskOf } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, Receipt, Secret, VerificationResult } from './gateway.ts';
import { get, postJson } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { type DigitExceptions, fromGatewayUnits, toGatewayUnits } from './money.ts';
import type { EventKind, PaymentEvent, Risk } from './payment-event.ts';
import { asking, idempotencyKey, page, redirect, secretField, startedBy } from './session.ts';
import type { Session, SessionRequest } from './session-request.ts';
import { fromBase64, type HeaderScheme, hmac, matchSignatures, verifyHeader } from './signature.ts';

const digits: DigitExceptions = { CLP: 2, CVE: 0, IDR: 0, ISK: 2 };

const diagnosis: Diagnosis = {
  headers: [{ ...base64Header('hmacsignature'), isOptional: true }],
  contentFault: ({ body }) => itemFault(at(parseJson(body), 'notificationItems')),
  mistakes: [
    {
      finding:
        'the signature is right, but the callback is for another merchantAccount than that of the secret',
      mend: (secret, delivery) => ({ ...secret, ...membersIn(delivery) }),
    },
  ],
};

/** Adyen signs eight fields of each payment, and the whole body of any other message. No time is signed. */
export const adyen: Gateway = {
  name: 'adyen',
  secretFields: {
    hmacKey: { for: 'callbacks', meaning: 'HMAC key of the webhook', pattern: '^[0-9A-Fa-f]{64}$' },
    merchantAccount: { for: 'both', meaning: 'merchant account; callbacks for any other are refused' },
    apiKey: { for: 'requests', meaning: 'API key of the API credential' },
    clientKey: { for: 'page', meaning: 'client key of the API credential' },
    webhookId: { for: 'requests', meaning: 'id of the webhook; for automatic rotation', optional: true },
    apiCredentialId: {
      for: 'requests',
      meaning: 'id of the API credential; for automatic rotation',
      optional: true,
    },
  },
  rotation: {
    requests: 'automatic',
    callbacks: 'automatic',
    overlap: 'the previous key may sign for some time after the change: retries come for 30 days',
  },
  checks: [],
  keyMaker: adyenKeys,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'management-live' : 'management-test';
      return get(`https://${host}.adyen.com/v3/me`, { 'x-api-key': secretField(account, 'apiKey') });
    },
  },
  diagnosis,
  membersIn,
  callbackSchemes: [
    'standard-webhook(item HMAC)',
    'platform/management-webhook(raw body HMAC, header HmacSignature)',
  ],
  verify: (delivery, account) =>
    delivery.headers.has(bodyScheme.header)
      ? verifyHeader(delivery, account, bodyScheme)
      : verifyItems(itemsOf(delivery), account),
  receive: (delivery, account) =>
    delivery.headers.has(bodyScheme.header)
      ? receiveMessage(delivery, account)
      : receiveItems(delivery, account),
  session: startedBy({
    redirect: asking(postLink, (answer, response, account) =>
      redirect(textAt(answer, 'url'), response, account),
    ),
    fields: asking(postSession, forScript),
  }),
};

function membersIn({ body }: Delivery): Secret {
  const firstItem = at(parseJson(body), 'notificationItems', 0, 'NotificationRequestItem');
  return { merchantAccount: textAt(firstItem, 'merchantAccountCode') ?? '' };
}

function itemFault(items: unknown): string {
  if (!Array.isArray(items) || items.length === 0) {
    return 'the body is not JSON with a list of notificationItems, and found no header hmacsignature';
  }
  const isSigned = (item: unknown) =>
    textAt(item, 'NotificationRequestItem', 'additionalData', 'hmacSignature') !== undefined;
  if (!items.every(isSigned)) {
    return 'an item has no additionalData.hmacSignature: give the webhook an HMAC key in the Customer Area';
  }
  return 'a signed member of an item holds a colon or is not of its type, or its hmacSignature is not in padded base64';
}

// Buffer reads up to the first character that is not hexadecimal: what is left could be a key that is easy to guess.
const readKey = (text: string) => (/^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : undefined);

const known = new WeakMap<Secret, Buffer | undefined>();

// A delivery can hold many items, and a version of the secret serves many deliveries.
function keyOf(secret: Secret): Buffer | undefined {
  if (!known.has(secret)) known.set(secret, readKey(secret['hmacKey'] ?? ''));
  return known.get(secret);
}

const bodyScheme: HeaderScheme = {
  header: 'hmacsignature',
  decode: fromBase64,
  hash: 'sha256',
  field: 'hmacKey',
  readKey,
};

/** Messages about accounts and reports: authentic, and of no consequence for an order. */
function receiveMessage(delivery: Delivery, account: MerchantAccount): Receipt {
  return receiptOf(verifyHeader(delivery, account, bodyScheme), delivery.body, () => {
    const type = textAt(parseJson(delivery.body), 'type');
    return [type ? { id: digestOf(delivery.body), type, kind: 'other' } : undefined];
  });
}

function receiveItems(delivery: Delivery, account: MerchantAccount): Receipt {
  const items = itemsOf(delivery);
  return receiptOf(verifyItems(items, account), delivery.body, () => items.map(eventOf));
}

function itemsOf({ body }: Delivery): readonly Item[] {
  const list = at(parseJson(body), 'notificationItems');
  return Array.isArray(list) ? list.map((each) => Object(Object(each).NotificationRequestItem)) : [];
}

/** An item as it arrived: whatever is in these places can be anything until it is verified. */
interface Item {
  readonly additionalData?: { readonly hmacSignature?: unknown } | null;
  readonly pspReference?: unknown;
  readonly originalReference?: unknown;
  readonly merchantAccountCode?: unknown;
  readonly merchantReference?: unknown;
  readonly amount?: { readonly value?: unknown; readonly currency?: unknown } | null;
  readonly eventCode?: unknown;
  readonly success?: unknown;
}

// One bad item spoils the delivery, and ends the work on it: the gateway sends all of them again.
function verifyItems(items: readonly Item[], { secrets }: MerchantAccount): VerificationResult {
  const keys = secrets.map(keyOf);
  for (const item of items) {
    const result = verifyItem(item, keys, secrets);
    if (result !== 'authentic') return result;
  }
  return items.length === 0 ? 'malformed' : 'authentic';
}

function verifyItem(
  item: Item,
  keys: readonly (Buffer | undefined)[],
  secrets: readonly Secret[],
): VerificationResult {
  const signature = item.additionalData?.hmacSignature;
  const received = typeof signature === 'string' ? fromBase64(signature) : undefined;
  const line = signedLine(item);
  if (!received || line === undefined) return 'malformed';
  const account = item.merchantAccountCode;
  if (!account || secrets.every(({ merchantAccount }) => merchantAccount !== account)) return 'forged';
  return matchSignatures(keys, [received], (key) => hmac('sha256', key, line));
}

/** The fields as they were signed, one missing as an empty one; nothing when one is not what it must be. */
function signedLine(item: Item): string | undefined {
  const { value, currency } = item.amount ?? {};
  const payment = `${signedText(item.pspReference)}:${signedText(item.originalReference)}`;
  const order = `${signedText(item.merchantAccountCode)}:${signedText(item.merchantReference)}`;
  const sum = `${signedText(value, Number.isSafeInteger)}:${signedText(currency)}`;
  const event = `${signedText(item.eventCode)}:${signedText(item.success, isTextOrBoolean)}`;
  const line = `${payment}:${order}:${sum}:${event}`;
  return eightFields.test(line) ? line : undefined;
}

// Fields are joined without escaping, so a colon in one of them could be the border of two others.
const eightFields = /^(?:[^:]*:){7}[^:]*$/;
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrBoolean = (value: unknown): boolean => isText(value) || typeof value === 'boolean';

// What is signed is the fields' text. A number as text, or a list of one text, has the same and means nothing to us:
// a border in its place makes one field too many.
function signedText(value: unknown, isWhole = isText): string {
  if (value === undefined || value === null) return '';
  return isWhole(value) ? String(value) : ':';
}

// A session asks for capture without delay, so that authorisation is the last word that a paid order waits for.
const kinds: Readonly<Record<string, EventKind>> = {
  'AUTHORISATION:true': 'paid',
  'AUTHORISATION:false': 'failed',
  'CANCELLATION:true': 'failed',
  'REFUND:true': 'refunded',
  'NOTIFICATION_OF_CHARGEBACK:true': 'disputed',
  'CHARGEBACK:true': 'disputed',
};

/** Only signed members: dates, reasons and the card's checks of a delivery could be anybody's. */
function eventOf(item: unknown): PaymentEvent | undefined {
  const pspReference = textAt(item, 'pspReference');
  const eventCode = textAt(item, 'eventCode');
  if (!pspReference || !eventCode) return undefined;
  const success = String(at(item, 'success') ?? '');
  const currency = textAt(item, 'amount', 'currency');
  return {
    id: `${pspReference}:${eventCode}:${success}`,
    type: eventCode,
    kind: entryOf(kinds, `${eventCode}:${success}`) ?? 'other',
    orderReference: textAt(item, 'merchantReference'),
    paymentId: textAt(item, 'originalReference') ?? pspReference,
    amountMinor: fromGatewayUnits(integerAt(item, 'amount', 'value'), currency, digits),
    currency,
    ...riskOf(eventCode, doubts),
  };
}

// The scores of its fraud control are not signed; that somebody was alarmed is.
const doubts: Readonly<Record<string, Risk>> = {
  MANUAL_REVIEW_REJECT: 'elevated',
  NOTIFICATION_OF_FRAUD: 'elevated',
};

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  // Adyen wants house number and street apart, so its page asks for them.
  return post('paymentLinks', request, account, { requiredShopperFields: ['billingAddress'] });
}

function postSession(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('sessions', request, account, { channel: 'Web' });
}

function post(path: string, request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const headers = {
    'x-api-key': secretField(account, 'apiKey'),
    'idempotency-key': idempotencyKey(request),
  };
  return postJson(`${checkoutApi(account)}/${path}`, headers, {
    amount: {
      value: toGatewayUnits(request.amountMinor, request.currency, digits),
      currency: request.currency,
    },
    merchantAccount: secretField(account, 'merchantAccount'),
    reference: request.orderReference,
    countryCode: request.country,
    returnUrl: request.returnUrl,
    captureDelayHours: 0,
    ...more,
  });
}

function checkoutApi({ config: { mode, settings } }: MerchantAccount): string {
  if (mode === 'test') return 'https://checkout-test.adyen.com/v72';
  return `https://${settings['prefix']?.toLowerCase()}-checkout-live.adyenpayments.com/checkout/v72`;
}

function forScript(answer: unknown, response: HttpResponse, account: MerchantAccount): Session {
  const { mode, settings } = account.config;
  const region = settings['region'];
  const data = {
    sessionId: textAt(answer, 'id'),
    sessionData: textAt(answer, 'sessionData'),
    clientKey: secretField(account, 'clientKey'),
    environment: mode === 'test' ? 'test' : region === 'eu' ? 'live' : `live-${region}`,
  };
  return page(data, response);
}
