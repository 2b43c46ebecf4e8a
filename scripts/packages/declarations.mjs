// The types of the packages: what the compiler declares of the public modules, and of whatever these are made of.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../bundles.mjs';

const declared = join(root, 'dist', 'packages', 'declarations');

/** Entries of packages whose types are copied, because their programs are bundled. */
const copied = { zod: 'index.d.cts', 'zod/mini': 'mini/index.d.cts', 'zod/compile': 'compile.d.cts' };

/** Writes the declarations of all packages below `dist/packages/declarations`. Throws what the compiler says. */
export function declareTypes() {
  rmSync(declared, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', join(root, 'packages')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the types of the packages cannot be declared:\n${stdout}`);
}

/**
 * Copies a declaration and all that it refers to into a folder. `peers` are packages that whoever installs it has. Returns the files
 * that were read, relative to the checkout.
 */
export function copyTypes(entry, folder, peers) {
  const sources = new Map();
  const collect = (file) => {
    if (sources.has(file)) return;
    const text = readFileSync(file, 'utf8');
    sources.set(file, text);
    for (const specifier of specifiersIn(text)) {
      const target = targetOf(specifier, file, peers);
      if (target) collect(target);
    }
  };
  collect(join(declared, entry));
  for (const [file, text] of sources) {
    const to = join(folder, placeOf(file));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(
      to,
      text.replace(imported, (...match) => rewritten(match, file, peers)),
    );
  }
  return [...sources.keys()].map((file) => relative(root, file));
}

const imported = /(\bfrom |\bimport |\bimport\()(["'])([^"']+)\2/g;

function specifiersIn(text) {
  return [...text.matchAll(imported)].map(([, , , specifier]) => specifier);
}

/** The file that an import refers to; nothing for a package that is installed beside. */
function targetOf(specifier, file, peers) {
  if (peers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`))) return undefined;
  const target = specifier.startsWith('.')
    ? join(dirname(file), declarationOf(specifier))
    : join(root, 'node_modules', 'zod', copied[specifier] ?? 'unknown');
  if (existsSync(target)) return target;
  throw new Error(`${relative(root, file)} has the type of ${specifier}, which a package cannot take along`);
}

function declarationOf(specifier) {
  return specifier.replace(/\.(c?)[jt]s$/, '.d.$1ts');
}

/** Where a declaration lies in the package. */
function placeOf(file) {
  const ours = relative(declared, file);
  return ours.startsWith('..') ? relative(join(root, 'node_modules'), file) : ours;
}

function rewritten([whole, keyword, quote, specifier], file, peers) {
  const target = targetOf(specifier, file, peers);
  if (target === undefined) return whole;
  const path = relative(dirname(placeOf(file)), placeOf(target)).replace(/\.d\.(c?)ts$/, '.$1js');
  return `${keyword}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
}
