import { expect, test } from '@jest/globals';
import { authorizenet } from '../../../lambda/gateways/authorizenet.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { ok, sent, talk } from './support/talk.ts';

const account = accountOf('authorizenet');
const payload = { responseCode: 1, authAmount: 42.5, invoiceNumber: 'order-1', id: '600' };
const about = { orderReference: 'order-1', paymentId: '600' };
const whole = { ...about, amountMinor: 4250, currency: 'USD' };
const review = { kind: 'review', stage: 1, isCleared: false, endsWithPayment: true } as const;

const ask = (name: string) => ({
  deliveryId: 'n-1',
  type: `net.authorize.payment.${name}`,
  resource: 'transaction',
  id: '600',
});

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  ['authcapture.created', payload, { class: 'moneyIn', ...whole }],
  ['authcapture.created', { ...payload, responseCode: 2 }, { class: 'failed', ...about }],
  ['authcapture.created', { ...payload, responseCode: 4 }, { class: 'review', ...about, effect: review }],
  ['authorization.created', payload, { class: 'authorised', ...whole }],
  ['fraud.approved', payload, { class: 'moneyIn', ...whole, ask: ask('fraud.approved') }],
  [
    'fraud.declined',
    { ...payload, responseCode: 4 },
    { class: 'failed', ...about, effect: { kind: 'failed', endsAuthorisation: true } },
  ],
  [
    'void.created',
    payload,
    { class: 'voided', ...about, effect: { kind: 'voided', extent: 'all' }, ask: ask('void.created') },
  ],
  [
    'refund.created',
    payload,
    {
      class: 'moneyOut',
      orderReference: 'order-1',
      amountMinor: 4250,
      currency: 'USD',
      effect: { kind: 'refunded', item: '600' },
      ask: ask('refund.created'),
    },
  ],
  [
    'authcapture.created',
    { ...payload, avsResponse: 'A' },
    { class: 'moneyIn', ...whole, checks: { avsStreet: 'match', avsPostalCode: 'mismatch' } },
  ],
  ['unheard.of', {}, { class: 'ignored', ignored: 'unknown_kind' }],
])('reads %s of %j as %j', (name, content, expected) => {
  const eventType = `net.authorize.payment.${name}`;
  const event = { notificationId: 'n-1', eventType, eventDate: '2026-01-01T00:00:00Z', payload: content };
  const delivery = signed('authorizenet', event, secretOf('authorizenet'));
  expect(authorizenet.receive(delivery, account, now)).toEqual({
    result: 'authentic',
    events: [{ id: 'n-1', type: eventType, at: Date.UTC(2026, 0), ...expected }],
  });
});

const customer = { email: 'shopper@example.com' };
const merchantAuthentication = { name: 'apiLoginId_a', transactionKey: 'transactionKey_a' };
const amount = { transactionType: 'authCaptureTransaction', amount: '42.50', currencyCode: 'EUR' };
const order = { invoiceNumber: 'order-1', description: 'Order 1' };
const url = 'https://accept.authorize.net/payment/payment';
const answer = ok(`\uFEFF${JSON.stringify({ token: 'T', messages: { resultCode: 'Ok' } })}`);

function askFor(name: string, id: string, ...answers: readonly object[]) {
  if (!authorizenet.confirm) throw new Error('authorizenet cannot be asked');
  return talk(authorizenet.confirm({ ...ask(name), id }, account, now), ...answers);
}

const found = (transaction: object) => ({
  transaction: { transId: '600', authAmount: 42.5, order, ...transaction },
});

test.each<[string, object, Omit<PaymentEvent, 'id' | 'type'>]>([
  [
    'fraud.approved',
    { transactionType: 'authOnlyTransaction' },
    { class: 'authorised', ...whole, effect: { kind: 'authorised', endsReview: true } },
  ],
  ['fraud.approved', { transactionType: 'authCaptureTransaction' }, { class: 'moneyIn', ...whole }],
  [
    'void.created',
    { transactionType: 'authCaptureTransaction' },
    { class: 'voided', ...about, effect: { kind: 'voided', extent: 'all' } },
  ],
  [
    'void.created',
    { transactionType: 'refundTransaction', refTransId: '599' },
    { class: 'moneyBack', ...whole, paymentId: '599', effect: { kind: 'refundFailed', item: '600' } },
  ],
  [
    'refund.created',
    { transactionType: 'refundTransaction', refTransId: '599', order: {} },
    {
      class: 'moneyOut',
      byPayment: true,
      paymentId: '599',
      amountMinor: 4250,
      currency: 'USD',
      effect: { kind: 'refunded', item: '600' },
    },
  ],
])('asks for the transaction of %s: %j is %j', (name, transaction, expected) => {
  const { requests, result } = askFor(name, '600', found(transaction));
  expect(requests.map(sent)).toEqual([
    { getTransactionDetailsRequest: { merchantAuthentication, transId: '600' } },
  ]);
  const { deliveryId: id, type } = ask(name);
  expect(result).toEqual({ outcome: 'confirmed', events: [{ id, type, ...expected }] });
});

