import type { Storefront } from '../contract/storefront.ts';
import type { ShopNetwork } from './shop-vpc.ts';

/** The network that the storefront file names instead of one of the kit's own; nothing where it names none. */
export function existingNetwork({ environment }: Storefront): ShopNetwork | undefined {
  const { existingNetwork: network } = environment;
  if (!network) return undefined;
  const { vpc, subnets } = network;
  // One list serves both: the load balancer takes an address in each subnet, a function an interface.
  return { vpcId: vpc, ingressSubnetIds: subnets, functionSubnetIds: subnets };
}
