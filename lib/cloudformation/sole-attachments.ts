import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { own } from './model/json.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { existsWith, resourcesIn } from './references.ts';
import file from './sole-attachments.json' with { type: 'json' };
import { valuesAt } from './value-paths.ts';

interface Kind {
  /** As a phrase: `policy of a queue`. */
  readonly what: string;
  /** The types that write it, and where they name the resource. */
  readonly by: Readonly<Record<string, string>>;
  /** The type of the resource, and where it has that name itself. */
  readonly of: Readonly<Record<string, string>>;
  /** Whether a name means the same in each region. */
  readonly global?: boolean;
  /** A property of what writes it, which tells several of one resource apart. */
  readonly apart?: string;
}

const kinds = file.kinds as unknown as readonly Kind[];

/** Every type that writes something which a resource has once. */
export const soleTypes: readonly string[] = [...new Set(kinds.flatMap(({ by }) => Object.keys(by)))];

/** Something that a resource has once, as one of the templates' resources writes it. */
export interface SoleAttachment {
  readonly what: string;
  /** Where the resource is named. */
  readonly at: Value;
  /** Whether the resource that is named is among the templates. */
  readonly isSeen: boolean;
  /** The other resources that write the same, so that one replaces the other. */
  readonly rivals: readonly Resource[];
}

/** What a resource writes of others that these have once. */
export function soleAttachments(resource: Resource, model: Model): readonly SoleAttachment[] {
  return kinds.flatMap((kind) => {
    const { byTarget, seen } = indexOf(model).get(kind) ?? { byTarget: new Map(), seen: new Set() };
    return targetsOf(resource, kind).map(({ at, keys, slots }) => {
      const writers = new Set(slots.flatMap((slot) => byTarget.get(slot) ?? []));
      const rivals = [...writers].filter(
        (other) =>
          other !== resource &&
          existsWith(other, resource) !== false &&
          existsWith(resource, other) !== false,
      );
      return { what: kind.what, at, isSeen: keys.some((key) => seen.has(key)), rivals };
    });
  });
}

interface Index {
  readonly byTarget: ReadonlyMap<string, readonly Resource[]>;
  /** The keys of resources among the templates. */
  readonly seen: ReadonlySet<string>;
}

/** Sorted once for a model: asking each resource about each other would take the square of their number. */
const indexOf = memoized(
  (model: Model): ReadonlyMap<Kind, Index> => new Map(kinds.map((kind) => [kind, indexed(kind, model)])),
);

function indexed(kind: Kind, model: Model): Index {
  const writers = Object.keys(kind.by).flatMap((type) => model.ofType(type));
  const named = writers.flatMap((writer) =>
    targetsOf(writer, kind).flatMap(({ slots }) => [...new Set(slots)].map((slot) => ({ slot, writer }))),
  );
  const bySlot = groupBy(named, ({ slot }) => slot);
  return {
    byTarget: new Map([...bySlot].map(([slot, group]) => [slot, group.map(({ writer }) => writer)])),
    seen: new Set(
      Object.keys(kind.of).flatMap((type) => model.ofType(type).flatMap((target) => keysOf(target, kind))),
    ),
  };
}

interface Target {
  readonly at: Value;
  /** What the resource that is named is known by. */
  readonly keys: readonly string[];
  /** The same, with what tells several of one resource apart: what is in one slot counts once. */
  readonly slots: readonly string[];
}

function targetsOf(writer: Resource, kind: Kind): readonly Target[] {
  const path = own(kind.by, writer.type);
  if (path === undefined) return [];
  const part = kind.apart === undefined ? '' : writer.property(kind.apart).toString();
  return valuesAt(writer, path)
    .filter(({ isAbsent }) => !isAbsent)
    .map((at) => {
      const keys = keysAt(at, kind);
      return { at, keys, slots: keys.map((key) => `${key}\n${part}`) };
    });
}

function keysAt(at: Value, kind: Kind): readonly string[] {
  return at.alternatives.flatMap((resolved) => {
    const targets = resourcesIn(resolved).filter(({ type }) => own(kind.of, type) !== undefined);
    if (targets.length > 0) return targets.flatMap((target) => keysOf(target, kind));
    return resolved.kind === 'literal' ? [nameKey(lastPart(String(resolved.value)), at.resource, kind)] : [];
  });
}

/** A resource by itself, and by the name that it gives itself. */
function keysOf(target: Resource, kind: Kind): readonly string[] {
  const { template, logicalId } = target;
  const name = target.property(own(kind.of, target.type) ?? '').literal;
  return [
    ['itself', template.name, logicalId].join('\n'),
    ...(typeof name === 'string' ? [nameKey(name, target, kind)] : []),
  ];
}

/** Names count within one storefront and one region; two templates of nobody's may be two versions of one stack. */
function nameKey(name: string, { template }: Resource, kind: Kind): string {
  const { storefront } = template;
  const place = storefront ? [storefront.shop, storefront.environment] : [template.name];
  return [name, ...place, kind.global ? '' : (template.region ?? '')].join('\n');
}

/** The name at the end of an ARN or of the address of a queue; Secrets Manager adds six letters to it. */
function lastPart(text: string): string {
  if (!/^(?:arn:|https:)/.test(text)) return text;
  const [, secret] = text.split(':secret:');
  return secret === undefined ? (text.split(/[:/]/).at(-1) ?? text) : secret.replace(/-[A-Za-z0-9]{6}$/, '');
}
