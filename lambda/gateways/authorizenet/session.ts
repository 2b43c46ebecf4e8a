import { chargeOf, type MoneyWord } from '../charge.ts';
import { refusalByCodes } from '../charge-codes.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { jsonOf, postJson } from '../http.ts';
import { at, entryOf, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import { asking, type Begun, named, refused, secretField, startedBy } from '../session.ts';
import type { BillingAddress, ObjectName, SessionRequest } from '../session-request.ts';
import { transactionEvent } from './callback.ts';

/** Leads to Accept Hosted, or pays with a card of Accept.js. */
export const authorizenetSession = startedBy({
  redirect: asking(postHostedPage, (answer, response, account, request) => {
    const token = textAt(answer, 'token');
    if (!token) return refused(response);
    return named({ outcome: 'post', url: paymentPage(account), fields: { token } }, inquiryOf(request));
  }),
  fields: cardFields,
});

// The page has no name at the gateway, but its payment bears the number of the order.
function inquiryOf(request: SessionRequest) {
  const { resource, id } = searchForInvoice(request);
  return { inquiry: [resource, id] } as const;
}

/** What the transactions of an order are found by. */
export function searchForInvoice({ orderReference }: SessionRequest): ObjectName {
  return { resource: 'invoice', id: orderReference };
}

function postHostedPage(request: SessionRequest, account: MerchantAccount): HttpRequest {
  const returns = {
    showReceipt: true,
    url: request.returnUrl,
    urlText: 'Continue',
    cancelUrl: request.cancelUrl,
    cancelUrlText: 'Cancel',
  };
  return post('getHostedPaymentPageRequest', account, {
    transactionRequest: { ...amount(request), order: order(request), ...payer(request) },
    hostedPaymentSettings: {
      setting: [
        setting('hostedPaymentReturnOptions', returns),
        setting('hostedPaymentPaymentOptions', { cardCodeRequired: true }),
        setting('hostedPaymentBillingAddressOptions', { show: true, required: true }),
      ],
    },
  });
}

/** What Accept.js is started with. */
export function authorizenetPublicData(account: MerchantAccount): PublicData {
  return { apiLoginId: secretField(account, 'apiLoginId'), clientKey: secretField(account, 'clientKey') };
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
  if (!request.card) {
    return { outcome: 'page', data: authorizenetPublicData(account) };
  }
  const opaqueData = { dataDescriptor: 'COMMON.ACCEPT.INAPP.PAYMENT', dataValue: request.card.token };
  const response = yield post('createTransactionRequest', account, {
    transactionRequest: {
      ...amount(request),
      payment: { opaqueData },
      order: order(request),
      ...payer(request),
    },
  });
  return chargeIn(response, account);
}

// Held for review is not declined: what becomes of it comes as an event. An error is no word of the card's issuer.
const words: Readonly<Record<string, MoneyWord>> = { '1': 'paid', '2': 'declined', '4': 'pending' };

// Its answers always have the status 200. Where no transaction was made, nothing was charged.
function chargeIn(response: HttpResponse, account: MerchantAccount): Begun {
  const answer = jsonOf(response);
  const result = at(answer, 'transactionResponse');
  const codes = codesIn(answer, result);
  const paymentId = textAt(result, 'transId');
  const responseCode = textAt(result, 'responseCode') ?? '';
  if (responseCode === '3' || !isTransaction(paymentId)) {
    const isSaid = responseCode !== '' || textAt(answer, 'messages', 'resultCode') === 'Error';
    const isNothing = isSaid && !isTransaction(paymentId) && !['1', '4'].includes(responseCode);
    const otherwise =
      responseCode === '2' ? 'declined' : isNothing ? 'not charged' : refused(response).reason;
    return refusalByCodes('authorizenet', codes, response, otherwise);
  }
  const type = 'net.authorize.payment.authcapture.created';
  const event = transactionEvent({ id: `sale:${paymentId}`, type, transaction: result }, account);
  return chargeOf(
    {
      paymentId,
      resource: 'transaction',
      word: entryOf(words, responseCode),
      code: codes[0],
      events: [event],
    },
    response,
  );
}

function isTransaction(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id !== '0';
}

function codesIn(answer: unknown, result: unknown): readonly string[] {
  const messages = at(answer, 'messages', 'message');
  const errors = at(result, 'errors');
  return [
    ...(Array.isArray(errors) ? errors.flatMap((error) => textAt(error, 'errorCode') ?? []) : []),
    ...(Array.isArray(messages) ? messages.flatMap((message) => textAt(message, 'code') ?? []) : []),
  ];
}

function amount({ amountMinor, currency }: SessionRequest): object {
  const transactionType = 'authCaptureTransaction';
  return { transactionType, amount: toDecimal(amountMinor, currency), currencyCode: currency };
}

function order({ orderReference, description }: SessionRequest): object {
  if (orderReference.length > 20)
    throw new Error(`'${orderReference}' is longer than authorizenet's 20 characters`);
  return { invoiceNumber: orderReference, description: description.slice(0, 255) };
}

function setting(settingName: string, value: object): object {
  return { settingName, settingValue: JSON.stringify(value) };
}

function payer({ address, email }: SessionRequest): object {
  return { ...(email && { customer: { email } }), ...(address && { billTo: addressOf(address) }) };
}

// Longer values refuse the payment, and shorter ones are compared as far as they go.
function addressOf({ line1, postalCode, city, region, country }: BillingAddress): object {
  return {
    address: line1.slice(0, 60),
    city: city.slice(0, 40),
    ...(region && { state: region.slice(0, 40) }),
    zip: postalCode.slice(0, 20),
    country,
  };
}

function paymentPage({ config: { mode } }: MerchantAccount): string {
  return `https://${mode === 'live' ? 'accept' : 'test'}.authorize.net/payment/payment`;
}

// Their JSON is read as XML was: the order of the members matters.
/** A request of its API, with the credentials in the body. */
export function post(name: string, account: MerchantAccount, content: object): HttpRequest {
  const merchantAuthentication = {
    name: secretField(account, 'apiLoginId'),
    transactionKey: secretField(account, 'transactionKey'),
  };
  const host = account.config.mode === 'live' ? 'api2' : 'apitest';
  const body = { [name]: { merchantAuthentication, ...content } };
  return postJson(`https://${host}.authorize.net/xml/v1/request.api`, {}, body);
}
