import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { type Direction, rulesOf } from '../../cloudformation/security-groups.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { made } from '../registers/register.ts';
import {
  type Diagram,
  type DiagramNode,
  diagramOf,
  type Flow,
  nodeOf,
  shortName,
  type Zone,
} from './diagram.ts';
import { nameFirewalls } from './name-firewalls.ts';
import { functionRoutes, ingressRoutes } from './routes.ts';
import { routesOutOf, tablesOf } from './subnet-routes.ts';

const internet: DiagramNode = { id: 'internet', name: 'Internet', word: 'Any address', kind: 'outside' };

/** What lies where in the network of an environment, what comes in, and what goes out. */
export function network(environment: EvidenceEnvironment, model: Model): Diagram {
  const members = membersOf(environment);
  const functions = members.filter(({ node }) => node.kind === 'function');
  return diagramOf(
    {
      id: 'network',
      title: 'Network',
      about: `What comes in from the internet, the security groups and subnets on its way, and what leaves. ${outsideOf(environment)}`,
    },
    [
      ...waysIn(environment, members, model),
      ...members.flatMap(({ resource, node, groups }) =>
        groups
          .filter(() => node.kind === 'function')
          .map((group) => ({
            ...plain,
            from: node,
            to: groupNode(group),
            says: 'connects as its security group allows',
            restsOn: [resource, group],
          })),
      ),
      ...functions.flatMap((member) => waysOut(member, model)),
      ...toTheInternet(environment),
    ],
  );
}

const plain = { hasCards: false };

/** A load balancer or a function in a network. */
interface Member {
  readonly resource: Resource;
  readonly node: DiagramNode;
  readonly groups: readonly Resource[];
  readonly subnets: readonly Resource[];
}

function membersOf(environment: EvidenceEnvironment): readonly Member[] {
  const member = (
    resource: Resource,
    kind: 'network' | 'function',
    groups: Value,
    subnets: Value,
  ): Member => {
    const zone = subnetZone(subnets.items(), environment);
    return {
      resource,
      node: nodeOf(resource, kind, zone && { zone }),
      groups: groups.items().flatMap((value) => referenced(value) ?? []),
      subnets: subnets.items().flatMap((value) => referenced(value) ?? []),
    };
  };
  return [
    ...made(environment, 'AWS::ElasticLoadBalancingV2::LoadBalancer').map((balancer) =>
      member(balancer, 'network', balancer.property('SecurityGroups'), balancer.property('Subnets')),
    ),
    ...made(environment, 'AWS::Lambda::Function')
      .filter((lambda) => !lambda.property('VpcConfig').isAbsent)
      .map((lambda) =>
        member(
          lambda,
          'function',
          lambda.property('VpcConfig.SecurityGroupIds'),
          lambda.property('VpcConfig.SubnetIds'),
        ),
      ),
  ];
}

/** The frame of several subnets, within that of their network. */
function subnetZone(subnets: readonly Value[], { contract }: EvidenceEnvironment): Zone | undefined {
  if (subnets.length === 0) return undefined;
  const names = subnets.map((value) => String(referenced(value)?.property('CidrBlock') ?? value));
  const [vpc] = subnets.flatMap((value) => {
    const subnet = referenced(value);
    return (subnet && referenced(subnet.property('VpcId'))) ?? [];
  });
  const within = vpc ? vpcZone(vpc) : existingZone(contract.existingNetwork);
  return { id: `subnets ${names.join(' ')}`, name: `Subnets ${names.join(', ')}`, ...(within && { within }) };
}

function vpcZone(vpc: Resource): Zone {
  return { id: `vpc ${vpc.logicalId}`, name: `VPC ${vpc.property('CidrBlock')}` };
}

function existingZone(existing: EvidenceEnvironment['contract']['existingNetwork']): Zone | undefined {
  return existing && { id: `vpc ${existing.vpc}`, name: `VPC ${existing.vpc} of ${existing.owner}` };
}

function groupNode(group: Resource): DiagramNode {
  const vpc = referenced(group.property('VpcId'));
  return nodeOf(group, 'network', vpc && { zone: vpcZone(vpc) });
}

