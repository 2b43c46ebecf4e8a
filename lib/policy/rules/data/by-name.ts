import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached } from '../../supports.ts';

/** A kind of resource that concerns a bucket, and where it names the bucket. */
interface Attachment {
  readonly type: string;
  readonly path: string;
}

/** Resources that concern a bucket: by a reference, or by the same name written out in the same template. */
export function concerning(model: Model, bucket: Resource, attachment: Attachment): readonly Resource[] {
  const name = nameOf(bucket, 'BucketName');
  const byName = name === undefined ? [] : (named(model, attachment).get(name) ?? []);
  return [...new Set([...attached(model, bucket, attachment), ...byName])];
}

const namedByModel = new WeakMap<Model, Map<string, ReadonlyMap<string, readonly Resource[]>>>();

/** Read once for a model: asking each bucket about each policy would take the square of their number. */
function named(model: Model, { type, path }: Attachment): ReadonlyMap<string, readonly Resource[]> {
  const types = namedByModel.get(model) ?? new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  namedByModel.set(model, types);
  const known = types.get(type);
  if (known) return known;
  const found = new Map<string, Resource[]>();
  for (const resource of model.ofType(type)) {
    const name = nameOf(resource, path);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), resource]);
  }
  types.set(type, found);
  return found;
}

/** A name as it is built, together with the template in which it means something. */
function nameOf(resource: Resource, path: string): string | undefined {
  const value = resource.property(path);
  const isText = value.alternatives.every(({ kind }) => kind === 'literal' || kind === 'text');
  return isText ? `${resource.template.name}\n${value}` : undefined;
}
