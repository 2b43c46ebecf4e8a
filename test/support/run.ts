import { main } from '../../lib/cli/main.ts';
import { offlineInPlace } from '../../lib/cli/offline-in-place.ts';
import type { ExitCode, Output } from '../../lib/cli/output.ts';

export interface Run {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, on a day that tests can rely on. */
export function run(...argv: readonly string[]): Run {
  return runWithInput('', ...argv);
}

/** Runs the command with a text on its standard input. */
export function runWithInput(input: string, ...argv: readonly string[]): Run {
  return runWith({ readInput: () => input }, argv);
}

/** Runs the command where somebody reads what takes long. */
export function runAtTerminal(progress: NonNullable<Output['progress']>, ...argv: readonly string[]): Run {
  return runWith({ progress }, argv);
}

function runWith(ports: Partial<Output>, argv: readonly string[]): Run {
  let out = '';
  let err = '';
  const code = main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isColoured: false,
    today: '2026-11-22',
    now: new Date('2026-11-22T00:00:00Z'),
    readInput: () => '',
    withOffline: offlineInPlace,
    withAws: () => Promise.reject(new Error('commands that talk to AWS have tests of their own')),
    withShop: () => Promise.reject(new Error('not asked for')),
    ...ports,
  });
  if (typeof code !== 'number') throw new Error('the command answers later: run it with its own support');
  return { code, out, err };
}
