import {
  type Canonical,
  type CanonicalRecord,
  isCanonicalRecord,
  isSame,
  keyOf,
  written,
} from './canonical.ts';

/** One place at which two values differ. Nothing on a side stands for what is not written there. */
export interface Difference {
  /** Dotted path with `[]` for any item of a list. */
  readonly pattern: string;
  /** The same with the name of the item, where its list has names. */
  readonly path: string;
  readonly before: Canonical | undefined;
  readonly after: Canonical | undefined;
}

/** What tells the items of a list apart whatever their order, the first that all items have. */
const identities = [
  'PathPattern',
  'Id',
  'Name',
  'Key',
  'RuleName',
  'IndexName',
  'AttributeName',
  'Header',
  'Field',
  'DeviceName',
  'ContainerName',
  'secretId',
  'Sid',
];

/** Every place at which two values differ, as deep as both have the same shape; items of lists are paired by their names, else by being equal. */
export function differences(
  before: Canonical | undefined,
  after: Canonical | undefined,
  pattern = '',
  path = pattern,
): readonly Difference[] {
  if (isSame(before, after)) return [];
  if (isRecordOrNothing(before) && isRecordOrNothing(after)) return ofRecords(before, after, pattern, path);
  if (isListOrNothing(before) && isListOrNothing(after)) {
    return ofLists(before ?? [], after ?? [], `${pattern}[]`, path);
  }
  return [{ pattern, path, before, after }];
}

function ofRecords(
  before: CanonicalRecord | undefined,
  after: CanonicalRecord | undefined,
  pattern: string,
  path: string,
): readonly Difference[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (keys.length === 0) return [{ pattern, path, before, after }];
  return keys.flatMap((key) =>
    differences(before?.[key], after?.[key], below(pattern, key), below(path, key)),
  );
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function ofLists(
  before: readonly Canonical[],
  after: readonly Canonical[],
  pattern: string,
  path: string,
): readonly Difference[] {
  const identity = identities.find((name) => isIdentity(name, [before, after]));
  if (identity !== undefined) return byName(before, after, { pattern, path, identity });
  const [gone, come] = [without(before, after), without(after, before)];
  // What changed in the only item that is another is told item by item.
  const [one] = gone;
  const [other] = come;
  if (gone.length === 1 && come.length === 1 && isCanonicalRecord(one) && isCanonicalRecord(other))
    return differences(one, other, pattern, `${path}[]`);
  return [
    ...gone.map((item) => ({ pattern, path: `${path}[]`, before: item, after: undefined })),
    ...come.map((item) => ({ pattern, path: `${path}[]`, before: undefined, after: item })),
  ];
}

function isIdentity(name: string, sides: readonly (readonly Canonical[])[]): boolean {
  return sides.every((items) => {
    const named = items.map((item) => (isCanonicalRecord(item) ? item[name] : undefined));
    return named.every((one) => one !== undefined) && new Set(named.map(keyOf)).size === items.length;
  });
}

interface NamedList {
  readonly pattern: string;
  readonly path: string;
  readonly identity: string;
}

function byName(
  before: readonly Canonical[],
  after: readonly Canonical[],
  { pattern, path, identity }: NamedList,
): readonly Difference[] {
  const named = (items: readonly Canonical[]) =>
    new Map(items.filter(isCanonicalRecord).map((item) => [written(item[identity]), item]));
  const [earlier, later] = [named(before), named(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((name) => {
    const place = `${path}[${name}]`;
    const [one, other] = [earlier.get(name), later.get(name)];
    return one && other
      ? differences(one, other, pattern, place)
      : [{ pattern, path: place, before: one, after: other }];
  });
}

/** The items of a list that another one lacks, each as often as it lacks it. */
function without(items: readonly Canonical[], others: readonly Canonical[]): readonly Canonical[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(keyOf(item)) ?? 0;
    left.set(keyOf(item), count - 1);
    return count <= 0;
  });
}

function isRecordOrNothing(value: Canonical | undefined): value is CanonicalRecord | undefined {
  return value === undefined || isCanonicalRecord(value);
}

function isListOrNothing(value: Canonical | undefined): value is readonly Canonical[] | undefined {
  return value === undefined || Array.isArray(value);
}
