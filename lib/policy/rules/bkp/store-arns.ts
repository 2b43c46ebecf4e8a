import { type ArnFields, arnFields } from '../../../cloudformation/arns.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import { own } from '../../../cloudformation/model/json.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isMadeOf } from '../../../cloudformation/wildcards.ts';
import facts from './backed-types.json' with { type: 'json' };

interface ArnForm {
  readonly service: string;
  /** The property with the name; empty where only AWS gives names. */
  readonly name: string;
  readonly prefix: string;
  /** The property with the key of the store, under which its backups stay. */
  readonly key?: string;
  /** What restore tests call the type, where they take it. */
  readonly tested?: string;
}

const forms: Readonly<Record<string, ArnForm>> = facts.backed;

/** Whether AWS Backup takes resources of this type. */
export function isBackedType(type: string): boolean {
  return Object.hasOwn(forms, type);
}

/** How ARNs name the service of a type, where AWS Backup takes that type. */
export function serviceOf(type: string): readonly string[] {
  const form = own(forms, type);
  return form ? [form.service] : [];
}

/** The services of what an ARN, or a reference, may mean; none where only the deployment tells. */
export function servicesIn(arn: Value): readonly string[] {
  return arn.alternatives.flatMap((resolved) => {
    if (resolved.kind === 'reference') return serviceOf(resolved.resource.type);
    return arnFields(resolved)?.service ?? [];
  });
}

/** Where a type names its key, if its backups stay under that: they do where AWS Backup does not keep them itself. */
export function keyOf(type: string): string | undefined {
  return own(forms, type)?.key;
}

/** What restore tests call the type of the store that a value names; nothing where the value does not tell. */
export function kindOfStore(value: Value): string | undefined {
  const [resolved] = value.alternatives;
  if (resolved?.kind === 'reference') return own(forms, resolved.resource.type)?.tested;
  const { service, resource } = (resolved && arnFields(resolved)) ?? {};
  if (resource === undefined) return undefined;
  const alike = Object.values(forms).filter(
    (form) => form.service === service && resource.startsWith(form.prefix),
  );
  // The ARN of a cluster does not tell whose it is.
  const kinds = new Set(alike.map(({ tested }) => tested));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Whether a value is the ARN of a store, or a pattern that takes it in; undefined where only the deployment knows. */
export function meansStore(value: Value, store: Resource): Truth {
  return all(value.alternatives.map((resolved) => isArnOf(resolved, store)));
}

function isArnOf(resolved: Resolved, store: Resource): Truth {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'reference') return resolved.resource === store && /Arn$/.test(resolved.attribute);
  if (resolved.kind === 'literal' && resolved.value === '*') return true;
  const end = endOf(resolved);
  if (end) return end === store;
  const form = own(forms, store.type);
  const fields = arnFields(resolved) ?? {};
  if (form === undefined || fields.service !== form.service || fields.resource === undefined) return false;
  return isBeside(fields, store) && isNamed(fields.resource, form, store);
}

/** Service and resource of the ARN of a store that has a name of its own; nothing where AWS gives the name. */
export function namedArn(store: Resource): string | undefined {
  const form = own(forms, store.type);
  const literal = form && form.name !== '' ? store.property(form.name).literal : undefined;
  return form && typeof literal === 'string' ? `${form.service}:${form.prefix}${literal}` : undefined;
}

/** An ARN that ends with a resource can be nothing else's. */
export function endOf(resolved: Resolved): Resource | undefined {
  const end = asParts(resolved).at(-1);
  return typeof end === 'object' && end.kind === 'reference' ? end.resource : undefined;
}

function isBeside({ region, account }: ArnFields, { template }: Resource): boolean {
  return (
    isAlike(region, template.region) && isAlike(account, template.account ?? template.storefront?.account)
  );
}

/** A field that is empty, open or a pattern says nothing against it. */
function isAlike(field: string | undefined, known: string | undefined): boolean {
  return !field || field === '*' || known === undefined || field === known;
}

function isNamed(resource: string, { name, prefix }: ArnForm, store: Resource): Truth {
  if (!resource.startsWith(prefix)) return resource === '*';
  const pattern = resource.slice(prefix.length);
  if (pattern === '*') return true;
  const literal = name === '' ? undefined : store.property(name).literal;
  if (typeof literal !== 'string') return undefined;
  // Of two resources with one name only one can be deployed, and nobody knows which is meant.
  if (lookup(store.template.ofType(store.type), name).saying(literal).length > 1) return undefined;
  return isMadeOf(literal, pattern.split('*'));
}
