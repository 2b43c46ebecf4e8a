import { isList, isRecord, type Json, type JsonRecord } from '../../lib/policy/model/json.ts';
import type { TemplateSource } from '../../lib/policy/model/template.ts';

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
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [0];
  if (value === 'true' || value === 'false') return [value === 'true' ? 'false' : 'true'];
  if (isList(value)) return [[]];
  if (isRecord(value) && !isIntrinsic(value)) return [{}];
  return ['palisade-wrong'];
}

/** Paths of the scalars below a path, where a list or an object stands there. */
export function leavesBelow(value: Json | undefined, path: string): readonly string[] {
  if (isRecord(value) && !isIntrinsic(value)) {
    return Object.entries(value).flatMap(([key, item]) => leavesOrSelf(item, `${path}.${key}`));
  }
  return isList(value) ? value.flatMap((item, index) => leavesOrSelf(item, `${path}[${index}]`)) : [];
}

/** Replaces every reference to a logical id below a node by text that means nothing. */
export function detachFrom(node: Json, logicalId: string): Json {
  if (isList(node)) return node.map((item) => detachFrom(item, logicalId));
  if (!isRecord(node)) return node;
  if (isReferenceTo(node, logicalId)) return 'palisade-detached';
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, detachFrom(item, logicalId)]));
}

export function cloneResource(resources: JsonRecord, logicalId: string): Mutable {
  return structuredClone(resources[logicalId]) as Mutable;
}

function leavesOrSelf(value: Json, path: string): readonly string[] {
  const below = leavesBelow(value, path);
  return below.length > 0 ? below : [path];
}

function isReferenceTo(node: JsonRecord, logicalId: string): boolean {
  const target = node['Fn::GetAtt'];
  return node['Ref'] === logicalId || (isList(target) && target[0] === logicalId);
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
