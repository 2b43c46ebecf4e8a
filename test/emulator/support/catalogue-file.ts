import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a catalogue where the layer of the function would have it; gives the file's path. */
export function catalogueFile(products: readonly object[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'palisade-catalogue-')), 'catalogue.json');
  writeFileSync(file, JSON.stringify({ products }));
  return file;
}
