import { arnFields } from '../cloudformation/arns.ts';
import { lookup } from '../cloudformation/lookup.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../cloudformation/model/types.ts';
import { isSupplier, resourcesIn } from '../cloudformation/references.ts';
import { valuesAt } from '../cloudformation/value-paths.ts';
import { isLike } from '../cloudformation/wildcards.ts';
import { flawsOf } from './choices.ts';
import { hasContract } from './data-classes.ts';
import { observe } from './expect.ts';
import { notApplicable, type Observation } from './observation.ts';
import facts from './physical-names.json' with { type: 'json' };

/** How a resource of a type is named, and how its ARN holds that name. */
interface Named {
  readonly name: string;
  readonly service: string;
  readonly forms: readonly string[];
}

const types: Readonly<Record<string, Named>> = facts.types;

/** Types of resources, each with the properties in which it names others. */
export type Places = Readonly<Record<string, readonly string[]>>;

/**
 * Judges that what a resource of a storefront names is among its templates, where its rules judge it, or is declared with its
 * owner. Somebody else's template may be one of several, so nothing is asked of it.
 */
export function namesOnlySeen(resource: Resource, places: Places, model: Model): readonly Observation[] {
  if (!hasContract(resource))
    return [notApplicable(resource, 'no contract says which templates belong together')];
  const seen = (places[resource.type] ?? [])
    .flatMap((path) => valuesAt(resource, path))
    .filter(({ isAbsent }) => !isAbsent)
    .map((value) => expectAmongTemplates(value, model));
  const flaws = flawsOf(seen);
  return flaws.length > 0 ? flaws : [notApplicable(resource, 'it names nothing that stands elsewhere')];
}

/** Requires that a value names a resource of the templates, by a reference, by its ARN or by its name. */
export function expectAmongTemplates(value: Value, model: Model): Observation {
  const seen = observe(
    value,
    { expected: 'something among the templates, or declared with its owner' },
    (resolved) => isAmongTemplates(resolved, value.resource, model),
  );
  return seen.status === 'unknown' ? withMissingStacks(seen, value, model) : seen;
}

/** Says which stacks have to be given as well, where nothing else makes the value unknown. */
function withMissingStacks(seen: Observation, value: Value, model: Model): Observation {
  const { missingStack, actual } = seen;
  if (missingStack !== undefined)
    return seen.with({
      says: `names what was not seen, since the ${missingStack} stack is not among the templates`,
    });
  return typeof value.literal === 'string'
    ? withoutStacks(seen, `is ${actual}, which was not seen`, value.resource, model)
    : seen;
}

/** What is not known about a resource because stacks of its storefront were not given, with their names; else as it was. */
export function withoutStacks(seen: Observation, was: string, resource: Resource, model: Model): Observation {
  const stacks = missingStacks(resource, model) ?? [];
  const [only, ...others] = stacks;
  if (only === undefined) return seen;
  return others.length === 0
    ? seen.with({ missingStack: only, says: `${was}, since the ${only} stack is not among the templates` })
    : seen.with({ says: `${was}, since the stacks ${stacks.join(', ')} are not among the templates` });
}

/** Whether all stacks of a storefront were given; somebody else's template may always be one of several. */
export function isJudgedWhole(resource: Resource, model: Model): boolean {
  return missingStacks(resource, model)?.length === 0;
}

/** Roles of the storefront's stacks that were not given; nothing where no storefront tells which there are. */
function missingStacks({ template }: Resource, model: Model): readonly string[] | undefined {
  const storefront = model.storefrontOf(template);
  return storefront?.contract.stacks.filter((role) => !model.stackOf(storefront, role));
}

/** Whether one alternative of a value names a resource of the templates; what stands for nothing names nothing wrong. */
function isAmongTemplates(resolved: Resolved, user: Resource, model: Model): Truth {
  if (resolved.kind === 'absent') return true;
  const targets = resourcesIn(resolved);
  if (targets.length > 0) return targets.every((target) => !isSupplier(target)) || undefined;
  if (resolved.kind !== 'literal' || typeof resolved.value !== 'string') return undefined;
  if (isDeclared(resolved.value, user)) return true;
  if (named(resolved, user, model)) return true;
  return isJudgedWhole(user, model) ? false : undefined;
}

/** A contract declares what belongs to somebody else, with its ARN or its id. */
function isDeclared(text: string, { template }: Resource): boolean {
  const contract = template.storefront ?? template.accountStack;
  const others = template.storefront?.existingNetwork;
  return (
    contract?.declared.some(({ arn }) => isLike(text, arn)) === true ||
    [others?.vpc, ...(others?.subnets ?? []), ...(others?.endpoints ?? [])].includes(text)
  );
}

function named(resolved: Resolved & { readonly kind: 'literal' }, user: Resource, model: Model): boolean {
  const text = String(resolved.value);
  const { service, resource } = arnFields(resolved) ?? {};
  if (resource === undefined) {
    return Object.entries(types).some(
      ([type, { name }]) => lookup(model.beside(user, type), name).saying(text).length > 0,
    );
  }
  const names = namesWithin(resource);
  return Object.entries(types)
    .filter(([, known]) => known.service === service)
    .some(([type, { name, forms }]) => {
      const { saying } = lookup(model.beside(user, type), name);
      return names.some(
        (text) =>
          saying(text).length > 0 && forms.some((form) => isLike(resource, form.replace('NAME', text))),
      );
    });
}

/** A name has far fewer parts; whoever writes more of them into an ARN names nothing that can be. */
const mostParts = 32;

/** The texts that may be the name in the last field of an ARN: it begins and ends at a colon, a slash or an end. */
function namesWithin(resource: string): readonly string[] {
  const parts = resource.split(/([:/])/);
  const starts = parts.flatMap((_, index) => (index % 2 === 0 ? [index] : [])).slice(0, mostParts);
  return starts.flatMap((start) =>
    starts.filter((end) => end >= start).map((end) => parts.slice(start, end + 1).join('')),
  );
}
