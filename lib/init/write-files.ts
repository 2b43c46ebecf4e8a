import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by path, relative to the folder that they are meant for. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The paths that are there already. A site that is there counts as a whole: its pages and new ones would be mixed. */
export function takenPaths(folder: string, paths: readonly string[]): readonly string[] {
  return movesOf(paths).filter((path) => existsSync(join(folder, path)));
}

/**
 * Writes all files, or none: into a draft first, which `check` may refuse by throwing, and from there to their places. What was there
 * before is not touched; the folder is made where it is missing.
 */
export function writeFiles(folder: string, files: Files, check: (draft: string) => void): void {
  const made = mkdirSync(folder, { recursive: true });
  const undo = made === undefined ? [] : [made];
  const draft = mkdtempSync(join(folder, '.palisade-init-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), content);
    }
    check(draft);
    for (const path of movesOf(Object.keys(files))) {
      const created = mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (created !== undefined) undo.push(created);
      renameSync(join(draft, path), join(folder, path));
      undo.push(join(folder, path));
    }
  } catch (error) {
    for (const path of undo.reverse()) rmSync(path, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** What is moved to its place as one: each file, and the whole site. */
function movesOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => (path.startsWith('site/') ? 'site' : path)))].sort();
}
