import { expect, test } from '@jest/globals';
import { checkoutcom } from '../../../lambda/gateways/checkoutcom.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('checkoutcom');
const data = { id: 'pay_1', reference: 'order-1', amount: 4250, currency: 'EUR' };
const order = { orderReference: 'order-1', paymentId: 'pay_1' };
const whole = { ...order, amountMinor: 4250, currency: 'EUR' };

const receive = (content: object | string) =>
  checkoutcom.receive(signed('checkoutcom', content, secretOf('checkoutcom')), account, now);

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  ['payment_approved', data, { class: 'authorised', ...whole }],
  [
    'payment_captured',
    { ...data, action_id: 'act_1' },
    { class: 'moneyIn', ...whole, effect: { kind: 'captured', item: 'act_1' } },
  ],
  ['payment_declined', data, { class: 'failed', ...order }],
  [
    'payment_refunded',
    data,
    { class: 'moneyOut', byPayment: true, ...whole, effect: { kind: 'refunded', item: 'evt_1' } },
  ],
  [
    'dispute_received',
    { id: 'dsp_1', payment_id: 'pay_1', payment_reference: 'order-1', amount: 4250, currency: 'EUR' },
    {
      class: 'atRisk',
      ...whole,
      byPayment: true,
      effect: { kind: 'dispute', item: 'dsp_1', stage: 2, outcome: 'open' },
    },
  ],
  [
    'payment_approved',
    { ...data, source: { avs_check: 'Z', cvv_check: 'Y' } },
    {
      class: 'authorised',
      ...whole,
      checks: { avsStreet: 'mismatch', avsPostalCode: 'match', cvc: 'match' },
    },
  ],
  ['card_verified', {}, { class: 'informational' }],
  ['unheard_of', data, { class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (type, content, expected) => {
  const created_on = '2026-01-01T00:00:00Z';
  const { class: found } = expected;
  const at = found === 'informational' || found === 'ignored' ? {} : { at: Date.UTC(2026, 0) };
  expect(receive({ id: 'evt_1', type, created_on, data: content })).toEqual({
    result: 'authentic',
    events: [{ id: 'evt_1', type, ...at, ...expected }],
  });
});

test('judges the bytes before it reads them, since some of its events are no JSON', () => {
  expect(receive('{"type":"authentication_failed",}')).toEqual({
    result: 'authentic',
    events: [
      {
        id: expect.stringMatching(/^sha256:/),
        type: 'unreadable',
        class: 'ignored',
        ignored: 'unreadable',
      },
    ],
  });
});

test('refuses a genuine signature without the password that was agreed on', () => {
  const delivery = signed('checkoutcom', data, secretOf('checkoutcom'));
  const { authorizationKey: _, ...withoutPassword } = secretOf('checkoutcom');
  const headers = new Map([...delivery.headers].filter(([name]) => name !== 'authorization'));
  expect(checkoutcom.receive({ ...delivery, headers }, account, now)).toEqual({ result: 'forged' });
  expect(
    checkoutcom.receive(
      { ...delivery, headers },
      accountOf('checkoutcom', { secrets: [withoutPassword] }),
      now,
    ).result,
  ).toBe('authentic');
});

test.each([
  ['given up', {}, { authorizationKey: 'password' }],
  ['introduced', { authorizationKey: 'password' }, {}],
])('asks for no password while one is being %s', (_, current, previous) => {
  const { authorizationKey: _none, ...key } = secretOf('checkoutcom');
  const secrets = [
    { ...key, ...current },
    { ...key, ...previous },
  ] as const;
  const delivery = signed('checkoutcom', { id: 'evt_1', type: 'payment_captured' }, key);
  const bare = {
    ...delivery,
    headers: new Map([...delivery.headers].filter(([name]) => name !== 'authorization')),
  };
  expect(checkoutcom.receive(bare, accountOf('checkoutcom', { secrets }), now).result).toBe('authentic');
});

const body = {
  amount: 4250,
  currency: 'EUR',
  reference: 'order-1',
  description: 'Order 1',
  billing: { address: { country: 'NL' } },
  processing_channel_id: 'processingChannelId_a',
  '3ds': { enabled: true },
  customer: { email: 'shopper@example.com' },
  success_url: 'https://shop.example/return',
  failure_url: 'https://shop.example/cart',
};

const inquiry = { resource: 'reference', id: 'order-1' };

test('starts a redirect with its hosted page, at the subdomain of the shop', () => {
  const href = 'https://pay.checkout.com/page/hpp_1';
  const { requests, result } = talk(checkoutcom.session(payment, account), {
    _links: { redirect: { href } },
  });
  expect(requests).toMatchObject([
    {
      url: 'https://vkuhvk4v.api.checkout.com/hosted-payments',
      headers: {
        authorization: 'Bearer secretKey_a',
        'cko-idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617',
      },
    },
  ]);
  expect(requests.map(sent)).toEqual([{ ...body, cancel_url: 'https://shop.example/cart' }]);
  expect(result).toEqual({ outcome: 'redirect', url: href, inquiry });
});

test('starts fields with a payment session, and hands all of it to the script', () => {
  const exchange = checkoutcom.session(
    payment,
    accountOf('checkoutcom', { mode: 'test', integration: 'fields' }),
  );
  const { requests, result } = talk(exchange, { id: 'ps_1', payment_session_token: 't' });
  expect(requests).toMatchObject([{ url: 'https://vkuhvk4v.api.sandbox.checkout.com/payment-sessions' }]);
  expect(requests.map(sent)).toEqual([{ ...body, expires_on: payment.expiresAt }]);
  const paymentSession = { id: 'ps_1', payment_session_token: 't' };
  const data = { paymentSession, publicKey: 'publicKey_a', environment: 'sandbox' };
  expect(result).toEqual({
    ...frameOf(accountOf('checkoutcom', { mode: 'test', integration: 'fields' })),
    data,
    inquiry,
  });
});
