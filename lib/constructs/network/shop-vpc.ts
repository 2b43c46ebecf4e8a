import { Fn } from 'aws-cdk-lib';
import {
  CfnEIP,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct, type IDependable } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { subnetCidr, type Tier, vpcCidr } from './address-plan.ts';

export interface ShopVpcProps {
  readonly storefront: Storefront;
  /** What has to succeed before anything is begun that takes time to make, or to take back. */
  readonly after: IDependable;
}

/** Where the load balancer stands, and the functions that call gateways. */
export interface ShopNetwork {
  readonly vpcId: string;
  /** Where the load balancer lives, one subnet a zone. */
  readonly ingressSubnetIds: readonly string[];
  /** Where the functions that call gateways live, one subnet a zone; none where they live outside the network. */
  readonly functionSubnetIds: readonly string[];
}

/**
 * The shop's own network. It has no public subnet: CloudFront reaches the load balancer through a VPC origin, which only
 * asks for an internet gateway to be attached, and the NAT gateway is a regional one, which needs no subnet.
 */
export class ShopVpc extends Construct implements ShopNetwork {
  readonly vpcId: string;
  readonly ingressSubnetIds: readonly string[];
  readonly functionSubnetIds: readonly string[];
  /** Route tables of the functions' subnets, for gateway endpoints. */
  readonly functionRouteTableIds: readonly string[];
  private readonly vpc: CfnVPC;
  private readonly storefront: Storefront;

  constructor(scope: Construct, id: string, { storefront, after }: ShopVpcProps) {
    super(scope, id);
    this.storefront = storefront;
    this.vpc = new CfnVPC(this, 'Resource', {
      cidrBlock: vpcCidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: this.named('vpc'),
    });
    this.vpc.node.addDependency(after);
    this.vpcId = this.vpc.attrVpcId;
    const { availabilityZones, natZones, egress } = storefront.environment;
    const names = zoneNames(availabilityZones);
    const attachment = this.attachInternetGateway();

    this.ingressSubnetIds = names.map((zone, index) => {
      const subnet = this.subnet('ingress', zone, index);
      // A VPC origin is refused in a network without an internet gateway, though no route leads to it.
      subnet.addResourceDependency(attachment);
      return subnet.attrSubnetId;
    });
    if (egress === 'none') {
      this.functionSubnetIds = [];
      this.functionRouteTableIds = [];
      return;
    }
    const gateway = this.natGateway(names.slice(0, natZones), attachment);
    const tables = names.map((zone, index) => this.functionSubnet(zone, index, gateway));
    this.functionSubnetIds = tables.map(({ subnetId }) => subnetId);
    this.functionRouteTableIds = tables.map(({ tableId }) => tableId);
  }

  private attachInternetGateway(): CfnVPCGatewayAttachment {
    const gateway = new CfnInternetGateway(this, 'InternetGateway', { tags: this.named('internet') });
    return new CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: this.vpcId,
      internetGatewayId: gateway.attrInternetGatewayId,
    });
  }

  private natGateway(zones: readonly string[], attachment: CfnVPCGatewayAttachment): CfnNatGateway {
    const gateway = new CfnNatGateway(this, 'NatGateway', {
      vpcId: this.vpcId,
      availabilityMode: 'regional',
      connectivityType: 'public',
      // Named zones keep the addresses the same for ever: acquirers and gateways can allow them.
      availabilityZoneAddresses: zones.map((availabilityZone, index) => ({
        availabilityZone,
        allocationIds: [this.address(index, attachment)],
      })),
      tags: this.named('nat'),
    });
    gateway.addResourceDependency(attachment);
    return gateway;
  }

  private address(index: number, attachment: CfnVPCGatewayAttachment): string {
    const address = new CfnEIP(this, `NatAddress${index + 1}`, { domain: 'vpc', tags: this.named('nat') });
    address.addResourceDependency(attachment);
    return address.attrAllocationId;
  }

  private functionSubnet(zone: string, index: number, gateway: CfnNatGateway) {
    const subnet = this.subnet('functions', zone, index);
    const table = new CfnRouteTable(this, `FunctionRoutes${index + 1}`, {
      vpcId: this.vpcId,
      tags: this.named('functions'),
    });
    new CfnSubnetRouteTableAssociation(this, `FunctionRoutes${index + 1}Association`, {
      subnetId: subnet.attrSubnetId,
      routeTableId: table.attrRouteTableId,
    });
    new CfnRoute(this, `FunctionEgress${index + 1}`, {
      routeTableId: table.attrRouteTableId,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateway.attrNatGatewayId,
    });
    return { subnetId: subnet.attrSubnetId, tableId: table.attrRouteTableId };
  }

  private subnet(tier: Tier, availabilityZone: string, index: number): CfnSubnet {
    const ids: Readonly<Record<Tier, string>> = { ingress: 'IngressSubnet', functions: 'FunctionSubnet' };
    return new CfnSubnet(this, `${ids[tier]}${index + 1}`, {
      vpcId: this.vpcId,
      availabilityZone,
      cidrBlock: subnetCidr(tier, index),
      mapPublicIpOnLaunch: false,
      tags: this.named(tier),
    });
  }

  private named(role: string) {
    return [{ key: 'Name', value: resourceName(this.storefront, role) }];
  }
}

/** Zones by name where the file names them, otherwise the first of the account's own in the region. */
function zoneNames(zones: number | readonly string[]): readonly string[] {
  if (typeof zones !== 'number') return zones;
  return Array.from({ length: zones }, (_, index) => Fn.select(index, Fn.getAzs()));
}
