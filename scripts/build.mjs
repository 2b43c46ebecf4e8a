// Bundles what has changed since it was bundled last. Types are checked elsewhere.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeSite } from '../examples/atelier/source/make.mjs';
import { bundles, cache, clients, root } from './bundles.mjs';
import { createBills } from './sbom.mjs';

// Each bundle is finished whatever becomes of the others; esbuild has printed what is wrong by then.
const bills = createBills(root);
const stale = bundles.filter((options) => !cache.isFresh(options) || !bills.isThere(options));
const results = await Promise.allSettled(stale.map(bundle));
if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
else if (stale.length > 0) {
  bills.writeKit(bundles);
  keepCode();
}

if (stale.some(isClient)) await declareClient();
if (process.exitCode === undefined) makeSite(join(root, 'examples/atelier/site'), join(root, 'dist/client'));
await linkCommand();

async function bundle(options) {
  const { build } = await import('esbuild');
  const startedAt = Date.now();
  const { metafile, warnings } = await build({ ...options, metafile: true });
  bills.write(options, metafile);
  // What is wrong is told again until somebody has mended it.
  if (warnings.length === 0) cache.keep(options, Object.keys(metafile.inputs), startedAt);
}

function isClient({ entryPoints }) {
  return entryPoints.includes('client/index.ts');
}

/** Writes the types of the browser client beside each of its bundles, for shops that check theirs. */
async function declareClient() {
  const folder = join(root, 'dist', 'client');
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', join(root, 'client'), '--noEmit', 'false', '--emitDeclarationOnly'];
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, ...options, '--outDir', join(folder, 'types')],
    { encoding: 'utf8' },
  );
  if (status !== 0) process.stderr.write(stdout);
  if (status !== 0) process.exitCode = 1;
  for (const suffix of Object.values(clients)) {
    const types = join(folder, `palisade-checkout${suffix}.d.ts`);
    await writeFile(types, "export * from './types/client/index.ts';\n");
  }
}

/** Without the code the command starts later and does the same, so nothing depends on it. */
function keepCode() {
  spawnSync(process.execPath, [join(root, 'dist', 'keep-code.cjs')], { stdio: 'ignore' });
}

/**
 * Makes `npx --no-install palisade` run what was built. A `bin` of this package would not do: npx installs such a package for each user
 * anew, builds it again, and fails where the user may not write here.
 */
async function linkCommand() {
  const program = join(root, 'dist', 'palisade.cjs');
  const link = join(root, 'node_modules', '.bin', 'palisade');
  if (!existsSync(program)) return;
  if ((statSync(program).mode & 0o111) === 0) await chmod(program, 0o755);
  if (existsSync(link)) return;
  await mkdir(dirname(link), { recursive: true });
  await symlink(relative(dirname(link), program), link);
}
