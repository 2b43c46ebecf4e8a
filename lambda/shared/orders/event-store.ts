import type { EventMessage, EventOutcome, InboundEvent, RecordedEvent } from './inbound-event.ts';

/** Where payment events are kept. Reads by key see every write that was answered before. */
export interface EventStore {
  /**
   * Writes a payment event once, waiting to be sent; one of no consequence waits for nothing. A payment event that is known and has
   * waited for some time is brought to the sender again, and an unsigned notification is each time.
   */
  readonly record: (inbound: InboundEvent, receivedAt: Date) => Promise<'recorded' | 'known'>;
  readonly load: (key: string) => Promise<RecordedEvent | undefined>;
  /** Takes a payment event off the waiting ones, unless it was given again since. */
  readonly markSent: (key: string, generation: number) => Promise<'marked' | 'given again'>;
  /** Payment events that wait and were received before a time, the oldest first, of a bounded number. */
  readonly pendingSince: (before: Date) => Promise<readonly EventMessage[]>;
  /** Writes down what came of a payment event, and the order that it was about. */
  readonly settle: (key: string, outcome: EventOutcome, orderReference?: string) => Promise<void>;
}
