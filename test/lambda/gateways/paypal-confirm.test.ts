import { expect, test } from '@jest/globals';
import type { PaymentEvent, UnverifiedNotification } from '../../../lambda/gateways/payment-event.ts';
import { paypal } from '../../../lambda/gateways/paypal.ts';
import { accountOf, now } from './support/accounts.ts';
import { talk } from './support/talk.ts';

const account = accountOf('paypal');
const access = { access_token: 'A21' };

function ask(notification: UnverifiedNotification, ...answers: readonly object[]) {
  if (!paypal.confirm) throw new Error('paypal cannot be asked');
  return talk(paypal.confirm(notification, account, now), ...answers);
}

const amount = { currency_code: 'EUR', value: '42.50' };
const capture = { id: 'C1', status: 'COMPLETED', amount, custom_id: 'order-1' };
const about = { orderReference: 'order-1', paymentId: 'C1' };
const money = { amountMinor: 4250, currency: 'EUR' };
const paidBy = (type: string): PaymentEvent => ({
  id: `${type}:C1:COMPLETED:completed`,
  type,
  class: 'moneyIn',
  ...about,
  ...money,
});
const up = { rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/C1' };

type Row = readonly [
  type: string,
  resource: string,
  id: string,
  answer: object,
  ...events: readonly Omit<PaymentEvent, 'type'>[],
];

const rows: readonly Row[] = [
  ['PAYMENT.CAPTURE.COMPLETED', 'capture', 'C1', capture, paidBy('PAYMENT.CAPTURE.COMPLETED')],
  [
    'PAYMENT.CAPTURE.COMPLETED',
    'capture',
    'C1',
    { ...capture, status: 'REFUNDED' },
    { ...paidBy('PAYMENT.CAPTURE.COMPLETED'), id: 'PAYMENT.CAPTURE.COMPLETED:C1:REFUNDED:completed' },
    {
      id: 'PAYMENT.CAPTURE.COMPLETED:C1:REFUNDED:refunded',
      class: 'moneyOut',
      ...about,
      effect: { kind: 'refunded', isAll: true },
    },
  ],
  [
    'PAYMENT.CAPTURE.DECLINED',
    'capture',
    'C1',
    { ...capture, status: 'DECLINED', processor_response: { avs_code: 'N', cvv_code: 'M' } },
    {
      id: 'PAYMENT.CAPTURE.DECLINED:C1:DECLINED:',
      class: 'failed',
      ...about,
      checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'match' },
    },
  ],
  [
    'PAYMENT.CAPTURE.REFUNDED',
    'refund',
    'R1',
    { ...capture, id: 'R1', links: [up] },
    {
      id: 'PAYMENT.CAPTURE.REFUNDED:R1:COMPLETED',
      class: 'moneyOut',
      ...about,
      ...money,
      byPayment: true,
      effect: { kind: 'refunded', item: 'R1' },
    },
  ],
  [
    'CHECKOUT.ORDER.COMPLETED',
    'order',
    'O1',
    {
      id: 'O1',
      status: 'COMPLETED',
      purchase_units: [{ custom_id: 'order-1', payments: { captures: [capture] } }],
    },
    paidBy('CHECKOUT.ORDER.COMPLETED'),
  ],
  [
    'CHECKOUT.ORDER.COMPLETED',
    'order',
    'O1',
    {
      id: 'O1',
      status: 'COMPLETED',
      purchase_units: [
        {
          custom_id: 'order-1',
          payments: { captures: [{ ...capture, id: 'C0', status: 'DECLINED' }, capture] },
        },
      ],
    },
    {
      id: 'CHECKOUT.ORDER.COMPLETED:C0:DECLINED:',
      class: 'failed',
      orderReference: 'order-1',
      paymentId: 'C0',
    },
    paidBy('CHECKOUT.ORDER.COMPLETED'),
  ],
  [
    'CHECKOUT.ORDER.APPROVED',
    'order',
    'O1',
    { id: 'O1', status: 'PAYER_ACTION_REQUIRED', purchase_units: [{ custom_id: 'order-1', amount }] },
    {
      id: 'CHECKOUT.ORDER.APPROVED:O1:PAYER_ACTION_REQUIRED',
      class: 'informational',
      orderReference: 'order-1',
    },
  ],
  [
    'CUSTOMER.DISPUTE.CREATED',
    'dispute',
    'PP-1',
    {
      dispute_id: 'PP-1',
      status: 'OPEN',
      dispute_amount: amount,
      disputed_transactions: [{ seller_transaction_id: 'C1', custom: 'order-1' }],
    },
    {
      id: 'CUSTOMER.DISPUTE.CREATED:PP-1:OPEN:',
      class: 'atRisk',
      ...about,
      ...money,
      byPayment: true,
      effect: { kind: 'dispute', item: 'PP-1', stage: 1, outcome: 'open' },
    },
  ],
];

test.each(rows)(
  'takes the gateway at its word: for %s, the %s %s %j is %j',
  (type, resource, id, answer, ...told) => {
    const { requests, result } = ask({ type, resource, id }, access, answer);
    expect(requests).toMatchObject([
      { method: 'POST', url: 'https://api-m.paypal.com/v1/oauth2/token' },
      { method: 'GET', headers: { authorization: 'Bearer A21' } },
    ]);
    expect(result).toEqual({ outcome: 'confirmed', events: told.map((event) => ({ type, ...event })) });
  },
);

