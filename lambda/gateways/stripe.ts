import { type Delivery, header, headerPairs } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import { inMode, modeOfFlag, receiptOf } from './events.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { checksOf, riskOf } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, VerificationResult } from './gateway.ts';
import { bearer, get, postForm } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { keyTrialResultOf } from './key-trial.ts';
import { type DigitExceptions, fromGatewayUnits, toGatewayUnits } from './money.ts';
import type { CardChecks, CheckResult, EventKind, PaymentEvent, Risk } from './payment-event.ts';
import { asking, idempotencyKey, page, redirect, secretField, startedBy } from './session.ts';
import type { Session, SessionRequest } from './session-request.ts';
import { fromHex, hmac, isFresh, matchSignatures, textKey, toleranceSeconds } from './signature.ts';

const apiVersion = '2026-10-28.endive';
const digits: DigitExceptions = { ISK: 2, MGA: 0, UGX: 2 };

const diagnosis: Diagnosis = {
  headers: [
    {
      name: 'stripe-signature',
      form: 't=SECONDS,v1=SIGNATURE, with one time and signatures in lower-case hexadecimal digits',
      example: 't=0,v1=00',
    },
  ],
  signedTime: {
    read: (delivery) => Number(headerPairs(header(delivery, 'stripe-signature') ?? '')?.get('t')?.[0]),
    oldestSeconds: toleranceSeconds,
  },
};

/** Stripe signs a time and the body; while a key is rolled, a delivery carries a signature of each. */
export const stripe: Gateway = {
  name: 'stripe',
  secretFields: {
    signingSecret: {
      for: 'callbacks',
      meaning: 'signing secret of the webhook endpoint, with its prefix',
      pattern: '^whsec_[\\x21-\\x7e]+$',
    },
    secretKey: { for: 'requests', meaning: 'secret or restricted API key' },
    publishableKey: { for: 'page', meaning: 'publishable API key' },
  },
  rotation: { requests: 'operator', callbacks: 'operator', overlap: 'up to 24 hours with both signatures' },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  verify,
  keyTrial: {
    request: (account) => get('https://api.stripe.com/v1/balance', bearer(secretField(account, 'secretKey'))),
    // A restricted key may be known and still not be allowed to see the balance.
    read: (response) => (response.status === 403 ? 'accepted' : keyTrialResultOf(response)),
  },
  diagnosis,
  secretForms: [
    { kind: 'a secret key', pattern: '(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]+' },
    { kind: 'the signing secret of a webhook', pattern: '(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=_-]+' },
  ],
  receive: (delivery, account, now) =>
    receiptOf(verify(delivery, account, now), delivery.body, () => [
      eventOf(parseJson(delivery.body), account),
    ]),
  session: startedBy({
    redirect: asking(
      (request, account) =>
        postCheckout(request, account, { ui_mode: 'hosted_page', ...bothReturns(request) }),
      (answer, response, account) => redirect(textAt(answer, 'url'), response, account),
    ),
    iframe: asking(
      (request, account) =>
        postCheckout(request, account, { ui_mode: 'embedded_page', return_url: request.returnUrl }),
      forScript,
    ),
    fields: asking(postIntent, forScript),
  }),
};

function verify(delivery: Delivery, { secrets }: MerchantAccount, now: Date): VerificationResult {
  const pairs = headerPairs(header(delivery, 'stripe-signature') ?? '');
  const [timestamp = '', ...moreTimestamps] = pairs?.get('t') ?? [];
  const signatures = (pairs?.get('v1') ?? []).flatMap((text) => fromHex(text) ?? []);
  const isWhole = /^\d+$/.test(timestamp) && moreTimestamps.length === 0 && signatures.length > 0;
  if (!isWhole || delivery.body.length === 0) return 'malformed';
  if (!isFresh(Number(timestamp), now, toleranceSeconds)) return 'stale';
  const keys = secrets.map(({ signingSecret = '' }) => textKey(signingSecret));
  return matchSignatures(keys, signatures, (key) => hmac('sha256', key, `${timestamp}.`, delivery.body));
}

const kinds: Readonly<Record<string, (object: unknown) => EventKind>> = {
  // Complete, but not always paid: a bank transfer may still be on its way.
  'checkout.session.completed': (object) => (textAt(object, 'payment_status') === 'paid' ? 'paid' : 'other'),
  'checkout.session.async_payment_succeeded': () => 'paid',
  'checkout.session.async_payment_failed': () => 'failed',
  'checkout.session.expired': () => 'failed',
  'payment_intent.succeeded': () => 'paid',
  'payment_intent.amount_capturable_updated': () => 'authorised',
  'payment_intent.payment_failed': () => 'failed',
  'payment_intent.canceled': () => 'failed',
  'charge.succeeded': (object) => (at(object, 'captured') === true ? 'paid' : 'authorised'),
  'charge.refunded': () => 'refunded',
  'charge.dispute.created': () => 'disputed',
};

