import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import { mollie } from '../../../lambda/gateways/mollie.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { createMollieFake, type MollieFake } from '../../lambda/fakes/gateway-fake.ts';
import { confirmWith, runWith, sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, now, payment } from '../../lambda/gateways/support/accounts.ts';
import { arrive } from '../../lambda/gateways/support/message.ts';

const account = accountOf('mollie');
const start = (changes: Partial<SessionRequest> = {}) =>
  runWith(fake, mollie.session({ ...payment, ...changes }, account));
const confirm = (id: string) =>
  confirmWith(fake, mollie, account, { type: 'payment', resource: 'payment', id });

let fake: MollieFake;
beforeEach(async () => {
  fake = await createMollieFake();
});
afterEach(() => fake.close());

test('starts what the adapter asks for, and tells what became of it', async () => {
  expect(await start()).toEqual({
    outcome: 'redirect',
    url: 'https://www.mollie.com/checkout/tr_1',
    inquiry: { resource: 'payment', id: 'tr_1' },
    session: { resource: 'payment', id: 'tr_1' },
  });
  expect(await confirm('tr_1')).toMatchObject({ outcome: 'confirmed', events: [{ class: 'informational' }] });
  fake.settle({ status: 'paid' });
  const paid = { class: 'moneyIn', orderReference: 'order-1', paymentId: 'tr_1', amountMinor: 4250 };
  expect(await confirm('tr_1')).toMatchObject({
    events: expect.arrayContaining([expect.objectContaining(paid)]),
  });
  expect(await confirm('tr_2')).toEqual({ outcome: 'unknown' });
});

test('answers the official SDK as it does the adapter', async () => {
  const { Client } = require('mollie-api-typescript');
  const client = (apiKey: string) =>
    new Client({ security: { apiKey }, serverURL: fake.origin, retryConfig: { strategy: 'none' } });
  const paymentRequest = {
    description: 'Order 1',
    amount: { currency: 'EUR', value: '42.50' },
    redirectUrl: 'https://shop.example/return',
    metadata: { order_reference: 'order-1' },
  };
  const made = await client('live_apiKey_a').payments.create({ paymentRequest });
  expect(made).toMatchObject({ id: 'tr_1', status: 'open', amount: paymentRequest.amount });
  expect(await client('live_apiKey_a').payments.get({ paymentId: 'tr_1' })).toMatchObject({ id: 'tr_1' });
  await expect(client('live_other').payments.create({ paymentRequest })).rejects.toMatchObject({
    statusCode: 401,
  });
});

test('answers the same request again, and another one under its key not at all', async () => {
  expect(await start()).toEqual(await start());
  expect(await start({ amountMinor: 1 })).toEqual({ outcome: 'refused', status: 400, reason: 'status' });
});

const headers = { authorization: 'Bearer live_apiKey_a', 'content-type': 'application/json' };
const whole = { description: 'Order 1', redirectUrl: 'https://shop.example/return' };

test.each<[string, Partial<HttpRequest>, number]>([
  ['a foreign key', { headers: { ...headers, authorization: 'Bearer other' } }, 401],
  ['another path', { url: 'https://api.mollie.com/v2/payment' }, 404],
  ['a form', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }, 400],
  ['no JSON', { body: 'no json' }, 400],
  ['no description', { body: '{}' }, 422],
  ['no amount', { body: JSON.stringify(whole) }, 422],
])('refuses %s', async (_, changes, status) => {
  const request = { method: 'POST', url: 'https://api.mollie.com/v2/payments', headers, body: '{}' } as const;
  expect(await sendTo(fake, { ...request, ...changes })).toMatchObject({ status });
});

test('sends a callback that says the id of a payment', async () => {
  await start();
  await start({ attempt: 2 });
  const notificationIn = (of?: string) =>
    mollie.receive(arrive(fake.callbackFor('payment', of === undefined ? {} : { of })), account, now);
  expect(notificationIn()).toMatchObject({
    result: 'unverified',
    notification: { type: 'payment', resource: 'payment', id: 'tr_2' },
  });
  expect(notificationIn('tr_1')).toMatchObject({
    result: 'unverified',
    notification: { type: 'payment', resource: 'payment', id: 'tr_1' },
  });
});
