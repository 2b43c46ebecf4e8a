// How scripts install what tests need beside Node.js: whole or not at all, and with one sentence where it cannot be done.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Tells what this machine lacks, in one sentence for the person who runs the tests. */
export class Failure extends Error {}

/** Prints where the tool is, or says what it lacks and exits with 2. */
export function printTool(install) {
  try {
    process.stdout.write(`${install()}\n`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`palisade: ${error.message}\n`);
    process.exitCode = 2;
  }
}

/** Fills a folder beside the wanted one and renames it: whoever finds the wanted one finds it whole. */
export function fillOnce(folder, fill) {
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(dirname(draft), { recursive: true });
  try {
    fill(draft);
    publish(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Runs a command; a failure of it is told after the given words, with the last line that the command said. */
export function run(command, args, failure, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout;
  const said = (stderr ?? error?.message ?? '').trim().split('\n').at(-1);
  throw new Failure(said ? `${failure}: ${said}` : failure);
}

function publish(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was faster, and its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}
