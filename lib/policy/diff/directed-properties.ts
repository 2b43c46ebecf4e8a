import { own } from '../../cloudformation/model/json.ts';
import { alarmWeakenings } from './alarm-weakenings.ts';
import {
  asList,
  at,
  type Canonical,
  canonical,
  isCanonicalRecord,
  isSame,
  keyOf,
  type Names,
  shown,
  written,
} from './canonical.ts';
import file from './directions.json' with { type: 'json' };
import { olderRuntime, olderTls, rarer, reordered } from './read-values.ts';
import type { Pair, Weakening } from './weakening.ts';

/** Which way the properties of a type protect; see the note in the data file. */
export interface Directions {
  /** Whether each property of the type that protects is listed, so that another one that changes counts as weaker. */
  readonly complete?: boolean;
  readonly removal?: boolean;
  readonly exposes?: boolean;
  readonly deaf?: boolean;
  readonly ranked?: Readonly<Record<string, readonly Rank[]>>;
  readonly unset?: Readonly<Record<string, string>>;
  readonly atLeast?: Readonly<Record<string, Bound>>;
  readonly atMost?: Readonly<Record<string, Bound>>;
  readonly kept?: readonly string[];
  readonly gone?: readonly string[];
  readonly new?: readonly string[];
  readonly noMore?: readonly string[];
  readonly noLess?: readonly string[];
  readonly named?: Readonly<Record<string, readonly string[]>>;
  /** Places that protect nothing by themselves. */
  readonly free?: readonly string[];
  /** Places that code of their own weighs: policies, rules of the firewall, what an alarm watches. */
  readonly read?: readonly string[];
  /** Lists of which items may come, and none may go. */
  readonly items?: readonly string[];
  /** Places at which a person looks, whichever way they change. */
  readonly look?: readonly string[];
  /** Places of which nobody can say which way they protect; their changes are told and stop nothing. */
  readonly told?: readonly string[];
  readonly schedule?: readonly string[];
  readonly tls?: readonly string[];
  readonly runtime?: readonly string[];
  /** Lists of which the first item that fits counts. */
  readonly ordered?: readonly string[];
  /** Of `exposes`: the properties of which a new resource has to have one. */
  readonly exposesBy?: readonly string[];
  /** Of `removal`: a property, and the values with which a resource protects by being there. */
  readonly removalOf?: Readonly<Record<string, readonly string[]>>;
  /** Of `exposes`: a property, and the values with which a new resource is a new way in. */
  readonly addedOf?: Readonly<Record<string, readonly string[]>>;
}

/** A value of a ranking, or several that protect alike. */
export type Rank = string | readonly string[];

/** A number, or none at all. */
type Bound = number | string;

const directions: Readonly<Record<string, Directions>> = file.types;

/** What is known of a type; nothing of one whose properties protect nothing by themselves. */
export function directionsOf(type: string): Directions | undefined {
  return own(directions, type);
}

/** A change that weakens, before it is known where. */
export type Change = Pick<Weakening, 'kind' | 'path' | 'before' | 'after' | 'says'>;

export type Both = { readonly [Side in keyof Pair]: Canonical | undefined };

/** What a pair's properties protect less than before, by the direction in which each of them protects. */
export function directedWeakenings({ before, after }: Pair, names: Names): readonly Change[] {
  const known = directionsOf(after.type);
  if (!known) return [];
  const both = {
    before: canonical(before.attribute('Properties'), names),
    after: canonical(after.attribute('Properties'), names),
  };
  return weigh(both, known);
}

/** What of two values protects less in the second, by the directions that are given. */
export function weigh(both: Both, known: Directions): readonly Change[] {
  return checks.flatMap((check) => check(both, known));
}

/** Whether a ranking has the values that stand at a place; of others nobody knows how strong they are. */
export function isWeighable(both: Both, { ranked: places = {} }: Directions): boolean {
  return Object.entries(places).every(([path, ranks]) =>
    [both.before, both.after].every((side) => at(side, path).every((value) => rankIn(ranks, value) >= 0)),
  );
}

type Check = (both: Both, known: Directions) => readonly Change[];

const checks: readonly Check[] = [
  (both, { ranked: places = {}, unset = {} }) =>
    Object.entries(places).flatMap(([path, ranks]) => ranked(both, path, ranks, unset[path])),
  (both, { atLeast = {} }) =>
    Object.entries(atLeast).flatMap(([path, unset]) => bounded(both, path, unset, 'least')),
  (both, { atMost = {} }) =>
    Object.entries(atMost).flatMap(([path, unset]) => bounded(both, path, unset, 'most')),
  (both, { kept: paths = [] }) => paths.flatMap((path) => kept(both, path)),
  (both, { gone: paths = [] }) => paths.flatMap((path) => gone(both, path)),
  (both, { new: paths = [] }) => paths.flatMap((path) => come(both, path)),
  (both, { noMore = [] }) => noMore.flatMap((path) => gained(both, path)),
  (both, { noLess = [] }) => noLess.flatMap((path) => lost(both, path)),
  (both, { named = {} }) => Object.entries(named).flatMap(([path, names]) => namedChanges(both, path, names)),
  (both, { deaf = false }) => (deaf ? alarmWeakenings(both) : []),
  (both, { schedule: paths = [] }) => paths.flatMap((path) => rarer(both, path)),
  (both, { runtime: paths = [] }) => paths.flatMap((path) => olderRuntime(both, path)),
  (both, { ordered: paths = [] }) => paths.flatMap((path) => reordered(both, path)),
  (both, { tls: paths = [] }) => paths.flatMap((path) => olderTls(both, path)),
];

