import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../lib/package-root.ts';
import { fillFolder } from '../../../lib/preview/installation.ts';
import { version } from '../../../lib/version.ts';

export type PackageName = 'palisade-kit' | 'palisade-kit-cdk';

/** Packages of this checkout as they would be published. */
export interface MadePackages {
  /** Each folder, before it is packed. */
  readonly folder: (name: PackageName) => string;
  /** Each archive, as npm installs it. */
  readonly archive: (name: PackageName) => string;
}

/** Both packages, which the first file of a test run that asks for them makes for all. Nobody may change what is in their folder. */
export function madePackages(): MadePackages {
  const folder = join(tmpdir(), 'made-packages');
  fillFolder(folder, makeInto);
  return packagesIn(folder);
}

/** Makes both packages anew, in a folder of their own. */
export function makePackages(): MadePackages {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-packages-'));
  makeInto(folder);
  return packagesIn(folder);
}

function makeInto(folder: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [packagePath('scripts', 'packages', 'index.mjs'), folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
}

function packagesIn(folder: string): MadePackages {
  return {
    folder: (name) => join(folder, name),
    archive: (name) => join(folder, `${name}-${version}.tgz`),
  };
}

/** The manifest that a package is made from. */
export function manifestOf(name: PackageName) {
  const folder = name === 'palisade-kit' ? 'kit' : 'cdk';
  const text = readFileSync(packagePath('packages', folder, 'manifest.json'), 'utf8');
  const manifest: { readonly package: { readonly peerDependencies?: Readonly<Record<string, string>> } } =
    JSON.parse(text);
  return manifest.package;
}
