import type { Delivery } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import { inMode, modeOfWord, receiptOf } from './events.ts';
import type { Exchange, HttpRequest } from './exchange.ts';
import type {
  Confirmation,
  Gateway,
  MerchantAccount,
  Receipt,
  UnverifiedNotification,
  VerificationResult,
} from './gateway.ts';
import { bearer, get, jsonOf, postJson } from './http.ts';
import { at, entryOf, parseJson, textAt } from './json.ts';
import { fromDecimal, toDecimal } from './money.ts';
import type { EventKind, PaymentEvent } from './payment-event.ts';
import { asking, idempotencyKey, redirect, refused, secretField, startedBy } from './session.ts';
import type { BillingAddress, Session, SessionRequest } from './session-request.ts';
import { fromHex, hmac, matchSignatures, textKey } from './signature.ts';

const signatureHeader = 'x-mollie-signature';

const diagnosis: Diagnosis = {
  headers: [
    {
      name: signatureHeader,
      form: 'sha256=SIGNATURE in lower-case hexadecimal digits, one signature in each header',
      example: 'sha256=00',
      isOptional: true,
    },
  ],
  contentFault: () =>
    'found no header x-mollie-signature, and a body without a signature has to be id=tr_… and nothing else by that name',
};

/** Mollie's classic callback is an unsigned id, and its signed one still only a pointer: both are unverified notifications. */
export const mollie: Gateway = {
  name: 'mollie',
  secretFields: {
    signingSecret: {
      for: 'callbacks',
      meaning: 'signing secret of a next-generation webhook',
      optional: true,
    },
    apiKey: { for: 'requests', meaning: 'API key', pattern: '^(?:live|test)_\\w+$' },
    profileId: { for: 'page', meaning: 'profile id' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'a delivery can carry a signature of each key',
  },
  checks: [],
  // The classic callback carries no signature.
  verify,
  keyTrial: {
    request: (account) =>
      get('https://api.mollie.com/v2/profiles/me', bearer(secretField(account, 'apiKey'))),
  },
  diagnosis,
  callbackSchemes: ['next-gen webhook'],
  secretForms: [{ kind: 'an API key', pattern: '(?<![A-Za-z0-9_])(?:live|test)_[A-Za-z0-9]{30,}' }],
  receive: (delivery, account) =>
    delivery.headers.has(signatureHeader) ? receiveSigned(delivery, account) : receiveClassic(delivery),
  confirm,
  session: startedBy({
    redirect: asking(
      (request, account) => postPayment(request, account, {}),
      (answer, response, account) => redirect(checkoutLink(answer), response, account),
    ),
    fields: cardFields,
  }),
};

function receiveSigned(delivery: Delivery, account: MerchantAccount): Receipt {
  const result = verify(delivery, account);
  const event = result === 'authentic' ? parseJson(delivery.body) : undefined;
  const deliveryId = textAt(event, 'id');
  const id = textAt(event, 'entityId');
  if (!deliveryId || !id) return receiptOf(result, delivery.body, () => [undefined]);
  return { result: 'unverified', notification: { deliveryId, resource: resourceOf(id), id } };
}

function verify({ headers, body }: Delivery, { secrets }: MerchantAccount): VerificationResult {
  // Several headers are the way this gateway sends several signatures; a list in one of them is not.
  const received = (headers.get(signatureHeader) ?? []).map((text) => fromHex(text.replace(/^sha256=/, '')));
  const signatures = received.flatMap((bytes) => bytes ?? []);
  const isWhole = signatures.length > 0 && signatures.length === received.length;
  if (!isWhole || body.length === 0) return 'malformed';
  const keys = secrets.map(({ signingSecret = '' }) => textKey(signingSecret));
  return matchSignatures(keys, signatures, (key) => hmac('sha256', key, body));
}

function receiveClassic({ body }: Delivery): Receipt {
  const [id, ...more] = new URLSearchParams(body.toString('latin1')).getAll('id');
  if (!id || more.length > 0 || resourceOf(id) !== 'payment') return { result: 'malformed' };
  return { result: 'unverified', notification: { resource: 'payment', id } };
}

function resourceOf(id: string): string {
  return /^tr_\w{1,40}$/.test(id) ? 'payment' : 'other';
}

function* confirm(
  { resource, id }: UnverifiedNotification,
  account: MerchantAccount,
): Exchange<Confirmation> {
  if (resource !== 'payment' || resourceOf(id) !== 'payment') return { outcome: 'unknown' };
  const response = yield get(`https://api.mollie.com/v2/payments/${id}`, authorization(account));
  if (response.status === 404) return { outcome: 'unknown' };
  const event = eventOf(jsonOf(response), account);
  return event ? { outcome: 'confirmed', event } : refused(response);
}

const kinds: Readonly<Record<string, EventKind>> = {
  authorized: 'authorised',
  paid: 'paid',
  failed: 'failed',
  canceled: 'failed',
  expired: 'failed',
};

function eventOf(payment: unknown, account: MerchantAccount): PaymentEvent | undefined {
  const id = textAt(payment, 'id');
  const status = textAt(payment, 'status');
  if (!id || !status) return undefined;
  const currency = textAt(payment, 'amount', 'currency');
  const amountAt = (name: string) => fromDecimal(at(payment, name, 'value'), currency) ?? 0;
  const [refunded, disputed] = [amountAt('amountRefunded'), amountAt('amountChargedBack')];
  const state = disputed > 0 ? 'disputed' : refunded > 0 ? 'refunded' : undefined;
  const told: PaymentEvent = {
    // A payment keeps its status when money goes back, so the sums are a part of what happened.
    id: `${id}:${status}:${refunded}:${disputed}`,
    type: `payment ${state ?? status}`,
    kind: state ?? entryOf(kinds, status) ?? 'other',
    orderReference: textAt(payment, 'metadata', 'order_reference'),
    paymentId: id,
    amountMinor: disputed || refunded || fromDecimal(at(payment, 'amount', 'value'), currency),
    currency,
  };
  return inMode(told, modeOfWord(textAt(payment, 'mode')), account);
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  if (!request.card) {
    const data = { profileId: secretField(account, 'profileId'), testmode: account.config.mode === 'test' };
    return { outcome: 'page', data };
  }
  const response = yield postPayment(request, account, {
    method: 'creditcard',
    cardToken: request.card.token,
  });
  const answer = jsonOf(response);
  const paymentId = textAt(answer, 'id');
  if (!paymentId) return refused(response);
  // The card's issuer may want to see the shopper first.
  const link = checkoutLink(answer);
  return link ? redirect(link, response, account) : { outcome: 'submitted', paymentId };
}

function checkoutLink(payment: unknown): string | undefined {
  return textAt(payment, '_links', 'checkout', 'href');
}

function postPayment(request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const headers = { ...authorization(account), 'idempotency-key': idempotencyKey(request) };
  return postJson('https://api.mollie.com/v2/payments', headers, {
    amount: { currency: request.currency, value: toDecimal(request.amountMinor, request.currency) },
    description: request.description,
    redirectUrl: request.returnUrl,
    cancelUrl: request.cancelUrl,
    webhookUrl: request.callbackUrl,
    metadata: { order_reference: request.orderReference },
    ...(request.address && { billingAddress: addressOf(request.address) }),
    ...more,
  });
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return { streetAndNumber: line1, streetAdditional: line2, postalCode, city, country };
}

function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return bearer(secretField(account, 'apiKey'));
}
