import type { Gateway } from '../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayByName } from '../gateway/gateway-by-name.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';

/** The secret of one gateway of one environment. */
export interface SecretPlace {
  readonly gateway: Gateway;
  readonly config: GatewayConfig;
  /** Its name in Secrets Manager. */
  readonly name: string;
}

/** Options of every command here. */
export const placeOptions = {
  file: { type: 'string' },
  environment: { type: 'string', short: 'e' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The secret of the gateway that the arguments name. What else they hold is not repeated: it may be a secret. */
export function placeOf(environment: ShopEnvironment, [name, ...others]: readonly string[]): SecretPlace {
  if (name === undefined) throw new UsageError('found no gateway, name one');
  if (others.length > 0) {
    throw new UsageError(
      `found ${others.length + 1} arguments, name one gateway; secrets come from standard input alone`,
    );
  }
  const { name: known } = gatewayByName(name);
  const place = placesOf(environment).find(({ gateway }) => gateway.name === known);
  if (place) return place;
  const used = environment.gateways.map((config) => config.name).join(', ');
  throw new UsageError(`${environment.name} does not use ${known}, it uses ${used}`);
}

/** The secrets of all gateways of an environment. */
export function placesOf({ gateways, secretNameOf }: ShopEnvironment): readonly SecretPlace[] {
  return gateways.map((config) => ({
    gateway: gatewayOf(config.name),
    config,
    name: secretNameOf(config.name),
  }));
}
