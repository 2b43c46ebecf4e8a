import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { basic, get, isOk, postJson } from '../http.ts';
import { at, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import type { UnverifiedNotification } from '../payment-event.ts';
import { named, page, refused, secretField, startedBy } from '../session.ts';
import type { BillingAddress, Session, SessionRequest } from '../session-request.ts';
import { parseXml } from '../xml.ts';
import { saleEvent } from './callback.ts';

/** Pays with a card of Braintree's script. */
export const braintreeSession = startedBy({ fields: cardFields });

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  const merchantAccountId = secretField(account, 'merchantAccountId');
  if (!request.card) {
    const content = { version: 2, merchant_account_id: merchantAccountId };
    const response = yield post('client_token', account, { client_token: content });
    return page({ clientToken: textAt(xmlOf(response), 'client-token', 'value') }, response);
  }
  const response = yield post('transactions', account, {
    transaction: {
      type: 'sale',
      amount: toDecimal(request.amountMinor, request.currency),
      merchant_account_id: merchantAccountId,
      order_id: request.orderReference,
      payment_method_nonce: request.card.token,
      ...(request.address && { billing: addressOf(request.address) }),
      options: { submit_for_settlement: true },
    },
  });
  return submitted(response);
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return {
    street_address: line1,
    extended_address: line2,
    locality: city,
    postal_code: postalCode,
    country_code_alpha2: country,
  };
}

function submitted(response: HttpResponse): Session {
  const transaction = at(xmlOf(response), 'transaction');
  const paymentId = textAt(transaction, 'id');
  const event = saleEvent(transaction);
  if (paymentId) {
    const session: Session = { outcome: 'submitted', paymentId, ...(event && { event }) };
    return named(session, { inquiry: ['transaction', paymentId] });
  }
  const isDeclined = response.status === 422;
  return isDeclined ? { outcome: 'refused', status: response.status, reason: 'declined' } : refused(response);
}

function xmlOf(response: HttpResponse): unknown {
  return isOk(response) ? parseXml(response.body) : undefined;
}

/** Asks for a sale, of whose settlement webhooks tell for bank debits only. */
export function* confirmSale(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  if (resource !== 'transaction' || !/^[a-z0-9]{1,64}$/i.test(id)) return { outcome: 'unknown' };
  const { url, headers } = addressFor(`transactions/${id}`, account);
  const response = yield get(url, headers);
  if (response.status === 404) return { outcome: 'unknown' };
  const event = saleEvent(at(xmlOf(response), 'transaction'));
  return event ? { outcome: 'confirmed', events: [event] } : refused(response);
}

function post(path: string, account: MerchantAccount, body: object): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return postJson(url, headers, body);
}

function addressFor(path: string, account: MerchantAccount) {
  const host = account.config.mode === 'live' ? 'api' : 'api.sandbox';
  const headers = {
    ...basic(secretField(account, 'publicKey'), secretField(account, 'privateKey')),
    accept: 'application/xml',
    'x-apiversion': '6',
  };
  const merchant = encodeURIComponent(secretField(account, 'merchantId'));
  return { url: `https://${host}.braintreegateway.com/merchants/${merchant}/${path}`, headers };
}
