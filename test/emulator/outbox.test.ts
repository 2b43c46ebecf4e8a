import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../../lambda/gateways/delivery.ts';
import { secretOf } from '../lambda/gateways/support/accounts.ts';
import { signed } from '../lambda/gateways/support/signers.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { type Callbacks, callbacksIn } from './support/callbacks.ts';
import type { Fault } from './support/faults.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

let shop: Callbacks;
beforeEach(async () => {
  shop = await callbacksIn(emulator);
});

const event = (id: string) =>
  signed('stripe', { id, type: 'charge.refunded', data: { object: { id: 'pi_1' } } }, secretOf('stripe'));
const notification = deliveryOf({ httpMethod: 'POST', headers: {}, body: 'id=tr_1' }, 'https://shop.example');
const message = (id: string) => ({ key: `stripe#event#${id}`, generation: 1 });
const later = new Date('2027-01-01T00:00:00Z');

async function expectNothingWaits(): Promise<void> {
  expect(await shop.events.pendingSince(later)).toEqual([]);
  await shop.stream.deliver(shop.outbox);
  shop.wait(3600);
  await shop.outbox({});
  expect(await shop.messages()).toEqual([]);
}

describe('when the sender breaks down', () => {
  test.each<[when: string, Fault, client: 'table' | 'queue', command: string, times: number]>([
    ['before it sends', 'throttled', 'queue', 'SendMessageCommand', 1],
    ['before it hears that it has sent', 'answer lost', 'queue', 'SendMessageCommand', 2],
    ['before it takes the inbound off', 'throttled', 'table', 'UpdateItemCommand', 2],
    ['before it hears that the inbound is off', 'answer lost', 'table', 'UpdateItemCommand', 2],
  ])('%s, the stream brings the inbound again', async (_, fault, client, command, times) => {
    await shop.deliver('stripe', event('a'));
    shop.faults[client].plan(command, fault);
    expect(await shop.stream.deliver(shop.outbox)).toBe(1);
    expect(await shop.stream.deliver(shop.outbox)).toBe(1);
    // What is sent twice has the same name and generation, and is done once.
    expect(await shop.messages()).toEqual(Array(times).fill(message('a')));
    expect(shop.faults[client].left()).toBe(0);
    await expectNothingWaits();
  });

  test('at one of several, all are sent', async () => {
    for (const id of ['a', 'b', 'c']) await shop.deliver('stripe', event(id));
    shop.faults.queue.plan('SendMessageCommand', 'throttled');
    await shop.stream.deliver(shop.outbox);
    await shop.stream.deliver(shop.outbox);
    expect(new Set((await shop.messages()).map(({ key }) => key))).toEqual(
      new Set(['a', 'b', 'c'].map((id) => message(id).key)),
    );
    await expectNothingWaits();
  });

  test('for good, the schedule sends what was left behind, the oldest first, and only once', async () => {
    for (const id of ['a', 'b']) {
      await shop.deliver('stripe', event(id));
      shop.wait(10);
    }
    await shop.stream.giveUp();
    await shop.outbox({});
    expect(await shop.messages()).toEqual([]);
    shop.wait(300);
    expect(await shop.events.pendingSince(later)).toEqual([message('a'), message('b')]);
    await shop.outbox({});
    expect(await shop.messages()).toEqual(expect.arrayContaining([message('a'), message('b')]));
    await expectNothingWaits();
  });
});

describe('an unverified notification that is given again', () => {
  const given = (generation: number) => ({ key: 'mollie#unverified#payment#tr_1', generation });

  test('while it is being sent is not taken off, and is sent again', async () => {
    await shop.deliver('mollie', notification);
    await shop.stream.deliver(async (changes) => {
      await shop.deliver('mollie', notification);
      return shop.outbox(changes);
    });
    expect(await shop.messages()).toEqual([given(1)]);
    expect(await shop.events.pendingSince(later)).toEqual([given(2)]);
    await shop.stream.deliver(shop.outbox);
    expect(await shop.messages()).toEqual([given(2)]);
    await expectNothingWaits();
  });

  test('and lost on its way is sent by the schedule in its latest form', async () => {
    await shop.deliver('mollie', notification);
    await shop.deliver('mollie', notification);
    await shop.stream.giveUp();
    shop.wait(301);
    await shop.outbox({});
    expect(await shop.messages()).toEqual([given(2)]);
    await expectNothingWaits();
  });
});
