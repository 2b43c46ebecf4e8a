import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../lib/package-root.ts';
import { version } from '../../../lib/version.ts';

export type PackageName = 'palisade-kit' | 'palisade-kit-cdk';

/** Packages of this checkout as they would be published. */
export interface MadePackages {
  /** Each folder, before it is packed. */
  readonly folder: (name: PackageName) => string;
  /** Each archive, as npm installs it. */
  readonly archive: (name: PackageName) => string;
}

/** Makes both packages in a new folder. */
export function makePackages(): MadePackages {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-packages-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [packagePath('scripts', 'packages', 'index.mjs'), folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
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
