import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packagePath } from '../../../../lib/package-root.ts';

/**
 * The part of a document of `docs/` that a test computes, as it stands there: from the line that names the test to the next
 * such line, or to the end. `UPDATE_GOLDEN=1` agrees on it anew.
 */
export function agreedPart(document: string, test: string, computed: string): string {
  const path = packagePath('docs', document);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const line = `<!-- What follows is written by test/preview/emulator/${test} with UPDATE_GOLDEN=1. -->\n`;
  const start = text.indexOf(line) + line.length;
  if (start < line.length) throw new Error(`docs/${document} does not say what ${test} writes`);
  const next = text.indexOf('<!-- What follows', start);
  const end = next === -1 ? text.length : next;
  if (process.env['UPDATE_GOLDEN'] !== '1') return text.slice(start, end);
  writeFileSync(path, text.slice(0, start) + computed + text.slice(end));
  return computed;
}
