import { ListHostedZonesByNameCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';

/** The id of an environment's zone: that of the storefront file, or that of the only zone of this name in the account; nothing where there is none. */
export async function zoneIdOf(
  client: Route53Client,
  { id, name: DNSName }: ShopEnvironment['zone'],
): Promise<string | undefined> {
  if (id !== undefined) return id;
  const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName }));
  const [only, ...others] = HostedZones.filter(
    ({ Name, Config }) => Name === `${DNSName}.` && Config?.PrivateZone !== true,
  );
  if (others.length > 0) {
    throw new UsageError(`the account has several zones ${DNSName}, delete all but that of the dns stack`);
  }
  return only?.Id;
}
