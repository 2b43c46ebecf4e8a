import { join } from 'node:path';
import { callback } from '../../../lib/cli/callback/callback.ts';
import { reportErrors } from '../../../lib/cli/report-errors.ts';
import type { Run } from '../../support/run.ts';

const example = join(__dirname, '../../../examples/boutique/storefront.yaml');

/** Runs `palisade callback` at a moment, for the example shop where a command takes a file. */
export async function callbackAt(now: Date, ...args: readonly string[]): Promise<Run> {
  let out = '';
  let err = '';
  const output = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isColoured: false,
    today: now.toISOString().slice(0, 10),
    now,
    readInput: () => '',
    withAws: () => Promise.reject(new Error('this is one of the commands that talk to AWS')),
  };
  const file = args[0] === 'replay' && !args.includes('--file') ? ['--file', example] : [];
  const code = await reportErrors(() => callback([...args, ...file], output), output);
  return { code, out, err };
}
