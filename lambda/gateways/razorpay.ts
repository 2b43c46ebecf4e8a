import type { Delivery } from './delivery.ts';
import { hexHeader } from './diagnosis.ts';
import { digestOf, receiptOf } from './events.ts';
import type { HttpRequest } from './exchange.ts';
import type { Gateway, MerchantAccount, OtherSigned, VerificationResult } from './gateway.ts';
import { basic, get, postJson } from './http.ts';
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
import { fromHex, type HeaderScheme, hmac, matchSignatures, textKey, verifyHeader } from './signature.ts';

const scheme: HeaderScheme = {
  header: 'x-razorpay-signature',
  decode: fromHex,
  hash: 'sha256',
  field: 'webhookSecret',
};

/** Razorpay signs the body alone. The event's id comes in a header that is not signed, so it is not used. */
export const razorpay: Gateway = {
  name: 'razorpay',
  secretFields: {
    webhookSecret: { for: 'callbacks', meaning: 'secret of the webhook; not the secret of the API key' },
    keyId: { for: 'requests', meaning: 'id of the API key; the page of an iframe sees it too' },
    keySecret: { for: 'requests', meaning: 'secret of the API key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'events of before the change stay signed with the previous secret for 24 hours',
  },
  checks: [],
  verify,
  keyTrial: {
    request: (account) => {
      const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
      return get('https://api.razorpay.com/v1/orders?count=1', headers);
    },
  },
  diagnosis: { headers: [hexHeader(scheme.header)] },
  otherSignatures: {
    'checkout return (order_id|payment_id)': { verify: verifyGivenReturn },
  },
  receive: (delivery, account) =>
    receiptOf(verify(delivery, account), delivery.body, () => [eventOf(delivery.body)]),
  session: startedBy({
    redirect: asking(postLink, (answer, response, account) =>
      redirect(textAt(answer, 'short_url'), response, account),
    ),
    iframe: asking(postOrder, (answer, response, account) =>
      page({ orderId: textAt(answer, 'id'), keyId: secretField(account, 'keyId') }, response),
    ),
  }),
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  return verifyHeader(delivery, account, scheme);
}

/** What the gateway's script hands to the shopper's browser after paying. */
export interface CheckoutReturn {
  readonly paymentId: string;
  readonly signature: string;
}

/**
 * Verifies the return of a shopper. The gateway's order is the one that was stored with the session: a shopper can
 * post a genuine signature of another, cheaper order.
 */
export function verifyReturn(
  { paymentId, signature }: CheckoutReturn,
  storedOrderId: string,
  { secrets }: Pick<MerchantAccount, 'secrets'>,
): VerificationResult {
  const received = fromHex(signature);
  if (!received || !/^\w+$/.test(paymentId)) return 'malformed';
  const keys = secrets.map(({ keySecret = '' }) => textKey(keySecret));
  return matchSignatures(keys, [received], (key) => hmac('sha256', key, `${storedOrderId}|${paymentId}`));
}

function verifyGivenReturn({ text }: OtherSigned): VerificationResult | { readonly fault: string } {
  const keySecret = text('secret');
  const paymentId = text('form', 'razorpay_payment_id');
  const signature = text('form', 'razorpay_signature');
  const orderId = text('expectedOrderId') ?? text('form', 'razorpay_order_id');
  if (keySecret === undefined) return { fault: 'found no secret, write it as text' };
  if (!paymentId || !signature || !orderId) {
    return {
      fault: 'found no form with razorpay_payment_id, razorpay_order_id and razorpay_signature, write it',
    };
  }
  return verifyReturn({ paymentId, signature }, orderId, { secrets: [{ keySecret }] });
}

const kinds: Readonly<Record<string, EventKind>> = {
  'payment.authorized': 'authorised',
  'payment.captured': 'paid',
  'payment.failed': 'failed',
  'order.paid': 'paid',
  'payment_link.paid': 'paid',
  'refund.processed': 'refunded',
  'payment.dispute.created': 'disputed',
};

function eventOf(body: Buffer): PaymentEvent | undefined {
  const event = parseJson(body);
  const type = textAt(event, 'event');
  if (!type) return undefined;
  const payload = at(event, 'payload');
  const payment = at(payload, 'payment', 'entity');
  const subject = type.startsWith('refund.') ? at(payload, 'refund', 'entity') : payment;
  const currency = textAt(subject, 'currency');
  return {
    id: eventId(type, textAt(subject, 'id'), integerAt(event, 'created_at')) ?? digestOf(body),
    type,
    kind: entryOf(kinds, type) ?? 'other',
    orderReference: textAt(payment, 'notes', 'order_reference') ?? linkedOrder(payload),
    paymentId: textAt(payment, 'id') ?? textAt(subject, 'payment_id'),
    amountMinor: fromGatewayUnits(integerAt(subject, 'amount'), currency),
    currency,
  };
}

function eventId(
  type: string,
  subject: string | undefined,
  createdAt: number | undefined,
): string | undefined {
  return subject === undefined || createdAt === undefined ? undefined : `${type}:${subject}:${createdAt}`;
}

function linkedOrder(payload: unknown): string | undefined {
  const link = textAt(payload, 'payment_link', 'entity', 'reference_id');
  return orderOfAttempt(link ?? textAt(payload, 'order', 'entity', 'receipt'));
}

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('payment_links', account, {
    ...amount(request),
    reference_id: attemptReference(request),
    description: request.description,
    callback_url: request.returnUrl,
    callback_method: 'get',
  });
}

function postOrder(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('orders', account, { ...amount(request), receipt: attemptReference(request) });
}

function amount({ amountMinor, currency, orderReference }: SessionRequest): object {
  return { amount: amountMinor, currency, notes: { order_reference: orderReference } };
}

function post(path: string, account: MerchantAccount, body: object): HttpRequest {
  const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
  return postJson(`https://api.razorpay.com/v1/${path}`, headers, body);
}
