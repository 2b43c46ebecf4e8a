import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePath } from '../../package-root.ts';
import { cacheFolder, fillFolder, runCommand } from '../installation.ts';
import { PreviewError } from '../preview-error.ts';

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
 * PyPI, each held to the hash in the file. Throws a `PreviewError` where that is not possible; `what` names it for people.
 */
export function installPackages(
  what: string,
  requirements: string,
  { tell, env = process.env }: InstallProps,
): string {
  const system = findPython(what, env);
  // Another Python or other requirements make another folder, so a folder that is there is never out of date.
  const hash = createHash('sha256').update(readFileSync(requirements)).update(system.version).digest('hex');
  const folder = join(cacheFolder('palisade-emulator', env), hash.slice(0, 16));
  if (!existsSync(folder)) {
    tell(`Installing ${what}, once, with pip …\n`);
    fillFolder(folder, (draft) =>
      makeEnvironment({ what, draft, python: system.command, requirements, env }),
    );
  }
  return interpreterOf(folder);
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
  throw new PreviewError(
    `${what} needs Python ${oldestPython.join('.')} or newer, and found none as python3`,
  );
}

interface EnvironmentProps {
  readonly what: string;
  readonly draft: string;
  readonly python: string;
  readonly requirements: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes a Python environment with the packages of a file. The pip of the Python itself installs them where it can; an environment that
 * is given its own takes longer to make than most are to fill.
 */
function makeEnvironment({ what, draft, python, requirements, env }: EnvironmentProps): void {
  const interpreter = interpreterOf(draft);
  const usesOwnPip = installsElsewhere(python, env);
  const noVenv = 'cannot make a Python environment; on Debian, install python3-venv';
  runCommand(python, ['-m', 'venv', ...(usesOwnPip ? ['--without-pip'] : []), draft], noVenv, env);
  const [command, place] = usesOwnPip ? [python, ['--python', interpreter]] : [interpreter, []];
  const pip = ['-m', 'pip', ...place, 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  // Few of the files are ever run, and those are compiled when they are.
  const held = ['--no-deps', '--no-compile', '--only-binary', ':all:', '--require-hashes'];
  runCommand(command, [...pip, ...held, '--requirement', requirements], `pip cannot install ${what}`, env);
}

/** Whether the pip of a Python installs into the environment of another one, as it does since 22.3. */
function installsElsewhere(python: string, env: NodeJS.ProcessEnv): boolean {
  const { status, stdout } = spawnSync(python, ['-c', 'import pip; print(pip.__version__)'], {
    encoding: 'utf8',
    env,
  });
  return status === 0 && Number.parseInt(stdout, 10) >= 23;
}

/** Where an interpreter of such an environment keeps what it has compiled: beside its packages, and never among the kit's own files. */
export function bytecodeOf(interpreter: string): string {
  return join(dirname(dirname(interpreter)), 'bytecode');
}

function interpreterOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}
