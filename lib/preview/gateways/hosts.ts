import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { egressHosts, pageScripts, pageSources, redirectOrigins } from '../../../lambda/gateways/registry.ts';

/** The bank that issued the test cards. */
export const issuerHost = 'issuer.example';

/** Where a merchant sees payments, and gives money back. */
export const merchantHost = 'gateways';

/** Hosts that the registry allows by a wildcard, or that only the gateway's own pages lead to. */
const more: Readonly<Record<string, readonly string[]>> = {
  checkoutcom: ['frames.checkout.com'],
  mercadopago: ['www.mercadopago.com'],
};

/** Every host of a gateway, as a shop uses it: what the register names for its functions and its pages. */
export function hostsOf(config: GatewayConfig): readonly string[] {
  const sources = Object.values(pageSources(config)).flat();
  const origins = [...sources, ...redirectOrigins(config), ...pageScripts(config).map(({ url }) => url)];
  const hosts = origins
    .filter((source) => source.startsWith('https://') && !source.includes('*'))
    .map((source) => new URL(source).host);
  return [...new Set([...egressHosts(config), ...hosts, ...(more[config.name] ?? [])])];
}
