import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { type ReservedFunction, reservations } from '../../contract/concurrency.ts';
import type { JsonLayer } from '../common/json-layer.ts';
import type { LogGroups } from '../common/log-groups.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { Store, Stores } from '../data/stores.ts';
import type { FunctionNetwork } from '../network/place-in-network.ts';

/** What every function of the payments stack is made with. */
export interface PaymentFunctionProps {
  readonly storefront: Storefront;

  /** The log groups of the stack, to which the function adds its own. */
  readonly logGroups: LogGroups;

  /** The stores of the data stack. */
  readonly stores: Stores;

  /**
   * Where functions that call gateways live.
   *
   * @default - outside of any network
   */
  readonly network?: FunctionNetwork;
}

/** What functions that answer shoppers are made with. */
export interface SpokenProps {
  /** The shop's own texts; missing where it has none. */
  readonly texts?: JsonLayer;
}

/** Where a function finds the shop's own texts. */
export function textsVariable({ texts }: SpokenProps): Readonly<Record<string, string>> {
  return texts ? { TEXTS_FILE: texts.path } : {};
}

/** The executions that a function has for itself; nothing where the storefront file tells no quota of which they could be. */
export function reservedConcurrency(
  { environment }: Storefront,
  source: ReservedFunction,
): number | undefined {
  return environment.concurrency && reservations(environment.concurrency.accountLimit)[source];
}

/** Where shoppers meet the shop, without a slash at the end. */
export function shopUrl({ environment }: Storefront): string {
  return `https://${environment.domain}`;
}

/** The gateways as functions are told of them: how the shop uses each, and what its secret is called. */
export function gatewaysVariable({ storefront, stores }: PaymentFunctionProps): string {
  const row = (config: GatewayConfig) => ({ config, secretId: stores.secretOf(config.name).name });
  return JSON.stringify(gatewaysOf(storefront).map(row));
}

/** The secrets of the shop's gateways. */
export function secretsOf({ storefront, stores }: PaymentFunctionProps): readonly Store[] {
  return gatewaysOf(storefront).map(({ name }) => stores.secretOf(name));
}

function gatewaysOf({ environment }: Storefront): readonly GatewayConfig[] {
  return environment.payments.gateways;
}
