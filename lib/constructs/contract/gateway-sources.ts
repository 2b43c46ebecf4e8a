import type { ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { pageSources, provenanceOf, titleOf } from '../../../lambda/gateways/registry.ts';
import { kitDecisions } from '../../contract/kit-decisions.ts';
import { applyKitException } from './kit-exceptions.ts';
import type { Storefront } from './storefront.ts';

/** Accepts, by name, what the gateway registry says a gateway cannot work without, on the policy of a payment page. */
export function acceptGatewaySources(policy: ResponseHeadersPolicy, storefront: Storefront): void {
  const asked = new Map<string, string>();
  for (const gateway of storefront.profile.payments.gateways) {
    for (const about of openSources(gateway)) {
      asked.set(about, [asked.get(about), whoAsks(gateway)].filter(Boolean).join('; '));
    }
  }
  for (const [about, who] of asked) {
    for (const rule of kitDecisions['gateway-source'].rules)
      applyKitException(policy, 'gateway-source', storefront, { rule, about, because: who });
  }
}

/** Directive and source, where the source stands for more than one host, or for inline code. */
function openSources(gateway: GatewayConfig): readonly string[] {
  return Object.entries(pageSources(gateway)).flatMap(([directive, sources]) =>
    sources.filter(isOpen).map((source) => `${directive} ${source}`),
  );
}

function isOpen(source: string): boolean {
  return source.includes('*') || source === 'https:' || source.startsWith("'unsafe-");
}

function whoAsks({ name, integration }: GatewayConfig): string {
  const { status, source, asOf } = provenanceOf(name, integration);
  return `${titleOf(name)} (${integration}) asks for it: ${source} (${status}, ${asOf})`;
}
