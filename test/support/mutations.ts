import { isList, isRecord, type Json, type JsonRecord } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';

type Mutable = { [key: string]: Json };

/** A copy of the templates with one resource changed by `change`; it may add and remove others. */
export function withResources(
  sources: readonly TemplateSource[],
  template: string,
  change: (resources: Mutable) => void,
): readonly TemplateSource[] {
  return sources.map((source) => {
    if (source.name !== template) return source;
    const body = structuredClone(source.body) as Mutable;
    change(body['Resources'] as Mutable);
    return { ...source, body };
  });
}

/** What stands at a dotted path, as it is written. */
export function read(node: Json | undefined, path: string): Json | undefined {
  return steps(path).reduce<Json | undefined>((value, step) => {
    if (isList(value)) return value[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }, node);
}

/** Writes `value` at a dotted path, or removes what stands there when it is undefined. */
export function write(node: Json, path: string, value: Json | undefined): void {
  const keys = steps(path);
  const last = keys.pop();
  if (last === undefined) return;
  const parent = keys.reduce<Json>((at, step) => entered(at, step), node) as Mutable & Json[];
  if (value !== undefined) parent[last as never] = value as never;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

/** Values of the same kind that are not the one that was there. */
export function wrongValues(value: Json | undefined): readonly Json[] {
  if (value === undefined) return ['palisade-wrong', true];
  if (isList(value)) return [[]];
  // An empty object only marks by its presence; its name is taken away with the object around it.
  if (isRecord(value) && !isIntrinsic(value)) return Object.keys(value).length === 0 ? [] : [{}];
  return [wrongScalar(value)];
}

function wrongScalar(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value === 0 ? -1 : 0;
  if (value === 'true') return 'false';
  return value === 'false' ? 'true' : 'palisade-wrong';
}

/** Paths of the scalars below a path, where a list or an object stands there. */
export function leavesBelow(value: Json | undefined, path: string): readonly string[] {
  if (isRecord(value) && !isIntrinsic(value)) {
    return Object.entries(value).flatMap(([key, item]) => leavesOrSelf(item, `${path}.${key}`));
  }
  return isList(value) ? value.flatMap((item, index) => leavesOrSelf(item, `${path}[${index}]`)) : [];
}

/** Replaces references to some resources below a node by text that means nothing. */
function detach(node: Json, logicalIds: ReadonlySet<string>): Json {
  return mapped(node, (record) => (isReferenceToOneOf(record, logicalIds) ? 'palisade-detached' : undefined));
}

/** A copy that shares neither a reference nor a name with its supports, so that none of them reaches the copy. */
export function unlinked(copy: Json, supports: ReadonlyMap<string, Json>): Json {
  const names = new Set([...supports.values()].flatMap(textsBelow).filter((text) => text.includes('-')));
  const rename = (node: Json): Json => {
    if (typeof node === 'string') return names.has(node) ? `${node}-twin` : node;
    if (isList(node)) return node.map(rename);
    if (!isRecord(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, rename(item)]));
  };
  return rename(detach(copy, new Set(supports.keys())));
}

function mapped(node: Json, replace: (record: JsonRecord) => Json | undefined): Json {
  if (isList(node)) return node.map((item) => mapped(item, replace));
  if (!isRecord(node)) return node;
  return (
    replace(node) ??
    Object.fromEntries(Object.entries(node).map(([key, item]) => [key, mapped(item, replace)]))
  );
}

function textsBelow(node: Json): readonly string[] {
  if (typeof node === 'string') return [node];
  return isRecord(node) || isList(node) ? Object.values(node).flatMap(textsBelow) : [];
}

function leavesOrSelf(value: Json, path: string): readonly string[] {
  const below = leavesBelow(value, path);
  return below.length > 0 ? below : [path];
}

function isReferenceToOneOf(node: JsonRecord, logicalIds: ReadonlySet<string>): boolean {
  const attribute = node['Fn::GetAtt'];
  const target = node['Ref'] ?? (isList(attribute) ? attribute[0] : undefined);
  return typeof target === 'string' && logicalIds.has(target);
}

function isIntrinsic(value: JsonRecord): boolean {
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

function entered(at: Json, step: string): Json {
  const parent = at as Mutable;
  const child = parent[step];
  if (isRecord(child) || isList(child)) return child;
  parent[step] = {};
  return parent[step];
}

/** Keys may hold dots only below lists and objects of policies, which paths do not reach. */
function steps(path: string): string[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) => index ?? key ?? '');
}
