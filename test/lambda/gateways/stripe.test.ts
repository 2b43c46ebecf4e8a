import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { stripe } from '../../../lambda/gateways/stripe.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('stripe');

function eventsOf(type: string, object: object) {
  const content = { id: 'evt_1', type, created: 7, data: { object } };
  return stripe.receive(signed('stripe', content, secretOf('stripe')), account, now);
}

const session = {
  payment_intent: 'pi_1',
  client_reference_id: 'order-1',
  amount_total: 4250,
  currency: 'eur',
};
const intent = { id: 'pi_1', metadata: { order_reference: 'order-1' }, amount: 5000, currency: 'eur' };
const received = { ...intent, amount_received: 4250 };
const charge = { ...intent, id: 'ch_1', payment_intent: 'pi_1', amount_refunded: 1000 };
const captured = { ...charge, captured: true, amount_captured: 4250 };
const about = { orderReference: 'order-1', paymentId: 'pi_1' };
const money = { amountMinor: 4250, currency: 'EUR' };
const nominal = { kind: 'captured', isNominal: true } as const;

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  [
    'checkout.session.completed',
    { ...session, payment_status: 'paid' },
    { class: 'moneyIn', ...about, ...money, at: 7000, effect: nominal },
  ],
  [
    'checkout.session.completed',
    { ...session, payment_status: 'unpaid' },
    { class: 'informational', ...about },
  ],
  [
    'checkout.session.async_payment_succeeded',
    session,
    { class: 'moneyIn', ...about, ...money, at: 7000, effect: nominal },
  ],
  ['checkout.session.expired', session, { class: 'failed', ...about, at: 7000 }],
  ['payment_intent.succeeded', received, { class: 'moneyIn', ...about, ...money, at: 7000 }],
  [
    'payment_intent.amount_capturable_updated',
    { ...intent, amount_capturable: 4250 },
    { class: 'authorised', ...about, ...money, at: 7000 },
  ],
  ['payment_intent.payment_failed', intent, { class: 'failed', ...about, at: 7000 }],
  ['charge.succeeded', captured, { class: 'moneyIn', ...about, ...money, at: 7000 }],
  [
    'charge.refunded',
    charge,
    {
      class: 'moneyOut',
      ...about,
      ...money,
      amountMinor: 1000,
      at: 7000,
      effect: { kind: 'refunded' },
    },
  ],
  [
    'charge.dispute.created',
    { id: 'dp_1', payment_intent: 'pi_1', amount: 4250, currency: 'eur', status: 'needs_response' },
    {
      class: 'atRisk',
      paymentId: 'pi_1',
      byPayment: true,
      ...money,
      at: 7000,
      effect: { kind: 'dispute', item: 'dp_1', stage: 2, outcome: 'open' },
    },
  ],
  ['customer.created', { id: 'cus_1' }, { class: 'informational', paymentId: 'cus_1' }],
  ['constructor', {}, { class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (type, object, expected) => {
  expect(eventsOf(type, object)).toEqual({
    result: 'authentic',
    events: [{ id: 'evt_1', type, ...expected }],
  });
});

test('passes on what the issuer said to address and code', () => {
  const checks = { address_line1_check: 'fail', address_postal_code_check: 'pass', cvc_check: 'unavailable' };
  const receipt = eventsOf('charge.succeeded', { ...captured, payment_method_details: { card: { checks } } });
  expect(receipt).toMatchObject({
    events: [{ checks: { avsStreet: 'mismatch', avsPostalCode: 'match', cvc: 'unchecked' } }],
  });
});

test('counts in the units of ISO 4217 where Stripe does not', () => {
  const receipt = eventsOf('payment_intent.succeeded', {
    ...intent,
    amount_received: 50000,
    currency: 'isk',
  });
  expect(receipt).toMatchObject({ events: [{ amountMinor: 500, currency: 'ISK' }] });
});

test('has an event of no consequence for text that is no JSON', () => {
  const receipt = stripe.receive(signed('stripe', 'no json', secretOf('stripe')), account, now);
  expect(receipt).toEqual({
    result: 'authentic',
    events: [
      {
        id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        type: 'unreadable',
        class: 'ignored',
        ignored: 'unreadable',
      },
    ],
  });
});

const pointer = { type: 'payment_intent', id: 'pi_1' };

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  [
    'v1.payment_intent.succeeded',
    { related_object: pointer },
    {
      class: 'informational',
      ask: {
        deliveryId: 'evt_1',
        type: 'v1.payment_intent.succeeded',
        resource: 'payment_intent',
        id: 'pi_1',
      },
    },
  ],
  ['v1.payment_intent.succeeded', {}, { class: 'informational' }],
  ['v2.core.account.created', {}, { class: 'informational' }],
  ['v1.unheard.of', { related_object: pointer }, { class: 'ignored', ignored: 'unknown_kind' }],
])('reads the thin event %s with %j as %j', (type, more, expected) => {
  const content = { id: 'evt_1', object: 'v2.core.event', type, ...more };
  const receipt = stripe.receive(signed('stripe', content, secretOf('stripe')), account, now);
  expect(receipt).toEqual({ result: 'authentic', events: [{ id: 'evt_1', type, ...expected }] });
});

