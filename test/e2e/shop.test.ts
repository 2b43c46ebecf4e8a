import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { metrics } from '../../lambda/shared/log/metric.ts';
import {
  createAdyenFake,
  createMollieFake,
  createSquareFake,
  createStripeFake,
} from '../lambda/fakes/gateway-fake.ts';
import type { Fake } from '../lambda/fakes/loopback.ts';
import type { Message } from '../lambda/gateways/support/message.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { indiscreet, shopper } from './support/confidential.ts';
import { type DeployedShop, deployShop } from './support/deployed-shop.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

async function startFakes() {
  const [stripe, mollie, square, adyen] = await Promise.all([
    createStripeFake(),
    createMollieFake(),
    createSquareFake(),
    createAdyenFake(),
  ]);
  return { stripe, mollie, square, adyen };
}

type Fakes = Awaited<ReturnType<typeof startFakes>>;
type GatewayName = keyof Fakes;
const gateways = ['stripe', 'mollie', 'square', 'adyen'] as const satisfies readonly GatewayName[];

let fakes: Fakes;
let shop: DeployedShop;
beforeEach(async () => {
  fakes = await startFakes();
  shop = await deployShop(emulator, fakes);
  await Promise.all(gateways.map(shop.stage));
});

// Whatever a test is about: its functions have told nobody of a shopper, a secret or a card.
afterEach(async () => {
  await shop.stop();
  await Promise.all(Object.values<Fake>(fakes).map((fake) => fake.close()));
  expect(indiscreet(Object.values(shop.lines()).flat(), gateways)).toEqual([]);
});

const order = (gateway: GatewayName) => shop.order(gateway, shopper);
const orderOf = async (reference: string) => (await shop.items())[`ORDER#${reference}`]?.['order'];

/** What one function has counted, in the order in which it has. */
function counted(name: keyof ReturnType<DeployedShop['lines']>) {
  const lines = shop.lines()[name].map((line) => JSON.parse(line));
  return lines.flatMap((line) => metrics.filter((metric) => line[metric] === 1));
}

/** Signatures are made for a whole second, and judged by the clock. */
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const number = expect.any(Number);
const forPeople = expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
const money = { amountMinor: 14200, currency: 'EUR' };

/** How a shopper pays on the gateway's page, and what the shop hears and keeps of it. */
interface Journey {
  readonly page: string;
  /** Delivers what the gateway tells once the shopper has paid. */
  readonly told: () => readonly Message[];
  /** Keys of the events that count. */
  readonly events: readonly string[];
  readonly payment: string;
  readonly answers: object;
}

const journeys: Readonly<Record<GatewayName, Journey>> = {
  stripe: {
    page: 'https://checkout.stripe.com/c/pay/cs_test_1',
    told: () =>
      ['payment_intent.succeeded', 'charge.succeeded', 'checkout.session.completed'].map((type) =>
        fakes.stripe.callbackFor(type, { at: now() }),
      ),
    events: ['event#evt_1', 'event#evt_2', 'event#evt_3'],
    payment: 'pi_test_1',
    answers: { checks: { avsStreet: 'match', avsPostalCode: 'match', cvc: 'match' }, risk: 'normal' },
  },
  mollie: {
    page: 'https://www.mollie.com/checkout/tr_1',
    told: () => {
      fakes.mollie.settle({ status: 'paid' });
      return [fakes.mollie.callbackFor('payment')];
    },
    // What is asked tells of the payment, that nothing of it is refunded, and that no chargeback is open.
    events: [
      'event#payment:tr_1:paid:14200',
      'event#payment:tr_1:reversed:',
      'event#payment:tr_1:unrefunded:0',
    ],
    payment: 'tr_1',
    answers: { checks: {} },
  },
  square: {
    page: 'https://square.link/u/1',
    told: () => [fakes.square.callbackFor('payment.updated')],
    events: ['event#event-1'],
    payment: 'PAYMENT1',
    answers: { checks: { avsPostalCode: 'match', cvc: 'match' }, risk: 'normal' },
  },
  adyen: {
    page: 'https://eu.adyen.link/PL1',
    told: () => [fakes.adyen.callbackFor('AUTHORISATION')],
    events: ['event#PSP1:AUTHORISATION:true'],
    payment: 'PSP1',
    answers: { checks: {} },
  },
};

