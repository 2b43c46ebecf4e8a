import type { Violation } from './violation.ts';

/** A violation and how often one request told of it. */
export interface Occurrences {
  readonly digest: string;
  readonly violation: Violation;
  readonly count: number;
}

/** Where violations are kept: each once, with a count. Throws where they cannot be kept. */
export interface ReportStore {
  /** Keeps these, and says which of them nobody had reported before. */
  readonly keep: (all: readonly Occurrences[], now: Date) => Promise<Kept>;
}

/** What became of the violations of one request. */
export interface Kept {
  readonly added: readonly Violation[];
  /** How many reports were only counted, because the day has had its share of new violations. */
  readonly overflow: number;
}
