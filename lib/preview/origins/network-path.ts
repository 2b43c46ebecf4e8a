import prefixLists from '../../cloudformation/prefix-lists.json' with { type: 'json' };
import type { Deployed } from './deployed.ts';

/** What of a load balancer decides who reaches it. */
export interface Reached {
  readonly name: string;
  readonly region: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** A rule of a security group, as CloudFormation spells it. */
interface IngressRule {
  readonly IpProtocol: string | number;
  readonly FromPort?: number | string;
  readonly ToPort?: number | string;
  readonly CidrIp?: string;
  readonly SourcePrefixListId?: string;
}

/**
 * Why CloudFront does not reach a load balancer through a VPC origin; nothing where it does. The security groups have to admit
 * CloudFront's servers by their prefix list, and the network needs an internet gateway:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html, read 2026-11-30.
 * Groups and subnets that no stack has are somebody else's, and not judged.
 */
export function whyUnreached(balancer: Reached, port: number, deployed: Deployed): string | undefined {
  const { name, region, subnets, securityGroups } = balancer;
  const lone = subnets.map((id) => vpcOf(id, deployed)).find((vpc) => vpc && !hasGateway(vpc, deployed));
  if (lone) return `the network ${lone} of the load balancer ${name} has no internet gateway`;
  const isCloudFront = (rule: IngressRule) => isFromCloudFront(rule, region, deployed);
  if (securityGroups.some((id) => admits(id, port, isCloudFront, deployed))) return undefined;
  return `no security group of the load balancer ${name} admits CloudFront to port ${port}`;
}

/**
 * Why nobody of the internet reaches a load balancer; nothing where somebody does. An internal one has private addresses alone, and
 * without a scheme it is not internal.
 */
export function whyHidden(
  { name, scheme = 'internet-facing', securityGroups }: Reached & { readonly scheme?: string | undefined },
  port: number,
  deployed: Deployed,
): string | undefined {
  if (scheme === 'internal') return `the load balancer ${name} has no address in the internet`;
  const isAnybody = ({ CidrIp }: IngressRule) => CidrIp === '0.0.0.0/0';
  if (securityGroups.some((id) => admits(id, port, isAnybody, deployed))) return undefined;
  return `no security group of the load balancer ${name} admits strangers to port ${port}`;
}

function vpcOf(subnetId: string, deployed: Deployed): string | undefined {
  return deployed.find<{ readonly VpcId: string }>('AWS::EC2::Subnet', subnetId)?.properties.VpcId;
}

function hasGateway(vpcId: string, deployed: Deployed): boolean {
  interface Attachment {
    readonly VpcId: string;
    readonly InternetGatewayId?: string;
  }
  return deployed
    .ofType<Attachment>('AWS::EC2::VPCGatewayAttachment')
    .some(
      ({ properties: { VpcId, InternetGatewayId } }) => VpcId === vpcId && InternetGatewayId !== undefined,
    );
}

/** Whether a security group has a rule for a port and whoever the rules are asked about. */
function admits(
  id: string,
  port: number,
  isFromThem: (rule: IngressRule) => boolean,
  deployed: Deployed,
): boolean {
  interface Group {
    readonly SecurityGroupIngress?: readonly IngressRule[];
  }
  const group = deployed.find<Group>('AWS::EC2::SecurityGroup', id);
  if (!group) return true;
  const added = deployed
    .ofType<IngressRule & { readonly GroupId: string }>('AWS::EC2::SecurityGroupIngress')
    .map(({ properties }) => properties)
    .filter(({ GroupId }) => GroupId === id);
  return [...(group.properties.SecurityGroupIngress ?? []), ...added].some(
    (rule) => isAbout(rule, port) && isFromThem(rule),
  );
}

function isAbout({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IngressRule, port: number): boolean {
  const protocol = String(IpProtocol);
  if (protocol === '-1') return true;
  return (protocol === 'tcp' || protocol === '6') && Number(FromPort) <= port && port <= Number(ToPort);
}

function isFromCloudFront(
  { CidrIp, SourcePrefixListId }: IngressRule,
  region: string,
  deployed: Deployed,
): boolean {
  if (CidrIp === '0.0.0.0/0') return true;
  if (SourcePrefixListId === undefined) return false;
  const lists: Readonly<Record<string, string>> = prefixLists.cloudFrontOriginFacing;
  const known = lists[region];
  // Where the kit does not know AWS's list the storefront file names it, and a list of the shop's own is a resource.
  if (known === undefined) return !deployed.find('AWS::EC2::PrefixList', SourcePrefixListId);
  return SourcePrefixListId === known;
}
