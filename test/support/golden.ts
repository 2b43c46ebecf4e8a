import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

/** Compares a text with the file that was agreed on; `UPDATE_GOLDEN=1` agrees on it anew. */
export function expectGolden(name: string, text: string): void {
  const path = packagePath('test', 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}
