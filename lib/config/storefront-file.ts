import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../package-root.ts';
import { ConfigError } from './config-error.ts';

/** Which file a command uses when none is named. */
export interface FileChoice {
  readonly path: string;
  /** Whether it is the kit's own example, because the folder holds no shop. */
  readonly isExample: boolean;
}

/** The shop's file of a folder, or the example where there is none. */
export function storefrontFile(folder: string): FileChoice {
  const own = join(folder, 'storefront.yaml');
  if (existsSync(own)) return { path: own, isExample: false };
  const misnamed = join(folder, 'storefront.yml');
  if (existsSync(misnamed)) {
    // The example would be used in its place, and nobody would notice.
    const remedy = 'rename the file to storefront.yaml';
    throw new ConfigError(misnamed, [{ path: [], found: 'the ending .yml', remedy }]);
  }
  return { path: packagePath('examples', 'boutique', 'storefront.yaml'), isExample: true };
}
