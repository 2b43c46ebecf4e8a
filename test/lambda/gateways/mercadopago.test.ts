import { expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { mercadopago } from '../../../lambda/gateways/mercadopago.ts';
import type { PaymentEvent, UnverifiedNotification } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('mercadopago');
const genuine = signed('mercadopago', '{}', secretOf('mercadopago'));
const receive = (changes: Partial<Delivery>) => mercadopago.receive({ ...genuine, ...changes }, account, now);

const twoSignatures = `${genuine.headers.get('x-signature')?.[0]},v1=${'0'.repeat(64)}`;

test('takes a delivery for an unverified notification, named by what is signed', () => {
  expect(receive({ body: Buffer.from('{"action":"payment.refunded"}') })).toMatchObject({
    result: 'unverified',
    notification: { deliveryId: 'id:123;request-id:r-1;ts:1767225600000;', resource: 'payment', id: '123' },
  });
});

test.each([
  ['two ids', { query: 'data.id=123&data.id=456&type=payment' }],
  ['no id', { query: 'type=payment' }],
  ['an id with a border in it', { query: 'data.id=123%3Bts%3A1&type=payment' }],
  [
    'a border in the request id',
    { headers: new Map([...genuine.headers, ['x-request-id', ['r;ts:1']] as const]) },
  ],
  ['two signatures', { headers: new Map([...genuine.headers, ['x-signature', [twoSignatures]] as const]) }],
  ['two request ids', { headers: new Map([...genuine.headers, ['x-request-id', ['r-1', 'r-1']] as const]) }],
])('refuses a delivery with %s', (_, changes) => {
  expect(receive(changes)).toEqual({ result: 'malformed' });
});

function ask(notification: UnverifiedNotification, ...answers: readonly object[]) {
  if (!mercadopago.confirm) throw new Error('mercadopago cannot be asked');
  return talk(mercadopago.confirm(notification, account, now), ...answers);
}

const approved = {
  id: 123,
  status: 'approved',
  external_reference: 'order-1',
  transaction_amount: 42.5,
  currency_id: 'BRL',
  transaction_amount_refunded: 0,
};
const whole = { orderReference: 'order-1', paymentId: '123', amountMinor: 4250, currency: 'BRL' };

test.each<[object, PaymentEvent]>([
  [{}, { id: '123:approved:0', type: 'payment approved', class: 'moneyIn', ...whole }],
  [{ status: 'rejected' }, { id: '123:rejected:0', type: 'payment rejected', class: 'failed', ...whole }],
  [
    { status: 'in_process' },
    { id: '123:in_process:0', type: 'payment in_process', class: 'informational', ...whole },
  ],
  [
    { status: 'charged_back' },
    { id: '123:charged_back:0', type: 'payment charged_back', class: 'atRisk', ...whole },
  ],
  [
    { transaction_amount_refunded: 10 },
    { id: '123:approved:1000', type: 'payment approved', class: 'moneyOut', ...whole, amountMinor: 1000 },
  ],
  [
    { currency_id: 'CLP', transaction_amount: 4250 },
    { id: '123:approved:0', type: 'payment approved', class: 'moneyIn', ...whole, currency: 'CLP' },
  ],
])('takes the gateway at its word: a payment with %j is %j', (changes, event) => {
  const { requests, result } = ask(
    { type: 'payment', resource: 'payment', id: '123' },
    { ...approved, ...changes },
  );
  expect(requests).toMatchObject([{ method: 'GET', url: 'https://api.mercadopago.com/v1/payments/123' }]);
  expect(result).toMatchObject({ outcome: 'confirmed', events: [event] });
});

test('does not believe in a payment that the gateway does not know', () => {
  expect(ask({ type: 'payment', resource: 'payment', id: '1' }, { status: 404, body: '{}' }).result).toEqual({
    outcome: 'unknown',
  });
});

test.each([
  ['merchant_order', '123'],
  ['payment', 'ORD01'],
])('asks nothing about %s %s', (resource, id) => {
  expect(ask({ type: 'payment', resource, id })).toEqual({ requests: [], result: { outcome: 'unknown' } });
});

const addresses = {
  external_reference: 'order-1',
  notification_url: 'https://shop.example/api/callback/x',
};

test.each([
  ['live', 'https://www.mercadopago.com.br/checkout/v1/redirect?pref_id=1'],
  ['test', 'https://sandbox.mercadopago.com.br/checkout/v1/redirect?pref_id=1'],
] as const)('starts a redirect of mode %s to %s', (mode, url) => {
  const preference = {
    init_point: 'https://www.mercadopago.com.br/checkout/v1/redirect?pref_id=1',
    sandbox_init_point: 'https://sandbox.mercadopago.com.br/checkout/v1/redirect?pref_id=1',
  };
  const { requests, result } = talk(
    mercadopago.session(payment, accountOf('mercadopago', { mode })),
    preference,
  );
  expect(requests).toMatchObject([
    {
      url: 'https://api.mercadopago.com/checkout/preferences',
      headers: {
        authorization: 'Bearer accessToken_a',
        'x-idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617',
      },
    },
  ]);
  expect(requests.map(sent)).toEqual([
    {
      items: [{ id: 'order-1', title: 'Order 1', quantity: 1, currency_id: 'EUR', unit_price: 42.5 }],
      back_urls: {
        success: 'https://shop.example/return',
        pending: 'https://shop.example/return',
        failure: 'https://shop.example/cart',
      },
      auto_return: 'approved',
      ...addresses,
    },
  ]);
  expect(result).toEqual({ outcome: 'redirect', url });
});

const fields = accountOf('mercadopago', { integration: 'fields' });

test('gives the script of fields what it needs without asking the gateway', () => {
  const data = { publicKey: 'publicKey_a' };
  expect(talk(mercadopago.session(payment, fields)).result).toEqual({ outcome: 'page', data });
});

test('charges the card that its script read', () => {
  const request = { ...payment, card: { token: 'tok', brand: 'visa' } };
  const { requests, result } = talk(mercadopago.session(request, fields), { id: 123 });
  expect(requests).toMatchObject([{ url: 'https://api.mercadopago.com/v1/payments' }]);
  expect(requests.map(sent)).toEqual([
    {
      transaction_amount: 42.5,
      token: 'tok',
      payment_method_id: 'visa',
      installments: 1,
      description: 'Order 1',
      payer: { email: 'shopper@example.com' },
      ...addresses,
    },
  ]);
  expect(result).toEqual({ outcome: 'submitted', paymentId: '123' });
});

test('throws for a card without its brand', () => {
  const request = { ...payment, card: { token: 'tok' } };
  expect(() => talk(mercadopago.session(request, fields))).toThrow('without its brand and an email address');
});
