import { expect, test } from '@jest/globals';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import { mollie } from '../../../lambda/gateways/mollie.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('mollie');
const classic = (body: string) => mollie.receive(deliveryOf({ body }, 'https://shop.example'), account, now);

test('takes an unsigned id for an unverified notification, without a name for the delivery', () => {
  expect(classic('id=tr_7UhSN1zuXS')).toMatchObject({
    result: 'unverified',
    notification: { resource: 'payment', id: 'tr_7UhSN1zuXS' },
  });
});

test.each([
  'id=tr_1/../refunds',
  'id=tr_1&id=tr_2',
  'id=',
  'ord_1',
  'id=tr_%2e%2e%2f',
  `id=tr_${'1'.repeat(41)}`,
])('refuses %s', (body) => {
  expect(classic(body)).toEqual({ result: 'malformed' });
});

test('takes a signed pointer for an unverified notification that has a name', () => {
  const content = { resource: 'event', id: 'event_1', type: 'payment-link.paid', entityId: 'pl_1' };
  expect(mollie.receive(signed('mollie', content, secretOf('mollie')), account, now)).toMatchObject({
    result: 'unverified',
    notification: { deliveryId: 'event_1', resource: 'other', id: 'pl_1' },
  });
});

test('never takes a delivery with a wrong signature for an unsigned one', () => {
  const headers = { 'X-Mollie-Signature': `sha256=${'0'.repeat(64)}` };
  const delivery = deliveryOf({ headers, body: 'id=tr_1' }, 'https://shop.example');
  expect(mollie.receive(delivery, account, now)).toEqual({ result: 'forged' });
});

const ask = (...answers: readonly object[]) =>
  talk(
    mollie.confirm?.({ type: 'payment', resource: 'payment', id: 'tr_1' }, account, now) ?? missing(),
    ...answers,
  );

const missing = () => {
  throw new Error('mollie cannot be asked');
};

const money = (value: string) => ({ value, currency: 'EUR' });
const paid = { id: 'tr_1', status: 'paid', amount: money('42.50'), metadata: { order_reference: 'order-1' } };
const whole = { orderReference: 'order-1', paymentId: 'tr_1', amountMinor: 4250, currency: 'EUR' };

test.each<[object, PaymentEvent]>([
  [paid, { id: 'tr_1:paid:0:0', type: 'payment paid', class: 'moneyIn', ...whole }],
  [
    { ...paid, status: 'open' },
    { id: 'tr_1:open:0:0', type: 'payment open', class: 'informational', ...whole },
  ],
  [
    { ...paid, status: 'expired' },
    { id: 'tr_1:expired:0:0', type: 'payment expired', class: 'failed', ...whole },
  ],
  [
    { ...paid, amountRefunded: money('10.00'), amountChargedBack: money('0.00') },
    { id: 'tr_1:paid:1000:0', type: 'payment refunded', class: 'moneyOut', ...whole, amountMinor: 1000 },
  ],
  [
    { ...paid, amountChargedBack: money('42.50') },
    { id: 'tr_1:paid:0:4250', type: 'payment disputed', class: 'atRisk', ...whole },
  ],
])('takes the gateway at its word: %j is %j', (answer, event) => {
  const { requests, result } = ask(answer);
  expect(requests).toEqual([
    {
      method: 'GET',
      url: 'https://api.mollie.com/v2/payments/tr_1',
      headers: { authorization: 'Bearer live_apiKey_a' },
    },
  ]);
  expect(result).toMatchObject({ outcome: 'confirmed', events: [event] });
});

test('does not believe in a payment that the gateway does not know', () => {
  expect(ask({ status: 404, body: '{}' }).result).toEqual({ outcome: 'unknown' });
});

test('asks again later when the gateway cannot answer', () => {
  expect(ask({ status: 503, body: '' }).result).toEqual({
    outcome: 'refused',
    status: 503,
    reason: 'status',
  });
});

test('does not ask for what is not a payment', () => {
  expect(
    talk(mollie.confirm?.({ type: 'payment', resource: 'other', id: 'pl_1' }, account, now) ?? missing())
      .result,
  ).toEqual({
    outcome: 'unknown',
  });
});

const body = {
  amount: money('42.50'),
  description: 'Order 1',
  redirectUrl: 'https://shop.example/return',
  cancelUrl: 'https://shop.example/cart',
  webhookUrl: 'https://shop.example/api/callback/x',
  metadata: { order_reference: 'order-1' },
};
const href = 'https://www.mollie.com/checkout/select-method/1';

test('starts a redirect with a payment', () => {
  const { requests, result } = talk(mollie.session(payment, account), {
    id: 'tr_1',
    _links: { checkout: { href } },
  });
  const headers = { 'idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617' };
  expect(requests).toMatchObject([{ method: 'POST', url: 'https://api.mollie.com/v2/payments', headers }]);
  expect(requests.map(sent)).toEqual([body]);
  expect(result).toEqual({ outcome: 'redirect', url: href });
});

const fields = accountOf('mollie', { mode: 'test', integration: 'fields' });

test('gives the script of fields what it needs without asking the gateway', () => {
  const data = { profileId: 'profileId_a', testmode: true };
  expect(talk(mollie.session(payment, fields)).result).toEqual({ outcome: 'page', data });
});

test.each([
  [
    { id: 'tr_1', _links: { checkout: { href } } },
    { outcome: 'redirect', url: href },
  ],
  [
    { id: 'tr_1', _links: {} },
    { outcome: 'submitted', paymentId: 'tr_1' },
  ],
])('charges the card that its script read: %j is %j', (answer, expected) => {
  const { requests, result } = talk(mollie.session({ ...payment, card: { token: 'tkn_1' } }, fields), answer);
  expect(requests.map(sent)).toEqual([{ ...body, method: 'creditcard', cardToken: 'tkn_1' }]);
  expect(result).toEqual(expected);
});
