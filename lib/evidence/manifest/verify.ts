import type { Manifest } from './manifest.ts';
import { hashOf } from './manifest.ts';

/** A file of a bundle that is not as its manifest says. */
export interface Difference {
  readonly path: string;
  readonly is: 'changed' | 'missing' | 'not listed' | 'not the template that was judged';
}

/** Compares files, by their path, with what a manifest says of them, and the templates among them with what was judged. */
export function differencesFrom(
  { files, templates }: Manifest,
  found: ReadonlyMap<string, Uint8Array>,
): readonly Difference[] {
  const listed = new Set(files.map(({ path }) => path));
  const expected = files.flatMap(({ path, sha256 }): readonly Difference[] => {
    const content = found.get(path);
    if (content === undefined) return [{ path, is: 'missing' }];
    return hashOf(content) === sha256 ? [] : [{ path, is: 'changed' }];
  });
  const added = [...found.keys()].filter((path) => !listed.has(path)).sort();
  return [
    ...expected,
    ...added.map((path): Difference => ({ path, is: 'not listed' })),
    ...templates.flatMap(({ file, sha256 }) => notAsJudged(file, sha256, files)),
  ];
}

/** A list of files that was made anew for changed templates says another hash than was judged. */
function notAsJudged(
  file: string | undefined,
  judged: string,
  files: Manifest['files'],
): readonly Difference[] {
  if (file === undefined) return [];
  const said = files.find(({ path }) => path === file)?.sha256;
  return said === judged ? [] : [{ path: file, is: 'not the template that was judged' }];
}
