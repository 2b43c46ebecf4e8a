import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { razorpay } from '../../../lambda/gateways/razorpay.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('razorpay');
const entity = { id: 'pay_1', amount: 4250, currency: 'INR', notes: { order_reference: 'order-1' } };
const order = { orderReference: 'order-1', paymentId: 'pay_1', at: 7000 };
const money = { amountMinor: 4250, currency: 'INR' };
const refund = { id: 'rfnd_1', payment_id: 'pay_1', amount: 1000, currency: 'INR' };
const paid = { amount: 5000, amount_paid: 4250, currency: 'INR' };
const unnamed = { ...entity, notes: [], order_id: 'order_9' };
const digest = expect.stringMatching(/^sha256:/) as unknown as string;

test.each<[string, object, Omit<PaymentEvent, 'type'>]>([
  [
    'payment.captured',
    { payment: { entity } },
    {
      id: 'payment.captured:pay_1:7',
      class: 'moneyIn',
      ...order,
      ...money,
      effect: { kind: 'captured' },
    },
  ],
  [
    'payment.authorized',
    { payment: { entity } },
    { id: 'payment.authorized:pay_1:7', class: 'authorised', ...order, ...money },
  ],
  ['payment.failed', { payment: { entity } }, { id: 'payment.failed:pay_1:7', class: 'failed', ...order }],
  [
    'payment_link.paid',
    {
      payment: { entity: unnamed },
      payment_link: { entity: { id: 'plink_1', reference_id: 'order-1.2', ...paid } },
    },
    {
      id: 'payment_link.paid:plink_1:7',
      class: 'moneyIn',
      ...order,
      attempt: 2,
      ...money,
      effect: { kind: 'captured', group: 'order_9', isGroupTotal: true },
    },
  ],
  [
    'order.paid',
    { payment: { entity: unnamed }, order: { entity: { id: 'order_9', receipt: 'order-1.1', ...paid } } },
    {
      id: 'order.paid:order_9:7',
      class: 'moneyIn',
      ...order,
      attempt: 1,
      ...money,
      effect: { kind: 'captured', group: 'order_9', isGroupTotal: true },
    },
  ],
  [
    'refund.processed',
    { payment: { entity }, refund: { entity: refund } },
    {
      id: 'refund.processed:rfnd_1:7',
      class: 'moneyOut',
      ...order,
      ...money,
      amountMinor: 1000,
      effect: { kind: 'refunded', item: 'rfnd_1' },
    },
  ],
  ['unheard.of', {}, { id: digest, class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (event, payload, expected) => {
  const delivery = signed('razorpay', { event, payload, created_at: 7 }, secretOf('razorpay'));
  expect(razorpay.receive(delivery, account, now)).toEqual({
    result: 'authentic',
    events: [{ type: event, ...expected }],
  });
});

test('names an event the same whatever its unsigned header says', () => {
  const delivery = signed(
    'razorpay',
    { event: 'payment.captured', payload: {}, created_at: 7 },
    secretOf('razorpay'),
  );
  const replayed = new Map([...delivery.headers, ['x-razorpay-event-id', ['fresh']] as const]);
  expect(razorpay.receive({ ...delivery, headers: replayed }, account, now)).toEqual(
    razorpay.receive(delivery, account, now),
  );
});

const signature = (orderId: string) =>
  createHmac('sha256', 'keySecret_b').update(`${orderId}|pay_1`).digest('hex');

/** What the command line makes of a return. */
function judge(paymentId: string, text: string): unknown {
  const given: Readonly<Record<string, string>> = {
    secret: 'keySecret_b',
    expectedOrderId: 'order_9',
    'form.razorpay_payment_id': paymentId,
    'form.razorpay_signature': text,
  };
  const delivery = signed('razorpay', {}, secretOf('razorpay'));
  return razorpay.otherSignatures?.['checkout return (order_id|payment_id)']?.verify({
    ...{ delivery, secrets: [], now },
    text: (...path) => given[path.join('.')],
  });
}

test.each([
  ['pay_1', signature('order_9'), 'authentic'],
  ['pay_1', signature('order_cheap'), 'forged'],
  ['pay_1|', signature('order_9'), 'malformed'],
  ['pay_1', 'no signature', 'malformed'],
])('judges the return of a shopper with %s and %s as %s', (paymentId, text, result) => {
  expect(judge(paymentId, text)).toBe(result);
});

const amount = { amount: 4250, currency: 'EUR', notes: { order_reference: 'order-1' } };
const authorization = `Basic ${Buffer.from('keyId_a:keySecret_a').toString('base64')}`;

test('starts a redirect with a payment link that is unique for the attempt', () => {
  const { requests, result } = talk(razorpay.session({ ...payment, attempt: 2 }, account), {
    short_url: 'https://rzp.io/i/x',
  });
  expect(requests).toMatchObject([
    { url: 'https://api.razorpay.com/v1/payment_links', headers: { authorization } },
  ]);
  expect(requests.map(sent)).toEqual([
    {
      ...amount,
      reference_id: 'order-1.2',
      description: 'Order 1',
      customer: { email: 'shopper@example.com' },
      expire_by: 1767229200,
      callback_url: 'https://shop.example/return',
      callback_method: 'get',
    },
  ]);
  expect(result).toEqual({ outcome: 'redirect', url: 'https://rzp.io/i/x' });
});

test('starts an iframe with an order', () => {
  const exchange = razorpay.session(payment, accountOf('razorpay', { integration: 'iframe' }));
  const { requests, result } = talk(exchange, { id: 'order_9' });
  expect(requests).toMatchObject([{ url: 'https://api.razorpay.com/v1/orders' }]);
  expect(requests.map(sent)).toEqual([{ ...amount, receipt: 'order-1.1' }]);
  const inquiry = { resource: 'receipt', id: 'order-1.1' };
  expect(result).toEqual({
    ...frameOf(accountOf('razorpay', { integration: 'iframe' })),
    data: { orderId: 'order_9', keyId: 'keyId_a' },
    inquiry,
  });
});
