import { dirname, resolve } from 'node:path';
import { type FileKind, readChecked } from './check-file.ts';
import { checkRules } from './rules.ts';
import { type StorefrontFile, storefrontSchema } from './schema.ts';
import { configOf, type StorefrontConfig } from './storefront-config.ts';
import { unsupportedSettings } from './unsupported-settings.ts';

/** What a storefront file is held against. */
export const storefrontKind: FileKind<StorefrontFile> = {
  usually: 'storefront.yaml',
  schema: storefrontSchema,
  checkRules,
  unsupported: unsupportedSettings,
};

/** Reads a storefront file. Throws a `ConfigError` with everything that is wrong with it. */
export function loadConfig(path: string): StorefrontConfig {
  const folder = dirname(resolve(path));
  return configOf(readChecked(path, folder, storefrontKind), folder);
}
