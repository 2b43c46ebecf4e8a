import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/authorizenet.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { oneEvent, signedInHeader } from '../events.ts';
import { checksOf, checksOfAvsLetter } from '../fraud-signals.ts';
import type { MerchantAccount, Reading } from '../gateway.ts';
import { at, entryOf, parseJson, textAt } from '../json.ts';
import { fromDecimal } from '../money.ts';
import type { Effect, PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { fromHex, type HeaderScheme, textKey } from '../signature.ts';

export const scheme: HeaderScheme = {
  header: 'x-anet-signature',
  decode: (text) =>
    /^sha512=[0-9A-Fa-f]{128}$/.test(text) ? fromHex(text.slice('sha512='.length).toLowerCase()) : undefined,
  hash: 'sha512',
  field: 'signatureKey',
  // The key looks like hexadecimal, but its characters are the key. Decoded, it signs another of their hashes.
  readKey: (text) => (/^[0-9A-Fa-f]{128}$/.test(text) ? textKey(text) : undefined),
};

/** Authorize.Net signs the body. Some of its events say too little, so that it is asked for the transaction. */
export const authorizenetCallback = signedInHeader('authorizenet', scheme, read);

function read({ body }: Delivery, account: MerchantAccount): Reading {
  const event = parseJson(body);
  const id = textAt(event, 'notificationId');
  const type = textAt(event, 'eventType');
  if (!id || !type) return oneEvent(undefined, body);
  const payload = at(event, 'payload');
  const time = Date.parse(textAt(event, 'eventDate') ?? '');
  const told = transactionEvent({ id, type, transaction: payload }, account);
  const transactionId = textAt(payload, 'id');
  const isVague = transactionId !== undefined && vague.includes(type);
  return oneEvent(
    {
      ...told,
      ...(!Number.isNaN(time) && { at: time }),
      ...checksOf(checksOfAvsLetter(textAt(payload, 'avsResponse'))),
      ...(isVague && { ask: askFor(id, type, transactionId) }),
    },
    body,
  );
}

const prefix = 'net.authorize.payment.';

// Whether it was captured, whether it was a refund that is void, and which payment was refunded.
const vague: readonly string[] = ['fraud.approved', 'void.created', 'refund.created'].map(
  (name) => `${prefix}${name}`,
);

function askFor(deliveryId: string, type: string, id: string): UnverifiedNotification {
  return { deliveryId, type, resource: 'transaction', id };
}

const classOf = classesOf(table);

/** What is known of a transaction: the payload of an event, or the answer about it. */
interface Told {
  readonly id: string;
  readonly type: string;
  readonly transaction: unknown;
  /** What the gateway calls the transaction when it is asked. */
  readonly transactionType?: string;
}

/** Reads an event about a transaction. */
export function transactionEvent(
  { id, type, transaction, transactionType }: Told,
  { config }: MerchantAccount,
): PaymentEvent {
  const name = type.slice(prefix.length);
  const kindCase = entryOf(cases, name)?.(transaction, transactionType);
  const orderReference =
    textAt(transaction, 'invoiceNumber') ??
    textAt(transaction, 'merchantReferenceId') ??
    textAt(transaction, 'order', 'invoiceNumber');
  const transactionId = textAt(transaction, 'id') ?? textAt(transaction, 'transId');
  const isRefund = name === 'refund.created' || kindCase === 'refund';
  return eventOfKind(
    classOf,
    { id, type, kindCase },
    {
      orderReference,
      // A refund can be made without the number of the invoice.
      ...(isRefund && orderReference === undefined && { byPayment: true }),
      paymentId: isRefund ? textAt(transaction, 'refTransId') : transactionId,
      ...(movesMoney(name, kindCase) && amountIn(transaction, config.settings['currency'])),
      ...effectOf(name, kindCase, transactionId),
    },
  );
}

type CaseOf = (transaction: unknown, transactionType: string | undefined) => string;

// 1 is approved, 2 declined, 3 an error, and 4 held until somebody of the shop has looked at it.
const byResponse: CaseOf = (transaction) => {
  const code = String(at(transaction, 'responseCode') ?? 1);
  return code === '4' ? 'held' : code === '1' ? '1' : 'declined';
};

const cases: Readonly<Record<string, CaseOf>> = {
  'authorization.created': byResponse,
  'authcapture.created': byResponse,
  'capture.created': byResponse,
  'priorAuthCapture.created': byResponse,
  // The kit's own payments are captured in the same step.
  'fraud.approved': (_, type) => (type === 'authOnlyTransaction' ? 'authorised' : 'captured'),
  'void.created': (_, type) => (type === 'refundTransaction' ? 'refund' : 'payment'),
};

function movesMoney(name: string, kindCase: string | undefined): boolean {
  if (name === 'void.created') return kindCase === 'refund';
  return name === 'refund.created' || kindCase === '1' || name === 'fraud.approved';
}

// An account has but one currency, which its callbacks do not name.
function amountIn(transaction: unknown, currency: string | undefined) {
  const amount = at(transaction, 'authAmount') ?? at(transaction, 'settleAmount');
  const amountMinor = fromDecimal(amount, currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function effectOf(
  name: string,
  kindCase: string | undefined,
  item: string | undefined,
): { readonly effect?: Effect } {
  if (kindCase === 'held' || name === 'fraud.held') {
    return { effect: { kind: 'review', stage: 1, isCleared: false, endsWithPayment: true } };
  }
  switch (name) {
    case 'fraud.approved':
      // Where it was captured in the same step, that ends the review.
      return kindCase === 'authorised' ? { effect: { kind: 'authorised', endsReview: true } } : {};
    case 'fraud.declined':
      return { effect: { kind: 'failed', endsAuthorisation: true } };
    case 'refund.created':
      return { effect: { kind: 'refunded', item } };
    case 'void.created':
      // A sale that is not settled yet can only be voided: the payer has their money back.
      return {
        effect: kindCase === 'refund' ? { kind: 'refundFailed', item } : { kind: 'voided', extent: 'all' },
      };
    default:
      return {};
  }
}
