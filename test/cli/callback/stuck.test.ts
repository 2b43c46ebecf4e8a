import { expect, test } from '@jest/globals';
import type { EventMessage } from '../../../lambda/shared/orders/inbound-event.ts';
import type { Queue, QueueMessage } from '../../../lib/cli/callback/queue.ts';
import { moveMessages, removeMessages, sendWaiting } from '../../../lib/cli/callback/stuck.ts';

const quiet = () => undefined;
const before = new Date(10_000);

/** A queue that hands out its messages in tens; what is not removed comes round again. */
function queueOf(messages: readonly QueueMessage[]) {
  const kept = [...messages];
  let [sent, at] = [0, 0];
  const queue: Queue = {
    count: async () => kept.length,
    receive: async () => {
      if (at >= kept.length) at = 0;
      const handed = kept.slice(at, at + 10);
      at += handed.length;
      return handed;
    },
    send: async (body) => {
      sent += 1;
      kept.push(message(`sent-${sent}`, { body }));
      return `sent-${sent}`;
    },
    remove: async ({ id }) => {
      const place = kept.findIndex((each) => each.id === id);
      kept.splice(place, 1);
      if (place < at) at -= 1;
    },
  };
  return { queue, kept, bodies: () => kept.map(({ body }) => body) };
}

function message(id: string, more: Partial<QueueMessage> = {}): QueueMessage {
  return { id, body: id, sentAt: 0, receipt: id, ...more };
}

const messages = (count: number) => Array.from({ length: count }, (_, at) => message(String(at)));

/** Payment events that wait, of which the index still shows those that were sent a moment ago. */
function waitingOf(count: number, atOnce: number) {
  const all = Array.from({ length: count }, (_, at): EventMessage => ({ key: `k${at}`, generation: 1 }));
  const marked: string[] = [];
  let asked = 0;
  return {
    marked,
    events: {
      pendingSince: async () => {
        asked += 1;
        return all.slice((asked - 1) * atOnce, asked * atOnce + 1);
      },
      markSent: async (key: string) => {
        marked.push(key);
        return 'marked' as const;
      },
    },
  };
}

test('each payment event that waits is sent once, then marked, however the index lags behind', async () => {
  const { events, marked } = waitingOf(95, 30);
  const { queue, bodies } = queueOf([]);
  const told: number[] = [];
  expect(await sendWaiting(events, queue, before, (count) => told.push(count))).toBe(95);
  expect(bodies()).toEqual(marked.map((key) => JSON.stringify({ key, generation: 1 })));
  expect(new Set(marked).size).toBe(95);
  expect(told).toEqual([31, 61, 91, 95]);
});

test('a payment event that could not be sent still waits', async () => {
  const { events, marked } = waitingOf(1, 1);
  const send = () => Promise.reject(new Error('SQS is away'));
  await expect(sendWaiting(events, { send }, before, quiet)).rejects.toThrow('SQS is away');
  expect(marked).toEqual([]);
});

test('messages are moved as they are, and told in between', async () => {
  const [dead, alive] = [queueOf(messages(25)), queueOf([])];
  const told: number[] = [];
  expect(await moveMessages(dead.queue, alive.queue, (count) => told.push(count))).toBe(25);
  expect(dead.kept).toEqual([]);
  expect(new Set(alive.bodies())).toEqual(new Set(messages(25).map(({ body }) => body)));
  expect(told).toEqual([10, 20, 25]);
});

test('a message that could not be sent stays with the dead letters', async () => {
  const { queue, kept } = queueOf(messages(1));
  const send = () => Promise.reject(new Error('SQS is away'));
  await expect(moveMessages(queue, { send }, quiet)).rejects.toThrow('SQS is away');
  expect(kept).toHaveLength(1);
});

test('a message that comes back is moved once', async () => {
  const { queue, kept } = queueOf(messages(12));
  // Whatever is sent falls back into the same queue at once, as it does while its cause lasts.
  expect(await moveMessages(queue, queue, quiet)).toBe(12);
  expect(kept).toHaveLength(12);
});

test('one run moves twenty thousand messages at most', async () => {
  let made = 0;
  const endless: Queue = {
    ...queueOf([]).queue,
    receive: async () =>
      Array.from({ length: 10 }, () => {
        made += 1;
        return message(String(made));
      }),
    remove: async () => undefined,
  };
  expect(await moveMessages(endless, { send: async () => 'new' }, quiet)).toBe(20_000);
});

test('what is left in place hides nothing that comes after it', async () => {
  const young = messages(15).map((each) => ({ ...each, sentAt: 10_000 }));
  const { queue, kept } = queueOf([...young, message('old')]);
  const told: number[] = [];
  expect(await removeMessages(queue, before, (count) => told.push(count))).toBe(1);
  expect({ kept, told }).toEqual({ kept: young, told: [1] });
});

test('only messages from before a time are removed', async () => {
  const { queue, kept } = queueOf([
    message('old', { sentAt: 9_999 }),
    message('young', { sentAt: 10_000 }),
    message('timeless', { sentAt: Number.NaN }),
  ]);
  expect(await removeMessages(queue, before, quiet)).toBe(1);
  expect(kept.map(({ id }) => id)).toEqual(['young', 'timeless']);
});
