import type { CspSources } from '../../lambda/gateways/gateway-config.ts';
import { pageSources } from '../../lambda/gateways/registry.ts';
import { reportPath, scriptsOn } from './paths.ts';
import type { AuthorizedScript, StorefrontPath, StorefrontProfile } from './schema.ts';

/**
 * Longest policy that CloudFront takes in a response headers policy, in characters.
 * Source: CloudFront quotas, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const longestPolicy = 1783;

/** Hashes of the inline code that a page's own files carry, for example `'sha256-…'`. */
export interface InlineHashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** What every page may do: load from the shop itself, and nothing else. */
const own: CspSources = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * The sources outside the shop that pages below a path need, by directive: those of the gateways on payment
 * pages, and those of the scripts that the owner authorized. The shop's policy has these and no others.
 */
export function externalSources(profile: StorefrontProfile, path: StorefrontPath): CspSources {
  const gateways = path.serves === 'payment' ? profile.payments.gateways.map(pageSources) : [];
  return union([...gateways, ...scriptsOn(profile.payments.scripts, path).map(scriptSources)]);
}

/** The sources that an authorized script needs: its own, and what it reaches. */
export function scriptSources({ host, reaches = {} }: AuthorizedScript): CspSources {
  return { 'script-src': [host], ...reaches };
}

/** Who may put the pages below a path into a frame: the origins that the shop names, and nobody a payment page. */
export function frameAncestors(
  { embedding = [] }: StorefrontProfile,
  { serves }: StorefrontPath,
): readonly string[] {
  return serves === 'pages' ? embedding : [];
}

/** The content security policy of a path, directives in a fixed order. */
export function contentSecurityPolicy(
  profile: StorefrontProfile,
  path: StorefrontPath,
  { scripts, styles }: InlineHashes,
): string {
  const sources = union([
    own,
    externalSources(profile, path),
    { 'script-src': scripts, 'style-src': styles },
  ]);
  const embedding = frameAncestors(profile, path);
  const framed = embedding.length > 0 ? { ...sources, 'frame-ancestors': embedding } : sources;
  const directives = Object.entries(framed).map(([name, values]) => [name, ...values].join(' '));
  return [...directives, 'upgrade-insecure-requests', `report-uri ${reportPath}`, 'report-to csp'].join('; ');
}

/** Names the endpoint that `report-to` means. */
export function reportingEndpoints({ domain }: StorefrontProfile): string {
  return `csp="https://${domain}${reportPath}"`;
}

function union(all: readonly CspSources[]): CspSources {
  const names = [...new Set(all.flatMap((sources) => Object.keys(sources)))];
  return Object.fromEntries(
    names.map((name) => [name, [...new Set(all.flatMap((sources) => sources[name] ?? []))]]),
  );
}
