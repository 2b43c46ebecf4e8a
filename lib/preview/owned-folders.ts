import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What temporary folders of a preview are for, as their names begin. */
type Use = 'preview' | 'emulator';

/** Makes a temporary folder whose name tells that it is this process's. */
export function makeOwnedFolder(use: Use): string {
  return mkdtempSync(join(tmpdir(), `palisade-${use}-${process.pid}-`));
}

/** Removes the temporary folders of previews and emulators that ended before they could do it. */
export function removeLeftFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = /^palisade-(?:preview|emulator)-(\d+)-/.exec(name) ?? [];
    // A function of an emulator that was killed may still write while it ends.
    if (owner !== undefined && !isRunning(Number(owner)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 10 });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user cannot be signalled, and runs.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
