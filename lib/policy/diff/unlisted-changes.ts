import { directionByName } from './by-name.ts';
import { type Canonical, canonical, isCanonicalRecord, type Names, shown } from './canonical.ts';
import { type Difference, differences } from './differences.ts';
import { type Change, type Directions, directionsOf, isWeighable, weigh } from './directed-properties.ts';
import type { Pair } from './weakening.ts';

/** What changed of a pair beside that of which its type's own entry decides as a whole. */
export interface UnlistedChanges {
  readonly weakenings: readonly Change[];
  /** Changes of which nobody has said which way they protect, in types of which nothing is known. */
  readonly unweighed: readonly Change[];
}

/**
 * Compares each place at which two resources differ: by its type's entry for items of lists, else by its name. What no entry knows protects less in
 * a type that the data file has completely, since unknown is never a pass; elsewhere it is told and stops nothing.
 */
export function unlistedChanges({ before, after }: Pair, names: Names): UnlistedChanges {
  const known = directionsOf(after.type);
  const found = differences(
    canonical(before.attribute('Properties'), names),
    canonical(after.attribute('Properties'), names),
  ).map((difference) => weighed(difference, known));
  return {
    weakenings: found.flatMap((one) => (one.isOnlyTold ? [] : one.changes)),
    unweighed: found.flatMap((one) => (one.isOnlyTold ? one.changes : [])),
  };
}

/** Whether the data files say of a property which way it protects, or that it does not. */
export function isListed(type: string, pattern: string): boolean {
  const known = directionsOf(type);
  const direction = (known && ofItem(pattern, known)) ?? directionByName(pattern);
  const isLookedAt = [...(known?.look ?? []), ...(known?.told ?? [])].some((path) => isBelow(pattern, path));
  return isLookedAt || direction !== undefined || (known !== undefined && isDecidedElsewhere(pattern, known));
}

interface Weighed {
  /** Whether its changes stop nothing. */
  readonly isOnlyTold: boolean;
  readonly changes: readonly Change[];
}

const nothing: Weighed = { isOnlyTold: false, changes: [] };

function weighed(difference: Difference, known: Directions | undefined): Weighed {
  const { pattern, before, after } = difference;
  if (known && isDecidedElsewhere(pattern, known)) return nothing;
  const direction = directionAt(pattern, known);
  if (!direction || !isWeighable({ before, after }, direction)) return unknown(difference, known);
  const changes = weigh({ before, after }, direction);
  return { isOnlyTold: false, changes: changes.map((change) => ({ ...change, path: difference.path })) };
}

/** The direction of a place by its type's entry, else by its name; nothing where a person has to look. */
function directionAt(pattern: string, known: Directions | undefined): Directions | undefined {
  const direction = known && ofItem(pattern, known);
  if (direction || isForAPerson(pattern, known) || isTold(pattern, known)) return direction;
  return directionByName(pattern);
}

/** What the type's entry judges as a whole, or code of its own, or what protects nothing. */
function isDecidedElsewhere(pattern: string, known: Directions): boolean {
  const {
    read = [],
    free = [],
    gone = [],
    new: come = [],
    named = {},
    kept = [],
    noMore = [],
    noLess = [],
  } = known;
  const whole = [...read, ...free, ...Object.keys(named), ...kept, ...noMore, ...noLess];
  const scalars = [
    ...Object.keys({ ...known.ranked, ...known.atLeast, ...known.atMost }),
    ...(known.runtime ?? []),
  ];
  return (
    whole.some(
      (path) =>
        isBelow(pattern, path) && (!path.includes('[]') || free.includes(path) || read.includes(path)),
    ) ||
    scalars.some((path) => pattern === path && !path.includes('[]')) ||
    [...gone, ...come].includes(pattern)
  );
}

/** The direction of one item of a list, which the type's entry weighs among all items together as well. */
function ofItem(pattern: string, known: Directions): Directions | undefined {
  const { ranked = {}, unset = {}, atLeast = {}, atMost = {} } = known;
  const at = <T>(places: Readonly<Record<string, T>>) =>
    Object.hasOwn(places, pattern) ? places[pattern] : undefined;
  const listed = (paths: readonly string[] = []) => paths.some((path) => isBelow(pattern, path));
  const [ranks, floor, ceiling, absent] = [at(ranked), at(atLeast), at(atMost), at(unset)];
  if (ranks) return { ranked: { '': ranks }, ...(absent === undefined ? {} : { unset: { '': absent } }) };
  if (floor !== undefined) return { atLeast: { '': floor } };
  if (ceiling !== undefined) return { atMost: { '': ceiling } };
  if (listed(known.kept)) return { kept: [''] };
  if (listed(known.noMore)) return { noMore: [''] };
  if (listed(known.noLess) || known.items?.includes(pattern)) return { noLess: [''] };
  return undefined;
}

function isBelow(pattern: string, path: string): boolean {
  return path === '' || pattern === path || pattern.startsWith(`${path}.`) || pattern.startsWith(`${path}[`);
}

/** Not where something else is known of the place: a ranking with a value that nobody ranked is for a person. */
function isTold(pattern: string, known: Directions | undefined): boolean {
  if (!known || isForAPerson(pattern, known) || ofItem(pattern, known)) return false;
  return known.told?.some((path) => isBelow(pattern, path)) ?? false;
}

function isForAPerson(pattern: string, known: Directions | undefined): boolean {
  return known?.look?.includes(pattern) ?? false;
}

function unknown({ pattern, path, before, after }: Difference, known: Directions | undefined): Weighed {
  const says = isNew(before)
    ? 'is new, and nobody has said which way it protects'
    : 'changed, and nobody has said which way it protects';
  return {
    isOnlyTold: known?.complete !== true || isTold(pattern, known),
    changes: [{ kind: 'undecided', path, before: shown(before), after: shown(after), says }],
  };
}

function isNew(before: Canonical | undefined): boolean {
  return before === undefined || (isCanonicalRecord(before) && Object.keys(before).length === 0);
}
