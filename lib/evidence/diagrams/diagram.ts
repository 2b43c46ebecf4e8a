import type { Resource } from '../../cloudformation/model/types.ts';
import { groupBy } from '../../group-by.ts';
import { placeOf } from '../registers/register.ts';

/** What a node is drawn as. */
type NodeKind = 'people' | 'outside' | 'edge' | 'network' | 'function' | 'store' | 'key' | 'role';

/** A boundary, drawn as a frame around nodes. */
export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly within?: Zone;
}

/** One box of a diagram. */
export interface DiagramNode {
  readonly id: string;
  readonly name: string;
  /** Stands on the box as well, and says what it is: nothing depends on a colour. */
  readonly word: string;
  readonly kind: NodeKind;
  readonly zone?: Zone;
  /** What the text alternative says besides. */
  readonly detail?: string;
}

/** One arrow of a diagram. */
export interface Flow {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  /** What goes along it, as a part of a sentence. */
  readonly says: string;
  /** Whether card numbers go along it. */
  readonly hasCards: boolean;
  /** The resources without any one of which it would not be there. */
  readonly restsOn: readonly Resource[];
}

/** A picture of one environment as its templates have it. */
export interface Diagram {
  readonly id: string;
  readonly title: string;
  /** What it shows and what it leaves open, as sentences. */
  readonly about: string;
  /** Which way its flows go where there is a choice. @default down */
  readonly direction?: 'across';
  readonly nodes: readonly DiagramNode[];
  readonly flows: readonly Flow[];
}

/** A diagram of flows: its nodes are their ends. Flows between the same two nodes become one. */
export function diagramOf(
  head: Pick<Diagram, 'id' | 'title' | 'about' | 'direction'>,
  flows: readonly Flow[],
  alone: readonly DiagramNode[] = [],
): Diagram {
  const nodes = new Map(
    [...flows.flatMap(({ from, to }) => [from, to]), ...alone].map((node) => [node.id, node]),
  );
  return { ...head, nodes: [...nodes.values()], flows: merged(flows) };
}

function merged(flows: readonly Flow[]): readonly Flow[] {
  const groups = groupBy(flows, ({ from, to, hasCards }) => JSON.stringify([from.id, to.id, hasCards]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const says = [...new Set(group.map((flow) => flow.says))].join('; ');
    return [{ ...first, says, restsOn: commonTo(group) }];
  });
}

/** Several reasons for one arrow: without what is common to all of them it is not there. */
function commonTo(flows: readonly Flow[]): readonly Resource[] {
  const [first, ...others] = flows;
  return (first?.restsOn ?? []).filter((resource) =>
    others.every(({ restsOn }) => restsOn.includes(resource)),
  );
}

/** A node for a resource. */
export function nodeOf(
  resource: Resource,
  kind: NodeKind,
  { zone, detail }: Pick<DiagramNode, 'zone' | 'detail'> = {},
): DiagramNode {
  return {
    id: placeOf(resource),
    name: shortName(resource),
    word: wordOf(resource.type),
    kind,
    ...(zone && { zone }),
    ...(detail !== undefined && { detail }),
  };
}

/** The last part of a type, with blanks: `Log Group`. */
export function wordOf(type: string): string {
  return (type.split('::').at(-1) ?? type).replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');
}

/** Properties in which resources have names of their own. */
const nameProperties = [
  'FunctionName',
  'TableName',
  'QueueName',
  'BucketName',
  'GroupName',
  'RoleName',
  'Name',
];

/** How a resource is called in its shop: its name without the shop's, else its logical id without the hash that the CDK appends. */
export function shortName(resource: Resource): string {
  const [name] = nameProperties
    .map((property) => resource.property(property).literal)
    .filter((literal) => typeof literal === 'string');
  if (name === undefined) return resource.logicalId.replace(/[0-9A-F]{8}$/, '');
  const { storefront } = resource.template;
  const prefix = storefront ? `${storefront.shop}-${storefront.environment}` : '';
  return prefix !== '' && /^[-/]./.test(name.slice(prefix.length)) && name.startsWith(prefix)
    ? name.slice(prefix.length + 1)
    : name;
}

/** What programs read of a diagram. */
export function dataOf({ id, title, about, nodes, flows }: Diagram): unknown {
  return {
    id,
    title,
    about,
    zones: zonesOf(nodes).map((zone) => ({ id: zone.id, name: zone.name, within: zone.within?.id })),
    nodes: nodes.map(({ zone, ...node }) => ({ ...node, zone: zone?.id })),
    flows: flows.map(({ from, to, says, hasCards, restsOn }, index) => ({
      number: index + 1,
      from: from.id,
      to: to.id,
      says,
      hasCards,
      restsOn: restsOn.map(placeOf),
    })),
  };
}

/** Every zone of the nodes, the outer ones first. */
export function zonesOf(nodes: readonly DiagramNode[]): readonly Zone[] {
  const zones = nodes.flatMap(({ zone }) => outwards(zone)).toReversed();
  return [...new Map(zones.map((zone) => [zone.id, zone])).values()].toSorted(
    (one, other) => outwards(one).length - outwards(other).length,
  );
}

function outwards(zone: Zone | undefined): readonly Zone[] {
  return zone ? [zone, ...outwards(zone.within)] : [];
}
