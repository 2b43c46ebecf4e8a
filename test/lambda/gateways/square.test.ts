import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { square } from '../../../lambda/gateways/square.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const fields = accountOf('square', { mode: 'test', integration: 'fields' });
const amount_money = { amount: 4250, currency: 'EUR' };
const money = { amountMinor: 4250, currency: 'EUR' };
const paid = { id: 'p-1', status: 'COMPLETED', reference_id: 'order-1', amount_money };

const refunded = (item: string) => ({ kind: 'refunded', item }) as const;

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  [
    'payment.updated',
    { payment: paid },
    { class: 'moneyIn', orderReference: 'order-1', paymentId: 'p-1', ...money, at: 0 },
  ],
  [
    'payment.updated',
    { payment: { ...paid, reference_id: undefined, note: 'order-1' } },
    { class: 'moneyIn', orderReference: 'order-1', paymentId: 'p-1', ...money, at: 0 },
  ],
  [
    'payment.created',
    { payment: { ...paid, status: 'APPROVED' } },
    { class: 'authorised', orderReference: 'order-1', paymentId: 'p-1', ...money, at: 0 },
  ],
  [
    'payment.updated',
    { payment: { ...paid, status: 'FAILED' } },
    { class: 'failed', orderReference: 'order-1', paymentId: 'p-1', at: 0 },
  ],
  [
    'refund.updated',
    { refund: { id: 'r-1', payment_id: 'p-1', status: 'COMPLETED', amount_money } },
    { class: 'moneyOut', byPayment: true, paymentId: 'p-1', ...money, at: 0, effect: refunded('r-1') },
  ],
  [
    'refund.created',
    { refund: { id: 'r-1', payment_id: 'p-1', status: 'PENDING', amount_money } },
    { class: 'informational', byPayment: true, paymentId: 'p-1' },
  ],
  [
    'dispute.created',
    { dispute: { id: 'd-1', disputed_payment: { payment_id: 'p-1' }, amount_money } },
    {
      class: 'atRisk',
      byPayment: true,
      paymentId: 'p-1',
      ...money,
      at: 0,
      effect: { kind: 'dispute', item: 'd-1', stage: 3, outcome: 'open' },
    },
  ],
  ['catalog.version.updated', {}, { class: 'informational' }],
  ['unheard.of', { payment: paid }, { class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (type, object, expected) => {
  const event = { event_id: 'e-1', type, created_at: '1970-01-01T00:00:00Z', data: { object } };
  expect(square.receive(signed('square', event, secretOf('square')), fields, now)).toEqual({
    result: 'authentic',
    events: [{ id: 'e-1', type, ...expected }],
  });
});

test('passes on what the issuer said to postal code and code', () => {
  const card_details = { avs_status: 'AVS_REJECTED', cvv_status: 'CVV_ACCEPTED' };
  const content = {
    event_id: 'e',
    type: 'payment.updated',
    data: { object: { payment: { ...paid, card_details } } },
  };
  const receipt = square.receive(signed('square', content, secretOf('square')), fields, now);
  expect(receipt).toMatchObject({ events: [{ checks: { avsPostalCode: 'mismatch', cvc: 'match' } }] });
});

test('starts a redirect with a payment link, and the key for repetitions in the body', () => {
  const url = 'https://square.link/u/x';
  const { requests, result } = talk(square.session(payment, accountOf('square')), { payment_link: { url } });
  expect(requests).toMatchObject([
    {
      url: 'https://connect.squareup.com/v2/online-checkout/payment-links',
      headers: { authorization: 'Bearer accessToken_a', 'square-version': '2026-09-16' },
    },
  ]);
  expect(requests.map(sent)).toEqual([
    {
      idempotency_key: 'e4f49a62-1727-fbb1-18c5-e98b891fe617',
      payment_note: 'order-1',
      order: {
        location_id: 'locationId_a',
        reference_id: 'order-1',
        line_items: [{ name: 'Order 1', quantity: '1', base_price_money: amount_money }],
      },
      checkout_options: { redirect_url: 'https://shop.example/return' },
      pre_populated_data: { buyer_email: 'shopper@example.com' },
    },
  ]);
  expect(result).toEqual({ outcome: 'redirect', url });
});

test('gives the script of fields what it needs without asking the gateway', () => {
  const { result } = talk(square.session(payment, fields));
  const data = { applicationId: 'applicationId_a', locationId: 'locationId_a' };
  expect(result).toEqual({ ...frameOf(fields), data });
});

test('charges the card that its script read', () => {
  const request = { ...payment, card: { token: 'cnon:1' } };
  const { requests, result } = talk(square.session(request, fields), {
    payment: { id: 'p-1', status: 'COMPLETED', reference_id: 'order-1', amount_money },
  });
  expect(requests).toMatchObject([{ url: 'https://connect.squareupsandbox.com/v2/payments' }]);
  expect(requests.map(sent)).toEqual([
    {
      idempotency_key: 'e4f49a62-1727-fbb1-18c5-e98b891fe617',
      source_id: 'cnon:1',
      reference_id: 'order-1',
      location_id: 'locationId_a',
      amount_money,
      buyer_email_address: 'shopper@example.com',
      customer_details: { customer_initiated: true, seller_keyed_in: false },
    },
  ]);
  const inquiry = { resource: 'payment', id: 'p-1' };
  const paid = { paymentId: 'p-1', orderReference: 'order-1', amountMinor: 4250, currency: 'EUR' };
  expect(result).toMatchObject({
    outcome: 'paid',
    paymentId: 'p-1',
    inquiry,
    events: [{ class: 'moneyIn', ...paid }],
  });
});
