import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { EgressFirewall } from '../constructs/network/egress-firewall.ts';
import { NetworkLogs } from '../constructs/network/network-logs.ts';
import type { FunctionNetwork } from '../constructs/network/place-in-network.ts';
import { RegionSettings } from '../constructs/network/region-settings.ts';
import { SecurityGroups } from '../constructs/network/security-groups.ts';
import { ShopVpc } from '../constructs/network/shop-vpc.ts';
import { tableEndpoint } from '../constructs/network/table-endpoint.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The network in which the load balancer stands and from which functions call gateways. */
export class NetworkStack extends Stack {
  readonly vpc: ShopVpc;
  readonly groups: SecurityGroups;

  /** Where functions that call gateways live; nothing where the environment does not restrict what they call. */
  readonly functionNetwork: FunctionNetwork | undefined;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;
    const { availabilityZones, egress, natZones } = storefront.environment;
    const restricts = egress === 'dns-firewall';
    this.vpc = new ShopVpc(this, 'Vpc', {
      storefront,
      zones: availabilityZones,
      natZones: restricts ? natZones : 0,
    });
    const { vpcId } = this.vpc;
    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    new RegionSettings(this, 'RegionSettings', { storefront, logGroups, vpcId });
    new NetworkLogs(this, 'NetworkLogs', { storefront, vpcId, logGroups });
    this.groups = new SecurityGroups(this, 'Groups', { storefront, vpcId, hasFunctions: restricts });
    const { functionsId: securityGroupId } = this.groups;
    this.functionNetwork =
      securityGroupId === undefined ? undefined : { subnetIds: this.vpc.functionSubnetIds, securityGroupId };
    if (!restricts) return;
    tableEndpoint(this, 'TableEndpoint', {
      storefront,
      vpcId,
      routeTableIds: this.vpc.functionRouteTableIds,
    });
    new EgressFirewall(this, 'EgressFirewall', { storefront, vpcId });
  }
}
