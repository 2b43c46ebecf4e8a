import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/square.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { oneEvent, receivedBy } from '../events.ts';
import { checksOf, riskOf } from '../fraud-signals.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import type { CheckResult, PaymentEvent, Risk } from '../payment-event.ts';
import { fromBase64, type HeaderScheme, verifyHeader } from '../signature.ts';

// The older header beside it is a SHA-1, and is ignored.
export const scheme: HeaderScheme = {
  header: 'x-square-hmacsha256-signature',
  decode: fromBase64,
  hash: 'sha256',
  field: 'signatureKey',
};

/** Square signs the registered address and the body. No time is signed: only the event's id tells a repetition. */
export const squareCallback: CallbackAdapter = {
  name: 'square',
  verify,
  receive: receivedBy(verify, read),
  read,
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  return verifyHeader(delivery, account, scheme, delivery.registeredUrl);
}

/** The class of each kind of Square's events. */
export const classOf = classesOf(table);

function read({ body }: Delivery): Reading {
  const event = parseJson(body);
  const id = textAt(event, 'event_id');
  const type = textAt(event, 'type');
  if (!id || !type) return oneEvent(undefined, body);
  const object = at(event, 'data', 'object');
  const [topic = ''] = type.split('.');
  const subject = at(object, topic);
  const { kindCase, ...content } = entryOf(readers, topic)?.(subject, type) ?? {};
  const time = { ...timeOf(textAt(event, 'created_at')) };
  return oneEvent(eventOfKind(classOf, { id, type, kindCase }, { ...time, ...content }), body);
}

type Content = Omit<PaymentEvent, 'id' | 'type' | 'class'> & { readonly kindCase?: string };

const readers: Readonly<Record<string, (subject: unknown, type: string) => Content>> = {
  payment: ofPayment,
  refund: ofRefund,
  dispute: ofDispute,
};

/**
 * What a payment says. It is told again with each later change of it, of fees and refunds above all: the money in it is the
 * same.
 */
export function ofPayment(payment: unknown): Content {
  const kindCase = textAt(payment, 'status');
  const amount =
    kindCase === 'APPROVED'
      ? (at(payment, 'approved_money') ?? at(payment, 'amount_money'))
      : (at(payment, 'total_money') ?? at(payment, 'amount_money'));
  return {
    kindCase,
    // A payment link passes the order on as a note, since the payment does not carry the link's reference.
    orderReference: textAt(payment, 'reference_id') ?? textAt(payment, 'note'),
    paymentId: textAt(payment, 'id'),
    ...(kindCase === 'COMPLETED' || kindCase === 'APPROVED' ? money(amount) : {}),
    ...checksOf({
      avsPostalCode: checkResult(textAt(payment, 'card_details', 'avs_status')),
      cvc: checkResult(textAt(payment, 'card_details', 'cvv_status')),
    }),
    ...riskOf(textAt(payment, 'risk_evaluation', 'risk_level'), riskLevels),
  };
}

// The level is pending until Square has looked; then another event tells it.
const riskLevels: Readonly<Record<string, Risk>> = {
  NORMAL: 'normal',
  MODERATE: 'elevated',
  HIGH: 'elevated',
};

function ofRefund(refund: unknown): Content {
  const status = textAt(refund, 'status');
  return {
    kindCase: status === 'REJECTED' ? 'FAILED' : status,
    byPayment: true,
    paymentId: textAt(refund, 'payment_id'),
    ...money(at(refund, 'amount_money')),
    effect: { kind: 'refunded', item: textAt(refund, 'id') },
  };
}

const disputeCases: Readonly<Record<string, string>> = {
  ACCEPTED: 'LOST',
  INQUIRY_EVIDENCE_REQUIRED: 'EVIDENCE_REQUIRED',
  INQUIRY_PROCESSING: 'PROCESSING',
};

function ofDispute(dispute: unknown): Content {
  const state = textAt(dispute, 'state') ?? '';
  const isInquiry = state.startsWith('INQUIRY_');
  const kindCase = entryOf(disputeCases, state) ?? state;
  const outcome =
    kindCase === 'LOST' ? 'lost' : kindCase === 'WON' || state === 'INQUIRY_CLOSED' ? 'ended' : 'open';
  // An inquiry can become a chargeback, also after it was closed.
  const stage = (isInquiry ? 1 : 3) + (outcome === 'open' ? 0 : 1);
  return {
    kindCase,
    byPayment: true,
    paymentId: textAt(dispute, 'disputed_payment', 'payment_id'),
    ...money(at(dispute, 'amount_money')),
    effect: { kind: 'dispute', item: textAt(dispute, 'id'), stage, outcome },
  };
}

/** A sum of money; nothing for anything else. */
export function money(value: unknown): Pick<PaymentEvent, 'amountMinor' | 'currency'> {
  const currency = textAt(value, 'currency');
  const amountMinor = fromGatewayUnits(integerAt(value, 'amount'), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function timeOf(text: string | undefined): Pick<PaymentEvent, 'at'> {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? {} : { at: time };
}

function checkResult(status: string | undefined): CheckResult | undefined {
  if (status === undefined) return undefined;
  return status.endsWith('_ACCEPTED') ? 'match' : status.endsWith('_REJECTED') ? 'mismatch' : 'unchecked';
}
