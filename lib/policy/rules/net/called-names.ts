import type { GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { egressHosts } from '../../../../lambda/gateways/registry.ts';
import { sameName } from '../../../cloudformation/hosted-zones.ts';
import { hostNames } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { memoized } from '../../../memoized.ts';

/** Endpoints of AWS in a region that belong to nobody: a name before that of the service is a bucket or an API of somebody. */
const endpoint = /^[a-z0-9-]+\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com$/;

/** The address at which a pool signs people in. */
const signIn = /^[a-z0-9-]+\.auth\.[a-z]{2}(-[a-z]+)+-\d\.amazoncognito\.com$/;

/** Whether functions of a storefront have reason to look a name up. */
export function isCalled(written: string, shop: StorefrontContract): boolean {
  const name = written.toLowerCase().replace(/\.$/, '');
  const ofAccount = `${shop.account}.`;
  return (
    endpoint.test(name.startsWith(`${ofAccount}ddb.`) ? name.slice(ofAccount.length) : name) ||
    signIn.test(name) ||
    called(shop).some((host) => sameName(host, name) || name.endsWith(`.${host}`) || isAround(name, host))
  );
}

/** Whether a wildcard takes a host in, together with others of the domain that its owner has. */
function isAround(name: string, host: string): boolean {
  return name.startsWith('*.') && host.endsWith(name.slice(1));
}

/** The gateways of the shop, its own systems, and the shop itself. */
const called = memoized((shop: StorefrontContract): readonly string[] => [
  ...shop.payments.gateways.flatMap(hostsOf),
  ...(shop.systems ?? []),
  ...hostNames(shop),
]);

// A template may declare anything; what the registry does not offer it refuses with an error, and nobody calls it.
function hostsOf(gateway: GatewayConfig): readonly string[] {
  try {
    return egressHosts(gateway);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
