import {
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  section,
} from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { memoized } from '../../../lib/memoized.ts';

/** Keys and indexes from a node down to another one. */
export type Path = readonly (string | number)[];

/** What stands at a path, as it is written. */
export function read(node: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (isList(value)) return value[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }, node);
}

/**
 * The node with `value` at a path, or without what stands there when it is undefined. What lies beside the path stays the same
 * object, so nobody reads it again.
 */
export function written(node: Json | undefined, path: Path, value: Json | undefined): Json {
  const [step, ...below] = path;
  if (step === undefined) return value ?? {};
  const parent = isList(node) || isRecord(node) ? node : {};
  const child =
    below.length === 0 ? value : written(isList(parent) ? parent[Number(step)] : parent[step], below, value);
  return isList(parent) ? withItem(parent, Number(step), child) : withEntry(parent, String(step), child);
}

function withItem(list: readonly Json[], index: number, item: Json | undefined): Json {
  return item === undefined
    ? list.filter((_, at) => at !== index)
    : [...list.slice(0, index), item, ...list.slice(index + 1)];
}

function withEntry(record: JsonRecord, key: string, entry: Json | undefined): Json {
  if (entry !== undefined) return { ...record, [key]: entry };
  const { [key]: _, ...others } = record;
  return others;
}

/** A node in which each record that `replace` answers for is replaced, from the top down. What holds none of them stays the same object. */
export function mapped(node: Json, replace: (record: JsonRecord) => Json | undefined): Json {
  if (isList(node)) {
    const items = node.map((item) => mapped(item, replace));
    return items.every((item, index) => item === node[index]) ? node : items;
  }
  if (!isRecord(node)) return node;
  const replaced = replace(node);
  if (replaced !== undefined) return replaced;
  const entries = Object.entries(node).map(([key, item]) => [key, mapped(item, replace)] as const);
  return entries.every(([key, item]) => item === node[key]) ? node : Object.fromEntries(entries);
}

/** A node in which each text is what `change` makes of it; keys stay. */
export function withTexts(node: Json, change: (text: string) => Json): Json {
  if (typeof node === 'string') return change(node);
  if (isList(node)) return node.map((item) => withTexts(item, change));
  if (!isRecord(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, withTexts(item, change)]));
}

/** The templates with the body of one of them changed. */
export function changed(
  sources: readonly TemplateSource[],
  template: string,
  change: (body: JsonRecord) => Json,
): readonly TemplateSource[] {
  return sources.map((source) =>
    source.name === template ? { ...source, body: change(source.body) as JsonRecord } : source,
  );
}

/** The resources of a template by logical id. */
export function resourcesOf({ body }: TemplateSource): readonly (readonly [string, JsonRecord])[] {
  return resourcesIn(body);
}

/** Kept by the body: each row of the catalogue looks through all of them. */
const resourcesIn = memoized((body: JsonRecord) =>
  Object.entries(section(body, 'Resources')).filter((entry): entry is [string, JsonRecord] =>
    isRecord(entry[1]),
  ),
);

/** Whether a record is a call of an intrinsic function. */
export function isCall(record: JsonRecord): boolean {
  const [key = '', ...others] = Object.keys(record);
  return others.length === 0 && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'));
}

/** The logical id that a record refers to, where it is a `Ref` or an `Fn::GetAtt`. */
export function targetOf(record: JsonRecord): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': attribute } = record;
  const target = ref ?? (isList(attribute) ? attribute[0] : attribute);
  return typeof target === 'string' ? target.split('.')[0] : undefined;
}
