import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { stripeSdk } from '../gateways/oracles/sdks.ts';
import { now, secretOf } from '../gateways/support/accounts.ts';
import type { Message } from '../gateways/support/message.ts';
import { type CheckoutRequest, createMade } from './callback.ts';
import { createIdempotency } from './idempotency.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';
import { intentOf, objectOf, type StripePayment, sessionOf } from './stripe-objects.ts';

/** Stripe on loopback. */
export interface StripeFake extends Fake {
  /**
   * The callback of a type, for example `charge.succeeded`, about a session or a payment intent, signed by Stripe's
   * own SDK. A charge of it passed every check and is of normal risk unless it is changed.
   */
  readonly callbackFor: (type: string, wanted?: CheckoutRequest) => Message;
}

/** Starts Stripe: `v1/checkout/sessions` and `v1/payment_intents`. */
export async function createStripeFake(secret: Secret = secretOf('stripe')): Promise<StripeFake> {
  const made = createMade<StripePayment>();
  const idempotency = createIdempotency(
    refusal(
      400,
      'idempotency_error',
      'Keys for idempotent requests can only be used with the same parameters',
    ),
    { headers: { 'idempotent-replayed': 'true' } },
  );
  const ended = new Set<StripePayment>();
  let events = 0;

  const ending = ({ method, path, headers }: SeenRequest): FakeAnswer | undefined => {
    const [, id] = endPath.exec(`${method} ${path}`) ?? [];
    const isOurs = headers['authorization'] === `Bearer ${secret['secretKey']}`;
    return isOurs && id !== undefined ? end(made.find(id), ended) : undefined;
  };

  const answer = (request: SeenRequest): FakeAnswer => {
    if (request.headers['authorization'] !== `Bearer ${secret['secretKey']}`)
      return refusal(401, 'invalid_request_error', 'Invalid API Key provided');
    const make = makers[`${request.method} ${request.path}`];
    if (!make) return refusal(404, 'invalid_request_error', 'Unrecognized request URL');
    if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refusal(400, 'invalid_request_error', 'Invalid request body encoding');
    const form = new URLSearchParams(request.body);
    const problem = problemOf(form, make);
    if (problem) return problem;
    return idempotency.once(request.headers['idempotency-key'], request.path + request.body, () => {
      const number = made.count() + 1;
      const { payment, body } = make.make(form, number);
      made.add(payment.id, payment);
      return { status: 200, body };
    });
  };

  return {
    ...(await startLoopback(['api.stripe.com'], (request) => ending(request) ?? answer(request))),
    callbackFor: (type, { of, at = now, change = {} } = {}) => {
      const object = { ...objectOf(type, made.get(of)), ...change };
      const created = at.getTime() / 1000;
      events += 1;
      const event = {
        id: `evt_${events}`,
        object: 'event',
        created,
        livemode: true,
        type,
        data: { object },
      };
      const payload = JSON.stringify(event, null, 2);
      const signature = stripeSdk().webhooks.generateTestHeaderString({
        payload,
        secret: secret['signingSecret'] ?? '',
        timestamp: created,
      });
      const headers = [
        ['content-type', 'application/json; charset=utf-8'],
        ['stripe-signature', signature],
      ] as const;
      return { query: '', headers, body: Buffer.from(payload) };
    },
  };
}

const endPath =
  /^POST \/v1\/(?:checkout\/sessions\/(?=.*\/expire$)|payment_intents\/(?=.*\/cancel$))(\w+)\/\w+$/;

/** What is over cannot be ended. */
function end(payment: StripePayment | undefined, ended: Set<StripePayment>): FakeAnswer {
  if (!payment) return refusal(404, 'invalid_request_error', 'No such object');
  if (ended.has(payment)) return refusal(400, 'invalid_request_error', 'Only what is open can be ended');
  ended.add(payment);
  return { status: 200, body: sessionOf(payment, 'expired') };
}

interface Maker {
  readonly required: readonly string[];
  readonly allowed: RegExp;
  readonly make: (form: URLSearchParams, number: number) => { payment: StripePayment; body: object };
}

const item = 'line_items[0]';
const price = `${item}[price_data]`;

const makers: Readonly<Record<string, Maker>> = {
  'POST /v1/checkout/sessions': {
    required: ['mode', `${item}[quantity]`, `${price}[currency]`, `${price}[product_data][name]`],
    allowed:
      /^(?:mode|ui_mode|expires_at|client_reference_id|success_url|cancel_url|return_url|customer_email|locale|billing_address_collection|line_items\[\d\]\[(?:quantity|price_data\]\[(?:currency|unit_amount|product_data\]\[name))\]|payment_intent_data\[metadata\]\[\w+\])$/,
    make: checkout,
  },
  'POST /v1/payment_intents': {
    required: ['amount', 'currency'],
    allowed:
      /^(?:amount|currency|description|receipt_email|automatic_payment_methods\[enabled\]|metadata\[\w+\])$/,
    make: intent,
  },
};

function checkout(form: URLSearchParams, number: number): { payment: StripePayment; body: object } {
  const id = `cs_test_${number}`;
  const payment = {
    id,
    number,
    amount: Number(form.get(`${price}[unit_amount]`)) * Number(form.get(`${item}[quantity]`)),
    currency: form.get(`${price}[currency]`) ?? '',
    orderReference: form.get('client_reference_id') ?? '',
  };
  const way = isHosted(form)
    ? { url: `https://checkout.stripe.com/c/pay/${id}`, client_secret: null }
    : { url: null, client_secret: `${id}_secret_x` };
  return { payment, body: { ...sessionOf(payment, 'open'), ...way } };
}

const isHosted = (form: URLSearchParams) => (form.get('ui_mode') ?? 'hosted_page') === 'hosted_page';

function intent(form: URLSearchParams, number: number): { payment: StripePayment; body: object } {
  const payment = {
    id: `pi_test_${number}`,
    number,
    amount: Number(form.get('amount')),
    currency: form.get('currency') ?? '',
    orderReference: form.get('metadata[order_reference]') ?? '',
  };
  const body = { ...intentOf(payment), status: 'requires_payment_method' };
  return { payment, body: { ...body, client_secret: `${payment.id}_secret_x` } };
}

function problemOf(form: URLSearchParams, { required, allowed }: Maker): FakeAnswer | undefined {
  const names = [...form.keys()];
  const unknown = names.find((name) => !allowed.test(name));
  if (unknown) return refusal(400, 'invalid_request_error', `Received unknown parameter: ${unknown}`);
  const returns = names.includes('mode') ? [isHosted(form) ? 'success_url' : 'return_url'] : [];
  const missing = [...required, ...returns].find((name) => !form.get(name));
  if (missing) return refusal(400, 'invalid_request_error', `Missing required param: ${missing}.`);
  const amount = form.get('amount') ?? form.get(`${price}[unit_amount]`) ?? '';
  if (!/^[1-9]\d{0,7}$/.test(amount))
    return refusal(400, 'invalid_request_error', `Invalid integer: ${amount}`);
  return undefined;
}

function refusal(status: number, type: string, message: string): FakeAnswer {
  return { status, body: { error: { type, message } } };
}
