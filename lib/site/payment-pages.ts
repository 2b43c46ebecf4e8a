import { patternOf } from '../../lambda/shared/site/path-pattern.ts';
import { ConfigError } from '../config/config-error.ts';
import { mistake } from '../config/mistake.ts';
import type { StorefrontProfile } from '../contract/schema.ts';
import { type PagePolicy, pagePolicies } from './page-policies.ts';
import { type Page, pagesOf, urlPathOf } from './pages.ts';
import { type Site, shown } from './read-site.ts';

/** A page on which shoppers confirm an order or pay, and the policy that it is served with. */
export interface PaymentPage extends PagePolicy {
  /** Path of its URL. */
  readonly url: string;
  readonly page: Page;
}

/** The payment pages of a site, by URL. Throws a `ConfigError` for a site that has none: then nothing could be compared. */
export function paymentPages(profile: StorefrontProfile, site: Site): readonly PaymentPage[] {
  const policies = pagePolicies(profile, site);
  const patterns = profile.paths.map(({ pattern }) => pattern);
  const found = pagesOf(site).flatMap((page) =>
    servedAt(page, patterns).flatMap(([pattern, url]) =>
      policies
        .filter(({ path }) => path.pattern === pattern && path.serves === 'payment')
        .map((policy) => ({ ...policy, url, page })),
    ),
  );
  if (found.length === 0) throw new ConfigError(shown(site.folder), [noPaymentPage(profile)]);
  return found.sort((one, other) => (one.url < other.url ? -1 : 1));
}

/** The URLs of a page; only one of those that are served alike. */
function servedAt({ name }: Page, patterns: readonly string[]): readonly (readonly [string, string])[] {
  const byPattern = new Map<string, string>();
  for (const url of [`/${name}`, urlPathOf(name)]) {
    const pattern = patternOf(url, patterns);
    if (pattern !== undefined) byPattern.set(pattern, url);
  }
  return [...byPattern];
}

function noPaymentPage({ paths }: StorefrontProfile) {
  const [pattern = ''] = paths.filter(({ serves }) => serves === 'payment').map((path) => path.pattern);
  return mistake(
    [],
    `no page below ${pattern}`,
    'put the page there on which shoppers pay; it gets the headers of a payment page and is watched',
  );
}
