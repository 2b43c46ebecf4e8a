import type { Log } from '../shared/log/log.ts';
import { keyOf, type Notice } from '../shared/orders/notice.ts';
import type { NoticeStore } from '../shared/orders/notice-store.ts';
import { storable } from '../shared/orders/storable-notice.ts';
import type { Acceptance } from './judge.ts';

/** Where notices go. */
export interface RecordDependencies {
  readonly notices: Pick<NoticeStore, 'record'>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Writes down what a delivery says. Throws unless every write was acknowledged. */
export async function recordNotices(
  dependencies: RecordDependencies,
  receipt: Acceptance,
  gateway: string,
): Promise<void> {
  // A delivery can carry one signed event many times over.
  const notices = new Map(noticesOf(receipt, gateway).map((notice) => storedForm(notice, dependencies.log)));
  await Promise.all([...notices.values()].map((notice) => record(dependencies, notice)));
}

function noticesOf(receipt: Acceptance, gateway: string): readonly Notice[] {
  if (receipt.verdict === 'hint') return [{ kind: 'hint', gateway, hint: receipt.hint }];
  return receipt.events.map((event) => ({ kind: 'event', gateway, event }));
}

function storedForm(given: Notice, log: Log): readonly [key: string, notice: Notice] {
  const { notice, findings } = storable(given);
  if (findings.length > 0) log.count('CardDataFound');
  return [keyOf(notice), notice];
}

async function record({ notices, now, log }: RecordDependencies, notice: Notice): Promise<void> {
  const outcome = await notices.record(notice, now());
  log.info('callback accepted', { ...told(notice), outcome, statusCode: 200 });
}

function told(notice: Notice) {
  if (notice.kind === 'hint') return { verdict: 'hint', messageId: notice.hint.deliveryId };
  return { verdict: 'authentic', eventId: notice.event.id, eventType: notice.event.type };
}
