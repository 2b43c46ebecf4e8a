import type { GatewayUse } from '../../lambda/gateways/gateway-use.ts';
import { settingsOf } from '../../lambda/gateways/register.ts';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';

/** A gateway in live use, with the register's own examples for its settings. */
export function exampleGateway(
  name: string,
  integration: GatewayUse['integration'],
  threeDSecure: GatewayUse['threeDSecure'] = 'redirect',
): GatewayUse {
  const settings = Object.fromEntries(settingsOf(name).map((setting) => [setting.name, setting.example]));
  return { name, mode: 'live', integration, threeDSecure, settings };
}

/** Payments by these gateways, with everything else as it is where the file does not say it. */
export function paymentsBy(gateways: readonly GatewayUse[]): EnvironmentConfig['payments'] {
  return { gateways, checks: { street: 'mismatch', postcode: 'mismatch', code: 'mismatch' } };
}
