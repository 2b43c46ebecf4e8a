import { isList, isRecord, type Json } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';
import { groupBy } from '../../group-by.ts';
import { ownerOf } from '../fingerprint.ts';
import type { Names } from './canonical.ts';
import type { Pair } from './weakening.ts';

/** What the resources of two sets of templates have to do with each other. */
export interface Matches {
  readonly pairs: readonly Pair[];
  readonly removed: readonly Resource[];
  readonly added: readonly Resource[];
  /** One name for both sides of a pair, by which values refer to it. */
  readonly names: Names;
  /** The template of the later side that each earlier one has become. */
  readonly templates: ReadonlyMap<Template, Template>;
}

/**
 * Pairs the resources of two models: in templates that belong together by logical id, as CloudFormation does, else by the id
 * without the CDK's hash, the construct, equal properties, or mostly equal ones; what is left over likewise among all templates.
 */
export function matchResources(before: Model, after: Model): Matches {
  const templates = matchTemplates(before.templates, after.templates);
  const within = before.templates.flatMap((template) => pairsOf(template, templates.get(template)));
  const [earlier, later] = [new Set(all(before)), new Set(all(after))];
  for (const pair of within) take(pair, earlier, later);
  // What moved to another stack is still there.
  const pairs = [...within, ...pairsAmong(earlier, later)];
  const [removed, added] = [[...earlier], [...later]];
  return { pairs, removed, added, names: namesOf(pairs, removed, added), templates };
}

function all({ templates }: Model): readonly Resource[] {
  return templates.flatMap((template) => [...template.resources.values()]);
}

function namesOf(pairs: readonly Pair[], removed: readonly Resource[], added: readonly Resource[]): Names {
  return new Map([
    ...pairs.flatMap(({ before, after }) => [
      [before, nameOf(before)] as const,
      [after, nameOf(before)] as const,
    ]),
    ...removed.map((resource) => [resource, nameOf(resource)] as const),
    ...added.map((resource) => [resource, `new ${nameOf(resource)}`] as const),
  ]);
}

function nameOf({ template, logicalId }: Resource): string {
  return `${template.name} ${logicalId}`;
}

/** Each key is asked for what the one before it left over. */
const keys: readonly ((resource: Resource) => string | undefined)[] = [
  ({ type, logicalId }) => `${type}\n${logicalId}`,
  ({ type, logicalId }) => `${type}\n${withoutHashes(logicalId)}`,
  ({ type, construct }) => construct && `${type}\n${construct.split('/').slice(1).join('/')}`,
  ({ type, definition }) => `${type}\n${withoutHashes(JSON.stringify(definition['Properties'] ?? {}))}`,
];

/** The CDK ends logical ids with a hash of the construct's path. */
function withoutHashes(text: string): string {
  return text.replace(/[0-9A-F]{8}(?![0-9A-Za-z])/g, '');
}

function pairsOf(before: Template, after: Template | undefined): readonly Pair[] {
  if (!after) return [];
  return pairsAmong(new Set(before.resources.values()), new Set(after.resources.values()));
}

/** Pairs that are found by a key, and at last by what most of two resources have in common. What is paired leaves the sets. */
function pairsAmong(earlier: Set<Resource>, later: Set<Resource>): readonly Pair[] {
  return [...keys.flatMap((key) => takePairs(earlier, later, key)), ...takeLikest(earlier, later)];
}

function takePairs(
  earlier: Set<Resource>,
  later: Set<Resource>,
  key: (resource: Resource) => string | undefined,
): readonly Pair[] {
  const candidates = groupBy([...later], (resource) => key(resource) ?? '');
  const next = new Map<string, number>();
  return [...earlier].flatMap((before) => {
    const name = key(before);
    if (name === undefined) return [];
    const index = next.get(name) ?? 0;
    const after = candidates.get(name)?.[index];
    if (!after) return [];
    next.set(name, index + 1);
    return [take({ before, after }, earlier, later)];
  });
}

