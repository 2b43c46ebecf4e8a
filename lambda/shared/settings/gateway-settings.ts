import type { GatewayConfig } from '../../gateways/gateway-config.ts';

/** One gateway of the shop, as a function is told of it. */
export interface ConfiguredGateway {
  readonly config: GatewayConfig;
  /** ARN or name of its secret. */
  readonly secretId: string;
}
