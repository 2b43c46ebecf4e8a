import { isCloudFrontList, isPrivateBlock } from '../../cloudformation/address-blocks.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resolved, Value } from '../../cloudformation/model/types.ts';
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

/** A virtual private gateway and an endpoint are no way from the internet; an internet gateway is. */
function leadsNowhere(resolved: Resolved): Verdict {
  if (resolved.kind === 'absent') return true;
  if (resolved.kind === 'reference') return resolved.resource.type !== 'AWS::EC2::InternetGateway';
  if (resolved.kind !== 'literal') return undefined;
  return !String(resolved.value).startsWith('igw-');
}