function take(pair: Pair, earlier: Set<Resource>, later: Set<Resource>): Pair {
  earlier.delete(pair.before);
  later.delete(pair.after);
  return pair;
}

/** Most pairs of a type that are compared by their content; beyond it nobody would see that two are the same either. */
const mostCompared = 10_000;

/** A resource under another logical id whose properties are mostly the same. */
function takeLikest(earlier: Set<Resource>, later: Set<Resource>): readonly Pair[] {
  const byType = groupBy([...later], ({ type }) => type);
  return [...earlier].flatMap((before) => {
    const candidates = (byType.get(before.type) ?? []).filter((after) => later.has(after));
    if (candidates.length === 0 || candidates.length * earlier.size > mostCompared) return [];
    const scores = candidates.map((after) => likeness(before, after));
    const best = Math.max(...scores);
    const after = candidates[scores.indexOf(best)];
    return after && best > 0.5 ? [take({ before, after }, earlier, later)] : [];
  });
}

/** Which part of what stands in two resources stands in both. */
function likeness(before: Resource, after: Resource): number {
  const [earlier, later] = [before, after].map(
    ({ definition }) => new Set(leaves(definition['Properties'] ?? {}, '')),
  );
  if (!earlier || !later) return 0;
  const common = [...earlier].filter((leaf) => later.has(leaf)).length;
  return common / Math.max(earlier.size, later.size, 1);
}

function leaves(value: Json, path: string): readonly string[] {
  if (isList(value)) return value.flatMap((item) => leaves(item, `${path}[]`));
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, entry]) => leaves(entry, `${path}.${name}`));
  return [`${path} ${withoutHashes(String(value))}`];
}

/** By what their contracts say, else by the stack's name, else by the file's; what is left over goes together by its likeness. */
function matchTemplates(
  before: readonly Template[],
  after: readonly Template[],
): ReadonlyMap<Template, Template> {
  const matched = new Map<Template, Template>();
  const free = new Set(after);
  const pair: PairTemplates = (one, other) => {
    if (!other || !free.has(other) || matched.has(one)) return;
    matched.set(one, other);
    free.delete(other);
  };
  for (const name of [contractName, stackName, fileName]) {
    const byName = new Map([...free].map((other) => [name(other), other]));
    for (const one of before) pair(one, name(one) === undefined ? undefined : byName.get(name(one)));
  }
  pairTheRest(
    before.filter((one) => !matched.has(one)),
    free,
    pair,
  );
  return matched;
}

/** Takes note of two templates that belong together, unless one of them belongs elsewhere already. */
type PairTemplates = (one: Template, other: Template | undefined) => void;

function pairTheRest(rest: readonly Template[], free: ReadonlySet<Template>, pair: PairTemplates): void {
  for (const one of rest) pair(one, likest(one, [...free]));
  const [only, ...others] = rest;
  // One that is alone on both sides is the same whatever it holds.
  if (only && others.length === 0 && free.size === 1) pair(only, [...free][0]);
}

function contractName(template: Template): string | undefined {
  const { shop, environment, role } = ownerOf(template);
  return role === '' ? undefined : [shop, environment, role].join('\n');
}

function stackName({ stackName: name }: Template): string | undefined {
  return name;
}

function fileName({ name }: Template): string {
  return name;
}

/** A renamed template still holds most of its resources. */
function likest(one: Template, others: readonly Template[]): Template | undefined {
  const ids = new Set(idsOf(one));
  const scores = others.map((other) => idsOf(other).filter((id) => ids.has(id)).length);
  const best = Math.max(0, ...scores);
  return best * 2 > ids.size ? others[scores.indexOf(best)] : undefined;
}

function idsOf({ resources }: Template): readonly string[] {
  return [...resources.values()].map(({ type, logicalId }) => `${type} ${withoutHashes(logicalId)}`);
}
