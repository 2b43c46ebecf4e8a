import { inGroups } from '../shared/in-groups.ts';
import type { Log } from '../shared/log/log.ts';
import { keyAt, pending } from '../shared/orders/dynamo-events.ts';
import type { EventMessage, EventStore } from '../shared/orders/inbound-event.ts';

/** What the sender of payment events is made of. */
export interface OutboxDependencies {
  readonly events: Pick<EventStore, 'markSent' | 'pendingSince'>;
  /** Puts a message into the queue; throws unless that was acknowledged. */
  readonly send: (message: EventMessage) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}

/** What calls the function: changes of the table, or a schedule, which brings none. */
export interface OutboxEvent {
  readonly Records?: readonly ChangedRecord[];
}

/** The changes that the stream has to bring again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Sends every payment event that waits, and only then takes it off the waiting ones: what breaks in between is sent twice,
 * which the receiver expects, and never not at all.
 */
export function createOutbox(dependencies: OutboxDependencies): (event: OutboxEvent) => Promise<BatchAnswer> {
  return async ({ Records }) => (Records ? sendChanged(dependencies, Records) : sendForgotten(dependencies));
}

async function sendChanged(
  dependencies: OutboxDependencies,
  records: readonly ChangedRecord[],
): Promise<BatchAnswer> {
  const isDone = await inGroups(records, (record) => sendOne(dependencies, () => messageIn(record)));
  const failed = records.filter((_, index) => !isDone[index]);
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
}

// The stream brings a payment event within a second. One that still waits after minutes was lost on the way.
const patienceMs = 5 * 60 * 1000;

async function sendForgotten(dependencies: OutboxDependencies): Promise<BatchAnswer> {
  const { events, now, log } = dependencies;
  const forgotten = await events.pendingSince(new Date(now().getTime() - patienceMs));
  if (forgotten.length === 0) return nothingFailed;
  log.warn('payment events were left behind', { count: forgotten.length });
  log.count('EventLeftBehind');
  const isDone = await inGroups(forgotten, (message) => sendOne(dependencies, () => message));
  // The schedule asks nothing of the answer: only an error is seen by anybody.
  if (isDone.includes(false)) throw new Error('payment events that were left behind could not be sent');
  return nothingFailed;
}

const nothingFailed: BatchAnswer = { batchItemFailures: [] };

async function sendOne(
  { events, send, log }: OutboxDependencies,
  read: () => EventMessage | undefined,
): Promise<boolean> {
  try {
    const message = read();
    if (!message) return true;
    await send(message);
    await events.markSent(message.key, message.generation);
    return true;
  } catch (error) {
    log.error('a payment event could not be sent', error);
    return false;
  }
}

/** A change of the table as its stream tells it. */
export interface ChangedRecord {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage?: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
  };
}

/** What there is to send about a change; nothing unless a payment event waits. Throws where the payment event has no generation. */
function messageIn({ dynamodb: { NewImage: image } }: ChangedRecord): EventMessage | undefined {
  if (image?.['pending']?.S !== pending) return undefined;
  const generation = Number(image['generation']?.N);
  if (!image['pk']?.S || !Number.isSafeInteger(generation))
    throw new Error('a pending payment event has no key');
  return { key: keyAt(image['pk'].S), generation };
}
