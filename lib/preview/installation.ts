import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagePath } from '../package-root.ts';
import { PreviewError } from './preview-error.ts';

/** Where a tool is kept: beside the kit's packages, or among the user's own files where somebody else owns those. */
export function cacheFolder(tool: string, env: NodeJS.ProcessEnv): string {
  const modules = packagePath('node_modules');
  if (isWritable(modules)) return join(modules, '.cache', tool);
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), tool);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Fills a folder that is not there yet, beside the wanted one, and renames it: nobody finds half of it. */
export function fillFolder(folder: string, fill: (draft: string) => void): void {
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

function publish(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was faster, and its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}

/** Runs a command. A failure of it is told as a `PreviewError`, after the given words, with the last line that the command said. */
export function runCommand(
  command: string,
  args: readonly string[],
  failure: string,
  env: NodeJS.ProcessEnv,
): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
  if (status === 0) return;
  const reason = (stderr || error?.message || '').trim().split('\n').at(-1);
  throw new PreviewError(reason ? `${failure}: ${reason}` : failure);
}
