import { oneWord } from '../shared/log/fields.ts';
import type { Log } from '../shared/log/log.ts';
import type { KeyedEvent } from '../shared/orders/apply-event.ts';
import {
  isNamed,
  keyOf,
  type Notice,
  type NoticeMessage,
  type NoticeOutcome,
} from '../shared/orders/notice.ts';
import type { NoticeStore } from '../shared/orders/notice-store.ts';
import { storable } from '../shared/orders/storable-notice.ts';
import type { Applied, ApplyToOrder } from './apply-to-order.ts';
import type { AskGateway } from './ask-gateway.ts';
import { RetryableError } from './retryable-error.ts';

/** Does what a notice asks for, and writes down what came of it. Throws where it has to be brought again. */
export type SettleNotice = (message: NoticeMessage, log: Log) => Promise<void>;

export interface SettleDependencies {
  readonly notices: Pick<NoticeStore, 'load' | 'settle'>;
  readonly ask: AskGateway;
  readonly apply: ApplyToOrder;
  readonly now: () => Date;
}

/** Makes a `SettleNotice`. However often it runs for one notice, and wherever it ends, the order is the same. */
export function createSettleNotice({ notices, ask, apply, now }: SettleDependencies): SettleNotice {
  return async ({ key, generation }, log) => {
    const recorded = await notices.load(key);
    if (!recorded) throw new RetryableError('NoticeMissing');
    const { notice, receivedAt } = recorded;
    const isSettled = isNamed(notice) && recorded.outcome !== undefined;
    // An unsigned hint that was given again has a later message, which will be answered with what is true by then.
    if (isSettled || generation < recorded.generation) return;
    const { outcome, orderReference } = await outcomeOf(notice, new Date(receivedAt), log);
    // The order is written by now: if this fails, the notice comes again and changes nothing.
    await notices.settle(key, outcome, orderReference);
    log.info('notice settled', {
      gateway: notice.gateway,
      outcome: oneWord(outcome),
      orderId: orderReference,
    });
  };

  async function outcomeOf(notice: Notice, receivedAt: Date, log: Log): Promise<Outcome> {
    if (notice.kind === 'event') return apply(keyed(notice), receivedAt);
    const { gateway, hint } = notice;
    const asked = await ask(gateway, hint);
    // A gateway can be faster than itself: it tells of a payment that the part of it that is asked does not know yet.
    const isEarly = isNamed(notice) && now().getTime() - receivedAt.getTime() < patienceMs;
    if (asked.outcome === 'unknown' && isEarly) throw new RetryableError('PaymentUnknown');
    if (asked.outcome !== 'confirmed') return asked;
    return apply(keyed(stored({ kind: 'event', gateway, event: asked.event }, log)), receivedAt);
  }
}

// Less than the queue waits before it brings a notice again, so that one more answer counts.
const patienceMs = 5 * 60 * 1000;

type Outcome = Pick<Applied, 'orderReference'> & { readonly outcome: NoticeOutcome };
type EventNotice = Extract<Notice, { readonly kind: 'event' }>;

// What the gateway says when it is asked is the same event as the one that it may have delivered itself.
function keyed(notice: EventNotice): KeyedEvent {
  return { key: keyOf(notice), gateway: notice.gateway, event: notice.event };
}

function stored(notice: EventNotice, log: Log): EventNotice {
  const { notice: kept, findings } = storable(notice);
  if (findings.length > 0) log.count('CardDataFound');
  return kept as EventNotice;
}
