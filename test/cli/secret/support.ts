import type { Output } from '../../../lib/cli/output.ts';
import { reportErrors } from '../../../lib/cli/report-errors.ts';
import { secret } from '../../../lib/cli/secret/secret.ts';
import type { Run } from '../../support/run.ts';

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
export async function runSecret(person: Person, ...args: readonly string[]): Promise<Run> {
  let out = '';
  let err = '';
  const now = person.now ?? new Date();
  const typed = [...(person.typed ?? [])];
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
      if (person.input === undefined) throw new Error('there is nothing to read');
      return person.input;
    },
    ...(person.typed && {
      askHidden: async (prompt: string) => {
        err += `${prompt}\n`;
        return typed.shift();
      },
    }),
    withAws: () => Promise.reject(new Error('not asked for')),
  };
  const code = await reportErrors(() => secret(args, output), output);
  return { code, out, err };
}