async function pay(gateway: GatewayName): Promise<string> {
  const { reference } = await order(gateway);
  for (const message of journeys[gateway].told()) await shop.callback(gateway, message);
  await shop.settle();
  return reference;
}

test.each(gateways)(
  'an order that is paid with %s is written down as paid, and waits for nobody',
  async (gateway) => {
    const { page, told, events, payment, answers } = journeys[gateway];
    const { answer, reference } = await order(gateway);
    expect(answer).toMatchObject({ statusCode: 303, multiValueHeaders: { location: [page] } });

    const messages = told();
    for (const message of messages) expect(await shop.callback(gateway, message)).toBe(200);
    expect(await orderOf(reference)).toMatchObject({ state: 'open' });
    expect(await shop.settle()).toBe(messages.length);

    const items = await shop.items();
    expect(items[`PAYMENT#${gateway}#${payment}`]).toEqual({ reference, expiresAt: number });
    expect(items[`ORDER#${reference} SHOPPER`]).toEqual({ reference, shopper, expiresAt: number });
    expect(items[`ORDER#${reference}`]).toEqual({
      // When it was placed, when the gateway had made the session, and with each event.
      version: 2 + events.length,
      expiresAt: number,
      listed: expect.stringMatching(/^paid#\d{4}-\d\d$/),
      listedAt: time,
      listing: expect.objectContaining({ reference, number: forPeople, capturedMinor: money.amountMinor }),
      order: {
        reference,
        number: forPeople,
        state: 'paid',
        stateSince: time,
        changes: 1,
        reviewReasons: [],
        ...money,
        lines: [
          { slug: 'moss-mug', title: 'Moss mug', quantity: 2, priceMinor: 2800 },
          { slug: 'ash-vase', title: 'Ash vase', quantity: 1, priceMinor: 8600 },
        ],
        attempt: expect.objectContaining({
          number: 1,
          gateway,
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
          startedAt: time,
        }),
        catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
        ledger: { payments: { [`${gateway}:${payment}`]: expect.anything() } },
        money: { capturedMinor: money.amountMinor, refundedMinor: 0, disputedMinor: 0 },
        ...answers,
        applied: events.map((event) => `${gateway}#${event}`),
        createdAt: time,
      },
    });
    const recorded = Object.entries(items).filter(([key]) => key.startsWith('EVENT#'));
    expect(recorded.map(([, item]) => item)).toEqual(
      messages.map(() => ({
        inbound: expect.objectContaining({ gateway }),
        generation: 1,
        receivedAt: time,
        expiresAt: number,
        outcome: 'applied',
        orderReference: reference,
      })),
    );
    expect(counted('order-worker')).toEqual([]);
  },
);

test('an unsigned callback has the gateway asked each time, and the order is paid once', async () => {
  const reference = await pay('mollie');
  const before = await orderOf(reference);
  expect(await shop.callback('mollie', fakes.mollie.callbackFor('payment'))).toBe(200);
  expect(await shop.settle()).toBe(1);
  expect(fakes.mollie.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  // The ledger keeps when it was asked last.
  expect(await orderOf(reference)).toEqual(Object.assign({}, before, { ledger: expect.anything() }));
});

test('an unsigned callback about a payment that was not made pays nothing', async () => {
  const { reference } = await order('mollie');
  await shop.callback('mollie', fakes.mollie.callbackFor('payment'));
  await shop.settle();
  expect(await orderOf(reference)).toMatchObject({ state: 'open', ledger: { payments: {} } });
});

test('a message that the queue brings twice is worked on once', async () => {
  await order('square');
  await shop.callback('square', fakes.square.callbackFor('payment.updated'));
  await shop.stream();
  const event = await shop.queue.receive();
  expect(event.Records).toHaveLength(1);
  expect(await shop.work({ Records: [...event.Records, ...event.Records] })).toBe(0);
  const after = await shop.items();
  expect(await shop.work(event)).toBe(0);
  expect(await shop.items()).toEqual(after);
});

test('a callback that is not the gateway’s own is answered with 401, and nobody learns of it', async () => {
  await order('stripe');
  const before = await shop.items();
  const message = fakes.stripe.callbackFor('charge.succeeded', { at: now() });
  const longer = Buffer.concat([message.body, Buffer.from(' ')]);
  const tenMinutesAgo = new Date(now().getTime() - 600_000);
  expect(await shop.callback('stripe', { ...message, headers: forgery })).toBe(401);
  expect(await shop.callback('stripe', { ...message, headers: [] })).toBe(401);
  expect(await shop.callback('stripe', { ...message, body: longer })).toBe(401);
  const late = fakes.stripe.callbackFor('charge.succeeded', { at: tenMinutesAgo });
  expect(await shop.callback('stripe', late)).toBe(401);
  expect(await shop.settle()).toBe(0);
  expect(await shop.items()).toEqual(before);
  expect(counted('payment-callback')).toEqual(Array(3).fill('CallbackRefused'));
});

const forgery: Message['headers'] = [
  ['stripe-signature', `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`],
];

test('before its secret is staged a gateway is told to come again, and heard when it is', async () => {
  const empty = await deployShop(emulator, fakes);
  try {
    const { reference } = await order('stripe');
    const message = fakes.stripe.callbackFor('charge.succeeded', { at: now() });
    expect((await empty.order('stripe', shopper)).answer).toMatchObject({
      statusCode: 503,
      body: expect.stringContaining('This way to pay is not ready yet'),
    });
    expect(await empty.callback('stripe', message)).toBe(503);
    expect(await empty.items()).toEqual({});

    await empty.stage('stripe');
    await empty.restart();
    expect(await empty.callback('stripe', message)).toBe(200);
    expect(await empty.settle()).toBe(1);
    // The payment is another shop's: it is written down, and somebody is told.
    expect(Object.values(await empty.items())).toMatchObject([{ outcome: 'without order' }]);
    expect(await orderOf(reference)).toMatchObject({ state: 'open' });
    expect((await empty.order('stripe', shopper)).answer.statusCode).toBe(303);
  } finally {
    await empty.stop();
  }
  expect(indiscreet(Object.values(empty.lines()).flat(), gateways)).toEqual([]);
});

test.each<readonly [GatewayName, () => Message]>([
  ['stripe', () => fakes.stripe.callbackFor('charge.refunded', { at: now() })],
  ['square', () => fakes.square.callbackFor('refund.updated')],
  ['adyen', () => fakes.adyen.callbackFor('REFUND')],
])(
  'nothing comes of it when %s tells twice of a payment; when it pays back, the order is refunded',
  async (gateway, refund) => {
    const { reference } = await order(gateway);
    const messages = journeys[gateway].told();
    for (const message of messages) await shop.callback(gateway, message);
    await shop.settle();
    const paid = await shop.items();
    for (const message of [...messages, ...messages]) expect(await shop.callback(gateway, message)).toBe(200);
    expect(await shop.settle()).toBe(0);
    expect(await shop.items()).toEqual(paid);

    expect(await shop.callback(gateway, refund())).toBe(200);
    await shop.settle();
    expect(await orderOf(reference)).toMatchObject({
      state: 'refunded',
      reviewReasons: [],
      money: { capturedMinor: money.amountMinor, refundedMinor: money.amountMinor, disputedMinor: 0 },
    });
  },
);

test('a refund that names only its payment waits until the payment is known', async () => {
  const { reference } = await order('square');
  await shop.callback('square', fakes.square.callbackFor('refund.updated'));
  await shop.stream();
  const early = await shop.queue.receive();
  expect(await shop.work(early)).toBe(1);
  await shop.callback('square', fakes.square.callbackFor('payment.updated'));
  await shop.stream();
  // The order of messages is the queue's: it comes to the same.
  expect(await shop.work(await shop.queue.receive())).toBeLessThanOrEqual(1);
  await shop.settle();
  expect(await orderOf(reference)).toMatchObject({
    state: 'refunded',
    ledger: { payments: { 'square:PAYMENT1': expect.anything() } },
  });
});

test('an order whose card’s issuer denies the address or the code is paid, and waits for a person', async () => {
  const denied = {
    address_line1_check: 'avs_street_mismatch',
    address_postal_code_check: 'avs_postal_code_mismatch',
    cvc_check: 'cvc_mismatch',
  };
  for (const [check, hold] of Object.entries(denied)) {
    const { reference } = await order('stripe');
    const passed = Object.fromEntries(Object.keys(denied).map((name) => [name, 'pass']));
    const card = { type: 'card', card: { checks: { ...passed, [check]: 'fail' } } };
    const change = { payment_method_details: card };
    await shop.callback('stripe', fakes.stripe.callbackFor('charge.succeeded', { at: now(), change }));
    await shop.callback('stripe', fakes.stripe.callbackFor('payment_intent.succeeded', { at: now() }));
    await shop.settle();
    expect(await orderOf(reference)).toMatchObject({ state: 'paid', reviewReasons: [hold] });
  }
  expect(counted('order-worker')).toEqual(['OrderNeedsReview', 'OrderNeedsReview', 'OrderNeedsReview']);
});

test('an order that was paid with another amount waits for a person', async () => {
  const { reference } = await order('stripe');
  const change = { amount_captured: 100 };
  await shop.callback('stripe', fakes.stripe.callbackFor('charge.succeeded', { at: now(), change }));
  await shop.settle();
  expect(await orderOf(reference)).toMatchObject({ state: 'paid', reviewReasons: ['amount_mismatch'] });
});

test.each([
  ['answers that it cannot', { kind: 'status', status: 503 }, 3],
  ['drops the connection', { kind: 'dropped' }, 3],
  ['answers half a sentence', { kind: 'malformed' }, 1],
] as const)(
  'a gateway that %s when it is asked is asked again with the next delivery',
  async (_, failure, tries) => {
    const { reference } = await order('mollie');
    const [notification] = journeys.mollie.told();
    if (notification) await shop.callback('mollie', notification);
    await shop.stream();
    fakes.mollie.failNext(...Array.from({ length: tries }, () => failure));
    expect(await shop.work(await shop.queue.receive())).toBe(1);
    expect(await orderOf(reference)).toMatchObject({ state: 'open' });
    expect(counted('order-worker')).toEqual(['EventUnconfirmed']);
    await shop.settle();
    expect(await orderOf(reference)).toMatchObject({
      state: 'paid',
      money: { capturedMinor: money.amountMinor },
      reviewReasons: [],
    });
  },
);

const cardNumber = '4242424242424242';

test('a card number that a shopper types is refused, and kept nowhere', async () => {
  const { answer } = await shop.order('stripe', { ...shopper, line2: cardNumber });
  expect(answer).toMatchObject({
    statusCode: 422,
    body: expect.stringContaining('Please take the card number out'),
  });
  expect(await shop.items()).toEqual({});
  expect(fakes.stripe.requests).toEqual([]);
  expect(counted('payment-session')).toEqual(['CardDataRefused']);
});

test('a card number that a gateway signs is taken out before anything is written', async () => {
  const { reference } = await order('stripe');
  const change = { payment_intent: cardNumber, billing_details: shopper };
  const message = fakes.stripe.callbackFor('charge.succeeded', { at: now(), change });
  expect(await shop.callback('stripe', message)).toBe(200);
  await shop.settle();
  expect(JSON.stringify(await shop.items())).not.toContain(cardNumber);
  expect(await orderOf(reference)).toMatchObject({
    state: 'paid',
    money: { capturedMinor: money.amountMinor },
  });
  expect(counted('payment-callback')).toEqual(['CardDataFound']);
});

test('each function but the silent outbox has told of its part, in lines of JSON', async () => {
  await pay('stripe');
  const told = Object.entries(shop.lines()).map(([name, lines]) => [
    name,
    lines.map((line) => JSON.parse(line).message),
  ]);
  expect(Object.fromEntries(told)).toEqual({
    'payment-session': ['gateway asked', 'session answered'],
    'payment-callback': ['callback accepted', 'callback accepted', 'callback accepted'],
    outbox: [],
    'order-worker': ['payment event settled', 'payment event settled', 'payment event settled'],
    // Nobody called them.
    reconciliation: [],
    'order-changes': [],
  });
});
