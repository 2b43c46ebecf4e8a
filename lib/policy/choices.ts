import type { Value } from '../cloudformation/model/types.ts';
import { groupBy } from '../group-by.ts';
import { missing, type Observation, observation } from './observation.ts';

/** Where one of several suffices: what was seen of the right one, else of the one that lacks least. */
export function bestOf(
  candidates: Iterable<readonly Observation[]>,
  otherwise: readonly Observation[],
): readonly Observation[] {
  let best: readonly Observation[] | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    const count = flaws(candidate);
    if (count < fewest) [best, fewest] = [candidate, count];
    // Of those that lack nothing the first will do, so that nobody has to judge the others.
    if (count === 0) break;
  }
  return best ?? otherwise;
}

/** What is seen of each item, in turn and as far as somebody asks: `bestOf` stops at the first that lacks nothing. */
export function* inTurn<Item>(
  items: Iterable<Item>,
  see: (item: Item) => readonly Observation[],
): Generator<readonly Observation[]> {
  for (const item of items) yield see(item);
}

/** A failure weighs more than any number of doubts. */
function flaws(seen: readonly Observation[]): number {
  const failures = seen.filter(({ status }) => status === 'fail').length;
  const doubts = seen.filter(({ status }) => status === 'unknown').length;
  return failures * (seen.length + 1) + doubts;
}

/** The observations that are no passes: for properties of which only a wrong value matters. */
export function flawsOf(seen: readonly Observation[]): readonly Observation[] {
  return seen.filter(({ status }) => status !== 'pass');
}

/** Leaves out what was seen twice at the same place, as alternatives of a list bring it about. */
export function distinct(seen: readonly Observation[]): readonly Observation[] {
  const alike = groupBy(seen, ({ expected }) => expected);
  if (alike.size === seen.length) return seen;
  // Sentences take time to make, and only what expects the same can say the same.
  const keyOf = (one: Observation) =>
    alike.get(one.expected)?.length === 1
      ? one.expected
      : [one.status, one.resource.logicalId, one.message].join('\n');
  return [...new Map(seen.map((one) => [keyOf(one), one])).values()];
}

interface ExpectedItem {
  /** What the list has to hold, as a phrase. */
  readonly expected: string;
  /** What makes an item the one that is meant; an item that fails here is another one. */
  readonly identify: (item: Value) => readonly Observation[];
  /** What else has to be right about it. */
  readonly judge?: (item: Value) => readonly Observation[];
}

/** Judges that a list holds a certain item, in every alternative of the list. */
export function expectItem(list: Value, item: ExpectedItem): readonly Observation[] {
  const [only, ...others] = list.each();
  if (only && others.length === 0) return expectItemIn(only, item);
  return distinct(list.each().flatMap((one) => expectItemIn(one, item)));
}

function expectItemIn(list: Value, item: ExpectedItem): readonly Observation[] {
  const { expected } = item;
  if (!list.isDecidedList) return [observation('unknown', list, { expected: `a list with ${expected}` })];
  return bestOf(candidates(list, item), [missing(list.resource, list, expected)]);
}

function* candidates(
  list: Value,
  { expected, identify, judge }: ExpectedItem,
): Generator<readonly Observation[]> {
  for (const item of list.items()) {
    const identity = identify(item);
    if (identity.some(({ status }) => status === 'fail')) continue;
    const optional = item.isOptional ? [missing(list.resource, list, `${expected} in every case`)] : [];
    yield [...identity, ...(judge?.(item) ?? []), ...optional];
  }
}
