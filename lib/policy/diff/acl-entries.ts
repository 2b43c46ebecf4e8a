import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { at, canonical, type Names, shown, written } from './canonical.ts';
import { everyPort, inWords, type Opening, type Sides, takeIn } from './group-openings.ts';
import type { Weakening } from './weakening.ts';

/** One entry of a network ACL. */
interface Entry extends Opening {
  readonly resource: Resource;
  /** The ACL and the direction that it is about. */
  readonly where: string;
  readonly isAllowing: boolean;
}

/** What network ACLs let through that they did not, and what they stop no longer. */
export function aclWeakenings({ earlier, later, names }: Sides): readonly Weakening[] {
  const [before, after] = [entriesIn(earlier, names), entriesIn(later, names)];
  return [
    ...beyond(
      after.filter(({ isAllowing }) => isAllowing),
      before.filter(({ isAllowing }) => isAllowing),
    ).map((entry) => change(entry, 'broader', 'nothing', inWords(entry), 'lets through more than before')),
    ...beyond(
      before.filter(({ isAllowing }) => !isAllowing),
      after.filter(({ isAllowing }) => !isAllowing),
    ).map((entry) => change(entry, 'removed', inWords(entry), 'nothing', 'stops less than before')),
  ];
}

function beyond(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  return entries.filter(
    (entry) =>
      !takeIn(
        others.filter(({ where }) => where === entry.where),
        entry,
      ),
  );
}

function entriesIn(model: Model, names: Names): readonly Entry[] {
  return model.ofType('AWS::EC2::NetworkAclEntry').map((resource) => {
    const value = canonical(resource.attribute('Properties'), names);
    const text = (path: string, unset = '') => written(at(value, path)[0] ?? unset);
    const port = (path: string, unset: number) => Number(at(value, path)[0] ?? unset);
    return {
      resource,
      where: `${text('NetworkAclId')} ${text('Egress', 'false')}`,
      isAllowing: text('RuleAction') !== 'deny',
      protocol: text('Protocol', '-1'),
      from: port('PortRange.From', everyPort.from),
      to: port('PortRange.To', everyPort.to),
      peer: text('CidrBlock', text('Ipv6CidrBlock')),
    };
  });
}

function change(
  { resource }: Entry,
  kind: Weakening['kind'],
  before: string,
  after: string,
  says: string,
): Weakening {
  return { resource, kind, path: 'RuleAction', before: shown(before), after: shown(after), says };
}
