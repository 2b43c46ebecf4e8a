import type { Delivery } from './delivery.ts';
import { digestOf, receiptOf, type Verdict } from './events.ts';
import type {
  Account,
  EventKind,
  Gateway,
  HttpRequest,
  HttpResponse,
  PaymentEvent,
  Receipt,
  Session,
  SessionRequest,
} from './gateway.ts';
import { postJson } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { type DigitExceptions, fromGatewayUnits, toGatewayUnits } from './money.ts';
import { asking, idempotencyKey, page, redirect, secretField, startedBy } from './session.ts';
import { fromBase64, fromHex, type HeaderScheme, hmac, judge, judgeHeader } from './signature.ts';

const digits: DigitExceptions = { CLP: 2, CVE: 0, IDR: 0, ISK: 2 };

/** Adyen signs eight fields of each payment, and the whole body of any other message. No time is signed. */
export const adyen: Gateway = {
  name: 'adyen',
  secretFields: {
    hmacKey: { for: 'callbacks', meaning: 'HMAC key of the webhook', pattern: '^[0-9A-Fa-f]{64}$' },
    merchantAccount: { for: 'both', meaning: 'merchant account; callbacks for any other are refused' },
    apiKey: { for: 'requests', meaning: 'API key of the API credential' },
    clientKey: { for: 'page', meaning: 'client key of the API credential' },
  },
  rotation: {
    requests: 'automatic',
    callbacks: 'automatic',
    overlap: 'for some time after the change: keep the previous key for three days',
  },
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

// Buffer reads up to the first character that is not hexadecimal: what is left could be a key that is easy to guess.
const readKey = (text: string) => (text.length === 64 ? fromHex(text.toLowerCase()) : undefined);

const bodyScheme: HeaderScheme = {
  header: 'hmacsignature',
  decode: fromBase64,
  hash: 'sha256',
  field: 'hmacKey',
  readKey,
};

/** Messages about accounts and reports: authentic, and of no consequence for an order. */
function receiveMessage(delivery: Delivery, account: Account): Receipt {
  return receiptOf(judgeHeader(delivery, account, bodyScheme), delivery.body, () => {
    const type = textAt(parseJson(delivery.body), 'type');
    return [type ? { id: digestOf(delivery.body), type, kind: 'other' } : undefined];
  });
}

function receiveItems(delivery: Delivery, account: Account): Receipt {
  const list = at(parseJson(delivery.body), 'notificationItems');
  const items = Array.isArray(list) ? list.map((each) => at(each, 'NotificationRequestItem')) : [];
  return receiptOf(verifyItems(items, account), delivery.body, () => items.map(eventOf));
}

// One bad item spoils the delivery, and ends the work on it: the gateway sends all of them again.
function verifyItems(items: readonly unknown[], account: Account): Verdict {
  for (const item of items) {
    const verdict = verifyItem(item, account);
    if (verdict !== 'authentic') return verdict;
  }
  return items.length === 0 ? 'malformed' : 'authentic';
}

const isText = (value: unknown) => typeof value === 'string';

// What is signed is the fields' text. A number as text, or a list of one text, has the same and means nothing to us.
const signedFields: readonly (readonly [isWhole: (value: unknown) => boolean, ...path: readonly string[]])[] =
  [
    [isText, 'pspReference'],
    [isText, 'originalReference'],
    [isText, 'merchantAccountCode'],
    [isText, 'merchantReference'],
    [Number.isSafeInteger, 'amount', 'value'],
    [isText, 'amount', 'currency'],
    [isText, 'eventCode'],
    [(value) => isText(value) || typeof value === 'boolean', 'success'],
  ];

/** A field as it was signed: empty when the item does not have it, and nothing when it is not what it must be. */
function signedText(item: unknown, [isWhole, ...path]: (typeof signedFields)[number]): string | undefined {
  const value = at(item, ...path) ?? undefined;
  return value === undefined ? '' : isWhole(value) ? String(value) : undefined;
}

function verifyItem(item: unknown, { secrets }: Account): Verdict {
  const received = fromBase64(textAt(item, 'additionalData', 'hmacSignature') ?? '');
  const fields = signedFields.map((field) => signedText(item, field));
  // Fields are joined without escaping, so a colon in one of them could be the border of two others.
  if (!received || fields.some((field) => field === undefined || field.includes(':'))) return 'malformed';
  const account = textAt(item, 'merchantAccountCode');
  if (!secrets.some(({ merchantAccount }) => merchantAccount !== undefined && merchantAccount === account))
    return 'forged';
  const keys = secrets.map(({ hmacKey = '' }) => readKey(hmacKey));
  return judge(keys, [received], (key) => hmac('sha256', key, fields.join(':')));
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
  };
}

function postLink(request: SessionRequest, account: Account): HttpRequest {
  return post('paymentLinks', request, account, {});
}

function postSession(request: SessionRequest, account: Account): HttpRequest {
  return post('sessions', request, account, { channel: 'Web' });
}

function post(path: string, request: SessionRequest, account: Account, more: object): HttpRequest {
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

function checkoutApi({ use: { mode, settings } }: Account): string {
  if (mode === 'test') return 'https://checkout-test.adyen.com/v72';
  return `https://${settings['prefix']?.toLowerCase()}-checkout-live.adyenpayments.com/checkout/v72`;
}

function forScript(answer: unknown, response: HttpResponse, account: Account): Session {
  const { mode, settings } = account.use;
  const region = settings['region'];
  const data = {
    sessionId: textAt(answer, 'id'),
    sessionData: textAt(answer, 'sessionData'),
    clientKey: secretField(account, 'clientKey'),
    environment: mode === 'test' ? 'test' : region === 'eu' ? 'live' : `live-${region}`,
  };
  return page(data, response);
}
