import { Stack } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { ZoneDelegation } from '../constructs/dns/zone-delegation.ts';
import { EgressFirewall } from '../constructs/network/egress-firewall.ts';
import { existingNetwork } from '../constructs/network/existing-network.ts';
import { NetworkLogs } from '../constructs/network/network-logs.ts';
import type { FunctionNetwork } from '../constructs/network/place-in-network.ts';
import { RegionSettings } from '../constructs/network/region-settings.ts';
import { SecurityGroups } from '../constructs/network/security-groups.ts';
import { type ShopNetwork, ShopVpc } from '../constructs/network/shop-vpc.ts';
import { tableEndpoint } from '../constructs/network/table-endpoint.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';
import { zoneOf } from './zone-of.ts';

/**
 * The network in which the load balancer stands and from which functions call gateways.
 *
 * In a network that exists the kit adds security groups of its own and nothing else: logs, firewalls, routes and endpoints
 * would reach whatever else lives there.
 */
export class NetworkStack extends Stack {
  readonly network: ShopNetwork;
  readonly groups: SecurityGroups;

  /** Where functions that call gateways live; nothing where nobody restricts what they call. */
  readonly functionNetwork: FunctionNetwork | undefined;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;
    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const { checked } = new ZoneDelegation(this, 'Delegation', {
      storefront,
      logGroups,
      zone: zoneOf(this, props),
    });
    this.network = existingNetwork(storefront) ?? this.ownNetwork(props, logGroups, checked);
    const { vpcId, functionSubnetIds: subnetIds } = this.network;
    const ownVpcId = this.network instanceof ShopVpc ? vpcId : undefined;
    new RegionSettings(this, 'RegionSettings', { storefront, logGroups, vpcId: ownVpcId });
    this.groups = new SecurityGroups(this, 'Groups', { storefront, vpcId });
    this.groups.node.addDependency(checked);
    const { functionsId: securityGroupId } = this.groups;
    this.functionNetwork = securityGroupId === undefined ? undefined : { subnetIds, securityGroupId };
  }

  private ownNetwork(
    { storefront }: StorefrontStackProps,
    logGroups: LogGroups,
    after: IDependable,
  ): ShopVpc {
    const vpc = new ShopVpc(this, 'Vpc', { storefront, after });
    const { vpcId, functionRouteTableIds: routeTableIds } = vpc;
    new NetworkLogs(this, 'NetworkLogs', { storefront, vpcId, logGroups });
    if (storefront.environment.egress === 'dns-firewall') {
      tableEndpoint(this, 'TableEndpoint', { storefront, vpcId, routeTableIds });
      new EgressFirewall(this, 'EgressFirewall', { storefront, vpcId });
    }
    return vpc;
  }
}
