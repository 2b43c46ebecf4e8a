import type { Delivery } from './delivery.ts';
import { base64Header } from './diagnosis.ts';
import { receiptOf } from './events.ts';
import type { Exchange, HttpRequest } from './exchange.ts';
import { checksOf, riskOf } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, VerificationResult } from './gateway.ts';
import { bearer, get, jsonOf, postJson } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { fromGatewayUnits } from './money.ts';
import type { CheckResult, EventKind, PaymentEvent, Risk } from './payment-event.ts';
import { asking, idempotencyKey, redirect, refused, secretField, startedBy } from './session.ts';
import type { BillingAddress, Session, SessionRequest } from './session-request.ts';
import { fromBase64, type HeaderScheme, verifyHeader } from './signature.ts';
import { squareKeys } from './square/keys.ts';

const apiVersion = '2026-09-16';
// The older header beside it is a SHA-1, and is ignored.
const scheme: HeaderScheme = {
  header: 'x-square-hmacsha256-signature',
  decode: fromBase64,
  hash: 'sha256',
  field: 'signatureKey',
};

/** Square signs the registered address and the body. No time is signed: only the event's id tells a repetition. */
export const square: Gateway = {
  name: 'square',
  secretFields: {
    signatureKey: { for: 'callbacks', meaning: 'signature key of the webhook subscription' },
    accessToken: { for: 'requests', meaning: 'access token of the application' },
    locationId: { for: 'requests', meaning: 'location that sells' },
    applicationId: { for: 'page', meaning: 'application id' },
    webhookSubscriptionId: {
      for: 'requests',
      meaning: 'id of the webhook subscription; for automatic rotation',
      optional: true,
    },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'automatic',
    overlap: 'none at the gateway: deliveries signed before keep coming for up to 72 hours',
  },
  checks: ['avsPostalCode', 'cvc'],
  verify,
  keyMaker: squareKeys,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
      return get(`https://${host}/v2/locations`, bearer(secretField(account, 'accessToken')));
    },
  },
  diagnosis: { headers: [base64Header(scheme.header)] },
  secretForms: [
    {
      kind: 'an access token',
      pattern: '(?<![A-Za-z0-9])(?:EAAA[A-Za-z0-9_-]{40,}|sq0csp-[A-Za-z0-9_-]{20,})',
    },
  ],
  receive: (delivery, account) =>
    receiptOf(verify(delivery, account), delivery.body, () => eventsOf(delivery)),
  session: startedBy({
    redirect: asking(postLink, (answer, response, account) =>
      redirect(textAt(answer, 'payment_link', 'url'), response, account),
    ),
    fields: cardFields,
  }),
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  return verifyHeader(delivery, account, scheme, delivery.registeredUrl);
}

const paymentKinds: Readonly<Record<string, EventKind>> = {
  COMPLETED: 'paid',
  APPROVED: 'authorised',
  CANCELED: 'failed',
  FAILED: 'failed',
};

function eventsOf({ body }: Delivery): readonly (PaymentEvent | undefined)[] {
  const event = parseJson(body);
  const id = textAt(event, 'event_id');
  const type = textAt(event, 'type');
  if (!id || !type) return [undefined];
  const object = at(event, 'data', 'object');
  const [topic] = type.split('.');
  if (topic === 'payment') return [{ id, type, ...ofPayment(at(object, 'payment')) }];
  if (topic === 'refund') return [{ id, type, ...ofRefund(at(object, 'refund')) }];
  if (type === 'dispute.created') return [{ id, type, ...ofDispute(at(object, 'dispute')) }];
  return [{ id, type, kind: 'other' }];
}

type Content = Omit<PaymentEvent, 'id' | 'type'>;

function ofPayment(payment: unknown): Content {
  return {
    kind: entryOf(paymentKinds, textAt(payment, 'status') ?? '') ?? 'other',
    // A payment link passes the order on as a note, since the payment does not carry the link's reference.
    orderReference: textAt(payment, 'reference_id') ?? textAt(payment, 'note'),
    paymentId: textAt(payment, 'id'),
    ...money(at(payment, 'amount_money')),
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
  const kind = textAt(refund, 'status') === 'COMPLETED' ? 'refunded' : 'other';
  return { kind, paymentId: textAt(refund, 'payment_id'), ...money(at(refund, 'amount_money')) };
}

function ofDispute(dispute: unknown): Content {
  const paymentId = textAt(dispute, 'disputed_payment', 'payment_id');
  return { kind: 'disputed', paymentId, ...money(at(dispute, 'amount_money')) };
}

function money(value: unknown): Pick<PaymentEvent, 'amountMinor' | 'currency'> {
  const currency = textAt(value, 'currency');
  return { amountMinor: fromGatewayUnits(integerAt(value, 'amount'), currency), currency };
}

function checkResult(status: string | undefined): CheckResult | undefined {
  if (status === undefined) return undefined;
  return status.endsWith('_ACCEPTED') ? 'match' : status.endsWith('_REJECTED') ? 'mismatch' : 'unchecked';
}

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('online-checkout/payment-links', account, {
    idempotency_key: idempotencyKey(request),
    payment_note: request.orderReference,
    order: {
      location_id: secretField(account, 'locationId'),
      reference_id: request.orderReference,
      line_items: [{ name: request.description, quantity: '1', base_price_money: amountMoney(request) }],
    },
    checkout_options: { redirect_url: request.returnUrl },
    ...(request.address && { pre_populated_data: { buyer_address: addressOf(request.address) } }),
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  const locationId = secretField(account, 'locationId');
  if (!request.card) {
    return { outcome: 'page', data: { applicationId: secretField(account, 'applicationId'), locationId } };
  }
  const response = yield post('payments', account, {
    idempotency_key: idempotencyKey(request),
    source_id: request.card.token,
    reference_id: request.orderReference,
    location_id: locationId,
    amount_money: amountMoney(request),
    ...(request.address && { billing_address: addressOf(request.address) }),
  });
  const paymentId = textAt(jsonOf(response), 'payment', 'id');
  return paymentId ? { outcome: 'submitted', paymentId } : refused(response);
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return { address_line_1: line1, address_line_2: line2, locality: city, postal_code: postalCode, country };
}

function amountMoney({ amountMinor, currency }: SessionRequest): unknown {
  return { amount: amountMinor, currency };
}

function post(path: string, account: MerchantAccount, body: unknown): HttpRequest {
  const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
  const headers = { ...bearer(secretField(account, 'accessToken')), 'square-version': apiVersion };
  return postJson(`https://${host}/v2/${path}`, headers, body);
}
