// Makes the folder of an npm package from its manifest: programs, types, copies, licences.

import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundles, cache, root } from '../bundles.mjs';
import { programs } from './bundles.mjs';
import { copyTypes } from './declarations.mjs';
import { licencesIn } from './licences.mjs';

const checkout = readJson('package.json');

/** The packages, by name. */
export const manifests = Object.fromEntries(
  ['kit', 'cdk'].map((folder) => {
    const manifest = readJson(join('packages', folder, 'manifest.json'));
    return [manifest.package.name, manifest];
  }),
);

/** Makes the folder of a package anew. All types lie in the folder `declared`, and what it copies from `dist` was built. */
export async function assemble(name, folder, declared) {
  const manifest = manifests[name];
  const { copies, declarations, executables } = manifest;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [from, to] of Object.entries(copies)) {
    cpSync(join(root, from), join(folder, to), { recursive: true, filter: isNotCompiled });
  }
  const peers = Object.keys(manifest.package.peerDependencies ?? {});
  const inputs = [
    ...(await buildPrograms(name, folder)),
    ...copyTypes(declarations, { declared, folder: join(folder, 'types'), peers }),
    ...inputsOfCopies(Object.keys(copies)),
  ];
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), licencesIn(name, inputs));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson(manifest), null, 2)}\n`);
  for (const file of executables) chmodSync(join(folder, file), 0o755);
}

/** What Python has compiled is of this machine. */
function isNotCompiled(path) {
  return basename(path) !== '__pycache__';
}

async function buildPrograms(name, folder) {
  const built = await Promise.all(
    Object.entries(programs[name]).map(([file, options]) =>
      build({ ...options, outfile: join(folder, file), metafile: true }),
    ),
  );
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/** What the bundles were made of that a package takes from `dist`. */
function inputsOfCopies(paths) {
  return bundles
    .filter(({ outfile }) => paths.some((path) => outfile === path || outfile.startsWith(`${path}/`)))
    .flatMap(cache.inputsOf);
}

function packageJson({ package: own, dependencies }) {
  const { version, license, engines, repository } = checkout;
  const needed = dependencies.map((name) => [name, checkout.dependencies[name] ?? version]);
  return {
    ...own,
    version,
    license,
    engines,
    ...(repository && { repository }),
    ...(needed.length > 0 && { dependencies: Object.fromEntries(needed) }),
    publishConfig: { access: 'public', provenance: true },
  };
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
