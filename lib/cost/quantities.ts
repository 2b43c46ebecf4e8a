import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { hoursPerMonth } from './price-table.ts';

/** How many units of an item one resource uses in a month, whether or not anybody buys. */
type Quantity = (resource: Resource, model: Model) => number;

/** The ways to count that the table of charges names. */
export const quantities = {
  each: () => 1,
  hours: () => hoursPerMonth,
  rules: (acl) => acl.property('Rules').items().length,
  domains: (list) => list.property('Domains').items().length,
  endpointZoneHours: (endpoint) =>
    endpoint.property('VpcEndpointType').literal === 'Interface'
      ? endpoint.property('SubnetIds').items().length * hoursPerMonth
      : 0,
  natZoneHours: (gateway, model) => natZones(gateway, model) * hoursPerMonth,
} as const satisfies Readonly<Record<string, Quantity>>;

/** A zonal gateway is billed once, a regional one in each zone that it serves. */
function natZones(gateway: Resource, model: Model): number {
  if (gateway.property('AvailabilityMode').literal !== 'regional') return 1;
  const named = gateway.property('AvailabilityZoneAddresses').items().length;
  if (named > 0) return named;
  const zones = model
    .beside(gateway, 'AWS::EC2::Subnet')
    .filter(({ template }) => template === gateway.template)
    .map((subnet) => subnet.property('AvailabilityZone').toString());
  return new Set(zones).size;
}
