import { createHash, createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { braintree } from '../../../lambda/gateways/braintree.ts';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { ok, sent, talk } from './support/talk.ts';

const account = accountOf('braintree', { integration: 'fields' });

const transaction = (more = '') =>
  `<transaction><id>tx1</id><order-id>order-1</order-id><amount>42.50</amount>${more}
  <currency-iso-code>EUR</currency-iso-code></transaction>`;

const order = { orderReference: 'order-1', paymentId: 'tx1' };
const money = { amountMinor: 4250, currency: 'EUR' };

const credit = '<type>credit</type><refunded-transaction-id>tx0</refunded-transaction-id>';

test.each<[string, string, Omit<PaymentEvent, 'id' | 'type'>]>([
  ['transaction_settled', transaction('<type>sale</type>'), { class: 'moneyIn', ...order, ...money }],
  [
    'transaction_settled',
    transaction(credit),
    {
      class: 'moneyOut',
      ...order,
      ...money,
      paymentId: 'tx0',
      effect: { kind: 'refunded', item: 'tx1' },
    },
  ],
  [
    'transaction_settlement_declined',
    transaction(),
    {
      class: 'failed',
      ...order,
      ...money,
      effect: { kind: 'failed', undoesCapture: true },
      classOnceCaptured: 'moneyOut',
    },
  ],
  [
    'dispute_opened',
    `<dispute><id>d1</id><amount>10.00</amount><currency-iso-code>EUR</currency-iso-code>${transaction()}</dispute>`,
    {
      class: 'atRisk',
      ...order,
      byPayment: true,
      amountMinor: 1000,
      currency: 'EUR',
      effect: { kind: 'dispute', item: 'd1', stage: 1, outcome: 'open' },
    },
  ],
  ['check', '<check type="boolean">true</check>', { class: 'informational' }],
  ['unheard_of', transaction(), { class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %s as %j', (type, subject, expected) => {
  const xml = `<notification><timestamp type="datetime">2026-01-01T00:00:00Z</timestamp>
    <kind>${type}</kind><subject>${subject}</subject></notification>`;
  expect(braintree.receive(signed('braintree', xml, secretOf('braintree')), account, now)).toEqual({
    result: 'authentic',
    events: [{ id: expect.stringMatching(/^sha256:/), type, at: Date.UTC(2026, 0), ...expected }],
  });
});

test('passes on what the issuer said to address and code', () => {
  const codes = ['avs-street-address', 'avs-postal-code', 'cvv'];
  const xml = codes
    .map((name, index) => `<${name}-response-code>${'MNU'[index]}</${name}-response-code>`)
    .join('');
  const content = `<notification><kind>transaction_settled</kind><subject>${transaction(xml)}</subject></notification>`;
  expect(braintree.receive(signed('braintree', content, secretOf('braintree')), account, now)).toMatchObject({
    events: [{ checks: { avsStreet: 'match', avsPostalCode: 'mismatch', cvc: 'unchecked' } }],
  });
});

test('names an event the same with and without the line end of its payload', () => {
  const delivery = signed(
    'braintree',
    '<notification><kind>check</kind></notification>',
    secretOf('braintree'),
  );
  const body = Buffer.from(delivery.body.toString().replace('%0A', ''));
  expect(body.length).toBeLessThan(delivery.body.length);
  expect(braintree.receive({ ...delivery, body }, account, now)).toEqual(
    braintree.receive(delivery, account, now),
  );
});

test('refuses two signatures for one key, even if the first is right', () => {
  const delivery = signed(
    'braintree',
    '<notification><kind>check</kind></notification>',
    secretOf('braintree'),
  );
  const form = new URLSearchParams(delivery.body.toString());
  form.set('bt_signature', `${form.get('bt_signature')}&publicKey_a|${'0'.repeat(40)}`);
  const body = Buffer.from(form.toString());
  expect(braintree.receive({ ...delivery, body }, account, now)).toEqual({ result: 'malformed' });
});

test('calls forged what keys signed that the shop does not have, of which somebody is to hear', () => {
  const body = '<notification><kind>check</kind></notification>';
  const delivery = signed('braintree', body, secretOf('braintree', 'x'));
  expect(braintree.receive(delivery, account, now)).toEqual({ result: 'forged' });
});

const challenge = '20f9f8ed05f77439fe955c977e4c8a53';
const asked = (query: string, method = 'GET') => ({
  ...deliveryOf({ httpMethod: method }, 'https://s.example'),
  query,
});

test('answers the challenge of the gateway with the current key', () => {
  const key = createHash('sha1').update('privateKey_a').digest();
  const signature = createHmac('sha1', key).update(challenge).digest('hex');
  expect(braintree.answerChallenge?.(asked(`bt_challenge=${challenge}`), account)).toBe(
    `publicKey_a|${signature}`,
  );
});

test.each([
  ['a body of its own', asked('bt_challenge=PG5vdGlmaWNhdGlvbj4KPC9ub3RpZmljYXRpb24')],
  ['a short challenge', asked('bt_challenge=20f9')],
  ['two challenges', asked(`bt_challenge=${challenge}&bt_challenge=${challenge}`)],
  ['a post', asked(`bt_challenge=${challenge}`, 'POST')],
  ['nothing', asked('')],
])('signs nothing for %s', (_, delivery) => {
  expect(braintree.answerChallenge?.(delivery, account)).toBeUndefined();
});

const headers = {
  authorization: `Basic ${Buffer.from('publicKey_a:privateKey_a').toString('base64')}`,
  accept: 'application/xml',
  'content-type': 'application/json',
  'x-apiversion': '6',
};

test('starts fields with a client token', () => {
  const answer = ok('<?xml version="1.0"?><client-token><value>t&amp;1</value></client-token>');
  const { requests, result } = talk(braintree.session(payment, account), answer);
  const url = 'https://api.braintreegateway.com/merchants/merchantId_a/client_token';
  expect(requests).toMatchObject([{ method: 'POST', url, headers }]);
  expect(requests.map(sent)).toEqual([
    { client_token: { version: 2, merchant_account_id: 'merchantAccountId_a' } },
  ]);
  expect(result).toEqual({ ...frameOf(account), data: { clientToken: 't&1' } });
});

test('charges the card that its script read', () => {
  const request = { ...payment, card: { token: 'nonce-1' } };
  const exchange = braintree.session(
    request,
    accountOf('braintree', { mode: 'test', integration: 'fields' }),
  );
  const { requests, result } = talk(exchange, ok(transaction('<status>submitted_for_settlement</status>')));
  const url = 'https://api.sandbox.braintreegateway.com/merchants/merchantId_a/transactions';
  expect(requests).toMatchObject([{ url }]);
  expect(requests.map(sent)).toEqual([
    {
      transaction: {
        type: 'sale',
        amount: '42.50',
        merchant_account_id: 'merchantAccountId_a',
        order_id: 'order-1',
        payment_method_nonce: 'nonce-1',
        customer: { email: 'shopper@example.com' },
        options: { submit_for_settlement: true },
      },
    },
  ]);
  expect(result).toMatchObject({
    outcome: 'paid',
    paymentId: 'tx1',
    inquiry: { resource: 'transaction', id: 'tx1' },
  });
});

test('says that a card was declined', () => {
  const request = { ...payment, card: { token: 'nonce-1' } };
  const sale = '<transaction><id>tx1</id><status>processor_declined</status></transaction>';
  const answer = { status: 422, body: `<api-error-response>${sale}</api-error-response>` };
  expect(talk(braintree.session(request, account), answer).result).toEqual({
    outcome: 'refused',
    status: 422,
    reason: 'declined',
  });
});

test.each<[string, PaymentEvent['class'], string]>([
  ['submitted_for_settlement', 'moneyIn', 'paid'],
  ['settling', 'moneyIn', 'paid'],
  ['settled', 'moneyIn', 'paid'],
  ['authorized', 'authorised', 'authorised'],
  ['settlement_pending', 'informational', 'pending'],
])(
  'reads a card that was charged from the answer, since no callback tells of it: %s is %s',
  (status, found, outcome) => {
    const request = { ...payment, card: { token: 'nonce-1' } };
    const answer = ok(transaction(`<status>${status}</status>`));
    expect(talk(braintree.session(request, account), answer).result).toEqual({
      outcome,
      paymentId: 'tx1',
      inquiry: { resource: 'transaction', id: 'tx1' },
      events: [{ id: `sale:tx1:${status}`, type: `sale ${status}`, class: found, ...order, ...money }],
    });
  },
);
