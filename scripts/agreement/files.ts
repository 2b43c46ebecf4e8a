import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file below a folder whose path matches, in one order on every machine; paths are relative to the folder. */
export function filesBelow(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => pattern.test(path))
    .sort();
}
