import * as z from 'zod/mini';
import type { Log } from '../shared/log/log.ts';
import type { EventMessage } from '../shared/orders/inbound-event.ts';
import { RetryableError } from './retryable-error.ts';
import type { SettleEvent } from './settle-event.ts';

/** What the queue hands over at once. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The messages that have to come again; the others are done. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Handles the messages of a batch at the same time, so that one slow gateway does not hold up the others. */
export function createBatch(settle: SettleEvent, log: Log): (event: QueueEvent) => Promise<BatchAnswer> {
  return async ({ Records }) => {
    const failures = await Promise.all(
      Records.map(async ({ messageId, body }) => {
        const messageLog = log.with({ messageId });
        try {
          await settle(eventMessage(body), messageLog);
          return [];
        } catch (error) {
          messageLog.error('payment event not settled', error);
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failures.flat() };
  };
}

/** Reads a message of the queue. Throws where it is not one of ours: somebody has to look at it. */
function eventMessage(body: string): EventMessage {
  const read = form.safeParse(jsonOf(body));
  if (!read.success) throw new RetryableError('MessageMalformed');
  return read.data;
}

const form = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(1000)),
  generation: z.int().check(z.positive()),
});

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new RetryableError('MessageMalformed', { cause });
  }
}
