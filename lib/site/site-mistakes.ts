import { matchesPattern } from '../../lambda/shared/site/path-pattern.ts';
import type { DeepPartial } from '../config/form.ts';
import { type Mistake, mistake, type Path, quoted } from '../config/mistake.ts';
import type { EnvironmentConfig } from '../config/storefront-config.ts';
import type { AuthorizedScript, StorefrontProfile } from '../contract/schema.ts';
import { nearest } from '../nearest.ts';
import { beyondQuotas } from './header-sets.ts';
import { pagesOf, urlPathOf } from './pages.ts';
import { type Site, shown } from './read-site.ts';

/** One environment of a shop with the site that it serves. */
export interface ServedShop {
  readonly name: string;
  readonly environment: EnvironmentConfig;
  readonly profile: StorefrontProfile;
  readonly site: Site;
  /** How many sets of headers it needs. */
  readonly sets: number;
}

/** A site, and where an environment says that shoppers meet its functions. */
export interface PlacedSite {
  readonly name: string;
  readonly places: Readonly<Partial<Record<(typeof placeNames)[number], string | undefined>>>;
  readonly site: Site;
}

const placeNames = ['cart', 'checkout', 'return'] as const;

/** A script of which any setting may be missing, because it had the wrong form. */
type ScriptDraft = DeepPartial<Pick<AuthorizedScript, 'pages' | 'except'>> | undefined;

/** What the storefront file says of pages that its sites do not have, or of more than CloudFront takes. */
export function siteMistakes(
  scripts: readonly AuthorizedScript[],
  shops: readonly ServedShop[],
): readonly Mistake[] {
  const sites = shops.map(({ name, environment, site }) => ({ name, places: environment.site, site }));
  return [...pageMistakes(scripts, sites), ...beyond(shops)];
}

/** What a storefront file says of pages that its sites do not have, as far as what it says has the right form. */
export function pageMistakes(
  scripts: readonly ScriptDraft[],
  sites: readonly PlacedSite[],
): readonly Mistake[] {
  return [...absentPlaces(sites), ...unmatched(scripts, sites)];
}

/** Gateways lead back to a page, and functions lead shoppers to the cart and the checkout: all of them have to be there. */
function absentPlaces(sites: readonly PlacedSite[]): readonly Mistake[] {
  return sites.flatMap(({ name, places, site }) =>
    placeNames.flatMap((setting) => {
      const url = places[setting];
      // A cart without a page of its own is a part of the checkout.
      const isOwn = setting !== 'cart' || url !== places.checkout;
      if (url === undefined || !isOwn || urlsOf(site).has(url)) return [];
      const found = `${quoted(url)}, where ${shown(site.folder)} has no page`;
      const remedy = `write the path of the page, or add ${url.slice(1)}index.html to the site`;
      return [mistake(['environments', name, 'site', setting], found, remedy)];
    }),
  );
}

/** A pattern that no page of any environment matches is misspelt, and its script would run nowhere. */
function unmatched(scripts: readonly ScriptDraft[], sites: readonly PlacedSite[]): readonly Mistake[] {
  const urls = [...new Set(sites.flatMap(({ site }) => [...urlsOf(site)]))];
  if (urls.length === 0) return [];
  return scripts.flatMap(({ pages = [], except = [] } = {}, index) =>
    Object.entries({ pages, except }).flatMap(([setting, patterns]) =>
      patterns.flatMap((pattern, at) =>
        pattern === undefined || urls.some((url) => matchesPattern(pattern, url))
          ? []
          : [noPage(['scripts', index, setting, at], pattern, urls)],
      ),
    ),
  );
}

function noPage(path: Path, pattern: string, urls: readonly string[]): Mistake {
  const folders = [...new Set(urls.map((url) => `${url.slice(0, url.lastIndexOf('/') + 1)}*`))];
  const meant = nearest(
    pattern,
    folders.filter((each) => each !== '/*'),
  );
  return mistake(
    path,
    `${quoted(pattern)}, which no page of the site matches`,
    meant ? `write ${quoted(meant)}` : 'write the path of pages that are there, or remove it',
  );
}

/** The quota of headers policies is the account's, so that its environments count together. */
function beyond(shops: readonly ServedShop[]): readonly Mistake[] {
  const accounts = new Set(shops.map(({ environment }) => environment.account));
  const faults = [...accounts].map((account) => {
    const there = shops.filter(({ environment }) => environment.account === account);
    const paths = Math.max(...there.map(({ profile }) => profile.paths.length));
    return beyondQuotas(
      paths,
      there.reduce((sum, { sets }) => sum + sets, 0),
    );
  });
  return faults.flatMap((fault) => (fault ? [mistake(['scripts'], fault.found, fault.remedy)] : []));
}

function urlsOf(site: Site): ReadonlySet<string> {
  return new Set(pagesOf(site).flatMap(({ name }) => [`/${name}`, urlPathOf(name)]));
}
