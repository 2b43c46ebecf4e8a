import quotas from '../aws/cloudfront-quotas.json' with { type: 'json' };
import type { StorefrontProfile } from '../contract/schema.ts';
import { type AnswerHeaders, answerHeaders } from './answer-headers.ts';
import { type PagePolicy, pagePolicies } from './page-policies.ts';
import type { Site } from './read-site.ts';

/** The headers that some paths of a shop are answered with alike. */
export interface HeaderSet {
  readonly headers: AnswerHeaders;
  /** The paths, in the order of the distribution; the first one names the set. */
  readonly pages: readonly [PagePolicy, ...PagePolicy[]];
}

/** The sets of headers of a shop, equal ones merged. Throws a `ConfigError` where a page can be given no policy. */
export function headerSets(profile: StorefrontProfile, site: Site): readonly HeaderSet[] {
  const sets = new Map<string, HeaderSet>();
  for (const page of pagePolicies(profile, site)) {
    const headers = answerHeaders(profile, page);
    const content = JSON.stringify(headers);
    const known = sets.get(content);
    sets.set(content, { headers, pages: known ? [...known.pages, page] : [page] });
  }
  return [...sets.values()];
}

/** What a shop asks of CloudFront beyond its quotas, as the found part of a sentence and what to do; nothing where all fits. */
export function beyondQuotas(
  paths: number,
  sets: number,
): { readonly found: string; readonly remedy: string } | undefined {
  const { responseHeadersPoliciesPerAccount, cacheBehavioursPerDistribution, asOf } = quotas;
  if (sets > responseHeadersPoliciesPerAccount) {
    const found = `pages that need ${sets} sets of response headers in one account`;
    const most = `${responseHeadersPoliciesPerAccount} response headers policies for each account`;
    return { found, remedy: `list scripts for the same pages: the quota of CloudFront is ${most} (${asOf})` };
  }
  if (paths > cacheBehavioursPerDistribution) {
    const most = `${cacheBehavioursPerDistribution} cache behaviours for each distribution`;
    return {
      found: `patterns that make ${paths} paths`,
      remedy: `list fewer patterns: the quota of CloudFront is ${most} (${asOf})`,
    };
  }
  return undefined;
}
