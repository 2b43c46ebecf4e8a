import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const page = '<!doctype html><title>Page</title>';

/** Writes a small site into a new folder named `site`; `files` are added to its two pages. */
export function siteFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'palisade-site-')), 'site');
  for (const [name, text] of Object.entries({ 'index.html': page, '404.html': page, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
