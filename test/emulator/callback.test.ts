import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../../lambda/gateways/delivery.ts';
import { secretOf } from '../lambda/gateways/support/accounts.ts';
import { signed } from '../lambda/gateways/support/signers.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { callbacksIn } from './support/callbacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

const event = (id = 'evt_1', type = 'payment_intent.succeeded') => {
  const object = { id: 'pi_1', amount: 4250, currency: 'eur', metadata: { order_reference: 'o1' } };
  return signed('stripe', { id, type, data: { object } }, secretOf('stripe'));
};
const notification = deliveryOf({ httpMethod: 'POST', headers: {}, body: 'id=tr_1' }, 'https://shop.example');
const key = 'stripe#event#evt_1';

const record = {
  pk: `EVENT#${key}`,
  sk: 'EVENT',
  inbound: {
    kind: 'verified',
    gateway: 'stripe',
    event: {
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      class: 'moneyIn',
      orderReference: 'o1',
      paymentId: 'pi_1',
      amountMinor: 4250,
      currency: 'EUR',
    },
  },
  generation: 1,
  receivedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: Date.parse('2027-02-05T00:00:00Z') / 1000,
  pending: 'yes',
};

describe('a callback', () => {
  test('is one record and one message, however often and at once it is delivered', async () => {
    const shop = await callbacksIn(emulator);
    const deliveries = Array.from({ length: 1000 }, () => shop.deliver('stripe', event()));
    expect(new Set(await Promise.all(deliveries))).toEqual(new Set([200]));
    expect(await shop.items()).toEqual([record]);
    await shop.stream.deliver(shop.outbox);
    expect(await shop.messages()).toEqual([{ key, generation: 1 }]);
    const { pending: _, ...sent } = record;
    expect(await shop.items()).toEqual([sent]);
    expect(await shop.stream.deliver(shop.outbox)).toBe(0);
  }, 120_000);

  test('of no consequence is kept as ignored, and nobody is told', async () => {
    const shop = await callbacksIn(emulator);
    expect(await shop.deliver('stripe', event('evt_1', 'unheard_of'))).toBe(200);
    expect(await shop.items()).toMatchObject([
      { outcome: 'ignored', inbound: { event: { class: 'ignored' } } },
    ]);
    expect((await shop.items())[0]).not.toHaveProperty('pending');
    expect(await shop.stream.deliver(shop.outbox)).toBe(0);
  });
});

describe('a write', () => {
  test('that was throttled is not acknowledged, and the next delivery makes it', async () => {
    const shop = await callbacksIn(emulator);
    shop.faults.table.plan('PutItemCommand', 'throttled');
    expect(await shop.deliver('stripe', event())).toBe(503);
    expect(await shop.items()).toEqual([]);
    expect(await shop.deliver('stripe', event())).toBe(200);
    await shop.stream.deliver(shop.outbox);
    expect(await shop.messages()).toEqual([{ key, generation: 1 }]);
    expect(shop.faults.table.left()).toBe(0);
  });

  test('of which the answer was lost is made once', async () => {
    const shop = await callbacksIn(emulator);
    shop.faults.table.plan('PutItemCommand', 'answer lost');
    expect(await shop.deliver('stripe', event())).toBe(503);
    expect(await shop.deliver('stripe', event())).toBe(200);
    expect(await shop.items()).toEqual([record]);
    await shop.stream.deliver(shop.outbox);
    expect(await shop.messages()).toEqual([{ key, generation: 1 }]);
    expect(shop.faults.table.left()).toBe(0);
  });
});

describe('a payment event that was lost on its way to the sender', () => {
  test('goes there with the next delivery, once a minute has passed', async () => {
    const shop = await callbacksIn(emulator);
    await shop.deliver('stripe', event());
    await shop.stream.giveUp();
    shop.wait(60);
    await shop.deliver('stripe', event());
    expect(await shop.stream.deliver(shop.outbox)).toBe(0);
    shop.wait(1);
    await shop.deliver('stripe', event());
    await shop.deliver('stripe', event());
    expect(await shop.stream.deliver(shop.outbox)).toBe(1);
    expect(await shop.messages()).toEqual([{ key, generation: 1 }]);
    shop.wait(61);
    await shop.deliver('stripe', event());
    expect(await shop.stream.deliver(shop.outbox)).toBe(0);
  });
});

describe('an unsigned notification', () => {
  const unverifiedKey = 'mollie#unverified#payment#tr_1';
  const unverified = {
    kind: 'unverified',
    gateway: 'mollie',
    notification: { type: 'payment', resource: 'payment', id: 'tr_1' },
  };

  test('that is given again while it waits is one record, and is answered for once more', async () => {
    const shop = await callbacksIn(emulator);
    for (const seconds of [0, 5]) {
      shop.wait(seconds);
      expect(await shop.deliver('mollie', notification)).toBe(200);
    }
    expect(await shop.items()).toEqual([
      {
        pk: `EVENT#${unverifiedKey}`,
        sk: 'EVENT',
        inbound: unverified,
        generation: 2,
        receivedAt: '2026-01-01T00:00:05.000Z',
        expiresAt: Date.parse('2026-01-31T00:00:05Z') / 1000,
        pending: 'yes',
      },
    ]);
    await shop.stream.deliver(shop.outbox);
    const generations = (await shop.messages()).map(({ generation }) => generation).sort();
    expect(generations).toEqual([1, 2]);
    expect((await shop.items())[0]).not.toHaveProperty('pending');
  });

  test('that is given again after it was settled waits again', async () => {
    const shop = await callbacksIn(emulator);
    await shop.deliver('mollie', notification);
    await shop.stream.deliver(shop.outbox);
    await shop.events.settle(unverifiedKey, 'applied', 'o1');
    expect(await shop.events.load(unverifiedKey)).toMatchObject({ generation: 1, outcome: 'applied' });
    await shop.deliver('mollie', notification);
    expect(await shop.events.load(unverifiedKey)).toEqual({
      key: unverifiedKey,
      inbound: unverified,
      generation: 2,
      receivedAt: '2026-01-01T00:00:00.000Z',
    });
    await shop.stream.deliver(shop.outbox);
    expect(await shop.messages()).toEqual([1, 2].map((generation) => ({ key: unverifiedKey, generation })));
  });
});

test('a payment event that is not there is nothing to load, and cannot be settled', async () => {
  const { events } = await callbacksIn(emulator);
  expect(await events.load('stripe#event#none')).toBeUndefined();
  await expect(events.settle('stripe#event#none', 'applied')).rejects.toThrow('conditional request failed');
});
