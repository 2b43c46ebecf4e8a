import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { stripe } from '../../../lambda/gateways/stripe.ts';
import { createStripeFake, type StripeFake } from '../../lambda/fakes/gateway-fake.ts';
import { runWith, sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, now, payment } from '../../lambda/gateways/support/accounts.ts';
import { arrive } from '../../lambda/gateways/support/message.ts';

const account = accountOf('stripe');
const start = (changes: Partial<SessionRequest> = {}) =>
  runWith(fake, stripe.session({ ...payment, ...changes }, account));
const page = { outcome: 'redirect', url: 'https://checkout.stripe.com/c/pay/cs_test_1' };

let fake: StripeFake;
beforeEach(async () => {
  fake = await createStripeFake();
});
afterEach(() => fake.close());

test('starts what the adapter asks for', async () => {
  expect(await start()).toMatchObject(page);
});

test.each(['iframe', 'fields'] as const)('starts %s', async (integration) => {
  const session = stripe.session(payment, accountOf('stripe', { integration }));
  expect(await runWith(fake, session)).toMatchObject({ outcome: 'page' });
});

test('answers the official SDK as it does the adapter', async () => {
  const Stripe = require('stripe');
  const { port } = new URL(fake.origin);
  const options = { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false };
  const sdk = new Stripe('secretKey_a', options);
  const content = {
    mode: 'payment',
    ui_mode: 'hosted_page',
    client_reference_id: 'order-1',
    billing_address_collection: 'required',
    success_url: 'https://shop.example/return',
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: 4250, product_data: { name: 'Order 1' } } },
    ],
  };
  expect(await sdk.checkout.sessions.create(content)).toMatchObject({
    id: 'cs_test_1',
    url: page.url,
    amount_total: 4250,
  });
  await expect(sdk.checkout.sessions.create({ ...content, mode: undefined })).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
  });
  const stranger = new Stripe('sk_of_somebody_else', options);
  await expect(stranger.checkout.sessions.create(content)).rejects.toMatchObject({
    type: 'StripeAuthenticationError',
  });
});

test('answers the same request again, and another one under its key not at all', async () => {
  expect(await start()).toMatchObject(page);
  expect(await start()).toMatchObject(page);
  expect(await start({ amountMinor: 1 })).toEqual({ outcome: 'refused', status: 400, reason: 'status' });
  expect(await start({ attempt: 2 })).toMatchObject({ url: expect.stringMatching('cs_test_2') });
});

const asked = (changes: Partial<HttpRequest> = {}) => {
  const step = stripe.session(payment, account).next();
  if (step.done) throw new Error('asks nothing');
  return sendTo(fake, { ...step.value, ...changes });
};
const form = 'application/x-www-form-urlencoded';
const authorization = 'Bearer secretKey_a';

test.each([
  ['a foreign key', { headers: { authorization: 'Bearer other', 'content-type': form } }, 401],
  ['no key', { headers: { 'content-type': form } }, 401],
  ['JSON', { headers: { authorization, 'content-type': 'application/json' } }, 400],
  ['another path', { url: 'https://api.stripe.com/v1/checkout/session' }, 404],
  ['another method', { method: 'GET', body: undefined }, 404],
  ['nothing', { body: '' }, 400],
  [
    'an amount that is none',
    { body: 'amount=1.5&currency=eur', url: 'https://api.stripe.com/v1/payment_intents' },
    400,
  ],
  ['an unheard-of parameter', { body: 'mode=payment&a=b' }, 400],
] as const)('refuses %s', async (_, changes, status) => {
  expect(await asked(changes as Partial<HttpRequest>)).toMatchObject({ status });
});

test('stands for no other host', () => {
  const request = { method: 'GET', url: 'https://example.com/', headers: {} } as const;
  expect(() => fake.route(request)).toThrow('https://example.com/ is none of api.stripe.com');
});

test('records what arrived without what authenticates it', async () => {
  await start();
  expect(fake.requests).toMatchObject([
    { method: 'POST', host: 'api.stripe.com', path: '/v1/checkout/sessions' },
  ]);
  expect(JSON.stringify(fake.requests)).not.toContain('secretKey_a');
});

describe('told to fail', () => {
  test('answers with a status, and has done nothing', async () => {
    fake.failNext({ kind: 'status', status: 503 });
    expect(await start()).toEqual({ outcome: 'refused', status: 503, reason: 'status' });
    expect(() => fake.callbackFor('charge.succeeded')).toThrow('the fake has made no such thing yet');
  });

  test('cuts its answer short', async () => {
    fake.failNext({ kind: 'malformed' });
    expect(await start()).toEqual({ outcome: 'refused', status: 200, reason: 'unreadable' });
  });

  test('drops the connection after it did what it was asked', async () => {
    fake.failNext({ kind: 'dropped' });
    await expect(start()).rejects.toThrow('fetch failed');
    expect(await start()).toMatchObject(page);
  });

  test('answers late, and closes without having answered', async () => {
    fake.failNext({ kind: 'late', milliseconds: 1 }, { kind: 'late', milliseconds: 600_000 });
    expect(await start()).toMatchObject(page);
    const waiting = expect(start()).rejects.toThrow('fetch failed');
    while (fake.requests.length < 2) await new Promise(setImmediate);
    await fake.close();
    await waiting;
    fake = await createStripeFake();
  });
});

const sum = { amountMinor: 4250, currency: 'EUR' };

test.each([
  ['checkout.session.completed', { class: 'moneyIn', ...sum }],
  ['checkout.session.expired', { class: 'failed' }],
  ['payment_intent.succeeded', { class: 'moneyIn', ...sum }],
  ['charge.succeeded', { class: 'moneyIn', ...sum }],
  ['charge.refunded', { class: 'moneyOut', ...sum }],
  ['charge.dispute.created', { class: 'atRisk', ...sum }],
])('sends a signed %s', async (type, event) => {
  await start();
  const receipt = stripe.receive(arrive(fake.callbackFor(type)), account, now);
  expect(receipt).toMatchObject({
    result: 'authentic',
    events: [{ id: 'evt_1', type, ...event }],
  });
});

test('sends what a test changes, about the payment that it names', async () => {
  await start();
  await start({ attempt: 2 });
  const later = new Date(now.getTime() + 60_000);
  const message = fake.callbackFor('charge.succeeded', {
    of: 'cs_test_1',
    at: later,
    change: { amount_captured: 7 },
  });
  expect(stripe.receive(arrive(message), account, later)).toMatchObject({
    events: [{ paymentId: 'pi_test_1', amountMinor: 7 }],
  });
});

test('knows no other type', async () => {
  await start();
  expect(() => fake.callbackFor('customer.created')).toThrow('the fake knows no customer.created');
});
