import { gatewayNames, pageSources, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { behaviours } from '../../cloudformation/distributions.ts';
import { attachedPolicies, securityHeader } from '../../cloudformation/headers-policies.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import type { StorefrontContract } from '../../contract/schema.ts';

export type Gateway = StorefrontContract['payments']['gateways'][number];
export type Family = Gateway['integration'];

/** How a family of integrations takes card numbers. */
interface CardEntry {
  readonly title: string;
  /** Where the shopper types the card number. */
  readonly typed: string;
  /** The directives of the payment page's policy that let the browser go there. */
  readonly directives: readonly string[];
}

/** Every family that a storefront's contract can name. */
export const cardEntries: Readonly<Record<Family, CardEntry>> = {
  redirect: {
    title: 'redirect',
    typed: 'card number, typed on the page of the gateway',
    directives: ['form-action'],
  },
  iframe: {
    title: 'iframe',
    typed: 'card number, typed in a frame that is the whole form of the gateway',
    directives: ['frame-src', 'script-src'],
  },
  fields: {
    title: 'fields',
    typed: 'card number, typed in fields of the gateway within the page of the shop',
    directives: ['frame-src', 'script-src', 'connect-src'],
  },
  server: { title: 'server', typed: 'card number, sent on by the shop', directives: [] },
};

/** A policy of payment pages that lets browsers go to a gateway. */
export interface Admission {
  readonly distribution: Resource;
  readonly policy: Resource;
  readonly hosts: readonly string[];
}

/** The policies of payment pages that let a shopper's browser take card numbers to a gateway, as they are in the templates. */
export function admissionsOf(
  gateway: Gateway,
  distributions: readonly Resource[],
  { paths }: StorefrontContract,
): readonly Admission[] {
  const wanted = sourcesOf(gateway);
  const payment = paths.filter(({ serves }) => serves === 'payment').map(({ pattern }) => pattern);
  return distributions.flatMap((distribution) =>
    behaviours(distribution)
      .filter((behaviour) => payment.includes(String(behaviour.at('PathPattern').literal)))
      .flatMap(attachedPolicies)
      .flatMap((policy) => {
        const hosts = wanted.filter((source) => admits(policy, gateway.integration, source));
        return hosts.length === 0 ? [] : [{ distribution, policy, hosts }];
      }),
  );
}

/** What a page needs of a gateway; nothing where the gateway registry does not offer it so. */
function sourcesOf(gateway: Gateway): readonly string[] {
  const { name, integration } = gateway;
  if (!gatewayNames.includes(name) || !supportedIntegrations(name).includes(integration)) return [];
  const sources = pageSources(gateway);
  const found = cardEntries[integration].directives.flatMap((directive) => sources[directive] ?? []);
  return [...new Set(found)].filter((source) => !source.startsWith("'"));
}

function admits(policy: Resource, integration: Family, source: string): boolean {
  const text = String(securityHeader(policy, 'ContentSecurityPolicy.ContentSecurityPolicy').literal ?? '');
  return text.split(';').some((directive) => {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    return cardEntries[integration].directives.includes(name) && sources.includes(source);
  });
}
