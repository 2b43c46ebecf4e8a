import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import prefixLists from '../../cloudformation/prefix-lists.json' with { type: 'json' };
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface SecurityGroupsProps {
  readonly storefront: Storefront;
  readonly vpcId: string;
}

/** The security groups of the shop. Each rule says why it is there; what no rule names is closed. */
export class SecurityGroups extends Construct {
  /** The group of the load balancer: CloudFront may reach it, nobody else. */
  readonly ingressId: string;
  /** The group of the functions that call gateways. */
  readonly functionsId: string | undefined;

  constructor(scope: Construct, id: string, { storefront, vpcId }: SecurityGroupsProps) {
    super(scope, id);
    this.ingressId = new CfnSecurityGroup(this, 'Ingress', {
      vpcId,
      groupName: resourceName(storefront, 'ingress'),
      groupDescription: 'Load balancer: takes requests from CloudFront and hands them to functions',
      securityGroupIngress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          // This list counts as 55 of the 60 rules that a group may have, so nothing else is in the group.
          sourcePrefixListId: originFacing(storefront),
          description: 'HTTPS from the origin-facing servers of CloudFront, through the VPC origin',
        },
      ],
      securityGroupEgress: [nothing],
    }).attrGroupId;
    const { egress } = storefront.environment;
    // Functions live in the VPC exactly where something decides which hosts they reach.
    this.functionsId =
      egress !== 'none'
        ? new CfnSecurityGroup(this, 'Functions', {
            vpcId,
            groupName: resourceName(storefront, 'functions'),
            groupDescription: 'Functions that call payment gateways: nobody connects to them',
            securityGroupEgress: [
              {
                ipProtocol: 'tcp',
                fromPort: 443,
                toPort: 443,
                cidrIp: '0.0.0.0/0',
                description: `HTTPS to payment gateways and AWS; ${deciders[egress]}`,
              },
            ],
          }).attrGroupId
        : undefined;
  }
}

const deciders = {
  'dns-firewall': 'the DNS Firewall decides which names resolve',
  'existing-network': 'whoever runs the network decides what leaves it',
};

// Without any rule EC2 would let everything out; a load balancer calls functions through Lambda, not through the VPC.
const nothing = {
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
  cidrIp: '255.255.255.255/32',
  description: 'No traffic leaves: this rule matches none and replaces the one that allows all',
};

function originFacing({ environment }: Storefront): string {
  const { region, cloudFrontPrefixList } = environment;
  const lists: Readonly<Record<string, string>> = prefixLists.cloudFrontOriginFacing;
  const list = cloudFrontPrefixList ?? lists[region];
  if (!list) throw new Error(`the prefix list of CloudFront in ${region} is not known`);
  return list;
}
