import { pageScripts } from '../../lambda/gateways/registry.ts';
import type { Inventory, InventoryPage, InventoryScript } from '../../lambda/page-integrity/inventory.ts';
import { sha256 } from '../../lambda/shared/site/code.ts';
import { type PageElement, pageElementsOf } from '../../lambda/shared/site/page-elements.ts';
import { isAllowed } from '../../lambda/shared/site/sources.ts';
import { headersOf } from '../../lambda/site-release/headers.ts';
import { externalSources } from '../contract/content-security-policy.ts';
import { authorisationOf } from '../contract/payment-page-scripts.ts';
import type { StorefrontProfile } from '../contract/schema.ts';
import { answerHeaders, sentHeaders } from './answer-headers.ts';
import { ownScripts } from './own-scripts.ts';
import { type PaymentPage, paymentPages } from './payment-pages.ts';
import type { Site } from './read-site.ts';
import { integrityOf } from './script-integrity.ts';

/**
 * The inventory of the payment pages (PCI DSS v4.0.1, 6.4.3 and 11.6.1): which pages there are, which headers they are
 * sent with, and each script that may run in them, with who authorised it and why. The same site and file give the
 * same inventory. Throws a `ConfigError` where the site has no payment page.
 */
export function scriptInventory(profile: StorefrontProfile, site: Site): Inventory {
  const pages = paymentPages(profile, site);
  const own = pages.flatMap((page) => ownOf(page, site, profile));
  const inline = pages.flatMap((page) => inlineOf(page, profile));
  const external = pages.flatMap((page) => externalOf(page, profile));
  return {
    version: 1,
    shop: profile.shop,
    environment: profile.environment,
    engine: engineFor(profile, external.length > 0),
    pages: pages.map((page) => inventoryPage(page, profile, site)),
    scripts: [...joined(own), ...joined(inline), ...joined(external)],
  };
}

/** Only a browser sees what the script of a third party, or a gateway's frame, adds while the page runs. */
function engineFor({ payments }: StorefrontProfile, hasExternal: boolean): Inventory['engine'] {
  const embedded = payments.gateways.some(({ integration }) => ['iframe', 'fields'].includes(integration));
  return hasExternal || embedded ? 'browser' : 'html';
}

function inventoryPage(each: PaymentPage, profile: StorefrontProfile, { files }: Site): InventoryPage {
  const { url, page, path } = each;
  const external = externalSources(profile, path);
  const type = { name: 'content-type', value: headersOf(page.name).contentType };
  const headers = [type, ...sentHeaders(answerHeaders(profile, each))];
  const bytes = files.find(({ name }) => name === page.name)?.bytes ?? new Uint8Array();
  return {
    path: url,
    file: page.name,
    sha256: sha256(bytes),
    headers,
    pageElements: [...pageElements(each, profile)],
    sources: {
      scripts: [...(external['script-src'] ?? [])],
      frames: [...(external['frame-src'] ?? [])],
      forms: [...(external['form-action'] ?? [])],
    },
  };
}

function pageElements({ page, url }: PaymentPage, { domain }: StorefrontProfile): readonly PageElement[] {
  return pageElementsOf(page.elements, `https://${domain}${url}`);
}

type Found<Kind extends InventoryScript['kind']> = Extract<InventoryScript, { kind: Kind }>;

function ownOf({ page, url }: PaymentPage, site: Site, { shop }: StorefrontProfile): readonly Found<'own'>[] {
  const bytesOf = new Map<string, Uint8Array>(
    site.files.map(({ name, bytes }) => [`/${name}`, bytes] as const),
  );
  return ownScripts(page, site).map((path) => {
    const bytes = bytesOf.get(path) ?? new Uint8Array();
    return {
      kind: 'own',
      path,
      sha256: sha256(bytes),
      integrity: integrityOf(bytes),
      pages: [url],
      ...ofTheShop(shop),
    };
  });
}

function inlineOf(each: PaymentPage, profile: StorefrontProfile): readonly Found<'inline'>[] {
  return pageElements(each, profile)
    .filter(({ kind }) => kind === 'inline-script')
    .map(({ what }) => ({ kind: 'inline', hash: what, pages: [each.url], ...ofTheShop(profile.shop) }));
}

function ofTheShop(shop: string) {
  return { authorisedBy: shop, reason: "a part of the shop's own site, deployed with it" };
}

function externalOf(each: PaymentPage, profile: StorefrontProfile): readonly Found<'external'>[] {
  const sources = externalSources(profile, each.path)['script-src'] ?? [];
  const hashes = pageElements(each, profile)
    .filter(({ kind }) => kind === 'integrity')
    .map(({ what }) => [what.split(' ', 1).join(), what.slice(what.indexOf(' ') + 1)] as const);
  const known = [...hashes, ...hashedScripts(profile)];
  return sources.map((source) => ({
    kind: 'external',
    source,
    integrity: Object.fromEntries(known.filter(([url]) => isAllowed(url, [source]))),
    pages: [each.url],
    ...authorisationOf(source, each.path, profile),
  }));
}

// The shop's client loads these, so that no element of a page names them.
function hashedScripts({ payments }: StorefrontProfile): readonly (readonly [url: string, hash: string])[] {
  return payments.gateways
    .flatMap(pageScripts)
    .flatMap(({ url, integrity }) => (integrity === undefined ? [] : [[url, integrity] as const]));
}

/** The same script on several pages is one entry. */
function joined<Script extends InventoryScript>(scripts: readonly Script[]): readonly Script[] {
  const byContent = new Map<string, Script>();
  for (const script of scripts) {
    const key = JSON.stringify({ ...script, pages: [] });
    byContent.set(key, { ...script, pages: [...(byContent.get(key)?.pages ?? []), ...script.pages] });
  }
  return [...byContent.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, script]) => script);
}
