import * as z from 'zod/mini';
import { once } from '../../once.ts';
import table from './kinds.json' with { type: 'json' };

/** What a record may have to say besides its kind, its day and who answers for it. */
const details = ['result', 'file', 'about', 'until', 'author'] as const;

const file = z.strictObject({
  asOf: z.iso.date(),
  note: z.string(),
  kinds: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      /** What a record of the kind has to say, since it shows nothing without it. */
      needs: z.array(z.enum(details)),
    }),
  ),
});

/** The names of the kinds of records, in the order of the data file. */
export const recordKinds = Object.keys(table.kinds) as [RecordKind, ...RecordKind[]];

/** What a record is of. */
export type RecordKind = keyof typeof table.kinds;

/** What is known of each kind of records. */
export const knownKinds = once(() => file.parse(table).kinds as Readonly<Record<RecordKind, KnownKind>>);

type KnownKind = z.infer<typeof file>['kinds'][string];
