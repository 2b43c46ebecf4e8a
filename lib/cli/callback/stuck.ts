import { inGroups } from '../../../lambda/shared/in-groups.ts';
import type { EventStore } from '../../../lambda/shared/orders/inbound-event.ts';
import type { Queue, QueueMessage } from './queue.ts';

/** The most messages that one run takes out of a queue: while something is broken, new ones keep arriving. */
const mostMessages = 20_000;

/** Is called with the number of messages that are done. */
type Progress = (count: number) => void;

/**
 * Sends the payment events that were received before a time and still wait, then marks them as sent. If the process ends in
 * between, an event is sent twice and none is lost. Returns their number.
 */
export async function sendWaiting(
  events: Pick<EventStore, 'pendingSince' | 'markSent'>,
  queue: Pick<Queue, 'send'>,
  before: Date,
  progress: Progress,
): Promise<number> {
  const sent = new Set<string>();
  for (;;) {
    const waiting = await events.pendingSince(before);
    // The index is a moment behind the table, so it still shows events that were just sent.
    const fresh = waiting.filter(({ key, generation }) => !sent.has(`${generation} ${key}`));
    if (fresh.length === 0) return sent.size;
    await inGroups(fresh, async ({ key, generation }) => {
      await queue.send(JSON.stringify({ key, generation }));
      await events.markSent(key, generation);
      sent.add(`${generation} ${key}`);
    });
    progress(sent.size);
  }
}

/** Moves messages from one queue to another and leaves those that come back meanwhile. Returns their number. */
export async function moveMessages(
  from: Queue,
  to: Pick<Queue, 'send'>,
  progress: Progress,
): Promise<number> {
  const sent = new Set<string>();
  return eachMessage(
    from,
    async (message) => {
      // A message keeps its id on its way to the dead-letter queue, so this one was moved a moment ago.
      if (sent.has(message.id)) return false;
      sent.add(await to.send(message.body));
      await from.remove(message);
      return true;
    },
    progress,
  );
}

/** Removes the messages that were sent to a queue before a time. Returns their number. */
export async function removeMessages(from: Queue, before: Date, progress: Progress): Promise<number> {
  return eachMessage(
    from,
    async (message) => {
      if (!(message.sentAt < before.getTime())) return false;
      await from.remove(message);
      return true;
    },
    progress,
  );
}

async function eachMessage(
  from: Pick<Queue, 'receive'>,
  take: (message: QueueMessage) => Promise<boolean>,
  progress: Progress,
): Promise<number> {
  const left = new Set<string>();
  let taken = 0;
  while (taken < mostMessages) {
    // A message that was left is received again after a while: a queue with nothing else is done.
    const fresh = (await from.receive()).filter(({ id }) => !left.has(id));
    if (fresh.length === 0) return taken;
    const isTaken = await Promise.all(fresh.map(take));
    for (const { id } of fresh.filter((_, at) => !isTaken[at])) left.add(id);
    const count = isTaken.filter(Boolean).length;
    taken += count;
    if (count > 0) progress(taken);
  }
  return taken;
}
