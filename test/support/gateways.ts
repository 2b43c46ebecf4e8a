import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import { settingsOf, takesCurrency } from '../../lambda/gateways/registry.ts';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';

/** A gateway in live use that takes the example's currency, with the gateway registry's own examples for its settings. */
export function exampleGateway(
  name: string,
  integration: GatewayConfig['integration'],
  threeDSecure: GatewayConfig['threeDSecure'] = 'redirect',
): GatewayConfig {
  const settings = Object.fromEntries(settingsOf(name).map((setting) => [setting.name, setting.example]));
  const config: GatewayConfig = { name, mode: 'live', integration, threeDSecure, settings };
  return takesCurrency(config, 'EUR', ['EUR']) ? config : { ...config, currencies: ['EUR'] };
}

/** Payments by these gateways, with everything else as it is where the file does not say it. */
export function paymentsBy(gateways: readonly GatewayConfig[]): EnvironmentConfig['payments'] {
  return { gateways, checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' } };
}
