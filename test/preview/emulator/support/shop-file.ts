import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { account } from '../../../support/emulator.ts';

const boutique = 'examples/boutique/storefront.yaml';

/** Where the environments are that a test does not deploy: in an account in which production takes money, nobody may rehearse. */
const elsewhere = '222222222222';

/** What a shop differs in from the boutique. */
export interface ShopChanges {
  readonly shop?: string;
  /** What follows `environments.NAME`, by the name. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Writes the file of a shop like the boutique, one of whose environments is in the emulator's account; gives its path. */
export function writeShopFile(
  folder: string,
  deployed: string,
  { shop = 'boutique', environments = {} }: ShopChanges = {},
): string {
  const file = parse(readFileSync(boutique, 'utf8'));
  file.shop = shop;
  for (const [name, environment] of Object.entries<Record<string, unknown>>(file.environments)) {
    const site = { ...(environment['site'] as object), path: resolve('examples/boutique/site') };
    const place = name === deployed ? account : elsewhere;
    Object.assign(environment, { account: place, site }, environments[name]);
  }
  const path = join(folder, `${shop}-${deployed}.yaml`);
  writeFileSync(path, stringify(file));
  return path;
}
