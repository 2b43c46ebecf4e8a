import { inMode, modeOfWord } from '../events.ts';
import type { Exchange, HttpResponse } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { bearer, get, jsonOf } from '../http.ts';
import { at, integerAt, parseJson, textAt } from '../json.ts';
import { fromGatewayUnits } from '../money.ts';
import { attemptIn, attemptsBefore, orderOfAttempt } from '../order-reference.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused, secretField } from '../session.ts';
import { nothingYet, snapshotOf } from '../snapshot.ts';
import { classOf, paidAt } from './callback.ts';

/** Asks for the transaction of an attempt and for those before it, none of which can be ended. */
export function* confirmTransactions(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const references = resource === 'transaction' && /^[\w.-]{1,100}$/.test(id) ? attemptsBefore(id) : [];
  const events: PaymentEvent[] = [];
  for (const reference of references) {
    const response = yield get(
      `https://api.paystack.co/transaction/verify/${reference}`,
      bearer(secretField(account, 'secretKey')),
    );
    if (isNotThere(response)) continue;
    const transaction = at(jsonOf(response), 'data');
    if (textAt(transaction, 'reference') !== reference) return refused(response);
    events.push(...transactionEvents(transaction, reference, account, now.getTime()));
  }
  return events.length > 0 ? { outcome: 'confirmed', events } : { outcome: 'unknown' };
}

// Its documentation has 404, and 400 with this code comes too.
function isNotThere({ status, body }: HttpResponse): boolean {
  return status === 404 || (status === 400 && textAt(parseJson(body), 'code') === 'transaction_not_found');
}

function transactionEvents(
  transaction: unknown,
  reference: string,
  account: MerchantAccount,
  time: number,
): readonly PaymentEvent[] {
  const noted = textAt(transaction, 'metadata', 'order_reference');
  const orderReference = noted ?? orderOfAttempt(reference);
  const about = { orderReference, paymentId: reference, ...attemptIn(reference) };
  const tell = snapshotOf(classOf, reference, about);
  const told = eventsOfStatus(transaction, textAt(transaction, 'status'), { tell, time });
  // Nobody paid on the page yet, or the payment is under way.
  const events = told.length > 0 ? told : [nothingYet(reference, about)];
  return events.map((event) => inMode(event, modeOfWord(textAt(transaction, 'domain')), account));
}

function eventsOfStatus(
  transaction: unknown,
  status: string | undefined,
  { tell, time }: { readonly tell: ReturnType<typeof snapshotOf>; readonly time: number },
): readonly PaymentEvent[] {
  const paid = tell({ kind: 'charge.success' }, { ...moneyOf(transaction), ...paidAt(transaction) });
  if (status === 'success') return [paid];
  // All of it went back to the payer.
  if (status === 'reversed') {
    return [
      paid,
      tell({ kind: 'refund.processed' }, { at: time, effect: { kind: 'refunded', isAll: true } }),
    ];
  }
  if (status === 'failed') return [tell({ kind: 'charge.failed' })];
  return [];
}

function moneyOf(transaction: unknown): Pick<PaymentEvent, 'amountMinor' | 'currency'> {
  const currency = textAt(transaction, 'currency');
  const amountMinor = fromGatewayUnits(integerAt(transaction, 'amount'), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}
