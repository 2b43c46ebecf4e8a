import type { Log } from '../shared/log/log.ts';
import type { EventStore } from '../shared/orders/inbound-event.ts';
import { storable } from '../shared/orders/storable-event.ts';
import { isCharged, type Started } from './judge-reply.ts';
import type { Problem } from './problem.ts';

/** What it takes to write an answer down. */
export interface RecordAnswer {
  readonly events: Pick<EventStore, 'record'>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Writes down what a gateway's answer tells of the money, as though a callback had told it: some gateways tell it nowhere
 * else. Where that fails, the shopper must not be led to pay once more.
 */
export async function recordAnswer(
  { events, now, log }: RecordAnswer,
  gateway: string,
  started: Started,
): Promise<Started | Problem> {
  if (!isCharged(started)) return started;
  try {
    for (const event of started.events ?? []) {
      const { inbound, findings } = storable({ kind: 'verified', gateway, event });
      if (findings.length > 0) log.count('CardDataFound');
      await events.record(inbound, now());
    }
    return started;
  } catch (error) {
    log.error('what the gateway answered could not be written down', error);
    log.count('SessionFailed');
    return { problem: 'payment_uncertain' };
  }
}
