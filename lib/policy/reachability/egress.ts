import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { mayAllow, statements } from '../../cloudformation/policy-documents.ts';
import { attached, referenced } from '../../cloudformation/references.ts';
import { groupBy } from '../../group-by.ts';

/** What functions and load balancers reach outside, and what that leaves open. */
export interface Egress {
  /** Logical ids of those that reach the same. */
  readonly resources: readonly string[];
  /** The addresses and ports that their security groups let them connect to. */
  readonly addresses: readonly string[];
  /** The names that resolve for them; `*` where no DNS Firewall of the templates restricts names. */
  readonly names: readonly string[];
  /** What the endpoints of their network let through. */
  readonly endpoints: readonly string[];
  /** What somebody who runs code there could still do, in sentences; nothing for load balancers, which run none. */
  readonly leavesOpen: readonly string[];
}

type Reach = Omit<Egress, 'resources' | 'leavesOpen'>;

/** Functions and load balancers, those together that reach the same. */
export function egressOf(model: Model): readonly Egress[] {
  const all = [
    ...model
      .ofType('AWS::Lambda::Function')
      .map((lambda) => ({ source: lambda, runsCode: true, ...functionReach(lambda, model) })),
    ...model.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map((balancer) => ({
      source: balancer,
      runsCode: false,
      ...reachFrom(balancer, balancer.property('SecurityGroups').items(), model),
    })),
  ];
  const groups = groupBy(all, ({ source: _, ...reach }) => JSON.stringify(reach));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { source: _, runsCode, ...reach } = first;
    const resources = group.map(({ source }) => source.logicalId);
    return [{ resources, ...reach, leavesOpen: runsCode ? leftOpen(reach) : [] }];
  });
}

const anywhere: Reach = { addresses: ['any'], names: ['*'], endpoints: [] };

function functionReach(lambda: Resource, model: Model): Reach {
  const config = lambda.property('VpcConfig');
  return config.isAbsent ? anywhere : reachFrom(lambda, config.at('SecurityGroupIds').items(), model);
}

function reachFrom(source: Resource, groups: readonly Value[], model: Model): Reach {
  const addresses = groups
    .flatMap((group) => addressesOf(group, model))
    .filter((address) => address !== none);
  if (addresses.length === 0) return { addresses, names: [], endpoints: [] };
  const vpcs = groups.flatMap((group) => referenced(group)?.property('VpcId') ?? []);
  const inNetwork = (type: string) =>
    model
      .beside(source, type)
      .filter((resource) => vpcs.some((vpc) => isSame(resource.property('VpcId'), vpc)));
  return {
    addresses,
    names: namesThrough(inNetwork('AWS::Route53Resolver::FirewallRuleGroupAssociation')),
    endpoints: inNetwork('AWS::EC2::VPCEndpoint').flatMap(endpointTexts),
  };
}

function isSame(one: Value, other: Value): boolean {
  const target = referenced(one);
  if (target) return target === referenced(other);
  return one.literal !== undefined && one.literal === other.literal;
}

function addressesOf(value: Value, model: Model): readonly string[] {
  const group = referenced(value);
  if (group?.type !== 'AWS::EC2::SecurityGroup') return [`whatever ${value.toString()} allows`];
  const separate = attached(model, group, { type: 'AWS::EC2::SecurityGroupEgress', path: 'GroupId' });
  const inline = group.property('SecurityGroupEgress').items();
  const rules = [...inline, ...separate.map((rule) => rule.attribute('Properties'))];
  // Without any rule EC2 lets everything out.
  return rules.length === 0 ? ['any'] : rules.map(ruleText);
}

const targets = ['CidrIp', 'CidrIpv6', 'DestinationPrefixListId', 'DestinationSecurityGroupId'];

/** The one address of a rule that replaces the rule that EC2 adds, and that matches no traffic. */
const none = '255.255.255.255/32 icmp 252-86';

function ruleText(rule: Value): string {
  const to = targets.map((name) => rule.at(name)).find((value) => !value.isAbsent);
  const ports = [...new Set([rule.at('FromPort').toString(), rule.at('ToPort').toString()])].join('-');
  return `${to?.toString() ?? 'any'} ${rule.at('IpProtocol').toString()} ${ports}`;
}

/** The names that the DNS Firewalls of a network let resolve. */
function namesThrough(associations: readonly Resource[]): readonly string[] {
  const rules = associations.flatMap((association) => {
    const firewall = referenced(association.property('FirewallRuleGroupId'));
    return firewall?.property('FirewallRules').items() ?? [];
  });
  return rules.some(blocksAll) ? rules.filter((rule) => !blocks(rule)).flatMap(domainsOf) : ['*'];
}

function blocks(rule: Value): boolean {
  return rule.at('Action').literal === 'BLOCK';
}

function blocksAll(rule: Value): boolean {
  return blocks(rule) && domainsOf(rule).includes('*');
}

function domainsOf(rule: Value): readonly string[] {
  const list = referenced(rule.at('FirewallDomainListId'));
  return list?.property('Domains').items().map(String) ?? [rule.at('FirewallDomainListId').toString()];
}

/** What an endpoint lets through, a line for each statement; without a policy it lets everything through. */
function endpointTexts(endpoint: Resource): readonly string[] {
  const service = endpoint.property('ServiceName').toString();
  const allowing = statements(endpoint.property('PolicyDocument')).filter(mayAllow);
  if (allowing.length === 0) return [`${service}: everything`];
  return allowing.map(({ actions, resources, conditions }) => {
    const limits = conditions.values.map(
      ({ key, values }) => `${key ?? '?'} ${values.map(String).join(' or ')}`,
    );
    const where = limits.length === 0 ? '' : ` where ${limits.join(' and ')}`;
    return `${service}: ${actions.values.map(String).join(', ')} on ${resources.values.map(String).join(', ')}${where}`;
  });
}

function leftOpen({ addresses, names, endpoints }: Reach): readonly string[] {
  const isWide = addresses.some((address) => /^(any|0\.0\.0\.0\/0|::\/0)/.test(address));
  if (addresses.includes('any') && names.includes('*'))
    return ['Code there can connect to every host on every port.'];
  return [
    ...(names.includes('*')
      ? ['No DNS Firewall of these templates restricts names: code there can resolve every one.']
      : []),
    ...(isWide
      ? ['A firewall for names judges no connections: code that knows an address connects to it.']
      : []),
    ...(names.length > 0
      ? [
          'A name serves more than this shop: code that has keys of another account reaches that account there.',
        ]
      : []),
    ...(endpoints.some((each) => each.endsWith(': everything'))
      ? ['An endpoint without a policy leads to every account.']
      : []),
  ];
}
