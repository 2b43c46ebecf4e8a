import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';
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
}

/**
 * Pairs the resources of two models: in templates that belong together by logical id, as CloudFormation does, else by the id
 * without the CDK's hash, else by equal properties.
 */
export function matchResources(before: Model, after: Model): Matches {
  const templates = matchTemplates(before.templates, after.templates);
  const pairs = before.templates.flatMap((template) => pairsOf(template, templates.get(template)));
  const [earlier, later] = [
    new Set(pairs.map((pair) => pair.before)),
    new Set(pairs.map((pair) => pair.after)),
  ];
  const removed = all(before).filter((resource) => !earlier.has(resource));
  const added = all(after).filter((resource) => !later.has(resource));
  return { pairs, removed, added, names: namesOf(pairs, removed, added) };
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
const keys: readonly ((resource: Resource) => string)[] = [
  ({ type, logicalId }) => `${type}\n${logicalId}`,
  ({ type, logicalId }) => `${type}\n${logicalId.replace(/[0-9A-F]{8}$/, '')}`,
  ({ type, definition }) => `${type}\n${JSON.stringify(definition['Properties'] ?? {})}`,
];

function pairsOf(before: Template, after: Template | undefined): readonly Pair[] {
  if (!after) return [];
  const [earlier, later] = [new Set(before.resources.values()), new Set(after.resources.values())];
  return keys.flatMap((key) => takePairs(earlier, later, key));
}

function takePairs(
  earlier: Set<Resource>,
  later: Set<Resource>,
  key: (resource: Resource) => string,
): readonly Pair[] {
  const candidates = new Map([...later].map((resource) => [key(resource), resource]));
  return [...earlier].flatMap((before) => {
    const after = candidates.get(key(before));
    if (!after || !later.has(after)) return [];
    earlier.delete(before);
    later.delete(after);
    return [{ before, after }];
  });
}

/** By what their contracts say, else by the stack's name, else by the file's; what is left over goes together by its likeness. */
function matchTemplates(
  before: readonly Template[],
  after: readonly Template[],
): ReadonlyMap<Template, Template> {
  const matched = new Map<Template, Template>();
  const free = new Set(after);
  const pair = (one: Template, other: Template | undefined) => {
    if (!other || !free.has(other) || matched.has(one)) return;
    matched.set(one, other);
    free.delete(other);
  };
  for (const name of [contractName, stackName, fileName]) {
    const byName = new Map([...free].map((other) => [name(other), other]));
    for (const one of before) pair(one, name(one) === undefined ? undefined : byName.get(name(one)));
  }
  for (const one of before) pair(one, likest(one, [...free]));
  return matched;
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

/** A renamed template still holds most of its resources. One that is alone on both sides is the same whatever it holds. */
function likest(one: Template, others: readonly Template[]): Template | undefined {
  const ids = new Set(one.resources.keys());
  const scores = others.map((other) => [...other.resources.keys()].filter((id) => ids.has(id)).length);
  const best = Math.max(0, ...scores);
  return best * 2 > ids.size ? others[scores.indexOf(best)] : undefined;
}
