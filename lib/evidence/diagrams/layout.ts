import { Graph, layout } from '@dagrejs/dagre';
import { type Diagram, type DiagramNode, type Flow, type Zone, zonesOf } from './diagram.ts';
import { type Box, type Point, spread } from './ports.ts';
import { fitted, sizes, widthOf } from './text-width.ts';

const widestName = 84;
const padding = 5;
const numberSize = { width: 15, height: 11 };

export interface PlacedNode extends Box {
  readonly node: DiagramNode;
  /** Its name and its word, as far as the box takes them. */
  readonly name: string;
  readonly word: string;
}

export interface PlacedZone extends Box {
  readonly zone: Zone;
  readonly name: string;
}

export interface PlacedFlow {
  readonly flow: Flow;
  readonly number: number;
  readonly points: readonly Point[];
  /** Where its number stands. */
  readonly label: Box;
}

/** A diagram with a place for each of its parts. */
export interface Placed {
  readonly diagram: Diagram;
  /** The paper that takes it in full size; nothing where none of those does. */
  readonly sheet: (typeof sheets)[number]['sheet'] | undefined;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly zones: readonly PlacedZone[];
  readonly flows: readonly PlacedFlow[];
}

/** The papers, smallest first, with what they leave between their margins and below a heading, in points. */
const sheets = [
  { sheet: 'A4', width: 520, height: 690 },
  { sheet: 'A4 landscape', width: 765, height: 460 },
  { sheet: 'A3 landscape', width: 1110, height: 700 },
] as const;

interface Spacing {
  readonly rankdir: 'TB' | 'LR';
  readonly nodesep: number;
  readonly ranksep: number;
  readonly edgesep: number;
}

const tightest: Spacing = { rankdir: 'TB', nodesep: 8, ranksep: 14, edgesep: 4 };

/** In the order in which they are tried: roomy ones first. */
const spacings: readonly Spacing[] = [
  { rankdir: 'TB', nodesep: 16, ranksep: 22, edgesep: 8 },
  { rankdir: 'LR', nodesep: 12, ranksep: 20, edgesep: 6 },
  tightest,
  { rankdir: 'LR', nodesep: 6, ranksep: 8, edgesep: 4 },
];

/** Places the parts of a diagram so that it fits the smallest paper that one of the spacings fits. */
export function place(diagram: Diagram): Placed {
  const liked = spacings.filter(({ rankdir }) => (diagram.direction === 'across') === (rankdir === 'LR'));
  const tried = [...new Set([...liked, ...spacings])].map((spacing) => memo(() => placeBy(diagram, spacing)));
  for (const { sheet, width, height } of sheets) {
    const fitting = tried.find((placed) => placed().width <= width && placed().height <= height);
    if (fitting) return { ...fitting(), sheet };
  }
  return { ...placeBy(diagram, tightest), sheet: undefined };
}

function memo<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function placeBy(diagram: Diagram, spacing: Spacing): Omit<Placed, 'sheet'> {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ ...spacing, marginx: 2, marginy: 2 });
  const zones = zonesOf(diagram.nodes);
  for (const { id } of zones) graph.setNode(zoneKey(id), {});
  for (const { id, within } of zones) if (within) graph.setParent(zoneKey(id), zoneKey(within.id));
  for (const node of diagram.nodes) {
    graph.setNode(node.id, sizeOf(node));
    if (node.zone) graph.setParent(node.id, zoneKey(node.zone.id));
  }
  diagram.flows.forEach(({ from, to }, index) => {
    graph.setEdge(from.id, to.id, { ...numberSize, labelpos: 'c' }, String(index));
  });
  layout(graph);
  return read(graph, diagram, spacing);
}

function zoneKey(id: string): string {
  return `zone ${id}`;
}

function sizeOf({ name, word }: DiagramNode): { readonly width: number; readonly height: number } {
  const widest = Math.max(widthOf(name, sizes.name), widthOf(word, sizes.small));
  return { width: Math.ceil(Math.min(widest, widestName)) + 2 * padding, height: 26 };
}

function read(graph: Graph, diagram: Diagram, { rankdir }: Spacing): Omit<Placed, 'sheet'> {
  const { width = 0, height = 0 } = graph.graph() as Partial<Box>;
  return {
    diagram,
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: diagram.nodes.map((node) => {
      const box = boxOf(graph.node(node.id));
      const room = box.width - 2 * padding;
      return {
        node,
        ...box,
        name: fitted(node.name, sizes.name, room),
        word: fitted(node.word, sizes.small, room),
      };
    }),
    zones: zonesOf(diagram.nodes).map((zone) => {
      const box = boxOf(graph.node(zoneKey(zone.id)));
      return { zone, ...box, name: fitted(zone.name, sizes.small, box.width - 2 * padding) };
    }),
    flows: flowsOf(graph, diagram, rankdir === 'TB' ? 'y' : 'x'),
  };
}

function flowsOf(graph: Graph, { flows }: Diagram, along: 'x' | 'y'): readonly PlacedFlow[] {
  const edges = flows.map(({ from, to }, index) => graph.edge(from.id, to.id, String(index)));
  const lines = flows.map(({ from, to }, index) => ({
    from: boxOf(graph.node(from.id)),
    to: boxOf(graph.node(to.id)),
    points: edges[index]?.points ?? [],
  }));
  const spreadOut = spread(lines, along);
  return flows.map((flow, index) => ({
    flow,
    number: index + 1,
    points: (spreadOut[index] ?? []).map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })),
    label: boxOf({ ...numberSize, x: edges[index]?.x, y: edges[index]?.y }),
  }));
}

/** The layout tells middles. */
function boxOf({ x, y, width, height }: Box): Box {
  return {
    x: rounded(x - width / 2),
    y: rounded(y - height / 2),
    width: rounded(width),
    height: rounded(height),
  };
}

/** Tenths of a point, so that no digit depends on how a machine adds. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
