import type { NoticeMessage } from '../shared/orders/notice.ts';
import { keyAt, pending } from '../shared/orders/notice-table.ts';

/** A change of the table as its stream tells it. */
export interface ChangedRecord {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage?: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
  };
}

/** What there is to send about a change; nothing unless a notice waits. Throws where the notice has no generation. */
export function messageIn({ dynamodb: { NewImage: image } }: ChangedRecord): NoticeMessage | undefined {
  if (image?.['pending']?.S !== pending) return undefined;
  const generation = Number(image['generation']?.N);
  if (!image['pk']?.S || !Number.isSafeInteger(generation)) throw new Error('a notice that waits has no key');
  return { key: keyAt(image['pk'].S), generation };
}
