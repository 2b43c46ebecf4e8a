import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { basic, isOk, postJson } from '../http.ts';
import { at, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import { page, refused, secretField, startedBy } from '../session.ts';
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
  if (paymentId) return { outcome: 'submitted', paymentId, ...(event && { event }) };
  const isDeclined = response.status === 422;
  return isDeclined ? { outcome: 'refused', status: response.status, reason: 'declined' } : refused(response);
}

function xmlOf(response: HttpResponse): unknown {
  return isOk(response) ? parseXml(response.body) : undefined;
}

function post(path: string, account: MerchantAccount, body: object): HttpRequest {
  const host = account.config.mode === 'live' ? 'api' : 'api.sandbox';
  const headers = {
    ...basic(secretField(account, 'publicKey'), secretField(account, 'privateKey')),
    accept: 'application/xml',
    'x-apiversion': '6',
  };
  const merchant = encodeURIComponent(secretField(account, 'merchantId'));
  return postJson(`https://${host}.braintreegateway.com/merchants/${merchant}/${path}`, headers, body);
}
