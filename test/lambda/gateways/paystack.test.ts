import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { paystack } from '../../../lambda/gateways/paystack.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('paystack');
const data = { id: 7, reference: 'order-1.2', amount: 4250, currency: 'NGN' };
const whole = {
  orderReference: 'order-1',
  paymentId: 'order-1.2',
  attempt: 2,
  amountMinor: 4250,
  currency: 'NGN',
};

const digest = expect.stringMatching(/^sha256:/) as unknown as string;

test.each<[string, object, Omit<PaymentEvent, 'type'>]>([
  ['charge.success', data, { id: 'charge.success:7', class: 'moneyIn', ...whole }],
  [
    'charge.success',
    { ...data, paid_at: '2026-01-01T00:00:00.000Z' },
    { id: 'charge.success:7', class: 'moneyIn', ...whole, at: now.getTime() },
  ],
  [
    'charge.success',
    { ...data, metadata: { order_reference: 'order-9' } },
    { id: 'charge.success:7', class: 'moneyIn', ...whole, orderReference: 'order-9' },
  ],
  [
    'refund.processed',
    { ...data, id: '8', reference: undefined, transaction_reference: 'order-1.2' },
    {
      id: 'refund.processed:8',
      class: 'moneyOut',
      byPayment: true,
      ...whole,
      effect: { kind: 'refunded', item: '8' },
    },
  ],
  [
    'charge.dispute.create',
    { id: 9, refund_amount: 1000, currency: 'NGN', transaction: data },
    {
      id: 'charge.dispute.create:9',
      class: 'atRisk',
      byPayment: true,
      ...whole,
      amountMinor: 1000,
      effect: { kind: 'dispute', item: '9', stage: 1, outcome: 'open' },
    },
  ],
  ['transfer.success', {}, { id: digest, class: 'informational' }],
  ['unheard.of', data, { id: 'unheard.of:7', class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (event, content, expected) => {
  const delivery = signed('paystack', { event, data: content }, secretOf('paystack'));
  expect(paystack.receive(delivery, account, now)).toEqual({
    result: 'authentic',
    events: [{ type: event, ...expected }],
  });
});

const answer = { data: { authorization_url: 'https://checkout.paystack.com/x', access_code: 'ac_1' } };

test('starts a redirect with a transaction that is unique for the attempt', () => {
  const { requests, result } = talk(paystack.session({ ...payment, attempt: 2 }, account), answer);
  expect(requests).toMatchObject([
    {
      url: 'https://api.paystack.co/transaction/initialize',
      headers: { authorization: 'Bearer sk_secretKey_a' },
    },
  ]);
  expect(requests.map(sent)).toEqual([
    {
      email: 'shopper@example.com',
      amount: 4250,
      currency: 'EUR',
      reference: 'order-1.2',
      callback_url: 'https://shop.example/return',
      metadata: { order_reference: 'order-1', cancel_action: 'https://shop.example/cart' },
    },
  ]);
  const url = 'https://checkout.paystack.com/x';
  expect(result).toEqual({
    outcome: 'redirect',
    url,
    inquiry: { resource: 'transaction', id: 'order-1.2' },
  });
});

test('starts an iframe with the code that its script resumes', () => {
  const { result } = talk(
    paystack.session(payment, accountOf('paystack', { integration: 'iframe' })),
    answer,
  );
  const inquiry = { resource: 'transaction', id: 'order-1.1' };
  expect(result).toEqual({
    ...frameOf(accountOf('paystack', { integration: 'iframe' })),
    data: { accessCode: 'ac_1' },
    inquiry,
  });
});

test.each([
  ['without an email address', { email: undefined }, 'without an email address'],
  ['in a currency that sources disagree about', { currency: 'XOF' }, 'how paystack counts XOF'],
])('throws for a payment %s', (_, changes, message) => {
  expect(() => talk(paystack.session({ ...payment, ...changes }, account), answer)).toThrow(message);
});
