import type { Challenge, GatewayConfig, Integration, Mode } from '../../lambda/gateways/gateway-config.ts';
import {
  challengeRefusal,
  hasUnknownCurrency,
  settingForCurrency,
  settingsOf,
  supportedIntegrations,
} from '../../lambda/gateways/registry.ts';

/** A gateway of the registry, and how the checkout meets it. */
export interface GatewayChoice {
  readonly name: string;
  readonly integration: Integration;
}

/** A setting of a gateway's own that only the merchant knows; the registry's example stands for it. */
export interface Placeholder {
  readonly gateway: string;
  readonly setting: string;
  readonly meaning: string;
}

/** The integrations of a gateway for which the kit starts payments, the one that asks least of a shop first. */
export function offeredIntegrations(name: string): readonly Integration[] {
  return supportedIntegrations(name).filter((integration) => integration !== 'server');
}

/** The row of the storefront file for a gateway in a shop that sells in some currencies. */
export function gatewayConfigOf(
  { name, integration }: GatewayChoice,
  mode: Mode,
  sold: readonly string[],
): GatewayConfig {
  const examples = neededSettings(name, mode).map(({ name: setting, example }) => [setting, example]);
  const decided = settingForCurrency(name, sold);
  const config: GatewayConfig = {
    name,
    mode,
    integration,
    threeDSecure: challengeOf(name, integration),
    settings: { ...Object.fromEntries(examples), ...(decided && { [decided.name]: decided.value }) },
  };
  return hasUnknownCurrency(config) ? { ...config, currencies: sold.slice(0, 1) } : config;
}

/** The settings in a gateway's row that somebody has to replace before the first deployment. */
export function placeholdersIn(
  { name, mode }: GatewayConfig,
  sold: readonly string[],
): readonly Placeholder[] {
  const decided = settingForCurrency(name, sold)?.name;
  return neededSettings(name, mode)
    .filter((setting) => setting.name !== decided)
    .map((setting) => ({ gateway: name, setting: setting.name, meaning: setting.meaning }));
}

function neededSettings(name: string, mode: Mode) {
  return settingsOf(name).filter(({ required }) => required === 'always' || required === mode);
}

/** On the page of the card's issuer, which widens no policy, wherever the gateway can do that. */
function challengeOf(name: string, integration: Integration): Challenge {
  const refusal = challengeRefusal({ name, integration, threeDSecure: 'redirect' });
  return refusal === undefined ? 'redirect' : 'inline';
}
