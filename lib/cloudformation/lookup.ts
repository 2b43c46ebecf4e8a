import { memoized } from '../memoized.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { resourcesIn } from './references.ts';

/** Resources by what one of their properties names: asking each of them about each other takes the square of their number. */
export interface Lookup {
  /** Those whose property is, or is made of, a certain resource. */
  readonly naming: (resource: Resource) => readonly Resource[];
  /** Those whose property is a certain text. */
  readonly saying: (text: string) => readonly Resource[];
  /** Those whose property is some text that is written out. */
  readonly spelled: readonly Resource[];
  /** Those whose property may still turn out to be anything. */
  readonly open: readonly Resource[];
}

/** The resources of a list, which has to be one that the model keeps, by the property at a path. */
export function lookup(resources: readonly Resource[], path: string): Lookup {
  const byPath = lookupsOf(resources);
  const known = byPath.get(path);
  if (known) return known;
  const made = indexed(resources, path);
  byPath.set(path, made);
  return made;
}

const lookupsOf = memoized((_resources: readonly Resource[]) => new Map<string, Lookup>());

function indexed(resources: readonly Resource[], path: string): Lookup {
  const byResource = new Map<Resource, Set<Resource>>();
  const byText = new Map<string, Set<Resource>>();
  const spelled = new Set<Resource>();
  const open = new Set<Resource>();
  for (const resource of resources) {
    const value = resource.property(path);
    for (const target of targetsOf(value)) add(byResource, target, resource);
    for (const text of textsOf(value)) {
      add(byText, text, resource);
      spelled.add(resource);
    }
    if (value.alternatives.some(isOpen)) open.add(resource);
  }
  return {
    naming: (resource) => [...(byResource.get(resource) ?? [])],
    saying: (text) => [...(byText.get(text) ?? [])],
    spelled: [...spelled],
    open: [...open],
  };
}

/** Text that ends with a resource, as an ARN does, can be nothing else's. */
function isOpen(resolved: Resolved): boolean {
  const end = resolved.kind === 'text' ? resolved.parts.at(-1) : resolved;
  return typeof end === 'string' || end?.kind === 'unknown';
}

function targetsOf(value: Value): readonly Resource[] {
  return value.alternatives.flatMap(resourcesIn);
}

function textsOf(value: Value): readonly string[] {
  return value.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' && typeof resolved.value === 'string' ? [resolved.value] : [],
  );
}

function add<Key>(index: Map<Key, Set<Resource>>, key: Key, resource: Resource): void {
  const known = index.get(key);
  if (known) known.add(resource);
  else index.set(key, new Set([resource]));
}
