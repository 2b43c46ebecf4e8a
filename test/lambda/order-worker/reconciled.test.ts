import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { inquiryType } from '../../../lambda/gateways/payment-event.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { createApplyToOrder } from '../../../lambda/order-worker/apply-to-order.ts';
import { createAskGateway } from '../../../lambda/order-worker/ask-gateway.ts';
import { createSettleEvent } from '../../../lambda/order-worker/settle-event.ts';
import { createReconciliation } from '../../../lambda/reconciliation/reconciliation.ts';
import { createSend } from '../../../lambda/shared/http/send.ts';
import { type InboundEvent, keyOf } from '../../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { type AskedFake, createAskedFake } from '../fakes/asked.ts';
import { confirmWith } from '../fakes/support.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';
import { inquiryVectors, reference } from '../gateways/support/inquiry-vectors.ts';
import { through } from '../shared/http/support/through.ts';
import { lenient, openOrder } from '../shared/orders/support/orders.ts';
import { hear, memoryOrders, memoryPayments, now } from './support.ts';

const asked = [...new Set(inquiryVectors.map(({ gateway }) => gateway))];
const fakes = new Map<string, AskedFake>();
beforeAll(async () => {
  for (const name of asked) fakes.set(name, await createAskedFake(name));
});
afterAll(() => Promise.all([...fakes.values()].map(({ close }) => close())));

const fakeOf = (gateway: string): AskedFake => {
  const fake = fakes.get(gateway);
  if (!fake) throw new Error(`no ${gateway} on loopback`);
  return fake;
};
const accountAt = (gateway: string) =>
  accountOf(gateway, {
    settings: {
      ...accountOf(gateway).config.settings,
      ...(gateway === 'authorizenet' && { currency: 'EUR' }),
    },
  });

/** The schedule, the queue and the worker over orders in memory; gateways are on loopback. */
function shop(orders: readonly Order[]) {
  const { store, kept } = memoryOrders(orders);
  const heard = hear();
  const recorded: InboundEvent[] = [];
  const settled: string[] = [];
  const send = createSend({
    fetch: through(...fakes.values()),
    wait: async () => undefined,
    limits: { requestMilliseconds: 200 },
  });
  const settle = createSettleEvent({
    events: {
      load: async (key) => {
        const inbound = recorded.find((each) => keyOf(each) === key);
        return inbound && { key, inbound, generation: 1, receivedAt: now.toISOString() };
      },
      settle: async (_, outcome) => void settled.push(outcome),
    },
    ask: createAskGateway({
      configured: gatewayNames.map((name) => ({ config: accountAt(name).config, secretId: name })),
      gatewayOf,
      secrets: {
        read: async (name) => ({ current: secretOf(name), forCallbacks: [secretOf(name)] }),
        refresh: async (name) => ({ current: secretOf(name), forCallbacks: [secretOf(name)] }),
      },
      send,
      mayCapture: async () => false,
      now: () => new Date(),
      log: heard.log,
    }),
    apply: createApplyToOrder({
      orders: store,
      payments: memoryPayments().index,
      policy: lenient,
      now: () => now,
      log: heard.log,
    }),
    now: () => now,
  });
  const reconcile = createReconciliation({
    inquiries: { dueAt: async () => [...kept.keys()], postpone: async () => undefined },
    findOrder: store.find,
    events: {
      record: async (inbound) => {
        recorded.push(inbound);
        return 'recorded';
      },
    },
    now: () => now,
    log: heard.log,
  });
  return {
    heard,
    settled,
    order: (name: string) => kept.get(name)?.order,
    /** Gives what the worker could not settle. */
    run: async () => {
      await reconcile();
      const failed: string[] = [];
      for (const inbound of recorded) {
        await settle({ key: keyOf(inbound), generation: 1 }, heard.log).catch((error) => {
          failed.push(`${inbound.gateway} ${error.code}`);
        });
      }
      return failed;
    },
  };
}

