import type { Delivery } from '../delivery.ts';
import table from '../event-kinds/paystack.json' with { type: 'json' };
import { classesOf, eventOfKind } from '../event-kinds.ts';
import { digestOf, inMode, modeOfWord, oneEvent, signedInHeader } from '../events.ts';
import type { MerchantAccount, Reading } from '../gateway.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import { attemptIn, orderOfAttempt } from '../order-reference.ts';
import type { Effect, PaymentEvent } from '../payment-event.ts';
import { fromHex, type HeaderScheme } from '../signature.ts';

export const scheme: HeaderScheme = {
  header: 'x-paystack-signature',
  decode: fromHex,
  hash: 'sha512',
  field: 'secretKey',
};

/** Paystack signs the body with the API key itself, so that a new key refuses what the old one signed. */
export const paystackCallback = signedInHeader('paystack', scheme, read);

/** The class of each kind of Paystack's events. */
export const classOf = classesOf(table);

function read({ body }: Delivery, account: MerchantAccount): Reading {
  const event = parseJson(body);
  const type = textAt(event, 'event');
  if (!type) return oneEvent(undefined, body);
  const data = at(event, 'data');
  const subject = idAt(data) ?? textAt(data, 'refund_reference') ?? textAt(data, 'reference');
  const id = subject === undefined ? digestOf(body) : `${type}:${subject}`;
  // A dispute and a refund have the payment's reference in places of their own.
  const reference =
    textAt(data, 'transaction_reference') ??
    textAt(data, 'transaction', 'reference') ??
    textAt(data, 'reference');
  const noted =
    textAt(data, 'metadata', 'order_reference') ?? textAt(data, 'transaction', 'metadata', 'order_reference');
  const told = eventOfKind(
    classOf,
    {
      id,
      type,
      kindCase: textAt(data, 'resolution'),
    },
    {
      orderReference: noted ?? orderOfAttempt(reference),
      // Neither a refund nor a dispute has notes, so that only the payment tells whose it is where its reference does not.
      ...(noted === undefined && isAboutPayment(type) && { byPayment: true }),
      paymentId: reference,
      ...attemptIn(reference),
      ...(type === 'charge.success' && paidAt(data)),
      ...amountOf(type, data),
      ...effectOf(type, data, subject ?? id),
    },
  );
  return oneEvent(inMode(told, modeOfWord(textAt(data, 'domain')), account), body);
}

function isAboutPayment(type: string): boolean {
  return type.startsWith('refund.') || type.startsWith('charge.dispute.');
}

/** When a transaction was paid. */
export function paidAt(transaction: unknown): Pick<PaymentEvent, 'at'> {
  const time = Date.parse(textAt(transaction, 'paid_at') ?? '');
  return Number.isNaN(time) ? {} : { at: time };
}

function idAt(data: unknown): string | undefined {
  const id = integerAt(data, 'id') ?? textAt(data, 'id');
  return id === undefined ? undefined : String(id);
}

const amountMembers: Readonly<Record<string, string>> = {
  'charge.success': 'amount',
  'refund.processed': 'amount',
  'charge.dispute.create': 'refund_amount',
  'charge.dispute.remind': 'refund_amount',
  'charge.dispute.resolve': 'refund_amount',
};

// Some of its events write amounts as text.
function amountOf(type: string, data: unknown) {
  const currency = textAt(data, 'currency') ?? textAt(data, 'transaction', 'currency');
  const member = entryOf(amountMembers, type) ?? '';
  const text = textAt(data, member);
  const units =
    integerAt(data, member) ?? (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined);
  const amountMinor = fromGatewayUnits(units, currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

function effectOf(type: string, data: unknown, item: string): { readonly effect?: Effect } {
  switch (type) {
    case 'refund.processed':
      return { effect: { kind: 'refunded', item } };
    case 'charge.dispute.create':
      return { effect: { kind: 'dispute', item, stage: 1, outcome: 'open' } };
    case 'charge.dispute.remind':
      return { effect: { kind: 'dispute', item, stage: 2, outcome: 'open' } };
    case 'charge.dispute.resolve': {
      const isLost = textAt(data, 'resolution') === 'merchant-accepted';
      return { effect: { kind: 'dispute', item, stage: 3, outcome: isLost ? 'lost' : 'ended' } };
    }
    default:
      return {};
  }
}
