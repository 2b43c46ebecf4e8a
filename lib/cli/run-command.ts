import { readFileSync } from 'node:fs';
import { askHidden } from './ask-hidden.ts';
import { openDialog } from './dialog.ts';
import { interrupted } from './interruption.ts';
import { main } from './main.ts';
import type { LoadedParts } from './output.ts';

/**
 * Runs the command that this process was started with; its exit code becomes that of the process. Whatever ends the process earlier, such as
 * code of a team's own rules, is no pass.
 */
export async function runCommand(parts: LoadedParts): Promise<void> {
  const { argv, stdin, stdout, stderr, env } = process;
  const now = new Date();
  let hasResult = false;
  process.once('exit', (code) => {
    if (hasResult || code !== 0) return;
    stderr.write(
      'palisade: the process ended before the command had a result, remove process.exit from the rules of your own\n',
    );
    process.exitCode = 2;
  });
  process.exitCode = await main(argv.slice(2), {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    isColoured: env['FORCE_COLOR'] !== undefined || (stdout.isTTY === true && env['NO_COLOR'] === undefined),
    today: now.toISOString().slice(0, 10),
    now,
    readInput: () => readFileSync(0, 'utf8'),
    ...(stdin.isTTY && {
      askHidden: (prompt: string) => askHidden(stdin, stderr, prompt),
      openDialog: () => openDialog(stdin, stderr),
    }),
    ...(stderr.isTTY && { progress: (sentence: string) => stderr.write(`${sentence}\n`) }),
    interrupted,
    ...parts,
  });
  hasResult = true;
}
