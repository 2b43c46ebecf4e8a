import { isList, isRecord, type Json, section } from './model/json.ts';
import { mentions } from './model/mentions.ts';
import type { Model } from './model/model.ts';
import type { Truth } from './model/truth.ts';
import type { Reference, Resolved, Resource, Value } from './model/types.ts';

/** Whether a value surely uses `resource`, in every alternative; `attribute` narrows it to `Ref` or one attribute. */
export function refersTo(value: Value, resource: Resource, attribute?: string): boolean {
  return value.alternatives.every((resolved) => isReferenceTo(resolved, resource, attribute));
}

/** Whether a value refers to the resource in at least one of its alternatives. */
export function mayReferTo(value: Value, target: Resource): boolean {
  return value.alternatives.some((resolved) => referenceOf(resolved)?.resource === target);
}

/** The resource that a value surely refers to, where all alternatives agree. */
export function referenced(value: Value): Resource | undefined {
  const targets = value.alternatives.map((resolved) => referenceOf(resolved)?.resource);
  const [first] = targets;
  return targets.every((target) => target === first) ? first : undefined;
}

/** Resources of `type` whose property at `path` refers to the subject, at least in one case. */
export function attached(
  model: Model,
  subject: Resource,
  { type, path }: { readonly type: string; readonly path: string },
): readonly Resource[] {
  return model
    .referrers(subject, type)
    .filter(
      (support) => existsWith(support, subject) !== false && mayReferTo(support.property(path), subject),
    );
}

/** Whether `support` exists in every case in which `subject` does: either may carry a condition. */
export function existsWith(support: Resource, subject: Resource): Truth {
  if (support.definition['Condition'] === undefined) return true;
  return subject.template === support.template ? support.isMade(subject.given) : support.isMade();
}

/** Whether a resource may hand over any value: a custom resource or a nested stack. */
export function isSupplier({ type }: Resource): boolean {
  return type.startsWith('Custom::') || type.startsWith('AWS::CloudFormation::');
}

/** The resources that a value is or is made of, in any alternative. */
export function resourcesIn(resolved: Resolved): readonly Resource[] {
  if (resolved.kind === 'reference') return [resolved.resource];
  if (resolved.kind !== 'text') return [];
  return resolved.parts.flatMap((part) =>
    typeof part !== 'string' && part.kind === 'reference' ? [part.resource] : [],
  );
}

/**
 * The resources that a value is made of, even where the value itself is open: the host name of a function's
 * URL, for example, is cut out of an attribute that only the deployment knows.
 */
export function mentionedBy(value: Value): readonly Resource[] {
  const direct = value.alternatives.flatMap(resourcesIn);
  const names = mentions(writtenAt(value) ?? null);
  const { resources } = value.resource.template;
  const indirect = [...names].flatMap((name) => resources.get(name) ?? []);
  return [...new Set([...direct, ...indirect])];
}

/** The parameters of the template by name that a value is made of. */
export function parametersIn(value: Value): readonly string[] {
  const parameters = section(value.resource.template.body, 'Parameters');
  return [...mentions(writtenAt(value) ?? null)].filter((name) => Object.hasOwn(parameters, name));
}

/** What stands in the template where a value is, before functions are resolved. */
export function writtenAt({ resource, path }: Value): Json | undefined {
  return (path.match(/\[\d+\]|[^.[\]]+/g) ?? []).reduce<Json | undefined>((found, step) => {
    if (step.startsWith('[')) return isList(found) ? found[Number(step.slice(1, -1))] : undefined;
    return isRecord(found) ? found[step] : undefined;
  }, resource.definition);
}

function isReferenceTo(resolved: Resolved, resource: Resource, attribute?: string): boolean {
  const reference = referenceOf(resolved);
  return reference?.resource === resource && (attribute === undefined || reference.attribute === attribute);
}

function referenceOf(resolved: Resolved): Reference | undefined {
  return resolved.kind === 'reference' ? resolved : undefined;
}
