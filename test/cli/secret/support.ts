import { secret } from '../../../lib/cli/secret/secret.ts';
import type { Run } from '../../support/run.ts';
import { at, runInProcess } from '../support.ts';

/** What stands at the other end of the command. */
export interface Person {
  /** @default - now */
  readonly now?: Date;
  /** What is piped in. */
  readonly input?: string;
  /** What is typed at each prompt, where standard input is a terminal. */
  readonly typed?: readonly (string | undefined)[];
}

/** Runs `palisade secret` in this process. */
export function runSecret({ now, input, typed }: Person, ...args: readonly string[]): Promise<Run> {
  const left = [...(typed ?? [])];
  return runInProcess((output) =>
    secret(args, {
      ...output,
      ...at(now ?? output.now),
      ...(input !== undefined && { readInput: () => input }),
      ...(typed && {
        askHidden: async (prompt: string) => {
          output.err(`${prompt}\n`);
          return left.shift();
        },
      }),
    }),
  );
}
