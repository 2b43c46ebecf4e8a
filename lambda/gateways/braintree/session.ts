import { chargeOf, type MoneyWord } from '../charge.ts';
import { refusalByCodes } from '../charge-codes.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { basic, get, isOk, postJson } from '../http.ts';
import { at, entryOf, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import type { UnverifiedNotification } from '../payment-event.ts';
import { type Begun, page, refused, secretField, startedBy } from '../session.ts';
import type { BillingAddress, SessionRequest } from '../session-request.ts';
import { parseXml } from '../xml.ts';
import { saleEvent } from './callback.ts';

/** Pays with a card of Braintree's script. */
export const braintreeSession = startedBy({ fields: cardFields });

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
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
      ...(request.email && { customer: { email: request.email } }),
      ...(request.card.device && { device_data: request.card.device }),
      options: { submit_for_settlement: true, ...demandOf(account) },
    },
  });
  return saleIn(response);
}

// Without the demand, a script of the page could leave the challenge out.
function demandOf({ config }: MerchantAccount): object {
  return config.threeDSecure === 'inline' ? { three_d_secure: { required: true } } : {};
}

function addressOf({ line1, line2, postalCode, city, region, country }: BillingAddress): object {
  return {
    street_address: line1,
    extended_address: line2,
    locality: city,
    region,
    postal_code: postalCode,
    country_code_alpha2: country,
  };
}

const words: Readonly<Record<string, MoneyWord>> = {
  submitted_for_settlement: 'paid',
  settling: 'paid',
  settled: 'paid',
  settlement_confirmed: 'paid',
  authorized: 'authorised',
  authorizing: 'pending',
  settlement_pending: 'pending',
  processor_declined: 'declined',
  gateway_rejected: 'declined',
  failed: 'declined',
  voided: 'declined',
  authorization_expired: 'declined',
  settlement_declined: 'declined',
};

// A sale that came to nothing stands inside the answer that says so.
function saleIn(response: HttpResponse): Begun {
  const answer = parseXml(response.body);
  const errors = at(answer, 'api-error-response');
  const transaction = isOk(response) ? at(answer, 'transaction') : at(errors, 'transaction');
  const paymentId = textAt(transaction, 'id');
  if (!paymentId)
    return refusalByCodes('braintree', codesIn(at(errors, 'errors')), response, refused(response).reason);
  const reason = textAt(transaction, 'gateway-rejection-reason');
  const event = saleEvent(transaction);
  return chargeOf(
    {
      paymentId,
      resource: 'transaction',
      word: wordOf(textAt(transaction, 'status'), reason),
      code: reason ?? textAt(transaction, 'processor-response-code'),
      events: event ? [event] : [],
    },
    response,
  );
}

// The same sale came a moment before, and may have been charged then.
function wordOf(status = '', rejection: string | undefined): MoneyWord | undefined {
  return rejection === 'duplicate' ? undefined : entryOf(words, status);
}

// Validation errors lie below the names of what is wrong, as deep as these lie.
function codesIn(errors: unknown): readonly string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([name, value]) =>
    name === 'code' && typeof value === 'string' ? [value] : codesIn(value),
  );
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
