/**
 * Imported first by each program, so that an error while its other modules load is caught as well: whatever nobody
 * caught ends the process with 2, because Node's own 1 would read as a verdict.
 */
import { crashText } from './report-errors.ts';

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
