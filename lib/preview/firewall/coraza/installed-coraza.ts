import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from '../../installation.ts';
import type { ManagedRules } from '../managed-rules.ts';
import { publishedRules } from '../published-rules.ts';
import { openCoraza } from './coraza.ts';

const name = 'palisade-coraza';

/** The program that `npm run coraza` has built, or one of that name on the PATH; nothing where there is none. */
export function installedCoraza(env: NodeJS.ProcessEnv, cache = cacheFolder(name, env)): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [cache, ...folders].map((folder) => join(folder, name)).find(existsSync);
}

/** What stands in for managed rules on this machine: what AWS documents of them, and Coraza where it is installed. */
export async function managedRulesHere(env: NodeJS.ProcessEnv, cache?: string): Promise<ManagedRules> {
  const program = installedCoraza(env, cache);
  if (program !== undefined) return openCoraza({ command: [program] });
  return { ...publishedRules, about: `${publishedRules.about} ${notInstalled}` };
}

const notInstalled =
  'Coraza, which simulates such patterns, is not installed: docs/preview.md says how to build it.';
