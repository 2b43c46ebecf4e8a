import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packagePath } from '../package-root.ts';
import { ConfigError } from './config-error.ts';
import { mistake } from './mistake.ts';

/** The storefront file of the example shop, an absolute path; only the kit's checkout has it. */
export const examplePath = packagePath('examples', 'boutique', 'storefront.yaml');

/**
 * The storefront file of a command: the one that a person named, otherwise that of the folder, otherwise the example where the kit
 * runs from its checkout; `tell` is given a line that says so, because nobody named it.
 */
export function storefrontFile(
  named: string | undefined,
  folder: string,
  tell: (line: string) => void,
): string {
  if (named !== undefined) return notEmpty(named);
  const own = join(folder, 'storefront.yaml');
  if (existsSync(own)) return own;
  const misnamed = join(folder, 'storefront.yml');
  if (existsSync(misnamed)) {
    // The example would be used in its place, and nobody would notice.
    throw new ConfigError(misnamed, [mistake([], 'the ending .yml', 'rename the file to storefront.yaml')]);
  }
  if (!existsSync(examplePath)) {
    const remedy = 'name the storefront file with --file, or go to its folder';
    throw new ConfigError(folder, [mistake([], 'no storefront.yaml', remedy)]);
  }
  tell(
    `palisade: no storefront file is named and ${folder} has none, so the example is used: ${shown(folder)}\n`,
  );
  return examplePath;
}

function notEmpty(named: string): string {
  if (named.trim() !== '') return named;
  throw new ConfigError('storefront file', [
    mistake([], 'an empty name', 'write the path of the file, such as storefront.yaml'),
  ]);
}

function shown(folder: string): string {
  const below = relative(folder, examplePath);
  return below.startsWith('..') ? examplePath : below;
}
