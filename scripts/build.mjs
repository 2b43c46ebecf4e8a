// Bundles what has changed since it was bundled last. Types are checked elsewhere.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { bundles, cache, root } from './bundles.mjs';

// Each bundle is finished whatever becomes of the others; esbuild has printed what is wrong by then.
const stale = bundles.filter((options) => !cache.isFresh(options));
const results = await Promise.allSettled(stale.map(bundle));
if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
else if (stale.length > 0) keepCode();

await linkCommand();

async function bundle(options) {
  const { build } = await import('esbuild');
  const startedAt = Date.now();
  const { metafile, warnings } = await build({ ...options, metafile: true });
  // What is wrong is told again until somebody has mended it.
  if (warnings.length === 0) cache.keep(options, Object.keys(metafile.inputs), startedAt);
}

/** Without the code the command starts later and does the same, so nothing depends on it. */
function keepCode() {
  spawnSync(process.execPath, [join(root, 'dist', 'keep-code.cjs')], { stdio: 'ignore' });
}

/**
 * Makes `npx palisade` run what was built. A `bin` of this package would not do: npx installs such a package for each user
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
