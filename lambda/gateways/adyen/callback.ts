import { digitsOf } from '../counting.ts';
import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/adyen.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { digestOf, oneEvent, receiptOf, unreadable } from '../events.ts';
import type {
  CallbackAdapter,
  MerchantAccount,
  Reading,
  Receipt,
  Secret,
  VerificationResult,
} from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { Effect, PaymentEvent } from '../payment-event.ts';
import { fromBase64, type HeaderScheme, hmac, matchSignatures, verifyHeader } from '../signature.ts';

/** Digits that Adyen counts differently from ISO 4217. */
export const digits = digitsOf('adyen');

/** Adyen signs eight fields of each payment, and the whole body of any other message. No time is signed. */
export const adyenCallback: CallbackAdapter = {
  name: 'adyen',
  verify: (delivery, account) =>
    isMessage(delivery)
      ? verifyHeader(delivery, account, bodyScheme)
      : verifyItems(itemsOf(delivery), account),
  receive: (delivery, account) =>
    isMessage(delivery)
      ? receiptOf(verifyHeader(delivery, account, bodyScheme), () => readMessage(delivery))
      : receiveItems(itemsOf(delivery), account),
  read: (delivery, account) =>
    isMessage(delivery) || itemsOf(delivery).length === 0
      ? readMessage(delivery)
      : readItems(itemsOf(delivery), account),
};

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

function isMessage({ headers }: Delivery): boolean {
  return headers.has(bodyScheme.header);
}

/** The class of each kind of Adyen's events. */
export const classOf = classesOf(table);

/** Messages about accounts and reports: authentic, and of no consequence for an order. */
function readMessage({ body }: Delivery): Reading {
  const type = textAt(parseJson(body), 'type');
  return oneEvent(type ? eventOfKind(classOf, { id: digestOf(body), type }, {}) : undefined, body);
}

function receiveItems(items: readonly Item[], account: MerchantAccount): Receipt {
  return receiptOf(verifyItems(items, account), () => readItems(items, account));
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
    const result = verifyItem(item, keys);
    if (result !== 'authentic') return result;
  }
  return items.length === 0 ? 'malformed' : 'authentic';
}

function verifyItem(item: Item, keys: readonly (Buffer | undefined)[]): VerificationResult {
  const signature = item.additionalData?.hmacSignature;
  const received = typeof signature === 'string' ? fromBase64(signature) : undefined;
  const line = signedLine(item);
  if (!received || line === undefined) return 'malformed';
  return matchSignatures(keys, [received], (key) => hmac('sha256', key, line));
}

