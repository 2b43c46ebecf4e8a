import type { ExitCode, Output } from '../../lib/cli/output.ts';
import { reportErrors } from '../../lib/cli/report-errors.ts';
import type { Run } from '../support/run.ts';

/** Runs a command that reads nothing in this process. */
export async function runInProcess(command: (output: Output) => Promise<ExitCode>): Promise<Run> {
  let out = '';
  let err = '';
  const now = new Date();
  const output: Output = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isColoured: false,
    today: now.toISOString().slice(0, 10),
    now,
    readInput: () => {
      throw new Error('there is nothing to read');
    },
    withAws: () => Promise.reject(new Error('not asked for')),
  };
  const code = await reportErrors(() => command(output), output);
  return { code, out, err };
}
