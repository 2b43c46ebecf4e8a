import type { GatewayUse } from '../../gateways/gateway-use.ts';

/** One gateway of the shop, as a function is told of it. */
export interface ConfiguredGateway {
  readonly use: GatewayUse;
  /** ARN or name of its secret. */
  readonly secretId: string;
}
