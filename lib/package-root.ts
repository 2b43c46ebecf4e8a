import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout, and the packages that are made of it. */
const names = ['palisade', 'palisade-kit', 'palisade-kit-cdk'];

/** Path of something that the package brings along, such as the code of a function. */
export function packagePath(...parts: readonly string[]): string {
  return join(packageRoot(), ...parts);
}

// The module lies at different depths below the root: as source, and bundled.
function packageRoot(from = __dirname): string {
  if (isRoot(from)) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`no package named ${names.join(' or ')} above ${__dirname}`);
  return packageRoot(parent);
}

function isRoot(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const { name }: { name?: unknown } = JSON.parse(readFileSync(manifest, 'utf8'));
  return names.some((own) => own === name);
}
