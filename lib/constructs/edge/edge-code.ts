import { readFileSync } from 'node:fs';
import { answeredNames } from '../../contract/launch.ts';
import type { StorefrontProfile } from '../../contract/schema.ts';
import { packagePath } from '../../package-root.ts';

/** What the code at the edge knows of the shop. */
export type EdgeShop = Pick<StorefrontProfile, 'domain' | 'aliases' | 'launch'>;

/** The code that leads paths to a release. */
export function siteRequestCode(shop: EdgeShop, release: string): string {
  return withHosts(shop, codeOf('site-request')).replace('__RELEASE__', release);
}

/** The code that hands requests to functions. */
export function functionRequestCode(shop: EdgeShop): string {
  return withHosts(shop, codeOf('function-request'));
}

/** The names that are led to the canonical one come first, because the handler asks for them first. */
function withHosts(shop: EdgeShop, code: string): string {
  return `${codeOf('parts/canonical-host')}${code}`
    .replace('__CANONICAL_HOST__', shop.domain)
    .replace('__OTHER_HOSTS__', otherHosts(shop));
}

/**
 * While a shop moves in, people look at it under CloudFront's own name. A live shop has one address for each page, whatever
 * other name leads to the distribution.
 */
function otherHosts(shop: EdgeShop): string {
  return shop.launch === 'live' ? '*' : answeredNames(shop).slice(1).join(',');
}

/** The code of a CloudFront function. CloudFront takes 10 KB, so comments stay behind. */
function codeOf(name: string): string {
  return readFileSync(packagePath('lambda', 'edge', `${name}.js`), 'utf8').replace(/^\s*\/\/.*\n/gm, '');
}
