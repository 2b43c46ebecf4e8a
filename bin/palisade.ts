import { readFileSync } from 'node:fs';
import { main } from '../lib/cli/main.ts';

const { stdout, stderr, env } = process;
const now = new Date();

process.exitCode = main(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  isColoured: env['FORCE_COLOR'] !== undefined || (stdout.isTTY === true && env['NO_COLOR'] === undefined),
  today: now.toISOString().slice(0, 10),
  now,
  readInput: () => readFileSync(0, 'utf8'),
});
