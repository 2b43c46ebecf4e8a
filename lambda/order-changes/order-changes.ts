import { inGroups } from '../shared/in-groups.ts';
import type { Log } from '../shared/log/log.ts';
import type { ChangeStore } from '../shared/orders/dynamo-changes.ts';
import type { OrderChange } from '../shared/orders/order-change.ts';

/** What the teller of changes is made of. */
export interface OrderChangesDependencies {
  readonly changes: ChangeStore;
  /** Tells others of a change; throws unless all of them acknowledged it. */
  readonly tell: (change: OrderChange) => Promise<void>;
  readonly now: () => Date;
  readonly log: Log;
}

/** What calls the function: changes of the table, or a schedule, which brings none. */
export interface OrderChangesEvent {
  readonly Records?: readonly WrittenRecord[];
}

/** A write to the table as its stream tells it. */
interface WrittenRecord {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage?: Readonly<Record<string, { readonly S?: string }>>;
  };
}

/** The writes that the stream has to bring again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Tells others of the changes of orders, in the order of each order's changes. It reads what waits from the table and not from
 * the stream, and takes a change off only when it was told, so that no later change is ever told before an earlier one was.
 * What breaks in between is told twice under one name, and never not at all.
 */
export function createOrderChanges(
  dependencies: OrderChangesDependencies,
): (event: OrderChangesEvent) => Promise<BatchAnswer> {
  return async ({ Records }) => (Records ? tellWritten(dependencies, Records) : tellForgotten(dependencies));
}

async function tellWritten(
  dependencies: OrderChangesDependencies,
  records: readonly WrittenRecord[],
): Promise<BatchAnswer> {
  const references = [...new Set(records.map(referenceIn))];
  const isTold = await inGroups(references, (reference) => tellAllOf(dependencies, reference));
  const failed = new Set(references.filter((_, index) => !isTold[index]));
  return {
    batchItemFailures: records
      .filter((record) => failed.has(referenceIn(record)))
      .map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
  };
}

// The stream brings a change within a second. One that still waits after minutes was lost on the way.
const patienceMs = 5 * 60 * 1000;

async function tellForgotten(dependencies: OrderChangesDependencies): Promise<BatchAnswer> {
  const { changes, now, log } = dependencies;
  const references = await changes.waitingSince(new Date(now().getTime() - patienceMs));
  if (references.length === 0) return { batchItemFailures: [] };
  log.warn('changes of orders were left behind', { count: references.length });
  log.count('OrderChangeLeftBehind');
  const isTold = await inGroups(references, (reference) => tellAllOf(dependencies, reference));
  // The schedule asks nothing of the answer: only an error is seen by anybody.
  if (isTold.includes(false)) throw new Error('changes of orders that were left behind could not be told');
  return { batchItemFailures: [] };
}

async function tellAllOf(
  { changes, tell, log }: OrderChangesDependencies,
  reference: string,
): Promise<boolean> {
  try {
    for (const change of await changes.waitingOf(reference)) {
      await tell(change);
      await changes.markTold(change);
    }
    return true;
  } catch (error) {
    log.error('a change of an order could not be told', error, { orderId: reference });
    return false;
  }
}

function referenceIn({ dynamodb: { NewImage: image } }: WrittenRecord): string {
  return image?.['pk']?.S?.replace(/^CHANGE#/, '') ?? '';
}
