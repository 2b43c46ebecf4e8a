import { offlineInPlace } from '../../lib/cli/offline-in-place.ts';
import type { ExitCode, Output } from '../../lib/cli/output.ts';
import { reportErrors } from '../../lib/cli/report-errors.ts';
import type { Run } from '../support/run.ts';

/** The moment at which a command runs, as the command is told it. */
export function at(now: Date): Pick<Output, 'now' | 'today'> {
  return { now, today: now.toISOString().slice(0, 10) };
}

/** Runs a command in this process; what it reads, and when it runs, can be changed in the output that it is given. */
export async function runInProcess(command: (output: Output) => Promise<ExitCode>): Promise<Run> {
  let out = '';
  let err = '';
  const output: Output = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isColoured: false,
    ...at(new Date()),
    readInput: () => {
      throw new Error('there is nothing to read');
    },
    withOffline: offlineInPlace,
    withAws: () => Promise.reject(new Error('not asked for')),
    withShop: () => Promise.reject(new Error('not asked for')),
  };
  const code = await reportErrors(() => command(output), output);
  return { code, out, err };
}
