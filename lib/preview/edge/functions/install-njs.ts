import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, fillFolder, runCommand } from '../../installation.ts';
import { PreviewError } from '../../preview-error.ts';
import njs from './njs.json' with { type: 'json' };

/** A package of Debian that holds njs. */
interface NjsPackage {
  readonly version: string;
  /** By architecture. */
  readonly sha256: Readonly<Record<string, string>>;
}

export interface InstallNjsProps {
  /** Told once, when something has to be downloaded. */
  readonly tell: (text: string) => void;
  /**
   * Variables that other programs are found and run with.
   *
   * @default - those of this process
   */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - those of njs.json */
  readonly packages?: readonly NjsPackage[];
  /** Where it is unpacked. @default - beside the kit's packages, or among the user's own files */
  readonly cache?: string;
}

const advice = "install Debian's package njs, or put an njs of version 0.7.9 or later on the PATH";

/**
 * Makes sure that njs, the engine of CloudFront Functions, is there: the machine's own where it refuses what CloudFront refuses, or
 * else that of Debian, held to a hash. Gives the command that runs it. Throws a `PreviewError` where neither can be had.
 */
export function installNjs({
  tell,
  env = process.env,
  packages = njs.packages,
  cache = cacheFolder('palisade-njs', env),
}: InstallNjsProps): string {
  // Another list makes another folder, so a folder that is there is never out of date.
  const hash = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16);
  const folder = join(cache, hash);
  const unpacked = join(folder, 'usr', 'bin', 'njs');
  if (existsSync(unpacked)) return unpacked;
  if (objectionTo('njs', env) === undefined) return 'njs';
  tell('Installing njs, the engine of the edge functions, once, with apt-get …\n');
  fillFolder(folder, (draft) => unpack({ draft, packages, env }));
  return unpacked;
}

/** Says why a command cannot stand in for CloudFront. njs can be built around another engine, which takes more than CloudFront. */
function objectionTo(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const runs = spawnSync(command, ['-c', 'for (var name in { runs: 1 }) console.log(name)'], {
    encoding: 'utf8',
    env,
  });
  if (runs.status !== 0 || runs.stdout.trim() !== 'runs') {
    return `it does not start (${(runs.stderr || runs.error?.message || runs.stdout).trim()})`;
  }
  const refused = spawnSync(command, ['-c', 'for (var name of []) console.log(name)'], { env });
  return refused.status === 0 ? 'it runs code that CloudFront refuses' : undefined;
}

interface UnpackProps {
  readonly draft: string;
  readonly packages: readonly NjsPackage[];
  readonly env: NodeJS.ProcessEnv;
}

function unpack({ draft, packages, env }: UnpackProps): void {
  const told = spawnSync('dpkg', ['--print-architecture'], { encoding: 'utf8', env });
  const architecture = told.status === 0 ? told.stdout.trim() : '';
  const builds = packages.filter(({ sha256 }) => sha256[architecture]);
  if (builds.length === 0) throw new PreviewError(`the edge functions need njs: ${advice}`);
  const downloads = join(draft, 'downloads');
  const { file, version, sha256 } = download(downloads, builds, env);
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found !== sha256[architecture]) {
    throw new PreviewError(
      `the package njs ${version} has the hash ${found}, and njs.json says ${sha256[architecture]}`,
    );
  }
  runCommand('dpkg-deb', ['--extract', file, draft], 'cannot unpack the package njs', env);
  rmSync(downloads, { recursive: true });
  const objection = objectionTo(join(draft, 'usr', 'bin', 'njs'), env);
  if (objection) throw new PreviewError(`njs was unpacked, but ${objection}; ${advice}`);
}

interface Downloaded extends NjsPackage {
  readonly file: string;
}

/** Downloads the first build that the system's package lists have; a fresh machine has none yet, so then with lists of its own. */
function download(downloads: string, builds: readonly NjsPackage[], env: NodeJS.ProcessEnv): Downloaded {
  const lists = join(downloads, 'lists');
  for (const each of [lists, join(downloads, 'archives')])
    mkdirSync(join(each, 'partial'), { recursive: true });
  const options = ['-qq', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20'];
  const ownLists = [...options, '-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${downloads}`];
  const early = downloadWith(options, downloads, builds, env);
  if (early) return early;
  runCommand('apt-get', [...ownLists, 'update'], `apt-get cannot read its package lists; ${advice}`, env);
  const late = downloadWith(ownLists, downloads, builds, env);
  if (late) return late;
  throw new PreviewError(
    `apt-get has no njs ${builds.map(({ version }) => version).join(' or ')}; ${advice}`,
  );
}

function downloadWith(
  options: readonly string[],
  downloads: string,
  builds: readonly NjsPackage[],
  env: NodeJS.ProcessEnv,
): Downloaded | undefined {
  for (const build of builds) {
    const args = [...options, 'download', `njs=${build.version}`];
    const { status } = spawnSync('apt-get', args, { cwd: downloads, env });
    const file = readdirSync(downloads).find((name) => name.endsWith('.deb'));
    if (status === 0 && file) return { ...build, file: join(downloads, file) };
  }
  return undefined;
}
