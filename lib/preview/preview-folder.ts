import { rmSync } from 'node:fs';
import { makeOwnedFolder, removeLeftFolders } from './owned-folders.ts';

/** The folder of a preview: the assembly that it deploys, and what its programs keep while they run. */
export interface PreviewFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Makes the folder of this process's preview, and removes those of previews that were killed before they could do it. */
export function openPreviewFolder(): PreviewFolder {
  removeLeftFolders();
  const path = makeOwnedFolder('preview');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
