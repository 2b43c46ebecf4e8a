import type { Model } from '../../cloudformation/model/model.ts';
import type { Resolved, Value } from '../../cloudformation/model/types.ts';
import prefixLists from '../../cloudformation/prefix-lists.json' with { type: 'json' };
import { observe, type Verdict } from '../expect.ts';
import { type Exposure, exposure, kindOf } from './exposure.ts';

/** Rules of security groups that admit addresses of the internet, and routes that lead to an internet gateway. */
export function networkOpenings(model: Model): readonly Exposure[] {
  const inline = model
    .ofType('AWS::EC2::SecurityGroup')
    .flatMap((group) => itemsOf(group.property('SecurityGroupIngress')));
  const separate = ['AWS::EC2::SecurityGroupIngress', 'AWS::RDS::DBSecurityGroupIngress'].flatMap((type) =>
    model.ofType(type).map((rule) => rule.attribute('Properties')),
  );
  const routes = model.ofType('AWS::EC2::Route').map((route) => route.property('GatewayId'));
  return [
    ...[...inline, ...separate].flatMap(sourcesOf),
    ...routes.flatMap((gateway) => openings(gateway, leadsNowhere)),
  ];
}

function itemsOf(list: Value): readonly Value[] {
  return list.isDecidedList ? list.items() : [list];
}

/** Another security group as the source is no address; its own rules are judged where it stands. */
function sourcesOf(rule: Value): readonly Exposure[] {
  return [
    ...['CidrIp', 'CidrIpv6', 'CIDRIP'].flatMap((name) => openings(rule.at(name), isPrivateBlock)),
    ...openings(rule.at('SourcePrefixListId'), isCloudFrontList),
  ];
}

function openings(value: Value, isClosed: (resolved: Resolved) => Verdict): readonly Exposure[] {
  const { status } = observe(value, { expected: 'nothing of the internet' }, isClosed);
  return kindOf(status, 'opening').map((kind) => exposure(kind, value));
}

/** Addresses that the internet does not route (RFC 1918, 4193 and 6598). */
const privateBlocks = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^127\./,
  /^f[cd][0-9a-f]{2}:/i,
];

function isPrivateBlock(resolved: Resolved): Verdict {
  if (resolved.kind === 'absent') return true;
  // The block of a network or a subnet that the templates make is private, since the kit plans it.
  if (resolved.kind === 'reference') return resolved.attribute === 'CidrBlock' ? true : undefined;
  if (resolved.kind !== 'literal') return undefined;
  const block = String(resolved.value);
  // A block that is wider than the private range that it begins in holds other addresses as well.
  return privateBlocks.some((pattern) => pattern.test(block)) && Number(block.split('/')[1] ?? 32) >= 8;
}

const cloudFrontLists: readonly string[] = Object.values(prefixLists.cloudFrontOriginFacing);

function isCloudFrontList(resolved: Resolved): Verdict {
  if (resolved.kind === 'absent') return true;
  return resolved.kind === 'literal' && cloudFrontLists.includes(String(resolved.value)) ? true : undefined;
}

/** A virtual private gateway and an endpoint are no way from the internet; an internet gateway is. */
function leadsNowhere(resolved: Resolved): Verdict {
  if (resolved.kind === 'absent') return true;
  if (resolved.kind === 'reference') return resolved.resource.type !== 'AWS::EC2::InternetGateway';
  if (resolved.kind !== 'literal') return undefined;
  return !String(resolved.value).startsWith('igw-');
}
