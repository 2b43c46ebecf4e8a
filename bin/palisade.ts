import { main } from '../lib/cli/main.ts';

const { stdout, stderr, env } = process;

process.exitCode = main(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  isColoured: env['FORCE_COLOR'] !== undefined || (stdout.isTTY === true && env['NO_COLOR'] === undefined),
  today: new Date().toISOString().slice(0, 10),
});
