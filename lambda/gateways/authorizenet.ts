import type { Delivery } from './delivery.ts';
import { receiptOf } from './events.ts';
import type { Exchange, HttpRequest, HttpResponse } from './exchange.ts';
import { checksOf, checksOfAvsLetter } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, VerificationResult } from './gateway.ts';
import { isOk, jsonOf, postJson } from './http.ts';
import { at, entryOf, parseJson, textAt } from './json.ts';
import { keyTrialResultOf } from './key-trial.ts';
import { fromDecimal, toDecimal } from './money.ts';
import type { EventKind, PaymentEvent } from './payment-event.ts';
import { asking, page, refused, secretField, startedBy } from './session.ts';
import type { BillingAddress, Session, SessionRequest } from './session-request.ts';
import { fromHex, type HeaderScheme, textKey, verifyHeader } from './signature.ts';

const scheme: HeaderScheme = {
  header: 'x-anet-signature',
  decode: (text) =>
    /^sha512=[0-9A-Fa-f]{128}$/.test(text) ? fromHex(text.slice('sha512='.length).toLowerCase()) : undefined,
  hash: 'sha512',
  field: 'signatureKey',
  // The key looks like hexadecimal, but its characters are the key. Decoded, it signs another of their hashes.
  readKey: (text) => (/^[0-9A-Fa-f]{128}$/.test(text) ? textKey(text) : undefined),
};

/** Authorize.Net signs the body. Its requests carry the credentials in the body, and its answers are always 200. */
export const authorizenet: Gateway = {
  name: 'authorizenet',
  secretFields: {
    signatureKey: {
      for: 'callbacks',
      meaning: 'signature key of the account',
      pattern: '^[0-9A-Fa-f]{128}$',
    },
    apiLoginId: { for: 'requests', meaning: 'API login id; the page of fields sees it too' },
    transactionKey: { for: 'requests', meaning: 'transaction key' },
    clientKey: { for: 'page', meaning: 'public client key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'the previous key signs for up to 24 hours',
  },
  checks: ['avsStreet', 'avsPostalCode'],
  verify,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api2' : 'apitest';
      const merchantAuthentication = {
        name: secretField(account, 'apiLoginId'),
        transactionKey: secretField(account, 'transactionKey'),
      };
      const body = { authenticateTestRequest: { merchantAuthentication } };
      return postJson(`https://${host}.authorize.net/xml/v1/request.api`, {}, body);
    },
    read: (response) => {
      if (!isOk(response)) return keyTrialResultOf(response);
      const messages = at(parseJson(response.body), 'messages');
      if (textAt(messages, 'resultCode') === 'Ok') return 'accepted';
      return textAt(messages, 'message', 0, 'code') === 'E00007' ? 'refused' : 'unclear';
    },
  },
  diagnosis: {
    headers: [
      {
        name: scheme.header,
        form: 'sha512=SIGNATURE, with 128 hexadecimal digits',
        example: `sha512=${'0'.repeat(128)}`,
      },
    ],
  },
  receive: (delivery, account) =>
    receiptOf(verify(delivery, account), delivery.body, () => [eventOf(parseJson(delivery.body), account)]),
  session: startedBy({
    redirect: asking(postHostedPage, (answer, response, account) => {
      const token = textAt(answer, 'token');
      return token ? { outcome: 'post', url: paymentPage(account), fields: { token } } : refused(response);
    }),
    iframe: asking(postHostedPage, (answer, response, account) =>
      page({ token: textAt(answer, 'token'), url: paymentPage(account) }, response),
    ),
    fields: cardFields,
  }),
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  return verifyHeader(delivery, account, scheme);
}

const kinds: Readonly<Record<string, EventKind>> = {
  'net.authorize.payment.authorization.created': 'authorised',
  'net.authorize.payment.authcapture.created': 'paid',
  'net.authorize.payment.capture.created': 'paid',
  'net.authorize.payment.priorAuthCapture.created': 'paid',
  'net.authorize.payment.fraud.approved': 'paid',
  'net.authorize.payment.fraud.declined': 'failed',
  'net.authorize.payment.void.created': 'failed',
  'net.authorize.payment.refund.created': 'refunded',
};

