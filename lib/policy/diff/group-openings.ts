import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { type Direction, rulesOf, securityGroup } from '../../cloudformation/security-groups.ts';
import { asList, at, type Canonical, canonical, type Names, written } from './canonical.ts';
import type { Matches } from './match-resources.ts';
import { isWithin } from './peers.ts';
import type { Pair, Weakening } from './weakening.ts';

/** One thing that a security group or a network ACL lets through or stops. */
export interface Opening {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: string;
}

const peers = [
  'CidrIp',
  'CidrIpv6',
  'SourcePrefixListId',
  'DestinationPrefixListId',
  'SourceSecurityGroupId',
  'DestinationSecurityGroupId',
];

export const everyPort = { from: 0, to: 65_535 };

/** Both sets of templates, and what they call their resources. */
export interface Sides {
  readonly earlier: Model;
  readonly later: Model;
  readonly names: Names;
  readonly templates: Matches['templates'];
  /** Keys of tags by which something is decided. */
  readonly controlling: ReadonlySet<string>;
}

/** What a security group lets in or out that it did not. */
export function groupWeakenings(
  { before, after }: Pair,
  { earlier, later, names }: Sides,
): readonly Weakening[] {
  if (after.type !== securityGroup) return [];
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const known = openingsOf(before, earlier, direction, names);
    return openingsOf(after, later, direction, names)
      .filter((opening) => !takeIn(known, opening))
      .map((opening) => ({
        resource: after,
        kind: 'broader' as const,
        path: direction === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress',
        before: 'nothing',
        after: inWords(opening),
        says: direction === 'ingress' ? 'lets in more than before' : 'lets out more than before',
      }));
  });
}

/** EC2 lets everything out of a group of which nothing else is said. */
function openingsOf(group: Resource, model: Model, direction: Direction, names: Names): readonly Opening[] {
  const found = rulesOf(group, model, direction).flatMap(({ value }) => openings(canonical(value, names)));
  if (direction === 'ingress' || found.length > 0 || !group.property('SecurityGroupEgress').isAbsent)
    return found;
  return [{ protocol: '-1', ...everyPort, peer: '0.0.0.0/0' }];
}

function openings(rule: Canonical | undefined): readonly Opening[] {
  const protocol = written(at(rule, 'IpProtocol')[0] ?? '-1').toLowerCase();
  const ports =
    protocol === '-1' ? everyPort : { from: port(rule, 'FromPort', 0), to: port(rule, 'ToPort', 65_535) };
  const named = peers.flatMap((path) => at(rule, path).flatMap(asList));
  return named.map((peer) => ({ protocol, ...ports, peer: written(peer) }));
}

/** What only the deployment knows may be any port. */
function port(rule: Canonical | undefined, path: string, unset: number): number {
  const number = Number(at(rule, path)[0] ?? unset);
  return Number.isNaN(number) || number === -1 ? unset : number;
}

/** Whether one thing is within others taken together. */
export function takeIn(others: readonly Opening[], narrow: Opening): boolean {
  const wider = others.filter(
    ({ protocol, from, to }) =>
      (protocol === '-1' || protocol === narrow.protocol) && from <= narrow.from && to >= narrow.to,
  );
  return isWithin(
    narrow.peer,
    wider.map(({ peer }) => peer),
  );
}

export function inWords({ protocol, from, to, peer }: Opening): string {
  const ports = protocol === '-1' ? 'everything' : `${protocol} ${from === to ? from : `${from}-${to}`}`;
  return `${ports} ${peer}`;
}
