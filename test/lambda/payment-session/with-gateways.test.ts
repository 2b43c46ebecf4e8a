import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Integration } from '../../../lambda/gateways/gateway-config.ts';
import { createSend } from '../../../lambda/shared/http/send.ts';
import {
  createAdyenFake,
  createMollieFake,
  createPayPalFake,
  createSquareFake,
  createStripeFake,
  type StripeFake,
} from '../fakes/gateway-fake.ts';
import type { Fake } from '../fakes/loopback.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { through } from '../shared/http/support/through.ts';
import { formEvent, jsonEvent, reference, shopWith } from './support/shop.ts';

let stripe: StripeFake;
let fakes: readonly Fake[];

beforeAll(async () => {
  stripe = await createStripeFake();
  const others = [createPayPalFake(), createAdyenFake(), createMollieFake(), createSquareFake()];
  fakes = [stripe, ...(await Promise.all<Fake>(others))];
});
afterAll(() => Promise.all(fakes.map(({ close }) => close())));

/** A shop that talks HTTP to gateways on loopback. */
function open(limits: { readonly requestMilliseconds?: number } = {}, integration: Integration = 'redirect') {
  const names = ['stripe', 'paypal', 'adyen', 'mollie', 'square'];
  const shop = shopWith({
    accounts: names.map((name) => accountOf(name, { integration })),
    send: createSend({
      fetch: through(...fakes),
      now: () => shop.clock.time,
      wait: async () => undefined,
      limits,
    }),
  });
  return shop;
}

let before: number;
beforeEach(() => {
  before = stripe.requests.length;
});
const asked = () => stripe.requests.slice(before);

test('Stripe takes the session that is asked for, and the shopper goes on to its page', async () => {
  const answer = await open().post();
  expect(answer).toMatchObject({
    statusCode: 303,
    multiValueHeaders: { location: [expect.stringMatching(/^https:\/\/checkout\.stripe\.com\/c\/pay\//)] },
  });
  const form = new URLSearchParams(asked()[0]?.body);
  expect([form.get('client_reference_id'), form.get('line_items[0][price_data][unit_amount]')]).toEqual([
    reference,
    '14200',
  ]);
});

test.each([
  ['paypal', 'https://www.paypal.com'],
  ['adyen', 'https://eu.adyen.link'],
  ['mollie', 'https://www.mollie.com'],
  ['square', 'https://square.link'],
])(
  '%s takes what it is asked, twice as once, and the shopper goes on to its page',
  async (gateway, origin) => {
    const shop = open();
    const [first, second] = [
      await shop.post(formEvent({ gateway })),
      await shop.post(formEvent({ gateway })),
    ];
    expect(first.statusCode).toBe(303);
    const location = first.multiValueHeaders['location'];
    expect(new URL(location?.[0] ?? '').origin).toBe(origin);
    expect(second.multiValueHeaders['location']).toEqual(location);
  },
);

test.each([
  ['stripe', 'clientSecret'],
  ['adyen', 'sessionData'],
  ['mollie', 'profileId'],
  ['square', 'applicationId'],
])('%s gives what its fields in the page need', async (gateway, name) => {
  const answer = await open({}, 'fields').post(jsonEvent({ gateway, checkout: randomUUID() }));
  expect(JSON.parse(answer.body)).toMatchObject({ outcome: 'page', data: { [name]: expect.any(String) } });
});

test('square charges a card once, however often its token comes', async () => {
  const shop = open({}, 'fields');
  const event = jsonEvent({ gateway: 'square', checkout: randomUUID(), card: { token: 'cnon:1' } });
  for (const answer of [await shop.post(event), await shop.post(event)]) {
    expect(JSON.parse(answer.body)).toEqual({
      outcome: 'paid',
      url: 'https://shop.example/checkout/done/',
    });
  }
  expect([...shop.orders.all.values()].map(({ order }) => order.attempt.number)).toEqual([1]);
});

test('a second click comes to the same session', async () => {
  const shop = open();
  const clicks = [await shop.post(), await shop.post()];
  const [first, second] = clicks.map(({ multiValueHeaders }) => multiValueHeaders['location']);
  expect(second).toEqual(first);
  expect(asked()).toHaveLength(2);
});

describe('the shopper goes on, and has one session', () => {
  test.each([
    ['after an error', { kind: 'status', status: 500 }],
    ['after too many requests', { kind: 'status', status: 429 }],
    ['after a connection that broke', { kind: 'dropped' }],
    ['after an answer that came too late', { kind: 'late', milliseconds: 60_000 }],
  ] as const)('%s', async (_, failure) => {
    const shop = open({ requestMilliseconds: 500 });
    stripe.failNext(failure);
    const answer = await shop.post();
    expect(answer.statusCode).toBe(303);
    expect((await shop.post()).multiValueHeaders['location']).toEqual(answer.multiValueHeaders['location']);
    expect(new Set(asked().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });
});

describe('the shopper is told to take another way', () => {
  test.each([
    ['errors go on', { kind: 'status', status: 503 }, 503],
    ['connections go on breaking', { kind: 'dropped' }, 503],
    ['answers cannot be read', { kind: 'malformed' }, 502],
  ] as const)('when %s', async (_, failure, status) => {
    stripe.failNext(failure, ...(status === 503 ? [failure, failure] : []));
    const answer = await open().post();
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain('Please choose another way to pay');
    expect(asked()).toHaveLength(status === 503 ? 3 : 1);
  });
});

test('what the browser says of prices never reaches the gateway', async () => {
  const items = '[{"slug":"moss-mug","quantity":1,"priceMinor":1}]';
  await open().post(formEvent({ items, amount: '1', price: '1' }));
  const form = new URLSearchParams(asked()[0]?.body);
  expect(form.get('line_items[0][price_data][unit_amount]')).toBe('2800');
  expect(form.get('line_items[0][price_data][currency]')).toBe('eur');
});
