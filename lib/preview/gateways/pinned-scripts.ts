import adyenWeb from '../../../client/adyen-web.json' with { type: 'json' };
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { pageScripts } from '../../../lambda/gateways/registry.ts';
import { fakeScript } from './scripts.ts';

/** A script of a gateway that pages take only with the hash of its bytes, and the fake that stands for it. */
export interface PinnedScript {
  readonly gateway: string;
  /** The pin: the value of an `integrity` attribute. */
  readonly integrity: string;
  /** The text of the fake, which has another hash. */
  readonly fake: string;
}

/** The pinned scripts of the gateways that a shop uses, in its register and in the checkout's client. */
export function pinnedScripts(configs: readonly GatewayConfig[]): readonly PinnedScript[] {
  return configs.flatMap((config) =>
    pinsOf(config).map((integrity) => ({ gateway: config.name, integrity, fake: fakeScript(config.name) })),
  );
}

function pinsOf(config: GatewayConfig): readonly string[] {
  // The shop serves Adyen's script itself, so the register names none.
  if (config.name === 'adyen' && config.integration === 'fields') return [adyenWeb.integrity];
  return pageScripts(config).flatMap(({ integrity }) => integrity ?? []);
}
