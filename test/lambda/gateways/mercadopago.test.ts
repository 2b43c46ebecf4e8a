import { expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { mercadopago } from '../../../lambda/gateways/mercadopago.ts';
import type { PaymentEvent, UnverifiedNotification } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('mercadopago');
const genuine = signed('mercadopago', '{}', secretOf('mercadopago'));
const receive = (changes: Partial<Delivery>) => mercadopago.receive({ ...genuine, ...changes }, account, now);

const twoSignatures = `${genuine.headers.get('x-signature')?.[0]},v1=${'0'.repeat(64)}`;

test('takes a delivery for an unverified notification, named by what is signed', () => {
  expect(receive({ body: Buffer.from('{"action":"payment.refunded"}') })).toEqual({
    result: 'unverified',
    notification: {
      deliveryId: 'id:123;request-id:r-1;ts:1767225600000;',
      type: 'payment',
      resource: 'payment',
      id: '123',
    },
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

test.each([
  [
    'topic=payment&id=123',
    { result: 'unverified', notification: { type: 'payment', resource: 'payment', id: '123' } },
  ],
  ['topic=payment&id=123&id=456', { result: 'malformed' }],
  ['topic=merchant_order&id=123', { result: 'malformed' }],
])('takes an unsigned %s for %j, of the kind that is asked about only', (query, expected) => {
  expect(receive({ headers: new Map(), query })).toEqual(expected);
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
const about = { type: 'payment', orderReference: 'order-1', paymentId: '123', at: now.getTime() };
const cents = (amountMinor: number, currency = 'BRL') => ({ amountMinor, currency });
const came: PaymentEvent = { id: 'payment:123:approved:4250', ...about, class: 'moneyIn', ...cents(4250) };
// What the gateway changed then is older than the answer.
const changedAt = Date.parse('2025-12-31T23:00:00.000Z');
const dispute = (outcome: 'open' | 'ended' | 'lost') =>
  ({ kind: 'dispute', stage: now.getTime(), outcome }) as const;
const undisputed: PaymentEvent = {
  id: 'payment:123:approved::over',
  ...about,
  class: 'riskEnded',
  effect: dispute('ended'),
  onlyAfter: 'dispute',
};

const unrefunded: PaymentEvent = {
  id: 'payment:123:unrefunded:0',
  ...about,
  class: 'moneyBack',
  ...cents(0),
  effect: { kind: 'refunded' },
  onlyAfter: 'refund',
};

test.each<[object, readonly PaymentEvent[]]>([
  [{}, [came, unrefunded, undisputed]],
  [{ status: 'rejected' }, [{ id: 'payment:123:rejected:', ...about, class: 'failed' }]],
  [
    { status: 'in_process' },
    [
      {
        id: 'payment:123:pending:',
        type: 'payment',
        class: 'informational',
        orderReference: 'order-1',
        paymentId: '123',
      },
    ],
  ],
  [
    { status: 'charged_back' },
    [
      came,
      unrefunded,
      {
        id: 'payment:123:charged_back:4250',
        ...about,
        class: 'atRisk',
        ...cents(4250),
        effect: dispute('open'),
      },
    ],
  ],
  [
    { transaction_amount_refunded: 10 },
    [
      came,
      {
        id: 'payment:123:partially_refunded:1000',
        ...about,
        class: 'moneyOut',
        ...cents(1000),
        effect: { kind: 'refunded' },
      },
      undisputed,
    ],
  ],
  [
    { currency_id: 'CLP', transaction_amount: 4250 },
    [{ ...came, ...cents(4250, 'CLP') }, { ...unrefunded, ...cents(0, 'CLP') }, undisputed],
  ],
  [
    { date_last_updated: '2025-12-31T23:00:00.000Z' },
    [came, unrefunded, { ...undisputed, effect: { ...dispute('ended'), stage: changedAt } }].map((event) => ({
      ...event,
      at: changedAt,
    })),
  ],
])('takes the gateway at its word: a payment with %j is %j', (changes, events) => {
  const { requests, result } = ask(
    { type: 'payment', resource: 'payment', id: '123' },
    { ...approved, ...changes },
  );
  expect(requests).toMatchObject([{ method: 'GET', url: 'https://api.mercadopago.com/v1/payments/123' }]);
  expect(result).toEqual({ outcome: 'confirmed', events });
});

test('does not believe in a payment that the gateway does not know', () => {
  expect(ask({ type: 'payment', resource: 'payment', id: '1' }, { status: 404, body: '{}' }).result).toEqual({
    outcome: 'unknown',
  });
});

test.each([
  ['merchant_order', '123'],
  ['payment', '1/../2'],
])('asks nothing about %s %s', (resource, id) => {
  expect(ask({ type: 'payment', resource, id })).toEqual({ requests: [], result: { outcome: 'unknown' } });
});

const addresses = {
  external_reference: 'order-1',
  notification_url: 'https://shop.example/api/callback/x?source_news=webhooks',
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
      payer: { email: 'shopper@example.com' },
      expires: true,
      expiration_date_to: '2026-01-01T01:00:00.000+00:00',
      ...addresses,
    },
  ]);
  expect(result).toEqual({ outcome: 'redirect', url });
});

const fields = accountOf('mercadopago', { integration: 'fields' });

test('gives the script of fields what it needs without asking the gateway', () => {
  const data = { publicKey: 'publicKey_a' };
  expect(talk(mercadopago.session(payment, fields)).result).toEqual({ ...frameOf(fields), data });
});

test('charges the card that its script read', () => {
  const request = { ...payment, card: { token: 'tok', brand: 'visa' } };
  const { requests, result } = talk(mercadopago.session(request, fields), { id: 123, status: 'approved' });
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
  expect(result).toMatchObject({
    outcome: 'paid',
    paymentId: '123',
    inquiry: { resource: 'payment', id: '123' },
  });
});

test('throws for a card without its brand', () => {
  const request = { ...payment, card: { token: 'tok' } };
  expect(() => talk(mercadopago.session(request, fields))).toThrow('without its brand and an email address');
});
