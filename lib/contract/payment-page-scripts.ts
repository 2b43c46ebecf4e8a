import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import { pageSources, provenanceOf, titleOf } from '../../lambda/gateways/registry.ts';
import { groupBy } from '../group-by.ts';
import { externalSources } from './content-security-policy.ts';
import { scriptsOn } from './paths.ts';
import type { AuthorizedScript, StorefrontPath, StorefrontProfile } from './schema.ts';

/** Who answers for scripts on a payment page, and why they run there (PCI DSS v4.0.1, 6.4.3). */
interface Authorisation {
  readonly authorisedBy: string;
  readonly reason: string;
}

/** A source outside the shop whose scripts payment pages run. */
export interface PaymentPageScript extends Authorisation {
  readonly source: string;
  /** Path patterns of the payment pages that run them. */
  readonly pages: readonly string[];
}

/**
 * The sources outside the shop whose scripts its payment pages run, each with who answers for it. Throws an error where the gateway
 * registry does not offer a gateway as the profile names it.
 */
export function paymentPageScripts(profile: StorefrontProfile): readonly PaymentPageScript[] {
  const found = profile.paths
    .filter(({ serves }) => serves === 'payment')
    .flatMap((path) =>
      (externalSources(profile, path)['script-src'] ?? []).map((source) => ({
        source,
        page: path.pattern,
        ...authorisationOf(source, path, profile),
      })),
    );
  const alike = groupBy(found, ({ source, authorisedBy, reason }) =>
    [source, authorisedBy, reason].join('\n'),
  );
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map(({ page: _, ...script }) => ({ ...script, pages: group.map(({ page }) => page) })),
  );
}

/** Who answers for a source of scripts on a path of payment pages: the gateways that need it, and owners of scripts. */
export function authorisationOf(
  source: string,
  path: StorefrontPath,
  { payments }: StorefrontProfile,
): Authorisation {
  const gateways = payments.gateways.filter((config) => pageSources(config)['script-src']?.includes(source));
  const scripts = scriptsOn(payments.scripts, path).filter(({ host }) => host === source);
  return {
    authorisedBy: [...gateways.map(({ name }) => titleOf(name)), ...scripts.map(({ owner }) => owner)].join(
      '; ',
    ),
    reason: [...gateways.map(whyNeeded), ...scripts.map(whyOnPaymentPages)].join('; '),
  };
}

/** What the shop's owner says of it, and why it has to run where shoppers pay. */
function whyOnPaymentPages({ reason, onPaymentPages }: AuthorizedScript): string {
  return [reason, onPaymentPages?.justification].filter(Boolean).join('; ');
}

function whyNeeded({ name, integration }: GatewayConfig): string {
  const { status, source, asOf } = provenanceOf(name, integration);
  return `takes payments as ${integration}: ${source} (${status}, ${asOf})`;
}