const approved = { id: 'O1', status: 'APPROVED', purchase_units: [{ custom_id: 'order-1', amount }] };
const completed = {
  id: 'O1',
  status: 'COMPLETED',
  purchase_units: [{ custom_id: 'order-1', payments: { captures: [capture] } }],
};
const orderNotification: UnverifiedNotification = {
  type: 'CHECKOUT.ORDER.APPROVED',
  resource: 'order',
  id: 'O1',
};
const issue = (name: string) => ({ status: 422, body: JSON.stringify({ details: [{ issue: name }] }) });

const capturable: PaymentEvent = {
  id: 'CHECKOUT.ORDER.APPROVED:O1:APPROVED',
  type: 'CHECKOUT.ORDER.APPROVED',
  class: 'informational',
  orderReference: 'order-1',
  ...money,
};

/** Asks for an order that the shopper approved, and goes on to take its money. */
function askAndCapture(notification: UnverifiedNotification, ...answers: readonly object[]) {
  const { result } = ask(notification, access, approved);
  if (result.outcome !== 'capturable') throw new Error(`the order is ${result.outcome}`);
  return talk(result.capture(), ...answers);
}

test('tells of an order that the shopper approved, and takes no money before somebody goes on', () => {
  const { requests, result } = ask(orderNotification, access, approved);
  expect(requests.slice(1)).toMatchObject([
    { method: 'GET', url: 'https://api-m.paypal.com/v2/checkout/orders/O1' },
  ]);
  expect(result).toEqual({ outcome: 'capturable', event: capturable, capture: expect.any(Function) });
});

test('takes the money for an order that the shopper approved', () => {
  const { requests, result } = askAndCapture(orderNotification, completed);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://api-m.paypal.com/v2/checkout/orders/O1/capture',
      headers: {
        authorization: 'Bearer A21',
        'paypal-request-id': 'capture-O1',
        prefer: 'return=representation',
      },
      body: '{}',
    },
  ]);
  expect(result).toEqual({ outcome: 'confirmed', events: [paidBy('CHECKOUT.ORDER.APPROVED')] });
});

test('tells an approval after a decline from the one before it', () => {
  const { requests } = askAndCapture({ ...orderNotification, deliveryId: 'd2' }, completed);
  expect(requests).toMatchObject([{ headers: { 'paypal-request-id': 'capture-O1-d2' } }]);
});

test('takes no money for an order that another seller made with the account', () => {
  const foreign = { ...approved, purchase_units: [{ amount }] };
  const { requests, result } = ask(orderNotification, access, foreign);
  expect({ asked: requests.length, result }).toEqual({ asked: 2, result: { outcome: 'unknown' } });
});

test('an order that was captured before is paid', () => {
  const { requests, result } = askAndCapture(orderNotification, issue('ORDER_ALREADY_CAPTURED'), completed);
  expect(requests.at(-1)).toMatchObject({
    method: 'GET',
    url: 'https://api-m.paypal.com/v2/checkout/orders/O1',
  });
  expect(result).toEqual({ outcome: 'confirmed', events: [paidBy('CHECKOUT.ORDER.APPROVED')] });
});

test.each([
  'CARD_EXPIRED',
  'INSTRUMENT_DECLINED',
  'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED',
  'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
  'PAYER_ACCOUNT_RESTRICTED',
  'PAYER_CANNOT_PAY',
  'PAYMENT_DENIED',
  'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
  'TRANSACTION_REFUSED',
])('a capture that ends in %s is a failed attempt', (name) => {
  const { result } = askAndCapture({ ...orderNotification, deliveryId: 'd1' }, issue(name));
  expect(result).toEqual({
    outcome: 'confirmed',
    events: [
      {
        id: `CHECKOUT.ORDER.APPROVED:O1:d1:${name}`,
        type: 'CHECKOUT.ORDER.APPROVED',
        class: 'failed',
        orderReference: 'order-1',
      },
    ],
  });
});

test.each([
  ['an issue of the shop', issue('PAYEE_ACCOUNT_RESTRICTED'), 422],
  ['an issue that nobody can read', { status: 422, body: 'sorry' }, 422],
  ['the text of an issue with another status', { ...issue('INSTRUMENT_DECLINED'), status: 500 }, 500],
])('a capture that ends in %s is refused, and says nothing about the payer', (_, answer, status) => {
  const { result } = askAndCapture(orderNotification, answer);
  expect(result).toEqual({ outcome: 'refused', status, reason: 'status' });
});

test.each([
  ['another order', { ...completed, id: 'O2' }],
  ['an order that is complete without a payment', { id: 'O1', status: 'COMPLETED' }],
])('does not take the answer about %s', (_, answer) => {
  const { result } = ask(orderNotification, access, answer);
  expect(result).toEqual({ outcome: 'refused', status: 200, reason: 'unreadable' });
});

test('does not believe in a payment that the gateway does not know', () => {
  expect(
    ask({ type: '', resource: 'capture', id: 'C1' }, access, { status: 404, body: '{}' }).result,
  ).toEqual({
    outcome: 'unknown',
  });
});

test.each([
  ['other', 'C1'],
  ['capture', '../orders/O1'],
  ['capture', ''],
  ['constructor', 'C1'],
])('asks nothing about %s %j', (resource, id) => {
  expect(ask({ type: '', resource, id })).toEqual({ requests: [], result: { outcome: 'unknown' } });
});

test('says that it was not let in', () => {
  const closed = { status: 401, body: '{"error":"invalid_client"}' };
  const refusal = { outcome: 'refused', status: 401, reason: 'status' };
  expect(ask({ type: '', resource: 'capture', id: 'C1' }, closed).result).toEqual(refusal);
});
