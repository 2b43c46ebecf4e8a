// Makes sure that njs, the engine of CloudFront Functions, is there for the tests, and prints the command that runs it.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, fillOnce, printTool, run } from './installation.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const list = readFileSync(join(root, 'test', 'support', 'edge', 'njs.json'));
// Another list makes another folder, so a folder that is there is never out of date.
const hash = createHash('sha256').update(list).digest('hex').slice(0, 16);
const folder = join(root, 'node_modules', '.cache', 'palisade-njs', hash);
const unpacked = join(folder, 'usr', 'bin', 'njs');
const advice = "install Debian's package njs, or put an njs of version 0.7.9 or later on the PATH";

printTool(() => {
  if (!existsSync(unpacked) && objectionTo('njs') === undefined) return 'njs';
  fillOnce(folder, unpack);
  return unpacked;
});

/** Says why a command cannot stand in for CloudFront. njs can be built around another engine, which takes more than CloudFront. */
function objectionTo(command) {
  const run = spawnSync(command, ['-c', 'for (var name in { runs: 1 }) console.log(name)'], {
    encoding: 'utf8',
  });
  if (run.status !== 0 || run.stdout.trim() !== 'runs') {
    return `it does not start (${(run.stderr || run.error?.message || run.stdout).trim()})`;
  }
  const refused = spawnSync(command, ['-c', 'for (var name of []) console.log(name)']);
  return refused.status === 0 ? 'it runs code that CloudFront refuses' : undefined;
}

function unpack(draft) {
  const architecture = spawnSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).stdout?.trim();
  const builds = JSON.parse(list).packages.filter(({ sha256 }) => sha256[architecture]);
  if (builds.length === 0) throw new Failure(`the tests of the edge functions need njs: ${advice}`);
  const downloads = join(draft, 'downloads');
  const { file, version, sha256 } = download(downloads, builds);
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (found !== sha256[architecture]) {
    throw new Failure(
      `the package njs ${version} has the hash ${found}, and test/support/edge/njs.json says ${sha256[architecture]}`,
    );
  }
  run('dpkg-deb', ['--extract', file, draft], 'cannot unpack the package njs');
  rmSync(downloads, { recursive: true });
  const objection = objectionTo(join(draft, 'usr', 'bin', 'njs'));
  if (objection) throw new Failure(`njs was unpacked, but ${objection}; ${advice}`);
}

/** Downloads the first build that the system's package lists have; a fresh machine has none yet, so then with lists of its own. */
function download(downloads, builds) {
  const [lists, archives] = ['lists', 'archives'].map((name) => join(downloads, name));
  for (const each of [lists, archives]) mkdirSync(join(each, 'partial'), { recursive: true });
  const options = ['-qq', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20'];
  const ownLists = [...options, '-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${downloads}`];
  const early = downloadWith(options, downloads, builds);
  if (early) return early;
  run('apt-get', [...ownLists, 'update'], `apt-get cannot read its package lists; ${advice}`);
  const late = downloadWith(ownLists, downloads, builds);
  if (late) return late;
  throw new Failure(`apt-get has no njs ${builds.map(({ version }) => version).join(' or ')}; ${advice}`);
}

function downloadWith(options, downloads, builds) {
  for (const build of builds) {
    const args = [...options, 'download', `njs=${build.version}`];
    const { status } = spawnSync('apt-get', args, { cwd: downloads });
    const file = readdirSync(downloads).find((name) => name.endsWith('.deb'));
    if (status === 0 && file) return { ...build, file: join(downloads, file) };
  }
  return undefined;
}