function eventOf(event: unknown, account: MerchantAccount): PaymentEvent | undefined {
  const id = textAt(event, 'id');
  const type = textAt(event, 'type');
  if (!id || !type) return undefined;
  const object = at(event, 'data', 'object');
  const currency = textAt(object, 'currency')?.toUpperCase();
  const told: PaymentEvent = {
    id,
    type,
    kind: entryOf(kinds, type)?.(object) ?? 'other',
    orderReference: textAt(object, 'client_reference_id') ?? textAt(object, 'metadata', 'order_reference'),
    paymentId: textAt(object, 'payment_intent') ?? textAt(object, 'id'),
    amountMinor: fromGatewayUnits(unitsOf(type, object), currency, digits),
    currency,
    ...checksOf(cardChecks(at(object, 'payment_method_details', 'card', 'checks'))),
    ...riskIn(type, object),
  };
  return inMode(told, modeOfFlag(at(event, 'livemode')), account);
}

function unitsOf(type: string, object: unknown): number | undefined {
  if (type === 'charge.refunded') return integerAt(object, 'amount_refunded');
  return integerAt(object, 'amount_total') ?? integerAt(object, 'amount');
}

function cardChecks(checks: unknown): CardChecks {
  return {
    avsStreet: checkResult(textAt(checks, 'address_line1_check')),
    avsPostalCode: checkResult(textAt(checks, 'address_postal_code_check')),
    cvc: checkResult(textAt(checks, 'cvc_check')),
  };
}

function checkResult(word: string | undefined): CheckResult | undefined {
  if (word === undefined) return undefined;
  return word === 'pass' ? 'match' : word === 'fail' ? 'mismatch' : 'unchecked';
}

const riskLevels: Readonly<Record<string, Risk>> = {
  normal: 'normal',
  elevated: 'elevated',
  highest: 'elevated',
};
const warnings = ['review.opened', 'radar.early_fraud_warning.created'];

// A rule of the shop's own can have a person look at what Stripe itself thinks normal.
function riskIn(type: string, object: unknown): Pick<PaymentEvent, 'risk'> {
  const isDoubted = warnings.includes(type) || textAt(object, 'outcome', 'type') === 'manual_review';
  return isDoubted ? { risk: 'elevated' } : riskOf(textAt(object, 'outcome', 'risk_level'), riskLevels);
}

function postCheckout(
  request: SessionRequest,
  account: MerchantAccount,
  fields: Record<string, string>,
): HttpRequest {
  const item = 'line_items[0]';
  return post('checkout/sessions', request, account, {
    mode: 'payment',
    // Without the whole address there is nothing that the card's issuer could check but the postal code.
    billing_address_collection: 'required',
    client_reference_id: request.orderReference,
    'payment_intent_data[metadata][order_reference]': request.orderReference,
    [`${item}[quantity]`]: '1',
    [`${item}[price_data][currency]`]: request.currency.toLowerCase(),
    [`${item}[price_data][unit_amount]`]: units(request),
    [`${item}[price_data][product_data][name]`]: request.description,
    ...fields,
  });
}

function bothReturns({ returnUrl, cancelUrl }: SessionRequest): Record<string, string> {
  return { success_url: returnUrl, cancel_url: cancelUrl };
}

function postIntent(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('payment_intents', request, account, {
    amount: units(request),
    currency: request.currency.toLowerCase(),
    description: request.description,
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_reference]': request.orderReference,
  });
}

function units({ amountMinor, currency }: SessionRequest): string {
  return String(toGatewayUnits(amountMinor, currency, digits));
}

function post(
  path: string,
  request: SessionRequest,
  account: MerchantAccount,
  fields: Record<string, string>,
): HttpRequest {
  const headers = {
    ...bearer(secretField(account, 'secretKey')),
    'stripe-version': apiVersion,
    'idempotency-key': idempotencyKey(request),
  };
  return postForm(`https://api.stripe.com/v1/${path}`, headers, fields);
}

function forScript(answer: unknown, response: HttpResponse, account: MerchantAccount): Session {
  const publishableKey = secretField(account, 'publishableKey');
  return page({ clientSecret: textAt(answer, 'client_secret'), publishableKey }, response);
}
