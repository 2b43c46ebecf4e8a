import type { BaselineEntry } from '../../contract/baseline.ts';
import type { Finding } from '../finding.ts';

/** Findings that somebody has found and not mended yet, from a file. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** What became of the entries of a baseline in one run. */
export interface BaselineOutcome {
  readonly file: string;
  readonly entries: number;
  /** Nothing of them is found any more, although their rules and templates were judged. */
  readonly fixed: readonly BaselineEntry[];
  /** They are found, and their day is over: their findings count. */
  readonly expired: readonly BaselineEntry[];
  /** They are found, and the central policy does not let them hold. */
  readonly refused: readonly BaselineEntry[];
  /** Their rules or templates were not judged, so nobody knows. */
  readonly notJudged: readonly BaselineEntry[];
}

/** Whether findings of a rule may be in a baseline: exceptions that lapsed would otherwise be excused by another one. */
export function mayBeInBaseline({ rule }: Pick<Finding, 'rule'>): boolean {
  return !rule.startsWith('ACCEPTANCE-');
}
