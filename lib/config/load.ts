import { dirname, resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { judge } from './judge.ts';
import { notYet } from './not-yet.ts';
import { readText } from './read-text.ts';
import { readSource } from './source.ts';
import { configOf, type StorefrontConfig } from './storefront-config.ts';

/** Reads a shop's file. Throws a `ConfigError` with everything that is wrong with it. */
export function loadConfig(path: string): StorefrontConfig {
  const folder = dirname(resolve(path));
  const { mistakes, file } = judge(readSource(readText(path)), folder, notYet);
  if (mistakes.length > 0 || !file) throw new ConfigError(path, mistakes);
  return configOf(file, folder);
}
