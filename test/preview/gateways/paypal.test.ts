import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import { paypal } from '../../../lambda/gateways/paypal.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { createPayPalFake, type PayPalFake } from '../../lambda/fakes/gateway-fake.ts';
import { confirmWith, runWith, sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, now, payment } from '../../lambda/gateways/support/accounts.ts';
import { arrive } from '../../lambda/gateways/support/message.ts';

const account = accountOf('paypal');
const start = (changes: Partial<SessionRequest> = {}, mode: 'live' | 'test' = 'live') =>
  runWith(fake, paypal.session({ ...payment, ...changes }, accountOf('paypal', { mode })));
/** What PayPal calls the events about its resources. */
const types: Readonly<Record<string, string>> = {
  order: 'CHECKOUT.ORDER.APPROVED',
  capture: 'PAYMENT.CAPTURE.COMPLETED',
  refund: 'PAYMENT.CAPTURE.REFUNDED',
  dispute: 'CUSTOMER.DISPUTE.CREATED',
};

/** Asks, and captures what waits to be captured. */
const confirm = async (resource: string, id: string) => {
  const type = types[resource] ?? '';
  const confirmation = await confirmWith(fake, paypal, account, { type, resource, id });
  return confirmation.outcome === 'capturable' ? runWith(fake, confirmation.capture()) : confirmation;
};
const page = { outcome: 'redirect', url: 'https://www.paypal.com/checkoutnow?token=ORDER1' };

let fake: PayPalFake;
beforeEach(async () => {
  fake = await createPayPalFake();
});
afterEach(() => fake.close());

test('starts what the adapter asks for', async () => {
  expect(await start()).toMatchObject(page);
  expect(await start({ attempt: 2 }, 'test')).toMatchObject({
    outcome: 'redirect',
    url: 'https://www.sandbox.paypal.com/checkoutnow?token=ORDER2',
  });
});

test('captures once what the shopper agreed to, and tells the same whatever it is asked about', async () => {
  await start();
  expect(fake.requests.filter(({ path }) => path.endsWith('/capture'))).toEqual([]);
  fake.approve();
  const paid = { class: 'moneyIn', orderReference: 'order-1', paymentId: 'CAPTURE1', amountMinor: 4250 };
  expect(await confirm('order', 'ORDER1')).toMatchObject({ outcome: 'confirmed', events: [paid] });
  expect(await confirm('order', 'ORDER1')).toMatchObject({ outcome: 'confirmed', events: [paid] });
  expect(await confirm('capture', 'CAPTURE1')).toMatchObject({ outcome: 'confirmed', events: [paid] });
  expect(fake.requests.filter(({ path }) => path.endsWith('/capture'))).toHaveLength(1);
});

test('gives money back, and tells of a dispute', async () => {
  await start();
  expect(await confirm('refund', 'REFUND1')).toEqual({ outcome: 'unknown' });
  expect(await confirm('dispute', 'PP-D-1')).toEqual({ outcome: 'unknown' });
  fake.approve();
  await confirm('order', 'ORDER1');
  expect(await confirm('refund', 'REFUND1')).toEqual({ outcome: 'unknown' });
  fake.refund();
  expect(await confirm('refund', 'REFUND1')).toMatchObject({
    events: [{ class: 'moneyOut', paymentId: 'CAPTURE1', orderReference: 'order-1' }],
  });
  expect(await confirm('dispute', 'PP-D-1')).toMatchObject({
    events: [{ class: 'atRisk', paymentId: 'CAPTURE1', orderReference: 'order-1' }],
  });
});

test('answers the same request again, and another one under its key not at all', async () => {
  expect(await start()).toMatchObject(page);
  expect(await start()).toMatchObject(page);
  expect(await start({ amountMinor: 1 })).toEqual({ outcome: 'refused', status: 422, reason: 'status' });
});

const order = 'https://api-m.paypal.com/v2/checkout/orders';
const authorization = 'Bearer access-token-of-the-fake';
const content = (unit: object) => JSON.stringify({ intent: 'CAPTURE', purchase_units: [unit] });
const priced = (currency_code: string, value: string) => content({ amount: { currency_code, value } });

test.each([
  ['credentials of somebody else', { url: 'https://api-m.paypal.com/v1/oauth2/token' }, 401],
  ['a token of somebody else', { headers: { authorization: 'Bearer other' } }, 401],
  ['a form', { headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['another path', { url: 'https://api-m.paypal.com/v2/checkout/order' }, 404],
  ['no JSON', { body: 'no json' }, 400],
  ['no amount', { body: content({}) }, 422],
  ['a currency that is none', { body: priced('eur', '1.00') }, 422],
  ['too few digits', { body: priced('EUR', '1') }, 422],
  ['too many digits', { body: priced('JPY', '1.00') }, 422],
  ['a capture of what nobody agreed to', { url: `${order}/ORDER1/capture` }, 422],
  ['a capture of what there is not', { url: `${order}/ORDER9/capture` }, 404],
])('refuses %s', async (_, changes, status) => {
  await start();
  const headers = { authorization, 'content-type': 'application/json' };
  const request: HttpRequest = { method: 'POST', url: order, headers, body: '{}', ...changes };
  expect(await sendTo(fake, request)).toMatchObject({ status });
});

test('grants a token for credentials alone', async () => {
  const headers = { authorization: `Basic ${btoa('clientId_a:clientSecret_a')}` };
  const request = { method: 'POST', url: 'https://api-m.paypal.com/v1/oauth2/token', headers } as const;
  expect(await sendTo(fake, request)).toMatchObject({ status: 400 });
});

test('takes no order twice', async () => {
  await start();
  fake.approve();
  await confirm('order', 'ORDER1');
  const headers = { authorization, 'content-type': 'application/json', 'paypal-request-id': 'another' };
  const request = { method: 'POST', url: `${order}/ORDER1/capture`, headers, body: '{}' } as const;
  expect(await sendTo(fake, request)).toMatchObject({ status: 422 });
});

test.each([
  ['CHECKOUT.ORDER.APPROVED', { resource: 'order', id: 'ORDER1' }],
  ['PAYMENT.CAPTURE.COMPLETED', { resource: 'capture', id: 'CAPTURE1' }],
  ['PAYMENT.CAPTURE.REFUNDED', { resource: 'refund', id: 'REFUND1' }],
  ['CUSTOMER.DISPUTE.CREATED', { resource: 'dispute', id: 'PP-D-1' }],
])('sends a signed %s, whose certificate it hands out', async (type, notification) => {
  await start();
  const delivery = arrive(fake.callbackFor(type));
  const url = paypal.certificateUrl?.(delivery, account) ?? '';
  const { body: chain } = await sendTo(fake, { method: 'GET', url, headers: {} });
  const certificate = { chain, roots: [fake.root] };
  expect(paypal.receive({ ...delivery, certificate }, account, now)).toMatchObject({
    result: 'unverified',
    notification: { deliveryId: 'transmission-1', type, ...notification },
  });
});

test('knows no other type', async () => {
  await start();
  expect(() => fake.callbackFor('BILLING.PLAN.CREATED')).toThrow('the fake knows no BILLING.PLAN.CREATED');
});
