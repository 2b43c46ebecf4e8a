import { policyHosts } from './mail.ts';
import type { StorefrontProfile } from './schema.ts';

/**
 * How far a shop has moved in. In the shadow the distribution answers under CloudFront's own name; with the cutover it takes the
 * names of the shop; live, records lead there.
 */
export const launchStages = ['shadow', 'cutover', 'live'] as const;

/** What tells search engines to keep a page out of what they show (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag). */
export const noIndex = 'noindex, nofollow';

type Names = Pick<StorefrontProfile, 'domain' | 'aliases' | 'mail'>;

/** Every host name of a shop, the canonical one first: those that shoppers know, and the one that mail servers ask. */
export function hostNames({ domain, aliases, mail }: Names): readonly string[] {
  return [domain, ...aliases, ...policyHosts(mail)];
}

/** The host names that the distribution answers to at its stage. */
export function answeredNames(profile: Names & Pick<StorefrontProfile, 'launch'>): readonly string[] {
  return profile.launch === 'shadow' ? [] : hostNames(profile);
}

/** Whether its names lead shoppers to it, so that what they are served can be looked at from outside. */
export function isServedToShoppers(profile: Pick<StorefrontProfile, 'purpose' | 'launch'>): boolean {
  return isOpenToShoppers(profile) && profile.launch === 'live';
}

/**
 * Whether shoppers may come: to production, from the cutover on. Where another distribution had the name, they come as soon as
 * the alias moves, whatever the records say.
 */
export function isOpenToShoppers({
  purpose,
  launch,
}: Pick<StorefrontProfile, 'purpose' | 'launch'>): boolean {
  return purpose === 'production' && launch !== 'shadow';
}
