// The types of the packages: what the compiler declares of the public modules, and of whatever these are made of.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../bundles.mjs';

/** Entries of packages whose types are copied, because their programs are bundled. */
const copied = { zod: 'index.d.cts', 'zod/mini': 'mini/index.d.cts', 'zod/compile': 'compile.d.cts' };

/** Writes the declarations of all packages into a folder. Throws what the compiler says. */
export function declareTypes(declared) {
  rmSync(declared, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // Each further checker would check once more what all the files share.
  const options = ['-p', join(root, 'packages'), '--outDir', declared, '--checkers', '1'];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the types of the packages cannot be declared:\n${stdout}`);
}

/**
 * Copies a declaration and all that it refers to into a folder. `peers` are packages that whoever installs it has. Returns the files
 * that were read, relative to the checkout.
 */
export function copyTypes(entry, { declared, folder, peers }) {
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
    const to = join(folder, placeOf(file, declared));
    mkdirSync(dirname(to), { recursive: true });
    const pathTo = (target) => relative(dirname(to), join(folder, placeOf(target, declared)));
    const rewritten = text.replace(imported, (whole, keyword, quote, specifier) => {
      const target = targetOf(specifier, file, peers);
      return target ? `${keyword}${quote}${asImport(pathTo(target))}${quote}` : whole;
    });
    writeFileSync(to, rewritten);
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

/** Where a declaration lies among the types of the package. */
function placeOf(file, declared) {
  const ours = relative(declared, file);
  return ours.startsWith('..') ? relative(join(root, 'node_modules'), file) : ours;
}

function asImport(path) {
  const module = path.replace(/\.d\.(c?)ts$/, '.$1js');
  return module.startsWith('.') ? module : `./${module}`;
}
