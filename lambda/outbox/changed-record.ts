import { keyAt, pending } from '../shared/orders/event-table.ts';
import type { EventMessage } from '../shared/orders/inbound-event.ts';

/** A change of the table as its stream tells it. */
export interface ChangedRecord {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage?: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
  };
}

/** What there is to send about a change; nothing unless a payment event waits. Throws where the payment event has no generation. */
export function messageIn({ dynamodb: { NewImage: image } }: ChangedRecord): EventMessage | undefined {
  if (image?.['pending']?.S !== pending) return undefined;
  const generation = Number(image['generation']?.N);
  if (!image['pk']?.S || !Number.isSafeInteger(generation))
    throw new Error('a pending payment event has no key');
  return { key: keyAt(image['pk'].S), generation };
}
