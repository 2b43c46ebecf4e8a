import { resolve } from 'node:path';
import { UsageError } from '../cli/output.ts';
import { loadConfig } from '../config/load.ts';
import type { EnvironmentConfig, StorefrontConfig } from '../config/storefront-config.ts';

/** The environment of a shop that is previewed. */
export interface PreviewedShop {
  /** Absolute path of the storefront file. */
  readonly file: string;
  readonly config: StorefrontConfig;
  readonly environment: string;
  readonly settings: EnvironmentConfig;
  readonly account: string;
  /** The other environments of the file. */
  readonly others: readonly string[];
}

/**
 * Reads an environment out of a storefront file: the one that a person named, otherwise production, which shoppers will see. Throws a
 * `ConfigError` for a mistake in the file and a `UsageError` for an environment that it does not have.
 */
export function previewedShop(file: string, named?: string): PreviewedShop {
  const config = loadConfig(file);
  const entries = Object.entries(config.environments);
  const names = entries.map(([name]) => name);
  const [environment, settings] = chosen(entries, named) ?? [];
  if (environment === undefined || settings === undefined) {
    throw new UsageError(`--environment: found ${named}, write ${names.join(' or ')}`);
  }
  return {
    file: resolve(file),
    config,
    environment,
    settings,
    account: settings.account,
    others: names.filter((name) => name !== environment),
  };
}

function chosen(entries: readonly (readonly [string, EnvironmentConfig])[], named: string | undefined) {
  if (named !== undefined) return entries.find(([name]) => name === named);
  return entries.find(([, { purpose }]) => purpose === 'production') ?? entries[0];
}