function ranked(both: Both, path: string, ranks: readonly Rank[], unset = weakest(ranks)): readonly Change[] {
  const [before, after] = [
    rankOf(at(both.before, path), ranks, unset),
    rankOf(at(both.after, path), ranks, unset),
  ];
  if (after >= before) return [];
  return [change('weaker', both, path, 'protects less than before')];
}

/** The weakest of several counts; what is not in the list is none of AWS's known values and so the weakest. */
function rankOf(values: readonly Canonical[], ranks: readonly Rank[], unset: string): number {
  const found = (values.length === 0 ? [unset] : values).map((value) => rankIn(ranks, value));
  return Math.min(...found);
}

function rankIn(ranks: readonly Rank[], value: Canonical): number {
  return ranks.findIndex((rank) => [rank].flat().includes(String(value)));
}

function weakest([first = '']: readonly Rank[]): string {
  return typeof first === 'string' ? first : (first[0] ?? '');
}

function bounded(both: Both, path: string, unset: Bound, direction: 'least' | 'most'): readonly Change[] {
  const [before, after] = [numbersIn(at(both.before, path), unset), numbersIn(at(both.after, path), unset)];
  const isWeaker =
    direction === 'least'
      ? Math.min(...after) < Math.min(...before)
      : Math.max(...after) > Math.max(...before);
  const isOpen =
    [...before, ...after].some(Number.isNaN) && !isSame(at(both.before, path), at(both.after, path));
  if (!isWeaker && !isOpen) return [];
  const says = isOpen
    ? 'changed, and is only known at deployment'
    : `is ${direction === 'least' ? 'less' : 'more'} than before`;
  return [change('shorter', both, path, says)];
}

function numbersIn(values: readonly Canonical[], unset: Bound): readonly number[] {
  const numbers = values.length === 0 ? [unset] : values;
  return numbers.map((value) => (endless.includes(String(value)) ? Infinity : Number(value)));
}

/** Lambda writes -1 for without end. */
const endless = ['unlimited', '-1'];

function kept(both: Both, path: string): readonly Change[] {
  const [before, after] = [at(both.before, path), at(both.after, path)];
  const lost = before.filter((value) => !after.some((other) => isSame(value, other)));
  if (lost.length === 0) return [];
  return [change('weaker', both, path, after.length === 0 ? 'is gone' : 'is another than before')];
}

function gone(both: Both, path: string): readonly Change[] {
  if (at(both.before, path).length === 0 || at(both.after, path).length > 0) return [];
  return [change('removed', both, path, 'is gone')];
}

function come(both: Both, path: string): readonly Change[] {
  if (at(both.before, path).length > 0 || at(both.after, path).length === 0) return [];
  return [change('broader', both, path, 'is new')];
}

function gained(both: Both, path: string): readonly Change[] {
  return missingFrom(both.after, both.before, path).map((item) => ({
    kind: 'broader',
    path,
    before: 'nothing',
    after: shown(item),
    says: 'has one more item',
  }));
}

function lost(both: Both, path: string): readonly Change[] {
  return missingFrom(both.before, both.after, path).map((item) => ({
    kind: 'removed',
    path,
    before: shown(item),
    after: 'nothing',
    says: 'has one item less',
  }));
}

/** The items of one that the other lacks. */
function missingFrom(
  one: Canonical | undefined,
  other: Canonical | undefined,
  path: string,
): readonly Canonical[] {
  const known = new Set(itemsAt(other, path).map(keyOf));
  return itemsAt(one, path).filter((item) => !known.has(keyOf(item)));
}

function itemsAt(value: Canonical | undefined, path: string): readonly Canonical[] {
  return at(value, path).flatMap(asList);
}

/** Of a list of names and values, those that changed or went. */
function namedChanges(
  both: Both,
  path: string,
  [name = '', value = '']: readonly string[],
): readonly Change[] {
  const later = entriesAt(both.after, path, name, value);
  return [...entriesAt(both.before, path, name, value)].flatMap(([key, before]) => {
    const after = later.get(key);
    if (after === before) return [];
    return [
      {
        kind: 'weaker',
        path: `${path} ${key}`,
        before: shown(before),
        after: shown(after),
        says: 'is another than before',
      },
    ];
  });
}

function entriesAt(
  value: Canonical | undefined,
  path: string,
  name: string,
  entry: string,
): ReadonlyMap<string, string> {
  const items = itemsAt(value, path).filter(isCanonicalRecord);
  return new Map(items.map((item) => [written(item[name]), written(item[entry])]));
}

function change(kind: Change['kind'], both: Both, path: string, says: string): Change {
  return { kind, path, before: all(at(both.before, path)), after: all(at(both.after, path)), says };
}

function all(values: readonly Canonical[]): string {
  return values.length === 0 ? 'nothing' : values.map(shown).join(', ');
}
