import type { Notice, NoticeMessage, NoticeOutcome, RecordedNotice } from './notice.ts';

/** Where notices are kept. Reads by key see every write that was answered before. */
export interface NoticeStore {
  /**
   * Writes a notice once, waiting to be sent; one of no consequence waits for nothing. A notice that is known and has
   * waited for some time is brought to the sender again, and an unsigned hint is each time.
   */
  readonly record: (notice: Notice, receivedAt: Date) => Promise<'recorded' | 'known'>;
  readonly load: (key: string) => Promise<RecordedNotice | undefined>;
  /** Takes a notice off the waiting ones, unless it was given again since. */
  readonly markSent: (key: string, generation: number) => Promise<'marked' | 'given again'>;
  /** Notices that wait and were received before a time, the oldest first, of a bounded number. */
  readonly pendingSince: (before: Date) => Promise<readonly NoticeMessage[]>;
  /** Writes down what came of a notice, and the order that it was about. */
  readonly settle: (key: string, outcome: NoticeOutcome, orderReference?: string) => Promise<void>;
}
