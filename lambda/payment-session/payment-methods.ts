import type { PublicData } from '../gateways/gateway.ts';
import type { Challenge, Integration, Mode } from '../gateways/gateway-config.ts';
import { pageScripts, titleOf } from '../gateways/registry.ts';
import type { PageScript } from '../gateways/session-request.ts';
import type { Log } from '../shared/log/log.ts';
import type { GatewaySecrets } from '../shared/secrets/gateway-secrets.ts';
import type { Offer } from './ask-gateway.ts';

/** A way to pay, as the payment page is told of it before there is an order. */
export interface PaymentMethod {
  readonly gateway: string;
  /** As its owner writes it. */
  readonly title: string;
  readonly integration: Integration;
  readonly mode: Mode;
  /** Public keys and the like. */
  readonly data: PublicData;
  readonly scripts: readonly PageScript[];
  readonly challenge: Challenge;
}

/** What it takes to list the ways to pay. */
export interface ListMethods {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly secrets: GatewaySecrets;
  readonly log: Log;
}

/** Lists the ways to pay. One without a key is left out, since nothing could be paid by it. */
export async function paymentMethods(listing: ListMethods): Promise<readonly PaymentMethod[]> {
  const methods = await Promise.all([...listing.offers.values()].map((offer) => methodOf(listing, offer)));
  return methods.filter((method) => method !== undefined);
}

async function methodOf(
  { secrets, log }: ListMethods,
  { gateway, config }: Offer,
): Promise<PaymentMethod | undefined> {
  const { name, integration, mode, threeDSecure } = config;
  const { current } = await secrets.read(name);
  if (!current) {
    log.with({ gateway: name }).count('SecretMissing');
    return undefined;
  }
  const isInPage = integration === 'fields' || integration === 'iframe';
  return {
    gateway: name,
    title: titleOf(name),
    integration,
    mode,
    data: (isInPage && gateway.publicData?.({ config, secrets: [current] })) || {},
    scripts: pageScripts(config),
    challenge: threeDSecure,
  };
}
