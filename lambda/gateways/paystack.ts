import type { Delivery } from './delivery.ts';
import { hexHeader } from './diagnosis.ts';
import { digestOf, inMode, modeOfWord, receiptOf } from './events.ts';
import type { HttpRequest } from './exchange.ts';
import type { Gateway, MerchantAccount, VerificationResult } from './gateway.ts';
import { bearer, get, postJson } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { fromGatewayUnits } from './money.ts';
import type { EventKind, PaymentEvent } from './payment-event.ts';
import {
  asking,
  attemptReference,
  orderOfAttempt,
  page,
  redirect,
  secretField,
  startedBy,
} from './session.ts';
import type { SessionRequest } from './session-request.ts';
import { fromHex, type HeaderScheme, verifyHeader } from './signature.ts';

const scheme: HeaderScheme = {
  header: 'x-paystack-signature',
  decode: fromHex,
  hash: 'sha512',
  field: 'secretKey',
};

/** Paystack signs the body with the API key itself, so that a new key refuses what the old one signed. */
export const paystack: Gateway = {
  name: 'paystack',
  secretFields: {
    secretKey: {
      for: 'both',
      meaning: 'secret API key, which signs callbacks too',
      pattern: '^sk_\\w+$',
    },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'with requests',
    overlap: 'none at the gateway: how long retries come is not known',
  },
  checks: [],
  verify,
  keyTrial: {
    request: (account) => get('https://api.paystack.co/balance', bearer(secretField(account, 'secretKey'))),
  },
  diagnosis: { headers: [hexHeader(scheme.header)] },
  secretForms: [{ kind: 'a secret key', pattern: '(?<![A-Za-z0-9])sk_(?:live|test)_[A-Za-z0-9]+' }],
  receive: (delivery, account) =>
    receiptOf(verify(delivery, account), delivery.body, () => [eventOf(delivery.body, account)]),
  session: startedBy({
    redirect: asking(initialize, (answer, response, account) =>
      redirect(textAt(answer, 'data', 'authorization_url'), response, account),
    ),
    iframe: asking(initialize, (answer, response) =>
      page({ accessCode: textAt(answer, 'data', 'access_code') }, response),
    ),
  }),
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  return verifyHeader(delivery, account, scheme);
}

const kinds: Readonly<Record<string, EventKind>> = {
  'charge.success': 'paid',
  'charge.failed': 'failed',
  'refund.processed': 'refunded',
  'charge.dispute.create': 'disputed',
};

function eventOf(body: Buffer, account: MerchantAccount): PaymentEvent | undefined {
  const event = parseJson(body);
  const type = textAt(event, 'event');
  if (!type) return undefined;
  const data = at(event, 'data');
  const subject = integerAt(data, 'id') ?? textAt(data, 'id') ?? textAt(data, 'reference');
  const currency = textAt(data, 'currency');
  // A dispute and a refund have the payment's reference in places of their own.
  const reference =
    textAt(data, 'reference') ??
    textAt(data, 'transaction_reference') ??
    textAt(data, 'transaction', 'reference');
  const told: PaymentEvent = {
    id: subject === undefined ? digestOf(body) : `${type}:${subject}`,
    type,
    kind: entryOf(kinds, type) ?? 'other',
    orderReference: textAt(data, 'metadata', 'order_reference') ?? orderOfAttempt(reference),
    paymentId: reference,
    amountMinor: fromGatewayUnits(integerAt(data, 'amount'), currency),
    currency,
  };
  return inMode(told, modeOfWord(textAt(data, 'domain')), account);
}

function initialize(request: SessionRequest, account: MerchantAccount): HttpRequest {
  if (!request.email) throw new Error('paystack starts no payment without an email address');
  // Sources disagree whether it counts in hundredths of a currency that has none.
  if (request.currency === 'XOF') throw new Error('the kit does not know how paystack counts XOF');
  const headers = bearer(secretField(account, 'secretKey'));
  return postJson('https://api.paystack.co/transaction/initialize', headers, {
    email: request.email,
    amount: request.amountMinor,
    currency: request.currency,
    reference: attemptReference(request),
    callback_url: request.returnUrl,
    metadata: { order_reference: request.orderReference, cancel_action: request.cancelUrl },
  });
}