function waysIn(environment: EvidenceEnvironment, members: readonly Member[], model: Model): readonly Flow[] {
  const distributions = made(environment, 'AWS::CloudFront::Distribution');
  const nodeFor = (resource: Resource) => members.find((member) => member.resource === resource)?.node;
  return [
    ...distributions.map((distribution) => ({
      ...plain,
      from: internet,
      to: edgeNode(distribution),
      says: 'HTTPS of browsers and gateways',
      restsOn: [distribution],
    })),
    ...ingressRoutes(distributions).flatMap(({ distribution, vpcOrigin, balancer }) => {
      const member = members.find(({ resource }) => resource === balancer);
      return (member?.groups ?? []).flatMap((group) => [
        {
          ...plain,
          from: edgeNode(distribution),
          to: groupNode(group),
          says: `by the VPC origin ${shortName(vpcOrigin)}`,
          restsOn: [distribution, vpcOrigin, balancer, group],
        },
        {
          ...plain,
          from: groupNode(group),
          to: member?.node ?? nodeOf(balancer, 'network'),
          says: `lets in ${ruleTexts(group, model, 'ingress')}`,
          restsOn: [balancer, group],
        },
      ]);
    }),
    ...members
      .filter(({ node }) => node.kind === 'network')
      .flatMap(({ resource, node }) => functionRoutes(resource, model).map((route) => ({ node, route })))
      .map(({ node, route: { balancer, listener, rule, target, lambda, paths } }) => ({
        ...plain,
        from: node,
        to: nodeFor(lambda) ?? nodeOf(lambda, 'function'),
        says: `invokes for ${paths.join(', ')}`,
        restsOn: [balancer, listener, rule, target, lambda],
      })),
  ];
}

function edgeNode(distribution: Resource): DiagramNode {
  return nodeOf(distribution, 'edge');
}

function ruleTexts(group: Resource, model: Model, direction: Direction): string {
  const rules = rulesOf(group, model, direction).map(({ value, blocks, prefixList, group: peer }) => {
    const peers = [...blocks, prefixList, peer].filter((each) => !each.isAbsent).join(', ');
    const ports = [...new Set([String(value.at('FromPort')), String(value.at('ToPort'))])].join('-');
    return `${value.at('IpProtocol')} ${ports} ${direction === 'ingress' ? 'from' : 'to'} ${peers || 'unknown'}`;
  });
  return rules.join('; ') || 'nothing by a rule of the templates';
}

/** From a function's group to gateways, endpoints and the firewall for names of its network. */
function waysOut({ groups, subnets }: Member, model: Model): readonly Flow[] {
  const routes = routesOutOf(subnets, model);
  const tables = tablesOf(subnets, model).map(({ table }) => table);
  return groups.flatMap((group) => {
    const zone = groupNode(group).zone;
    const inside = zone ? { zone } : {};
    return [
      ...routes.map(({ table, association, route, to }) => ({
        ...plain,
        from: groupNode(group),
        to: nodeOf(to, 'network', inside),
        says: ruleTexts(group, model, 'egress'),
        restsOn: [group, association, table, route, to],
      })),
      ...model
        .beside(group, 'AWS::EC2::VPCEndpoint')
        .filter((endpoint) => serves(endpoint, tables, subnets))
        .map((endpoint) => ({
          ...plain,
          from: groupNode(group),
          to: nodeOf(endpoint, 'network', inside),
          says: `reaches ${endpoint.property('ServiceName')}`,
          restsOn: [group, endpoint],
        })),
      ...nameFirewalls(group, model).map(({ association, firewall, says }) => ({
        ...plain,
        from: groupNode(group),
        to: nodeOf(firewall, 'network', inside),
        says,
        restsOn: [group, association, firewall],
      })),
    ];
  });
}

function serves(endpoint: Resource, tables: readonly Resource[], subnets: readonly Resource[]): boolean {
  const named = [...endpoint.property('RouteTableIds').items(), ...endpoint.property('SubnetIds').items()];
  return named.some((value) => {
    const found = referenced(value);
    return found !== undefined && (tables.includes(found) || subnets.includes(found));
  });
}

/** Gateways of the network, and the internet behind them. */
function toTheInternet(environment: EvidenceEnvironment): readonly Flow[] {
  const attachments = made(environment, 'AWS::EC2::VPCGatewayAttachment');
  return attachments.flatMap((attachment) => {
    const vpc = referenced(attachment.property('VpcId'));
    const gateway = referenced(attachment.property('InternetGatewayId'));
    if (!vpc || !gateway) return [];
    const inside = { zone: vpcZone(vpc) };
    const nats = made(environment, 'AWS::EC2::NatGateway');
    return [
      ...nats.map((nat) => ({
        ...plain,
        from: nodeOf(nat, 'network', inside),
        to: nodeOf(gateway, 'network', inside),
        says: 'connects out, and lets nobody in',
        restsOn: [nat, attachment, gateway],
      })),
      {
        ...plain,
        from: nodeOf(gateway, 'network', inside),
        to: internet,
        says: 'answers and connections of the NAT gateway',
        restsOn: [attachment, gateway],
      },
    ];
  });
}

function outsideOf(environment: EvidenceEnvironment): string {
  const outside = made(environment, 'AWS::Lambda::Function').filter(
    (lambda) => lambda.property('VpcConfig').isAbsent,
  );
  if (outside.length === 0) return 'Every function is in the network.';
  return `Outside the network, where addresses are not restricted, run ${outside.map(shortName).join(', ')}.`;
}