test.each([
  ['E00040', { outcome: 'unknown' }],
  ['E00104', { outcome: 'refused', status: 200, reason: 'unreadable' }],
])('takes no event from an answer with the code %s', (code, expected) => {
  const answer = { messages: { resultCode: 'Error', message: [{ code }] } };
  expect(askFor('void.created', '600', answer).result).toEqual(expected);
});

test('asks for no transaction whose name is no number', () => {
  expect(askFor('void.created', '600/1')).toEqual({ requests: [], result: { outcome: 'unknown' } });
});

const inquiry = { resource: 'invoice', id: 'order-1' };

test('starts a redirect with a token that the browser posts, and reads past the mark before the answer', () => {
  const { requests, result } = talk(authorizenet.session(payment, account), answer);
  expect(requests).toMatchObject([{ url: 'https://api2.authorize.net/xml/v1/request.api' }]);
  const returns = JSON.stringify({
    showReceipt: true,
    url: 'https://shop.example/return',
    urlText: 'Continue',
    cancelUrl: 'https://shop.example/cart',
    cancelUrlText: 'Cancel',
  });
  // As text, because the order of the members counts.
  expect(requests[0]?.body).toBe(
    JSON.stringify({
      getHostedPaymentPageRequest: {
        merchantAuthentication,
        transactionRequest: { ...amount, order, customer },
        hostedPaymentSettings: {
          setting: [
            { settingName: 'hostedPaymentReturnOptions', settingValue: returns },
            { settingName: 'hostedPaymentPaymentOptions', settingValue: '{"cardCodeRequired":true}' },
            {
              settingName: 'hostedPaymentBillingAddressOptions',
              settingValue: '{"show":true,"required":true}',
            },
          ],
        },
      },
    }),
  );
  expect(result).toEqual({ outcome: 'post', url, fields: { token: 'T' }, inquiry });
});

test('keeps its credentials out of address and headers', () => {
  const { requests } = talk(authorizenet.session(payment, account), answer);
  expect(JSON.stringify(requests.map(({ url: address, headers }) => [address, headers]))).not.toMatch(/_a/);
});

const fields = accountOf('authorizenet', { integration: 'fields' });
const card = { token: 'opaque' };

test('gives the script of fields what it needs without asking the gateway', () => {
  const data = { apiLoginId: 'apiLoginId_a', clientKey: 'clientKey_a' };
  expect(talk(authorizenet.session(payment, fields)).result).toEqual({ ...frameOf(fields), data });
});

test.each([
  ['1', { outcome: 'paid', paymentId: '600', inquiry: { resource: 'transaction', id: '600' } }],
  ['4', { outcome: 'pending', paymentId: '600', inquiry: { resource: 'transaction', id: '600' } }],
  ['2', { outcome: 'refused', status: 200, reason: 'declined' }],
])('charges the card that its script read: code %s is %j', (responseCode, expected) => {
  const reply = { transactionResponse: { responseCode, transId: '600' } };
  const { requests, result } = talk(authorizenet.session({ ...payment, card }, fields), reply);
  const opaqueData = { dataDescriptor: 'COMMON.ACCEPT.INAPP.PAYMENT', dataValue: 'opaque' };
  expect(requests.map(sent)).toEqual([
    {
      createTransactionRequest: {
        merchantAuthentication,
        transactionRequest: { ...amount, payment: { opaqueData }, order, customer },
      },
    },
  ]);
  expect(result).toMatchObject(expected);
});

test('says that an answer of 200 which holds an error is none', () => {
  const error = { messages: { resultCode: 'Error' } };
  expect(talk(authorizenet.session(payment, account), error).result).toEqual({
    outcome: 'refused',
    status: 200,
    reason: 'unreadable',
  });
});

test('throws for a reference that it would cut short', () => {
  const request = { ...payment, orderReference: 'order-12345678901234567890' };
  expect(() => talk(authorizenet.session(request, account), answer)).toThrow('longer than');
});
