import type { Report } from '../report.ts';

export interface FormatOptions {
  /** Whether the text is for a terminal that shows colours. */
  readonly isColoured: boolean;
}

/** Writes a whole report in one form. */
export type Format = (report: Report, options: FormatOptions) => string;
