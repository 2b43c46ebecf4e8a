import type { Log } from '../shared/log/log.ts';
import { eventMessage } from './event-message.ts';
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
