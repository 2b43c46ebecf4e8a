import { memoized } from '../memoized.ts';
import { isScalar } from './model/json.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { resourcesIn } from './references.ts';

/** What one resource names another by: itself, or the text of its name. */
export type Name = Resource | string;

/** Of those that name something else, as many as are looked at all the same: a report tells what the nearest of them lacks. */
const fewOthers = 8;

/** Of those that name nothing, or of which only the deployment tells what they name, as many as are looked at at once. */
const mostOpen = 64;

/** Resources by what each of them names: asking each of them about each subject takes the square of their number. */
export interface Candidates {
  /** Those that name one of the names. */
  readonly sure: (resources: readonly Resource[], names: readonly Name[]) => readonly Resource[];
  /** Those that name one of the names, and the first of those that may, in the order of the list. */
  readonly naming: (resources: readonly Resource[], names: readonly Name[]) => readonly Resource[];
  /** The same with a few of the others, and as far as somebody asks; all of them where no name is known. */
  readonly likely: (resources: readonly Resource[], names: readonly Name[]) => Iterable<Resource>;
}

/**
 * Candidates by the values that each of them names others in; one without any such value names everything. The lists have to be ones
 * that the model keeps, since each is sorted once.
 */
export function candidatesBy(valuesOf: (resource: Resource) => readonly Value[]): Candidates {
  const sorted = memoized((resources: readonly Resource[]) => sort(resources, valuesOf));
  const sure = (resources: readonly Resource[], names: readonly Name[]) =>
    names.flatMap((name) => [...(sorted(resources).byName.get(name) ?? [])]);
  const found = (resources: readonly Resource[], names: readonly Name[]) => [
    ...sure(resources, names),
    ...sorted(resources).open.slice(0, mostOpen),
  ];
  return {
    sure,
    naming: (resources, names) => inOrder(found(resources, names), sorted(resources)),
    likely: function* (resources, names) {
      if (names.length === 0 || resources.length <= fewOthers) return yield* resources;
      const { open } = sorted(resources);
      const others = resources.slice(0, fewOthers);
      yield* inOrder([...found(resources, names), ...others], sorted(resources));
      for (let index = mostOpen; index < open.length; index++) yield open[index] as Resource;
    },
  };
}

/** The names that a resource goes by: itself, and the text that its property at `path` gives it. */
export function namesOf(resource: Resource, path: string): readonly Name[] {
  const { literal } = resource.property(path);
  return typeof literal === 'string' ? [resource, literal] : [resource];
}

/** What a value may name: resources, and a text with what it ends with, since that is the name in an ARN; none where nobody knows. */
export function namesIn(value: Value): readonly Name[] {
  return value.alternatives.flatMap(namesInOne);
}

function namesInOne(resolved: Resolved): readonly Name[] {
  if (resolved.kind !== 'literal') return resourcesIn(resolved);
  if (!isScalar(resolved.value)) return [];
  const text = String(resolved.value);
  const end = text.split(/[:/]/).at(-1) ?? text;
  return text.includes('*') ? [] : [...new Set([text, end])];
}

interface Sorted {
  readonly byName: ReadonlyMap<Name, ReadonlySet<Resource>>;
  readonly open: readonly Resource[];
  readonly positions: ReadonlyMap<Resource, number>;
}

function sort(resources: readonly Resource[], valuesOf: (resource: Resource) => readonly Value[]): Sorted {
  const byName = new Map<Name, Set<Resource>>();
  const open: Resource[] = [];
  for (const resource of resources) {
    const named = valuesOf(resource).flatMap(({ alternatives }) => alternatives.map(namesInOne));
    if (named.length === 0 || named.some((names) => names.length === 0)) open.push(resource);
    for (const name of named.flat()) {
      const known = byName.get(name);
      if (known) known.add(resource);
      else byName.set(name, new Set([resource]));
    }
  }
  return { byName, open, positions: new Map(resources.map((resource, index) => [resource, index])) };
}

function inOrder(resources: readonly Resource[], { positions }: Sorted): readonly Resource[] {
  const place = (resource: Resource) => positions.get(resource) ?? 0;
  return [...new Set(resources)].sort((one, other) => place(one) - place(other));
}
