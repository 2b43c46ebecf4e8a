import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'palisade-preview-';

/** The folder of a preview: the assembly that it deploys, and what its programs keep while they run. */
export interface PreviewFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Makes the folder of this process's preview, and removes those of previews that were killed before they could do it. */
export function openPreviewFolder(): PreviewFolder {
  for (const left of foldersLeft()) rmSync(left, { recursive: true, force: true });
  const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The name of a folder tells whose it is. */
function foldersLeft(): readonly string[] {
  return readdirSync(tmpdir())
    .filter((name) => {
      const [, owner] = /^palisade-preview-(\d+)-/.exec(name) ?? [];
      return owner !== undefined && !isRunning(Number(owner));
    })
    .map((name) => join(tmpdir(), name));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user cannot be signalled, and runs.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
