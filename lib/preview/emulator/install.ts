import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../package-root.ts';
import { EmulatorError } from './emulator-error.ts';

const oldestPython = [3, 10] as const;

export interface InstallProps {
  /** Told once, when something has to be downloaded. */
  readonly tell: (text: string) => void;
  /**
   * Variables that Python and pip are found and run with.
   *
   * @default - those of this process
   */
  readonly env?: NodeJS.ProcessEnv;
}

/** Makes sure that the emulator's Python environment exists; gives the path of its interpreter. */
export function installEmulator(props: InstallProps): string {
  const requirements = packagePath('lib', 'preview', 'emulator', 'requirements.txt');
  return installPackages('the emulator of AWS', requirements, props);
}

/**
 * Makes sure that a Python environment with the packages of a file exists; gives the path of its interpreter. Packages come from
 * PyPI, each held to the hash in the file. Throws an `EmulatorError` where that is not possible; `what` names it for people.
 */
export function installPackages(
  what: string,
  requirements: string,
  { tell, env = process.env }: InstallProps,
): string {
  const system = findPython(what, env);
  // Another Python or other requirements make another folder, so a folder that is there is never out of date.
  const hash = createHash('sha256').update(readFileSync(requirements)).update(system.version).digest('hex');
  const folder = join(cacheFolder(env), hash.slice(0, 16));
  if (!existsSync(folder)) {
    tell(`Installing ${what}, once, with pip …\n`);
    fill({ what, folder, python: system.command, requirements, env });
  }
  return interpreterOf(folder);
}

/** Beside the kit's packages, or among the user's own files where somebody else owns those. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const modules = packagePath('node_modules');
  if (isWritable(modules)) return join(modules, '.cache', 'palisade-emulator');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'palisade-emulator');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function findPython(
  what: string,
  env: NodeJS.ProcessEnv,
): { readonly command: string; readonly version: string } {
  const program = 'import sys; print(*sys.version_info[:3], sys.base_prefix)';
  for (const command of ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['-c', program], { encoding: 'utf8', env });
    const version = status === 0 ? stdout.trim() : '';
    const [major = 0, minor = 0] = version.split(' ').map(Number);
    if (major === oldestPython[0] && minor >= oldestPython[1]) return { command, version };
  }
  throw new EmulatorError(
    `${what} needs Python ${oldestPython.join('.')} or newer, and found none as python3`,
  );
}

interface FillProps {
  readonly what: string;
  readonly folder: string;
  readonly python: string;
  readonly requirements: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Fills a folder beside the wanted one and renames it, so that nobody finds half of it. */
function fill({ what, folder, python, requirements, env }: FillProps): void {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(join(folder, '..'), { recursive: true });
  try {
    const noVenv = 'cannot make a Python environment; on Debian, install python3-venv';
    run(python, ['-m', 'venv', draft], noVenv, env);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps'];
    const held = ['--only-binary', ':all:', '--require-hashes', '--requirement', requirements];
    run(interpreterOf(draft), [...pip, ...held], `pip cannot install ${what}`, env);
    publish(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], failure: string, env: NodeJS.ProcessEnv): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env });
  if (status === 0) return;
  const reason = (stderr || error?.message || '').trim().split('\n').at(-1);
  throw new EmulatorError(reason ? `${failure}: ${reason}` : failure);
}

function publish(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was faster, and its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}

function interpreterOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}
