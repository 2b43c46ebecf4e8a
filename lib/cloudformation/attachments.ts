import { memoized } from '../memoized.ts';
import { type Json, section } from './model/json.ts';
import type { Model } from './model/model.ts';
import { all, type Truth } from './model/truth.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { existsWith } from './references.ts';

/** How resources of a type say which other resource they belong to. */
export interface Attachment {
  readonly type: string;
  /** The property that names the other resource, or a list of such names. */
  readonly path: string;
  /** The property in which the other resource names itself, where names are used as well. */
  readonly name?: string;
}

/**
 * The resources that are attached to a subject at least in one case: by a reference, also from another template, by its name, or by the
 * same expression as its name, a parameter for example. Resources that cannot exist beside the subject are left out.
 */
export function attachmentsOf(model: Model, subject: Resource, attachment: Attachment): readonly Resource[] {
  const { byTarget, byName } = indexOf(model, attachment);
  const names = attachment.name === undefined ? [] : namesOf(subject, attachment.name);
  const found = [byTarget.get(subject), ...names.map((name) => byName.get(name))];
  return [...new Set(found.flatMap((some) => some ?? []))].filter(
    (support) => existsWith(support, subject) !== false,
  );
}

/** Whether a value names a subject, in every case. */
export function isNameOf(value: Value, subject: Resource, { name }: Attachment): Truth {
  const expression = expressionAt(value.resource, value.path);
  if (expression !== undefined && expression === expressionOf(subject, name)) return true;
  const own = name === undefined ? undefined : subject.property(name).literal;
  return all(
    value.alternatives.map((resolved): Truth => {
      if (resolved.kind === 'reference') return resolved.resource === subject;
      if (resolved.kind === 'literal' && own !== undefined) return resolved.value === own;
      return resolved.kind === 'absent' ? false : undefined;
    }),
  );
}

interface Index {
  readonly byTarget: ReadonlyMap<Resource, readonly Resource[]>;
  readonly byName: ReadonlyMap<string, readonly Resource[]>;
}

const indexes = memoized((_model: Model) => new Map<string, Index>());

/** Sorted once for a model: asking each subject about each attachment would take the square of their number. */
function indexOf(model: Model, { type, path }: Attachment): Index {
  const known = indexes(model).get(`${type} ${path}`);
  if (known) return known;
  const byTarget = new Map<Resource, Resource[]>();
  const byName = new Map<string, Resource[]>();
  for (const resource of model.ofType(type)) {
    const whole = resource.property(path);
    for (const value of [whole, ...whole.items()]) {
      for (const target of value.alternatives.flatMap(targetOf)) add(byTarget, target, resource);
      for (const name of namesAt(value)) add(byName, name, resource);
    }
  }
  const made = { byTarget, byName };
  indexes(model).set(`${type} ${path}`, made);
  return made;
}

function targetOf(resolved: Resolved): readonly Resource[] {
  return resolved.kind === 'reference' ? [resolved.resource] : [];
}

function namesOf(subject: Resource, name: string): readonly string[] {
  return subject.property(name).isAbsent ? [] : namesAt(subject.property(name));
}

/** The texts that a value may be, and the expression that it is made by, which means the same throughout a template. */
function namesAt(value: Value): readonly string[] {
  const texts = value.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' && typeof resolved.value === 'string' ? [resolved.value] : [],
  );
  const expression = expressionAt(value.resource, value.path);
  return expression === undefined ? texts : [...texts, expression];
}

function expressionOf(subject: Resource, name: string | undefined): string | undefined {
  return name === undefined ? undefined : expressionAt(subject, `Properties.${name}`);
}

/** An expression that is an object, as a text that no name equals; nothing for texts and for places in lists. */
function expressionAt({ definition, template }: Resource, path: string): string | undefined {
  const [, name = ''] = /^Properties\.([A-Za-z]+)$/.exec(path) ?? [];
  const node: Json | undefined = section(definition, 'Properties')[name];
  return typeof node === 'object' && node !== null ? `${template.name}\n${JSON.stringify(node)}` : undefined;
}

function add<Key>(index: Map<Key, Resource[]>, key: Key, resource: Resource): void {
  const known = index.get(key);
  if (!known) index.set(key, [resource]);
  else if (!known.includes(resource)) known.push(resource);
}