function askFor(resource: string, id: string, ...answers: readonly object[]) {
  const type = 'v1.payment_intent.succeeded';
  if (!stripe.confirm) throw new Error('stripe cannot be asked');
  return talk(stripe.confirm({ deliveryId: 'evt_1', type, resource, id }, account, now), ...answers);
}

test('asks for the object of a thin event, and reads the event from what it is by now', () => {
  const { requests, result } = askFor('payment_intent', 'pi_1', received);
  const url = 'https://api.stripe.com/v1/payment_intents/pi_1';
  expect(requests).toEqual([{ method: 'GET', url, headers: { authorization: 'Bearer secretKey_a' } }]);
  const event = { id: 'evt_1', type: 'v1.payment_intent.succeeded', class: 'moneyIn', ...about, ...money };
  expect(result).toEqual({ outcome: 'confirmed', events: [{ ...event, at: now.getTime() }] });
});

test.each([
  ['customer', 'cus_1'],
  ['constructor', 'pi_1'],
  ['payment_intent', '../charges/ch_1'],
])('asks for no %s %s', (resource, id) => {
  expect(askFor(resource, id)).toEqual({ requests: [], result: { outcome: 'unknown' } });
});

test.each([
  ['an object that Stripe does not have', { status: 404, body: '{}' }, { outcome: 'unknown' }],
  ['a failure', { status: 503, body: '' }, { outcome: 'refused', status: 503, reason: 'status' }],
  ['another object', { id: 'pi_2' }, { outcome: 'refused', status: 200, reason: 'unreadable' }],
])('takes no event from the answer about %s', (_, answer, expected) => {
  expect(askFor('payment_intent', 'pi_1', answer).result).toEqual(expected);
});

test.each([
  [-301, 'stale'],
  [-300, 'authentic'],
  [300, 'authentic'],
  [301, 'stale'],
])('%i seconds after the signed time a delivery is %s', (seconds, result) => {
  const later = new Date(now.getTime() + seconds * 1000);
  expect(stripe.receive(signed('stripe', '{}', secretOf('stripe')), account, later)).toMatchObject({
    result,
  });
});

const headers = {
  authorization: 'Bearer secretKey_a',
  'content-type': 'application/x-www-form-urlencoded',
  'idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617',
  'stripe-version': '2026-10-28.endive',
};

test('starts a redirect with a session of its hosted page', () => {
  const { requests, result } = talk(stripe.session(payment, account), {
    url: 'https://checkout.stripe.com/c/pay/cs_1',
  });
  expect(requests).toMatchObject([
    { method: 'POST', url: 'https://api.stripe.com/v1/checkout/sessions', headers },
  ]);
  expect(requests.map(sent)).toEqual([
    {
      mode: 'payment',
      expires_at: '1767229200',
      billing_address_collection: 'required',
      ui_mode: 'hosted_page',
      client_reference_id: 'order-1',
      customer_email: 'shopper@example.com',
      'payment_intent_data[metadata][order_reference]': 'order-1',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][unit_amount]': '4250',
      'line_items[0][price_data][product_data][name]': 'Order 1',
      success_url: 'https://shop.example/return',
      cancel_url: 'https://shop.example/cart',
    },
  ]);
  expect(result).toEqual({ outcome: 'redirect', url: 'https://checkout.stripe.com/c/pay/cs_1' });
});

test('starts an iframe with a session of its embedded page', () => {
  const exchange = stripe.session(payment, accountOf('stripe', { integration: 'iframe' }));
  const { requests, result } = talk(exchange, { client_secret: 'cs_secret' });
  expect(requests.map(sent)).toMatchObject([
    { ui_mode: 'embedded_page', return_url: 'https://shop.example/return' },
  ]);
  const data = { clientSecret: 'cs_secret', publishableKey: 'publishableKey_a' };
  expect(result).toEqual({ ...frameOf(accountOf('stripe', { integration: 'iframe' })), data });
});

test('starts fields with a payment intent', () => {
  const exchange = stripe.session(payment, accountOf('stripe', { integration: 'fields' }));
  const { requests, result } = talk(exchange, { client_secret: 'pi_secret' });
  expect(requests).toMatchObject([{ url: 'https://api.stripe.com/v1/payment_intents', headers }]);
  expect(requests.map(sent)).toEqual([
    {
      amount: '4250',
      currency: 'eur',
      description: 'Order 1',
      receipt_email: 'shopper@example.com',
      'automatic_payment_methods[enabled]': 'true',
      'metadata[order_reference]': 'order-1',
    },
  ]);
  expect(result).toMatchObject({ outcome: 'page', data: { clientSecret: 'pi_secret' } });
});
