import type { Value } from '../../cloudformation/model/types.ts';
import { type Direction, rulesOf, securityGroup } from '../../cloudformation/security-groups.ts';
import { made, placeOf, type ReadRegister } from './register.ts';

/** Every port that a security group opens, with the reason that the template gives. */
export const ports: ReadRegister = (environment, { model }) => ({
  id: 'ports',
  title: 'Ports',
  about: 'What each security group lets in and out, with the reason that the template gives (PCI DSS 1.2.5).',
  columns: ['security group', 'direction', 'protocol', 'ports', 'from or to', 'reason'],
  rows: made(environment, securityGroup).flatMap((group) =>
    directions.flatMap((direction) =>
      rulesOf(group, model, direction).map(({ value, blocks, prefixList, group: peer }) => [
        placeOf(group),
        direction === 'ingress' ? 'in' : 'out',
        protocol(value.at('IpProtocol')),
        portsOf(value),
        [...blocks, prefixList, peer].filter((each) => !each.isAbsent).join(', ') || 'unknown',
        value.at('Description').isAbsent ? 'no reason given' : String(value.at('Description')),
      ]),
    ),
  ),
});

const directions: readonly Direction[] = ['ingress', 'egress'];

/** The protocol that a rule of a security group names. */
export function protocol(value: Value): string {
  return String(value.literal) === '-1' ? 'all' : String(value);
}

/** The ports that a rule of a security group opens. */
export function portsOf(rule: Value): string {
  const [from, to] = [rule.at('FromPort'), rule.at('ToPort')];
  if (from.isAbsent && to.isAbsent) return 'all';
  return String(from) === String(to) ? String(from) : `${from} to ${to}`;
}
