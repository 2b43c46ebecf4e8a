import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './output.ts';

/** Writes a report to a file, whole or not at all: a reader never sees half of it. */
export function writeOutput(path: string, text: string): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `--output: cannot write ${path} (${code}), name a file in a folder that you may write to`,
      { cause },
    );
  }
}
