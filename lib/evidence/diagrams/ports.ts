import { groupBy } from '../../group-by.ts';

/** A rectangle by its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line between two boxes. */
export interface Line {
  readonly from: Box;
  readonly to: Box;
  /** The places that it passes; the first and the last are anywhere on its ends. */
  readonly points: readonly Point[];
}

type Axis = 'x' | 'y';

interface End {
  readonly line: number;
  readonly isStart: boolean;
  readonly box: Box;
  /** Where the line comes from, or goes. */
  readonly next: Point;
  /** Which of the two sides across the flow the line leaves by. */
  readonly side: 'near' | 'far';
}

/**
 * Lines whose ends are spread along the sides of boxes that look along the flow, in the order in which they arrive. So no line
 * ends at the place of another, and none passes over a box that stands beside its end.
 */
export function spread(lines: readonly Line[], flow: Axis): readonly (readonly Point[])[] {
  const ends = lines.flatMap((line, index) => [
    endOf(line, index, true, flow),
    endOf(line, index, false, flow),
  ]);
  const ports = new Map<string, readonly Point[]>();
  const bySide = groupBy(ends, ({ box, side }) => JSON.stringify([box, side]));
  for (const group of bySide.values()) {
    const sorted = group.toSorted(
      (one, other) => across(one, flow) - across(other, flow) || one.line - other.line,
    );
    sorted.forEach((end, place) => {
      ports.set(keyOf(end.line, end.isStart), portOf(end, (place + 1) / (sorted.length + 1), flow));
    });
  }
  return lines.map(({ points }, index) => {
    const start = ports.get(keyOf(index, true));
    const end = ports.get(keyOf(index, false));
    return [...(start ?? []), ...points.slice(1, -1), ...(end?.toReversed() ?? [])];
  });
}

function keyOf(line: number, isStart: boolean): string {
  return `${line} ${isStart}`;
}

function endOf({ from, to, points }: Line, line: number, isStart: boolean, flow: Axis): End {
  const box = isStart ? from : to;
  const next = (isStart ? points[1] : points.at(-2)) ?? middleOf(isStart ? to : from);
  return { line, isStart, box, next, side: next[flow] < middleOf(box)[flow] ? 'near' : 'far' };
}

function across({ next }: End, flow: Axis): number {
  return flow === 'y' ? next.x : next.y;
}

/** How far a line goes straight before it turns, so that its arrow is seen whole. */
const straight = 5;

/** The place on a side, and the one before it. */
function portOf({ box, side }: End, share: number, flow: Axis): readonly Point[] {
  const [edge, before] = side === 'near' ? [0, -straight] : [1, straight];
  if (flow === 'y') {
    const [x, y] = [box.x + box.width * share, box.y + box.height * edge];
    return [
      { x, y },
      { x, y: y + before },
    ];
  }
  const [x, y] = [box.x + box.width * edge, box.y + box.height * share];
  return [
    { x, y },
    { x: x + before, y },
  ];
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
