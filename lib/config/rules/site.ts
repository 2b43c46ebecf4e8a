import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mistake, quoted } from '../mistake.ts';
import type { EnvironmentRule } from './rule.ts';

/** A site without its first page would be deployed as an error page. */
export const siteHasPages: EnvironmentRule = ({ site }, path, folder) => {
  if (!site || !('path' in site) || !site.path) return [];
  const problem = siteProblem(resolve(folder, site.path));
  if (!problem) return [];
  const remedy = 'write the path of a folder with index.html, relative to this file';
  return [mistake([...path, 'site', 'path'], `${quoted(site.path)}, ${problem}`, remedy)];
};

function siteProblem(folder: string): string | undefined {
  if (!existsSync(folder)) return 'which does not exist';
  return existsSync(join(folder, 'index.html')) ? undefined : 'which holds no index.html';
}

/** What is named has to be there before anything is made of it. */
export const redirectsExist: EnvironmentRule = ({ redirects }, path, folder) => {
  if (redirects === undefined || existsSync(resolve(folder, redirects))) return [];
  const remedy = 'write the path of a file, relative to this file, or remove it';
  return [mistake([...path, 'redirects'], `${quoted(redirects)}, which does not exist`, remedy)];
};
