import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packagePath } from '../../../../lib/package-root.ts';

const marker = /<!-- What follows is written by [\w/.-]+ with UPDATE_GOLDEN=1. -->\n/;

/** The part of a document of `docs/` that is computed, as it stands there; `UPDATE_GOLDEN=1` agrees on it anew. */
export function agreedPart(document: string, computed: string): string {
  const path = packagePath('docs', document);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [found] = marker.exec(text) ?? [];
  if (found === undefined) throw new Error(`docs/${document} does not say where its computed part begins`);
  const [guide = '', agreed = ''] = text.split(found);
  if (process.env['UPDATE_GOLDEN'] !== '1') return agreed;
  writeFileSync(path, guide + found + computed);
  return computed;
}
