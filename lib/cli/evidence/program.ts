import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { hashOf } from '../../evidence/manifest/manifest.ts';

/** The SHA-256 of the bundled program that is running, with its rules in it; nothing where it runs from its sources. */
export function programHash(): string | undefined {
  return extname(__filename) === '.cjs' ? hashOf(readFileSync(__filename)) : undefined;
}
