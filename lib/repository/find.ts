import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { mistake } from '../config/mistake.ts';

/**
 * The palisade file of the repository that a folder lies in: the next one on the way from the folder up to where the repository begins.
 * Outside of a repository only the folder itself is looked at: further up the files may be anybody's.
 */
export function findPalisadeFile(folder: string): string | undefined {
  const folders = upToTheRoot(resolve(folder));
  for (const each of folders) {
    const file = join(each, 'palisade.yaml');
    if (existsSync(file)) return file;
    const misnamed = join(each, 'palisade.yml');
    // Nobody would notice that it is not applied.
    if (existsSync(misnamed))
      throw new ConfigError(misnamed, [mistake([], 'the ending .yml', 'rename the file to palisade.yaml')]);
  }
  return undefined;
}

/** The folder where the repository begins that a folder lies in; the folder itself where it lies in none. */
export function topOfRepository(folder: string): string {
  return upToTheRoot(resolve(folder)).at(-1) ?? folder;
}

function upToTheRoot(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; !existsSync(join(at, '.git')); at = dirname(at)) {
    if (dirname(at) === at) return [folder];
    folders.push(dirname(at));
  }
  return folders;
}
