import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { covers, mayMatchSame } from '../../contract/path-patterns.ts';
import {
  apiPath,
  callbackPath,
  type PaymentPlaces,
  paymentPatterns,
  reportPath,
} from '../../contract/paths.ts';
import { mistake, quoted } from '../mistake.ts';
import { placesOf } from '../storefront-config.ts';
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

/** Where functions answer there is no page of the site. */
const ofFunctions = [apiPath, callbackPath, reportPath];

/** Shoppers pay on pages of the site, and are led back to another one. */
export const placesAreOwn: EnvironmentRule = ({ site }, path) => {
  if (!site || !('path' in site)) return [];
  const places = placesOf(site);
  const patterns = [...paymentPatterns(places), ...(site.cart === undefined ? [] : [site.cart])];
  const taken = patterns.flatMap((pattern) => {
    const rival = ofFunctions.find((other) => mayMatchSame(pattern, other));
    if (rival === undefined) return [];
    const [setting, url] = placeBehind(pattern, { ...places, cart: site.cart });
    const found = `${quoted(url)}, where functions answer (${rival})`;
    return [mistake([...path, 'site', setting], found, `write the path of a page, such as /${setting}/`)];
  });
  if (places.return !== places.checkout) return taken;
  const remedy = `write the path of another page, such as ${places.checkout}done/`;
  return [
    ...taken,
    mistake([...path, 'site', 'return'], `${quoted(places.return)}, which is the checkout`, remedy),
  ];
};

type NamedPlaces = PaymentPlaces & { readonly cart?: string | undefined };

/** The setting that a pattern comes from, and what it says. */
function placeBehind(pattern: string, { cart, checkout, return: returned }: NamedPlaces) {
  if (pattern === cart) return ['cart', cart] as const;
  return covers(`${checkout}*`, pattern)
    ? (['checkout', checkout] as const)
    : (['return', returned] as const);
}

/** A frame of the shop inside the shop needs no such permission, and nobody else has its names. */
export const embeddedByOthers: EnvironmentRule = ({ embedding = [], domain, aliases = [] }, path) =>
  embedding.flatMap((origin, index) => {
    const host = origin?.slice('https://'.length);
    if (host === undefined || ![domain, ...aliases].includes(host)) return [];
    return [
      mistake([...path, 'embedding', index], `${quoted(origin ?? '')}, a name of the shop`, 'remove it'),
    ];
  });
