import { posix } from 'node:path';
import type { Finding } from '../policy/finding.ts';
import type { FormatOptions } from './report.ts';

/** A line of a file, as services that show a repository name it. */
export interface FileLine {
  /** Path from the top of the repository, with `/`; from where the command runs outside of any. */
  readonly file: string;
  readonly line: number;
}

/** Where the template says what a finding is about. */
export function templateLine({ template, line = 1 }: Finding, { folder = '' }: FormatOptions): FileLine {
  return { file: posix.join(folder, template), line };
}

/** Where code made the resource, where the assembly tells. */
export function codeLine({ source }: Finding, { app = '' }: FormatOptions): FileLine | undefined {
  if (source === undefined) return undefined;
  const colon = source.lastIndexOf(':');
  return {
    file: posix.join(app, source.slice(0, colon)),
    line: Number(source.slice(colon + 1)),
  };
}

/** The line that a person changes: that of the code, where it is known, and else that of the template. */
export function lineToChange(finding: Finding, options: FormatOptions): FileLine {
  return codeLine(finding, options) ?? templateLine(finding, options);
}
