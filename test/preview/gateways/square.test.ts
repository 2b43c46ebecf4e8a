import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { square } from '../../../lambda/gateways/square.ts';
import { createSquareFake, type SquareFake } from '../../lambda/fakes/gateway-fake.ts';
import { runWith, sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, now, payment } from '../../lambda/gateways/support/accounts.ts';
import { arrive } from '../../lambda/gateways/support/message.ts';

const account = accountOf('square');
const fields = accountOf('square', { integration: 'fields', mode: 'test' });
const start = (changes: Partial<SessionRequest> = {}) =>
  runWith(fake, square.session({ ...payment, ...changes }, account));

let fake: SquareFake;
beforeEach(async () => {
  fake = await createSquareFake();
});
afterEach(() => fake.close());

test('starts what the adapter asks for, and takes a card', async () => {
  expect(await start()).toMatchObject({
    outcome: 'redirect',
    url: 'https://square.link/u/1',
    session: { resource: 'payment link' },
    inquiry: { resource: 'order', id: 'ORDER1' },
  });
  const session = square.session({ ...payment, attempt: 2, card: { token: 'cnon:1' } }, fields);
  expect(await runWith(fake, session)).toMatchObject({
    outcome: 'paid',
    paymentId: 'PAYMENT2',
    inquiry: { resource: 'payment', id: 'PAYMENT2' },
  });
});

// Jest takes seconds to load the thousands of files of which the SDK is made, and Node one.
const script = `
  const { SquareClient } = require('square');
  const [baseUrl, token] = process.argv.slice(1);
  const client = new SquareClient({ token, baseUrl, maxRetries: 0 });
  const basePriceMoney = { amount: 4250n, currency: 'EUR' };
  const lineItems = [{ name: 'Order 1', quantity: '1', basePriceMoney }];
  const request = { idempotencyKey: 'a', order: { locationId: 'locationId_a', lineItems } };
  client.checkout.paymentLinks.create(request).then(
    ({ paymentLink: { url } }) => console.log(url),
    ({ statusCode }) => console.log(statusCode),
  );
`;
const bySdk = async (token: string) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, fake.origin, token]);
  return stdout.trim();
};

test('answers the official SDK as it does the adapter', async () => {
  expect(await Promise.all(['accessToken_a', 'other'].map(bySdk))).toEqual([
    'https://square.link/u/1',
    '401',
  ]);
});

test('answers the same request again, and another one under its key not at all', async () => {
  expect(await start()).toEqual(await start());
  expect(await start({ amountMinor: 1 })).toEqual({ outcome: 'refused', status: 400, reason: 'status' });
});

const headers = { authorization: 'Bearer accessToken_a', 'content-type': 'application/json' };
const links = 'https://connect.squareup.com/v2/online-checkout/payment-links';
const key = { idempotency_key: 'a' };
const order = (more: object) => JSON.stringify({ ...key, order: { location_id: 'locationId_a', ...more } });
const priced = { line_items: [{ base_price_money: { amount: 1, currency: 'EUR' } }] };

test.each<[string, Partial<HttpRequest>, number]>([
  ['a foreign key', { headers: { ...headers, authorization: 'Bearer other' } }, 401],
  ['another path', { url: 'https://connect.squareup.com/v2/payment-links' }, 404],
  ['another method', { method: 'GET' }, 404],
  ['a form', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }, 400],
  ['no idempotency key', { body: '{}' }, 400],
  ['no amount', { body: order({}) }, 400],
  ['a foreign location', { body: order({ ...priced, location_id: 'other' }) }, 403],
])('refuses %s', async (_, { body = '{}', method = 'POST', ...changes }, status) => {
  const request = { url: links, headers, ...changes, method, ...(method === 'GET' ? {} : { body }) };
  expect(await sendTo(fake, request)).toMatchObject({ status });
});

test.each([
  ['payment.updated', 'moneyIn'],
  ['refund.updated', 'moneyOut'],
  ['dispute.created', 'atRisk'],
])('sends a signed %s', async (type, eventClass) => {
  await start();
  expect(square.receive(arrive(fake.callbackFor(type)), account, now)).toMatchObject({
    result: 'authentic',
    events: [{ id: 'event-1', type, class: eventClass, paymentId: 'PAYMENT1', amountMinor: 4250 }],
  });
});

test('sends what a test changes', async () => {
  await start();
  const message = fake.callbackFor('payment.updated', { change: { status: 'FAILED' } });
  expect(square.receive(arrive(message), account, now)).toMatchObject({ events: [{ class: 'failed' }] });
  expect(() => fake.callbackFor('card.created')).toThrow('the fake knows no card.created');
});
