import { createHash } from 'node:crypto';
import type { Resource, Template } from '../cloudformation/model/types.ts';

/** Whose template a finding is about; empty in a template that carries no contract. */
export interface Owner {
  /** Nothing for what belongs to an account and so to no shop. */
  readonly shop: string;
  /** The environment; of an account its number. */
  readonly environment: string;
  /** The stack's role, `edge` for example, which no renamed stack or file changes; of an account with the region. */
  readonly role: string;
}

/** What tells a finding from every other one, whatever is judged beside it. */
export interface Identity {
  readonly rule: string;
  readonly owner: Owner;
  /** Where it was seen, as `placeOf` names a resource. */
  readonly place: string;
  /** The judged resource, where another one was looked at, as `subjectOf` names it. */
  readonly subject: string;
  readonly path: string;
  readonly about: string;
  /** What the place is judged for, where it is judged for several things. */
  readonly judgedFor: string;
}

/** Names a finding in 16 hexadecimal digits, the same in every run. */
export function fingerprint(identity: Identity): string {
  const { rule, owner, place, subject, path, about, judgedFor } = identity;
  const parts = [rule, ...partsOf(owner), place, subject, path, about, judgedFor];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

export const nobody: Owner = { shop: '', environment: '', role: '' };

/** Whose template it is, as its contract says. */
export function ownerOf({ storefront, accountStack }: Template): Owner {
  if (storefront) {
    return { shop: storefront.shop, environment: storefront.environment, role: storefront.stack };
  }
  if (!accountStack) return nobody;
  const { account, stack, region } = accountStack;
  return { shop: '', environment: account, role: `${stack} ${region}` };
}

/**
 * The path of the construct that made a resource, or its logical id without the hash that the CDK adds.
 *
 * The path starts below the stack where a contract names the stack. Elsewhere the stack's own construct is a part of
 * it: nothing else tells two stacks of an app apart that are built alike.
 */
export function placeOf({ construct, logicalId, template }: Resource): string {
  if (construct === undefined) return logicalId.replace(/[0-9A-F]{8}$/, '');
  return template.contract?.contract ? belowStack(construct, ownerOf(template)) : construct;
}

/** Names a resource that another one was looked at for, perhaps in another stack. */
export function subjectOf(resource: Resource): string {
  return [...partsOf(ownerOf(resource.template)), placeOf(resource)].join('\0');
}

function partsOf({ shop, environment, role }: Owner): readonly string[] {
  return [shop, environment, role];
}

/** In an app of somebody else's the stack may lie deeper, in a stage of a pipeline. */
function belowStack(construct: string, owner: Owner): string {
  const steps = construct.split('/');
  const stack = steps.indexOf(partsOf(owner).join('-'));
  return steps.slice(Math.max(stack, 0) + 1).join('/');
}