function eventOf(event: unknown, { config }: MerchantAccount): PaymentEvent | undefined {
  const id = textAt(event, 'notificationId');
  const type = textAt(event, 'eventType');
  if (!id || !type) return undefined;
  const payload = at(event, 'payload');
  return {
    id,
    type,
    kind: kindOf(entryOf(kinds, type) ?? 'other', at(payload, 'responseCode')),
    orderReference: textAt(payload, 'invoiceNumber') ?? textAt(payload, 'merchantReferenceId'),
    paymentId: textAt(payload, 'id'),
    ...amountIn(payload, config.settings['currency']),
    ...checksOf(checksOfAvsLetter(textAt(payload, 'avsResponse'))),
    ...(isHeld(type, payload) ? { risk: 'elevated' } : {}),
  };
}

// An account has but one currency, which its callbacks do not name.
function amountIn(payload: unknown, currency: string | undefined) {
  const amountMinor = fromDecimal(at(payload, 'authAmount'), currency);
  return amountMinor === undefined ? {} : { amountMinor, currency };
}

const heldForReview = 4;

// 1 is approved, 2 declined, 3 an error, and 4 held until somebody has looked at it.
function kindOf(kind: EventKind, responseCode: unknown): EventKind {
  if (responseCode === undefined || responseCode === 1 || kind === 'failed') return kind;
  return responseCode === heldForReview ? 'other' : 'failed';
}

// Held by the shop's own fraud filters, until somebody of the shop has looked at it.
function isHeld(type: string, payload: unknown): boolean {
  return type === 'net.authorize.payment.fraud.held' || at(payload, 'responseCode') === heldForReview;
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
    transactionRequest: { ...amount(request), order: order(request), ...billTo(request) },
    hostedPaymentSettings: {
      setting: [
        setting('hostedPaymentReturnOptions', returns),
        setting('hostedPaymentPaymentOptions', { cardCodeRequired: true }),
        setting('hostedPaymentBillingAddressOptions', { show: true, required: true }),
      ],
    },
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  if (!request.card) {
    const data = {
      apiLoginId: secretField(account, 'apiLoginId'),
      clientKey: secretField(account, 'clientKey'),
    };
    return { outcome: 'page', data };
  }
  const opaqueData = { dataDescriptor: 'COMMON.ACCEPT.INAPP.PAYMENT', dataValue: request.card.token };
  const response = yield post('createTransactionRequest', account, {
    transactionRequest: {
      ...amount(request),
      payment: { opaqueData },
      order: order(request),
      ...billTo(request),
    },
  });
  return submitted(response);
}

function submitted(response: HttpResponse): Session {
  const result = at(jsonOf(response), 'transactionResponse');
  const paymentId = textAt(result, 'transId');
  const code = textAt(result, 'responseCode');
  if (!paymentId || !code) return refused(response);
  // Held for review is not declined: what becomes of it comes as an event.
  if (code === '1' || code === '4') return { outcome: 'submitted', paymentId };
  return { outcome: 'refused', status: response.status, reason: 'declined' };
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

function billTo({ address }: SessionRequest): object {
  return address ? { billTo: addressOf(address) } : {};
}

// Longer values refuse the payment, and shorter ones are compared as far as they go.
function addressOf({ line1, postalCode, city, country }: BillingAddress): object {
  return { address: line1.slice(0, 60), city: city.slice(0, 40), zip: postalCode.slice(0, 20), country };
}

function paymentPage({ config: { mode } }: MerchantAccount): string {
  return `https://${mode === 'live' ? 'accept' : 'test'}.authorize.net/payment/payment`;
}

// Their JSON is read as XML was: the order of the members matters.
function post(name: string, account: MerchantAccount, content: object): HttpRequest {
  const merchantAuthentication = {
    name: secretField(account, 'apiLoginId'),
    transactionKey: secretField(account, 'transactionKey'),
  };
  const host = account.config.mode === 'live' ? 'api2' : 'apitest';
  const body = { [name]: { merchantAuthentication, ...content } };
  return postJson(`https://${host}.authorize.net/xml/v1/request.api`, {}, body);
}
