import type { CspSources } from '../../lambda/gateways/gateway-config.ts';
import { pageSources, scriptIntegrityOf, titleOf } from '../../lambda/gateways/registry.ts';
import { ConfigError } from '../config/config-error.ts';
import { listed, mistake, type PlacedMistake } from '../config/mistake.ts';
import {
  contentSecurityPolicy,
  externalSources,
  type InlineHashes,
  longestPolicy,
} from '../contract/content-security-policy.ts';
import { isAnsweredByFunction } from '../contract/paths.ts';
import type { StorefrontPath, StorefrontProfile } from '../contract/schema.ts';
import { clientMistakes } from './checkout-client.ts';
import { forbiddenCode } from './forbidden-code.ts';
import { inlineHashes, type Page, pagesBehind, pagesOf } from './pages.ts';
import { type Site, shown } from './read-site.ts';
import { type HashedSource, integrityMistakes } from './script-integrity.ts';

/** A path of the shop and the content security policy of its pages. */
export interface PagePolicy {
  readonly path: StorefrontPath;
  readonly policy: string;
}

const none: InlineHashes = { scripts: [], styles: [] };

/**
 * The policy of each path, for the pages that the site has there. Throws a `ConfigError` with all that is wrong with the pages where
 * one of them can be given none.
 */
export function pagePolicies(profile: StorefrontProfile, site: Site): readonly PagePolicy[] {
  const pages = pagesOf(site);
  const patterns = profile.paths.map(({ pattern }) => pattern);
  const judged = profile.paths.map((path) => {
    const behind = isAnsweredByFunction(path) ? [] : pagesBehind(pages, path.pattern, patterns);
    const policy = contentSecurityPolicy(profile, path, behind.length > 0 ? inlineHashes(behind) : none);
    const mistakes = [
      ...behind.flatMap((page) => pageMistakes(page, path, { profile, site })),
      ...tooLong(path, policy),
    ];
    return { path, policy, mistakes };
  });
  const mistakes = judged.flatMap((each) => each.mistakes);
  if (mistakes.length > 0) throw new ConfigError(shown(site.folder), mistakes);
  return judged.map(({ path, policy }) => ({ path, policy }));
}

interface Surroundings {
  readonly profile: StorefrontProfile;
  readonly site: Site;
}

function pageMistakes(
  page: Page,
  path: StorefrontPath,
  { profile, site }: Surroundings,
): readonly PlacedMistake[] {
  const file = shown(site.folder, page.name);
  return [
    ...forbiddenCode(page, externalSources(profile, path)['script-src'] ?? []),
    ...integrityMistakes(page, hashedSources(profile, path), site),
    ...(path.serves === 'payment' ? clientMistakes(page, site) : []),
    ...hashesBesideInline(page, externalSources(profile, path), profile),
  ].map((each) => ({ ...each, file }));
}

/** The sources of a path whose owners keep the bytes of a script's URL as they are. */
function hashedSources({ payments }: StorefrontProfile, { serves }: StorefrontPath): readonly HashedSource[] {
  if (serves !== 'payment') return [];
  return payments.gateways
    .filter(({ name }) => scriptIntegrityOf(name).possible)
    .flatMap((config) =>
      (pageSources(config)['script-src'] ?? []).map((source) => ({ source, title: titleOf(config.name) })),
    );
}

/** A hash has browsers pass over `'unsafe-inline'` in the same directive, which a gateway's script cannot work without. */
function hashesBesideInline(
  { elements }: Page,
  sources: CspSources,
  { payments }: StorefrontProfile,
): readonly PlacedMistake[] {
  if (!sources['style-src']?.includes(unsafeInline)) return [];
  const titles = payments.gateways
    .filter((config) => pageSources(config)['style-src']?.includes(unsafeInline))
    .map(({ name }) => titleOf(name));
  const remedy = `move it into a stylesheet: its hash would switch off the inline styles that ${listed(titles, 'and')} cannot work without`;
  return elements
    .filter(({ tag, text }) => tag === 'style' && text !== '')
    .map(({ line }) => ({ ...mistake([], 'an inline style on a payment page', remedy), line }));
}

const unsafeInline = "'unsafe-inline'";

function tooLong({ pattern }: StorefrontPath, policy: string): readonly PlacedMistake[] {
  if (policy.length <= longestPolicy) return [];
  return [
    mistake(
      [],
      `pages below ${pattern} whose content security policy has ${policy.length} characters`,
      `move inline scripts and styles into files, or list fewer scripts: CloudFront takes ${longestPolicy}`,
    ),
  ];
}
