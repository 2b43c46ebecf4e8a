import type { RecordKind } from './kinds.ts';

/** What somebody says was done on a day, as a team imports it. */
export interface EvidenceRecord {
  readonly kind: RecordKind;
  /** The day on which it was done or signed, `YYYY-MM-DD`. */
  readonly date: string;
  /** Who did it, or who signed. */
  readonly by: string;
  /** The environment that it is about; all of them where nothing is said. */
  readonly environment?: string | undefined;
  readonly result?: 'passed' | 'failed' | undefined;
  /** The last day on which it counts, where the document says one. */
  readonly until?: string | undefined;
  /** The provider, the change or the system that is meant. */
  readonly about?: string | undefined;
  /** Who made what `by` approved; never the same person. */
  readonly author?: string | undefined;
  /** The document, as it lies in the bundle. */
  readonly document?: RecordDocument | undefined;
}

/** A document of a record. */
export interface RecordDocument {
  /** From the folder of the records file. */
  readonly name: string;
  readonly sha256: string;
  /** Nothing where a bundle leaves the document out. */
  readonly content?: Uint8Array;
}

/** A criterion of a questionnaire that a person has confirmed. */
export interface Confirmation {
  readonly criterion: string;
  readonly by: string;
  readonly date: string;
  readonly environment?: string | undefined;
}

/** Everything that a team has imported. */
export interface Records {
  readonly records: readonly EvidenceRecord[];
  readonly confirmations: readonly Confirmation[];
}

/** Nothing was imported. */
export const noRecords: Records = { records: [], confirmations: [] };
