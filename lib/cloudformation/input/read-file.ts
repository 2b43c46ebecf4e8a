import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { InputError } from './input-error.ts';

/** More than any file that is judged has: reading more would only end at the memory. */
const mostBytes = 100_000_000;

/** Reads a text file. Throws an `InputError` where it cannot be read; `name` is what that calls the file. */
export function readText(path: string, name = path): string {
  return attempt(name, 'name a file that exists and that you may read', () => {
    const { size } = statSync(path);
    if (size > mostBytes)
      throw new InputError(`${name}: found ${size} bytes, give a file below ${mostBytes}`);
    return readFileSync(path, 'utf8');
  });
}

/** The entries of a folder in the order of their names. Throws an `InputError` where they cannot be listed. */
export function readFolderEntries(path: string, name = path): readonly Dirent[] {
  const entries = attempt(name, 'name a folder that you may read', () =>
    readdirSync(path, { withFileTypes: true }),
  );
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whether a path is a folder. Throws an `InputError` where nothing can be said of it. */
export function isFolder(path: string): boolean {
  return attempt(path, 'name a path that you may read', () => statSync(path)).isDirectory();
}

function attempt<Result>(name: string, remedy: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new InputError(`${name}: cannot be read (${code}), ${remedy}`, { cause });
  }
}
