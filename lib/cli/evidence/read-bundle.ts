import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { hashOf, type Manifest, manifest, manifestFile } from '../../evidence/manifest/manifest.ts';
import { type Difference, differencesFrom } from '../../evidence/manifest/verify.ts';
import { UsageError } from '../output.ts';

/** A bundle as it lies in a folder, whole or not. */
export interface BundleInFolder {
  readonly said: Manifest;
  /** The manifest itself, as it is written. */
  readonly text: string;
  /** Of the manifest itself. */
  readonly sha256: string;
  /** All files but the manifest, by their path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is not as the manifest says. */
  readonly differences: readonly Difference[];
}

/** Reads a bundle. Throws a `UsageError` where the folder has no manifest. */
export function readBundle(folder: string): BundleInFolder {
  const read = readManifest(folder);
  const files = filesIn(folder);
  return { ...read, files, differences: differencesFrom(read.said, files) };
}

function readManifest(folder: string): Pick<BundleInFolder, 'said' | 'text' | 'sha256'> {
  const file = join(folder, manifestFile);
  try {
    const text = readFileSync(file, 'utf8');
    return { said: manifest.parse(JSON.parse(text)), text, sha256: hashOf(text) };
  } catch (cause) {
    throw new UsageError(
      `${file}: found no manifest of evidence, name a folder that palisade evidence has written`,
      { cause },
    );
  }
}

function filesIn(folder: string): ReadonlyMap<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return new Map(
    paths.filter((path) => path !== manifestFile).map((path) => [path, readFileSync(join(folder, path))]),
  );
}
