import type { CspSources } from '../../lambda/gateways/gateway-config.ts';
import { pageSources, scriptIntegrityOf, titleOf } from '../../lambda/gateways/registry.ts';
import { ConfigError } from '../config/config-error.ts';
import { listed, mistake } from '../config/mistake.ts';
import {
  contentSecurityPolicy,
  externalSources,
  type InlineHashes,
  longestPolicy,
} from '../contract/content-security-policy.ts';
import { isAnsweredByFunction } from '../contract/paths.ts';
import type { StorefrontPath, StorefrontProfile } from '../contract/schema.ts';
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

/** The policy of each path, for the pages that the site has there. Throws a `ConfigError` where none can be given. */
export function pagePolicies(profile: StorefrontProfile, site: Site): readonly PagePolicy[] {
  const pages = pagesOf(site);
  const patterns = profile.paths.map(({ pattern }) => pattern);
  return profile.paths.map((path) => {
    const behind = isAnsweredByFunction(path) ? [] : pagesBehind(pages, path.pattern, patterns);
    refuseForbiddenCode(behind, externalSources(profile, path)['script-src'] ?? [], site);
    refuseScriptsWithoutHash(behind, hashedSources(profile, path), site);
    refuseHashesBesideInline(behind, externalSources(profile, path), profile, site);
    const policy = contentSecurityPolicy(profile, path, behind.length > 0 ? inlineHashes(behind) : none);
    refuseTooLong(path, policy, site);
    return { path, policy };
  });
}

function refuseForbiddenCode(pages: readonly Page[], sources: readonly string[], { folder }: Site): void {
  for (const page of pages) {
    const mistakes = forbiddenCode(page, sources);
    if (mistakes.length > 0) throw new ConfigError(shown(folder, page.name), mistakes);
  }
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

function refuseScriptsWithoutHash(pages: readonly Page[], hashed: readonly HashedSource[], site: Site): void {
  for (const page of pages) {
    const mistakes = integrityMistakes(page, hashed, site);
    if (mistakes.length > 0) throw new ConfigError(shown(site.folder, page.name), mistakes);
  }
}

/** A hash has browsers pass over `'unsafe-inline'` in the same directive, which a gateway's script cannot work without. */
function refuseHashesBesideInline(
  pages: readonly Page[],
  sources: CspSources,
  { payments }: StorefrontProfile,
  { folder }: Site,
): void {
  if (!sources['style-src']?.includes(unsafeInline)) return;
  const titles = payments.gateways
    .filter((config) => pageSources(config)['style-src']?.includes(unsafeInline))
    .map(({ name }) => titleOf(name));
  const remedy = `move it into a stylesheet: its hash would switch off the inline styles that ${listed(titles, 'and')} cannot work without`;
  for (const page of pages) {
    const mistakes = page.elements
      .filter(({ tag, text }) => tag === 'style' && text !== '')
      .map(({ line }) => ({ ...mistake([], 'an inline style on a payment page', remedy), line }));
    if (mistakes.length > 0) throw new ConfigError(shown(folder, page.name), mistakes);
  }
}

const unsafeInline = "'unsafe-inline'";

function refuseTooLong({ pattern }: StorefrontPath, policy: string, { folder }: Site): void {
  if (policy.length <= longestPolicy) return;
  throw new ConfigError(shown(folder), [
    mistake(
      [],
      `pages below ${pattern} whose content security policy has ${policy.length} characters`,
      `move inline scripts and styles into files, or list fewer scripts: CloudFront takes ${longestPolicy}`,
    ),
  ]);
}
