import { expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { inquiryType } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now } from './support/accounts.ts';
import { talk } from './support/talk.ts';

const reference = 'obcdfghjklmnpqrstvwx';
const json = (body: object, status = 200): HttpResponse => ({ status, body: JSON.stringify(body) });
const token = json({ access_token: 'token' });

/** What a gateway's answers come to when the shop asks by itself. */
function asked(gateway: string, resource: string, id: string, answers: readonly HttpResponse[]) {
  const { confirm } = gatewayOf(gateway);
  if (!confirm) throw new Error(`${gateway} cannot be asked`);
  const { result, requests } = talk(
    confirm({ type: inquiryType, resource, id }, accountOf(gateway), now),
    ...answers,
  );
  if (result.outcome !== 'confirmed') return { told: result.outcome, requests };
  return { told: result.events.map(({ class: name, amountMinor }) => [name, amountMinor]), requests };
}

const session = (more: object) =>
  json({ id: 'cs_1', client_reference_id: reference, currency: 'eur', ...more });
const intent = (more: object) =>
  json({ id: 'pi_1', metadata: { order_reference: reference }, currency: 'eur', ...more });
const sale = (status: string): HttpResponse => ({
  status: 200,
  body: `<transaction><id>tx1</id><status>${status}</status><amount>42.50</amount><currency-iso-code>EUR</currency-iso-code><order-id>${reference}</order-id></transaction>`,
});
const transaction = (transactionStatus: string) =>
  json({
    transaction: {
      ...{ transId: '600', transactionStatus, responseCode: 1, authAmount: 42.5 },
      ...{ transactionType: 'authCaptureTransaction', order: { invoiceNumber: reference } },
    },
  });
const amount = { value: '42.50', currency_code: 'EUR' };
const captures = [{ id: 'CAPTURE1', status: 'COMPLETED', amount, final_capture: true }];
const capturedOrder = json({
  ...{ id: 'ORDER1', status: 'COMPLETED' },
  purchase_units: [{ custom_id: reference, payments: { captures } }],
});
const found = (status: string) => ({
  ...{ id: 123, status, status_detail: 'accredited', transaction_amount: 42.5, currency_id: 'EUR' },
  ...{ external_reference: reference, live_mode: true },
});
const payment = (status: string) =>
  json({
    ...{ resource: 'payment', id: 'tr_1', status, mode: 'live' },
    amount: { value: '42.50', currency: 'EUR' },
    metadata: { order_reference: reference },
  });

test.each<[gateway: string, resource: string, id: string, answers: HttpResponse[], told: unknown]>([
  [
    'stripe',
    'checkout.session',
    'cs_1',
    [session({ status: 'complete', payment_status: 'paid', amount_total: 4250 })],
    [['moneyIn', 4250]],
  ],
  [
    'stripe',
    'checkout.session',
    'cs_1',
    [session({ status: 'open', payment_status: 'unpaid', amount_total: 4250 })],
    [['informational', undefined]],
  ],
  [
    'stripe',
    'checkout.session',
    'cs_1',
    [session({ status: 'expired', payment_status: 'unpaid' })],
    [['failed', undefined]],
  ],
  [
    'stripe',
    'payment_intent',
    'pi_1',
    [intent({ status: 'succeeded', amount: 4250, amount_received: 4250 })],
    [['moneyIn', 4250]],
  ],
  [
    'stripe',
    'payment_intent',
    'pi_1',
    [intent({ status: 'requires_payment_method', amount: 4250, amount_received: 0 })],
    [['informational', undefined]],
  ],
  [
    'paypal',
    'order',
    'ORDER1',
    [token, json({ id: 'ORDER1', status: 'PAYER_ACTION_REQUIRED' })],
    [['informational', undefined]],
  ],
  ['paypal', 'order', 'ORDER1', [token, capturedOrder], [['moneyIn', 4250]]],
  ['paypal', 'order', 'ORDER1', [token, json({}, 404)], 'unknown'],
  ['mollie', 'payment', 'tr_1', [payment('open')], [['informational', undefined]]],
  ['mercadopago', 'reference', reference, [json({ results: [] })], 'unknown'],
  ['mercadopago', 'reference', reference, [json({}, 500)], 'refused'],
  ['braintree', 'transaction', 'tx1', [sale('settled')], [['moneyIn', 4250]]],
  ['braintree', 'transaction', 'tx1', [{ status: 404, body: '' }], 'unknown'],
  ['braintree', 'transaction', '../client_token', [], 'unknown'],
  ['authorizenet', 'transaction', '600', [transaction('settledSuccessfully')], [['moneyIn', 4250]]],
  ['authorizenet', 'transaction', '600', [transaction('underReview')], 'unknown'],
])('%s, asked about its %s %s, says what became of it', (gateway, resource, id, answers, told) => {
  expect(asked(gateway, resource, id, answers).told).toEqual(told);
});

test('a payment that was made and never told is found: Mollie and Mercado Pago say that it is paid', () => {
  expect(asked('mollie', 'payment', 'tr_1', [payment('paid')]).told).toContainEqual(['moneyIn', 4250]);
  const answer = json({ results: [found('approved'), found('rejected')] });
  const { told } = asked('mercadopago', 'reference', reference, [answer]);
  expect(told).toContainEqual(['moneyIn', 4250]);
  expect(told).toContainEqual(['failed', undefined]);
});
