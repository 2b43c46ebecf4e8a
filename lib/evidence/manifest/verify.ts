import type { Manifest } from './manifest.ts';
import { hashOf } from './manifest.ts';

/** A file of a bundle that is not as its manifest says. */
export interface Difference {
  readonly path: string;
  readonly is: 'changed' | 'missing' | 'not listed';
}

/** Compares files, by their path, with what a manifest says of them. */
export function differencesFrom(
  { files }: Manifest,
  found: ReadonlyMap<string, Uint8Array>,
): readonly Difference[] {
  const listed = new Set(files.map(({ path }) => path));
  const expected = files.flatMap(({ path, sha256 }): readonly Difference[] => {
    const content = found.get(path);
    if (content === undefined) return [{ path, is: 'missing' }];
    return hashOf(content) === sha256 ? [] : [{ path, is: 'changed' }];
  });
  const added = [...found.keys()].filter((path) => !listed.has(path)).sort();
  return [...expected, ...added.map((path): Difference => ({ path, is: 'not listed' }))];
}
