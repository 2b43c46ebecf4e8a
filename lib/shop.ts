import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkSource } from './config/check-file.ts';
import { ConfigError } from './config/config-error.ts';
import type { EnvironmentDraft, StorefrontDraft } from './config/form.ts';
import { storefrontKind } from './config/load.ts';
import type { PlacedMistake } from './config/mistake.ts';
import { readText } from './config/read-text.ts';
import { environmentsOf } from './config/rules/shop.ts';
import { readSource, type Source } from './config/source.ts';
import { configOf, placesOf, type StorefrontConfig } from './config/storefront-config.ts';
import { type Storefront, storefrontOf } from './constructs/contract/storefront.ts';
import { storefrontPaths } from './contract/paths.ts';
import { catalogueOf } from './site/catalogue.ts';
import { forbiddenAnywhere } from './site/forbidden-code.ts';
import { headerSets } from './site/header-sets.ts';
import { pagesOf } from './site/pages.ts';
import { readSite, type Site, shown } from './site/read-site.ts';
import { readRedirects } from './site/redirects.ts';
import { type PlacedSite, pageMistakes, type ServedShop, siteMistakes } from './site/site-mistakes.ts';

/** Reads a storefront file and the sites that it names. Throws a `ConfigError` with everything that is wrong with all of them. */
export function loadShop(path: string): StorefrontConfig {
  const folder = dirname(resolve(path));
  const source = readSource(readText(path, storefrontKind.usually));
  const { mistakes, file, draft = {} } = checkSource(source, folder, storefrontKind);
  if (mistakes.length > 0 || !file) {
    throw new ConfigError(path, [...mistakes, ...alsoInSites(draft, folder, source)]);
  }
  const config = configOf(file, folder);
  const wrong = inSites(config, source);
  if (wrong.length > 0) throw new ConfigError(path, wrong);
  return config;
}

/** What is wrong with the sites of a file that is right. */
function inSites(config: StorefrontConfig, source: Source): readonly PlacedMistake[] {
  const shops: ServedShop[] = [];
  const wrong = Object.keys(config.environments).flatMap((name) => {
    const storefront = storefrontOf(config, name);
    const { path } = storefront.environment.site;
    const read = attempt(() => readSite(path));
    if (!('result' in read)) return read.mistakes;
    const site = read.result;
    const sets = attempt(() => headerSets(storefront.profile, site));
    const count = 'result' in sets ? sets.result.length : 0;
    shops.push({ name, environment: storefront.environment, profile: storefront.profile, site, sets: count });
    return [...sets.mistakes, ...productsAndRedirects(storefront, site)];
  });
  return [...siteMistakes(config.scripts, shops).map(source.place), ...wrong];
}

function productsAndRedirects({ environment, profile }: Storefront, site: Site): readonly PlacedMistake[] {
  const { redirects, domain, redirectHosts } = environment;
  const hosts = [domain, ...redirectHosts];
  return [
    ...attempt(() => catalogueOf(site, environment.site.catalogue, environment.payments.gateways)).mistakes,
    ...(redirects === undefined
      ? []
      : attempt(() => readRedirects(redirects, { site, paths: profile.paths, hosts })).mistakes),
  ];
}

/**
 * What is wrong with sites, as far as the file says what they are: their files, their products, code that no page may hold, redirects, and
 * pages that the file names and that are not there.
 */
function alsoInSites(draft: StorefrontDraft, folder: string, source: Source): readonly PlacedMistake[] {
  const environments = environmentsOf(draft);
  const sites: PlacedSite[] = [];
  const wrong = environments.flatMap(([name, environment]) => {
    const { site } = environment;
    if (!site || !('path' in site) || !site.path) return [];
    const path = resolve(folder, site.path);
    // That it is not there, the file's own mistakes say.
    if (!existsSync(path)) return [];
    const read = attempt(() => readSite(path));
    if (!('result' in read)) return read.mistakes;
    sites.push({ name, places: site, site: read.result });
    const pages = pagesOf(read.result).flatMap((page) =>
      forbiddenAnywhere(page).map((each) => ({ ...each, file: shown(path, page.name) })),
    );
    const catalogue = site.catalogue ?? 'catalogue.json';
    return [
      ...pages,
      ...attempt(() => catalogueOf(read.result, catalogue)).mistakes,
      ...redirectsOf(environment, folder, read.result),
    ];
  });
  const isWhole = sites.length === environments.length;
  return [...pageMistakes(isWhole ? (draft.scripts ?? []) : [], sites).map(source.place), ...wrong];
}

function redirectsOf(
  { redirects, domain, redirectHosts = [], site }: EnvironmentDraft,
  folder: string,
  of: Site,
): readonly PlacedMistake[] {
  if (redirects === undefined || domain === undefined || !site || !('path' in site)) return [];
  const file = resolve(folder, redirects);
  if (!existsSync(file)) return [];
  const hosts = [domain, ...redirectHosts.flatMap((host) => host ?? [])];
  return attempt(() => readRedirects(file, { site: of, paths: storefrontPaths([], placesOf(site)), hosts }))
    .mistakes;
}

type Attempt<Result> =
  | { readonly result: Result; readonly mistakes: readonly [] }
  | { readonly mistakes: readonly PlacedMistake[] };

function attempt<Result>(work: () => Result): Attempt<Result> {
  try {
    return { result: work(), mistakes: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { mistakes: error.mistakes };
    throw error;
  }
}
