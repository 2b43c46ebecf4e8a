import { bucketType } from './buckets.ts';
import file from './log-destinations.json' with { type: 'json' };
import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { resourcesIn } from './references.ts';
import { valuesAt } from './value-paths.ts';

export const logGroupType = 'AWS::Logs::LogGroup';

const paths: Readonly<Record<string, readonly string[]>> = file.types;

/** Types that do nothing but write logs somewhere. */
export const logWriters: readonly string[] = Object.keys(paths);

/** Where a resource of one of `logWriters` says that its logs go; what it leaves out is not among them. */
export function logDestinations(writer: Resource): readonly Value[] {
  const places = paths[writer.type] ?? [];
  return places.flatMap((path) => valuesAt(writer, path)).filter(({ isAbsent }) => !isAbsent);
}

/**
 * The log group or bucket of the templates that a value surely names: by a reference, by an ARN or by the name that
 * the store gives itself.
 */
export function logStore(value: Value, model: Model): Resource | undefined {
  const stores = value.alternatives.map((resolved) => storeBehind(resolved, value.resource, model));
  const [first] = stores;
  return stores.every((store) => store === first) ? first : undefined;
}

function storeBehind(resolved: Resolved, user: Resource, model: Model): Resource | undefined {
  const named = resourcesIn(resolved).find(({ type }) => type === logGroupType || type === bucketType);
  if (named) return named;
  const text = resolved.kind === 'literal' && typeof resolved.value === 'string' ? resolved.value : undefined;
  return text === undefined ? undefined : storeNamed(text, user, model);
}

function storeNamed(text: string, user: Resource, model: Model): Resource | undefined {
  const name = /:log-group:([^:]+)/.exec(text)?.[1] ?? /:s3:::([^/]+)/.exec(text)?.[1] ?? text;
  const [group] = lookup(model.beside(user, logGroupType), 'LogGroupName').saying(name);
  return group ?? lookup(model.beside(user, bucketType), 'BucketName').saying(name)[0];
}