/** The fields as they were signed, one missing as an empty one; nothing when one is not of its type. */
function signedLine(item: Item): string | undefined {
  const { value, currency } = item.amount ?? {};
  const fields = [
    signedText(item.pspReference),
    signedText(item.originalReference),
    signedText(item.merchantAccountCode),
    signedText(item.merchantReference),
    signedText(value, Number.isSafeInteger),
    signedText(currency),
    signedText(item.eventCode),
    signedText(item.success, isTextOrBoolean),
  ];
  return fields.includes(undefined) ? undefined : fields.join(':');
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrBoolean = (value: unknown): boolean => isText(value) || typeof value === 'boolean';

// What is signed is the fields' text. A number as text, or a list of one text, has the same and means nothing to us.
function signedText(value: unknown, isWhole = isText): string | undefined {
  if (value === undefined || value === null) return '';
  return isWhole(value) ? String(value) : undefined;
}

function readItems(items: readonly Item[], account: MerchantAccount): Reading {
  return { events: items.map((item) => eventOf(item, account)) };
}

// Only signed members are read: dates, reasons and the card's checks of a delivery could be anybody's.
function eventOf(item: Item, account: MerchantAccount): PaymentEvent {
  const pspReference = textAt(item, 'pspReference');
  const eventCode = textAt(item, 'eventCode');
  if (!pspReference || !eventCode) return unreadable(Buffer.from(JSON.stringify(item)));
  const success = String(at(item, 'success') ?? '');
  const id = `${pspReference}:${eventCode}:${success}`;
  // Its fields can be those of an event of ours with their borders moved, whose id must stay free for that one.
  if (isOthers(item, account))
    return { id: digestOf(id), type: eventCode, class: 'ignored', ignored: 'other_account' };
  const currency = textAt(item, 'amount', 'currency');
  const amountMinor = fromGatewayUnits(integerAt(item, 'amount', 'value'), currency, digits);
  const aCase = caseOf(eventCode, success, item);
  const isWithoutAmount = withoutAmount.includes(eventCode) || aCase === 'false' || aCase === 'cancel';
  return eventOfKind(
    classOf,
    { id, type: eventCode, kindCase: aCase },
    {
      orderReference: textAt(item, 'merchantReference'),
      paymentId: paymentOf(item, eventCode, pspReference),
      ...(isWithoutAmount || amountMinor === undefined ? {} : { amountMinor, currency }),
      ...effectOf(eventCode, aCase, pspReference, account),
    },
  );
}

// A signature fits the joined text, so a colon in a field could be the border of two others. Neither such an item nor
// one of another merchant account is any reason to have the delivery sent again for thirty days.
function isOthers(item: Item, { secrets }: MerchantAccount): boolean {
  const { merchantAccountCode, pspReference, originalReference, merchantReference, eventCode } = item;
  const fields = [merchantAccountCode, pspReference, originalReference, merchantReference, eventCode];
  if (fields.some((field) => String(field ?? '').includes(':'))) return true;
  const accounts = secrets.flatMap(({ merchantAccount }) => merchantAccount || []);
  return accounts.length > 0 && !accounts.includes(String(merchantAccountCode));
}

const withoutAmount = [
  'CANCELLATION',
  'TECHNICAL_CANCEL',
  'OFFER_CLOSED',
  'ORDER_CLOSED',
  'NOTIFICATION_OF_FRAUD',
  'MANUAL_REVIEW_ACCEPT',
  'MANUAL_REVIEW_REJECT',
];

// Which of the two it was is not signed. Either way the payer has their money back, or keeps it.
function caseOf(eventCode: string, success: string, item: Item): string {
  if (eventCode !== 'CANCEL_OR_REFUND' || success !== 'true') return success;
  const action = textAt(item.additionalData, 'modification.action');
  return action === 'cancel' || action === 'refund' ? action : success;
}

// These are about the payment itself; all others name it as the original of what they are about.
const aboutPayment = ['AUTHORISATION', 'EXPIRE', 'OFFER_CLOSED'];

function paymentOf(item: Item, eventCode: string, pspReference: string): string | undefined {
  const original = textAt(item, 'originalReference');
  return original ?? (aboutPayment.includes(eventCode) ? pspReference : undefined);
}

function effectOf(
  eventCode: string,
  kindCase: string,
  item: string,
  { config }: MerchantAccount,
): Pick<PaymentEvent, 'effect' | 'classOnceCaptured'> {
  if (kindCase === 'false') return {};
  switch (eventCode) {
    case 'AUTHORISATION':
      // The kit's sessions ask for capture without delay, of which Adyen tells nothing unless it fails.
      return config.integration === 'server' ? {} : { effect: { kind: 'authorised', capturesAtOnce: true } };
    case 'CAPTURE':
      return { effect: { kind: 'captured', item } };
    case 'REFUND':
    case 'REFUND_WITH_DATA':
      return { effect: { kind: 'refunded', item } };
    case 'CANCEL_OR_REFUND':
      if (kindCase === 'refund') return { effect: { kind: 'refunded', item } };
      return { effect: { kind: 'voided', extent: 'all' }, classOnceCaptured: 'moneyOut' };
    default: {
      const effect = entryOf(effects, eventCode);
      return effect ? { effect } : {};
    }
  }
}

const dispute = (stage: number, outcome: 'open' | 'ended' | 'lost'): Effect => ({
  kind: 'dispute',
  stage,
  outcome,
});

const effects: Readonly<Record<string, Effect>> = {
  CAPTURE_FAILED: { kind: 'captureFailed' },
  EXPIRE: { kind: 'voided', extent: 'rest' },
  REQUEST_FOR_INFORMATION: dispute(1, 'open'),
  NOTIFICATION_OF_CHARGEBACK: dispute(2, 'open'),
  CHARGEBACK: dispute(3, 'open'),
  CHARGEBACK_REVERSED: dispute(4, 'ended'),
  SECOND_CHARGEBACK: dispute(5, 'open'),
  PREARBITRATION_OPEN: dispute(6, 'open'),
  PREARBITRATION_ACCEPTED: dispute(7, 'lost'),
  PREARBITRATION_ISSUER_WITHDRAWN: dispute(7, 'ended'),
  PREARBITRATION_WON: dispute(7, 'ended'),
  PREARBITRATION_LOST: dispute(7, 'lost'),
  SCHEME_ARBITRATION: dispute(8, 'open'),
  SCHEME_ARBITRATION_WON: dispute(9, 'ended'),
  SCHEME_ARBITRATION_LOST: dispute(9, 'lost'),
  ISSUER_RESPONSE_TIMEFRAME_EXPIRED: dispute(9, 'ended'),
  DISPUTE_DEFENSE_PERIOD_ENDED: dispute(9, 'lost'),
  NOTIFICATION_OF_FRAUD: { kind: 'review', stage: 1, isCleared: false },
  MANUAL_REVIEW_ACCEPT: { kind: 'review', stage: 2, isCleared: true },
  MANUAL_REVIEW_REJECT: { kind: 'review', stage: 3, isCleared: false },
};