const waiting = (
  gateway: string,
  inquiry: Order['attempt']['inquiry'],
  more: Partial<Order> = {},
): Order => ({
  ...openOrder,
  ...more,
  attempt: { ...openOrder.attempt, gateway, ...(inquiry && { inquiry }) },
});

test.each(inquiryVectors)(
  'an order without word that $when at $gateway ends as its gateway says',
  async ({ gateway, inquiry, answers, told, state, reviewReasons = [] }) => {
    const fake = fakeOf(gateway);
    fake.answer(answers);
    const said = await confirmWith(fake, gatewayOf(gateway), accountAt(gateway), {
      type: inquiryType,
      ...inquiry,
    });
    expect(
      said.outcome === 'confirmed'
        ? said.events.map(({ class: name, amountMinor }) => [
            name,
            ...(amountMinor === undefined ? [] : [amountMinor]),
          ])
        : said.outcome,
    ).toEqual(told);
    const { run, order } = shop([waiting(gateway, inquiry)]);
    expect(await run()).toEqual([]);
    expect(order(reference)).toMatchObject({ state, reviewReasons });
  },
);

test('every gateway that is asked by a reference of the shop has vectors, and no id leads elsewhere', () => {
  expect(asked.sort()).toEqual(['adyen', 'authorizenet', 'checkoutcom', 'paystack', 'razorpay', 'square']);
  for (const gateway of asked) {
    for (const { resource } of inquiryVectors
      .filter((each) => each.gateway === gateway)
      .map((each) => each.inquiry)) {
      const exchange = gatewayOf(gateway).confirm?.(
        { type: inquiryType, resource, id: '../1?x=' },
        accountAt(gateway),
        now,
      );
      expect(exchange?.next()).toEqual({ done: true, value: { outcome: 'unknown' } });
    }
  }
});

test.each([
  ['answers 429', { kind: 'status', status: 429 }],
  ['answers 503', { kind: 'status', status: 503 }],
  ['drops the connection', { kind: 'dropped' }],
  ['answers too late', { kind: 'late', milliseconds: 5_000 }],
] as const)('a gateway that %s holds up no other, and is soon asked no more', async (_, failure) => {
  const silent = fakeOf('checkoutcom');
  // Five times three tries, and then the circuit is open.
  const tries = 15;
  silent.failNext(...Array.from({ length: tries }, () => failure));
  const before = silent.requests.length;
  fakeOf('paystack').answer({
    [`GET /transaction/verify/${reference}.1`]: {
      data: { reference: `${reference}.1`, status: 'success', amount: 4250, currency: 'EUR', domain: 'live' },
    },
  });
  const silentOrders = Array.from({ length: 12 }, (__, index) =>
    waiting('checkoutcom', { resource: 'reference', id: `o${index}` }, { reference: `o${index}` }),
  );
  const paid = waiting('paystack', { resource: 'transaction', id: `${reference}.1` });
  const { run, order, heard } = shop([...silentOrders, paid]);
  const failed = await run();
  expect(failed).toHaveLength(12);
  expect(new Set(failed).size).toBeLessThanOrEqual(2);
  expect(order(reference)?.state).toBe('paid');
  expect(heard.counted()).toContain('EventUnconfirmed');
  expect(silent.requests.length - before).toBe(tries);
});

test('an order of which the gateway tells nobody waits for a person, until it is paid after all', async () => {
  const startedAt = new Date(now.getTime() - 72 * 60 * 60 * 1000).toISOString();
  const mute = waiting('adyen', undefined);
  const { run, order, heard } = shop([{ ...mute, attempt: { ...mute.attempt, startedAt, isMute: true } }]);
  expect(await run()).toEqual([]);
  expect(order(reference)).toMatchObject({ state: 'open', reviewReasons: ['outcome_unknown'] });
  expect(heard.counted()).toEqual(['OrderWithoutWord', 'OrderNeedsReview']);
  expect(heard.lines().join('\n')).toContain(reference);
});
