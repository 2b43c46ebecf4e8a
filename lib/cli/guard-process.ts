/**
 * Each program imports this module first, and it imports next to nothing: an error while the others load is then caught as
 * well. Whatever nobody caught ends the process with 2, because Node's own 1 would read as a verdict.
 */
import { crashText } from './crash-text.ts';

process.on('uncaughtException', (error) => {
  process.stderr.write(crashText(error));
  process.exit(2);
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has what it wanted, as in `palisade check | head`; the exit code is still the command's.
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout)
      process.stderr.write(`palisade: cannot write the output (${error.code})\n`);
    process.exit(2);
  });
}
