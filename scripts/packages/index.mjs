// Makes the npm packages from this checkout: `dist/packages/NAME` and the archive of each, the same bytes from the same sources.

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root, whyNotBuilt } from '../bundles.mjs';
import { assemble, manifests } from './assemble.mjs';
import { declareTypes } from './declarations.mjs';

const outdir = resolve(process.argv[2] ?? join(root, 'dist', 'packages'));
const reason = whyNotBuilt((outfile) =>
  /^dist\/(?:lambda|client|gateways|palisade-aws|palisade-shop)/.test(outfile),
);
if (reason) {
  process.stderr.write(reason);
  process.exit(2);
}

const declared = join(outdir, 'declarations');
declareTypes(declared);
for (const name of Object.keys(manifests)) {
  const folder = join(outdir, name);
  await assemble(name, folder, declared);
  process.stdout.write(`${pack(folder)}\n`);
}

/** Returns the path of the archive. */
function pack(folder) {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', folder, '--pack-destination', outdir, '--json', '--ignore-scripts'],
    { encoding: 'utf8', cwd: outdir },
  );
  if (status !== 0) throw new Error(`npm cannot pack ${folder}:\n${stderr}`);
  return join(outdir, JSON.parse(stdout)[0].filename);
}
