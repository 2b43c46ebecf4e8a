import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { EvidenceFile } from '../../evidence/evidence.ts';
import { UsageError } from '../output.ts';

/** Writes a bundle whole or not at all. Throws a `UsageError` where the folder holds something already, or cannot be written. */
export function writeBundle(folder: string, files: readonly EvidenceFile[]): void {
  refuseFilled(folder);
  const draft = `${resolve(folder)}.${process.pid}.part`;
  try {
    for (const { path, content } of files) {
      const file = join(draft, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(draft, folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UsageError(`--output: cannot write ${folder} (${code}), name a folder that you may write to`, {
      cause,
    });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseFilled(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`--output: found the file ${folder}, name a folder`);
  }
  if (readdirSync(folder).length > 0) {
    throw new UsageError(`--output: found files in ${folder}, name a folder that is empty or does not exist`);
  }
}
