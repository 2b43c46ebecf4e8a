import type { AccountContract, StorefrontContract } from '../../contract/schema.ts';
import { connect } from './connections.ts';
import { mentions } from './mentions.ts';
import type { Reference, Resolved } from './resolved.ts';
import type { Resource } from './resource.ts';
import { Template, type TemplateSource } from './template.ts';
import type { Value } from './value.ts';

/** The templates of one environment of one shop. */
export interface Storefront {
  readonly metadata: StorefrontContract;
  readonly templates: readonly Template[];
}

/** The templates of one account, one for each region in use. */
export interface Account {
  readonly metadata: AccountContract;
  readonly templates: readonly Template[];
}

/** Everything that is judged together: templates, their resources by type, and who refers to whom. */
export class Model {
  readonly templates: readonly Template[];
  readonly storefronts: readonly Storefront[];
  readonly accounts: readonly Account[];
  private readonly nested: ReadonlyMap<Resource, Template>;
  private readonly storefrontByTemplate: ReadonlyMap<Template, Storefront>;
  private readonly byType = new Map<string, Resource[]>();
  private readonly byTypeIn = new Map<Storefront | undefined, Map<string, Resource[]>>();
  private readonly referrersOf = new Map<Resource, Set<Resource>>();

  constructor(sources: readonly TemplateSource[], parameterValues: Readonly<Record<string, string>> = {}) {
    this.templates = sources.map((source) => new Template(source, parameterValues));
    this.nested = connect(this.templates, sources);
    const ordered = [...this.templates].sort(byIdentity);
    this.storefronts = grouped(
      ordered,
      ({ storefront }) => storefront,
      ({ shop, environment }) => `${shop}\n${environment}`,
    );
    this.accounts = grouped(
      ordered,
      ({ accountStack }) => accountStack,
      ({ account }) => account,
    );
    this.storefrontByTemplate = new Map(
      this.storefronts.flatMap((storefront) =>
        storefront.templates.map((template) => [template, storefront]),
      ),
    );
    for (const template of this.templates) this.index(template);
    for (const template of ordered) this.indexBeside(template);
  }

  /** All resources of a type, in the order of templates and logical ids. */
  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /**
   * Resources of a type that may have to do with `resource`: those of its storefront, or those of all templates
   * that are no storefront's. Looking at everybody's would take the square of the number of shops. Their order does not
   * depend on the order of the templates: of two that serve equally well, rules look at the first.
   */
  beside(resource: Resource, type: string): readonly Resource[] {
    return this.byTypeIn.get(this.storefrontOf(resource.template))?.get(type) ?? [];
  }

  /** Resources of `type` that mention `resource` anywhere in their own template. */
  referrers(resource: Resource, type: string): readonly Resource[] {
    return [...(this.referrersOf.get(resource) ?? [])].filter((referrer) => referrer.type === type);
  }

  /** The storefront that a template belongs to; nothing for a foreign template. */
  storefrontOf(template: Template): Storefront | undefined {
    return this.storefrontByTemplate.get(template);
  }

  /** The template of a storefront's stack, where it was given. */
  stackOf(storefront: Storefront, role: string): Template | undefined {
    return storefront.templates.find((template) => template.storefront?.stack === role);
  }

  /** The template of a nested stack, where it was given. */
  nestedIn(resource: Resource): Template | undefined {
    return this.nested.get(resource);
  }

  private index(template: Template): void {
    for (const resource of template.resources.values()) {
      addTo(this.byType, resource);
      for (const name of mentions(resource.definition)) {
        const target = template.resources.get(name);
        if (target && target !== resource) this.addReferrer(target, resource);
      }
    }
  }

  private indexBeside(template: Template): void {
    const storefront = this.storefrontOf(template);
    const group = this.byTypeIn.get(storefront) ?? new Map<string, Resource[]>();
    this.byTypeIn.set(storefront, group);
    for (const resource of template.resources.values()) addTo(group, resource);
  }

  private addReferrer(target: Resource, referrer: Resource): void {
    const referrers = this.referrersOf.get(target);
    if (referrers) referrers.add(referrer);
    else this.referrersOf.set(target, new Set([referrer]));
  }
}

/** An order that neither renamed files nor another order of the input change. */
function byIdentity(one: Template, other: Template): number {
  const [left, right] = [orderOf(one), orderOf(other)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function orderOf({ storefront, sha256 }: Template): string {
  return storefront ? [storefront.shop, storefront.environment, storefront.stack, sha256].join('\n') : sha256;
}

function addTo(index: Map<string, Resource[]>, resource: Resource): void {
  const sameType = index.get(resource.type);
  if (sameType) sameType.push(resource);
  else index.set(resource.type, [resource]);
}

/** Whether a value surely uses `resource`, in every alternative; `attribute` narrows it to `Ref` or one attribute. */
export function refersTo(value: Value, resource: Resource, attribute?: string): boolean {
  return value.alternatives.every((resolved) => isReferenceTo(resolved, resource, attribute));
}

/** The resource that a value surely refers to, where all alternatives agree. */
export function referenced(value: Value): Resource | undefined {
  const targets = value.alternatives.map((resolved) => referenceOf(resolved)?.resource);
  const [first] = targets;
  return targets.every((target) => target === first) ? first : undefined;
}

function isReferenceTo(resolved: Resolved, resource: Resource, attribute?: string): boolean {
  const reference = referenceOf(resolved);
  return reference?.resource === resource && (attribute === undefined || reference.attribute === attribute);
}

function referenceOf(resolved: Resolved): Reference | undefined {
  return resolved.kind === 'reference' ? resolved : undefined;
}

interface Group<Contract> {
  readonly metadata: Contract;
  readonly templates: Template[];
}

/** Templates whose contracts have one key, with the contract of the first of them. */
function grouped<Contract>(
  templates: readonly Template[],
  contractOf: (template: Template) => Contract | undefined,
  keyOf: (contract: Contract) => string,
): readonly Group<Contract>[] {
  const groups = new Map<string, Group<Contract>>();
  for (const template of templates) {
    const metadata = contractOf(template);
    if (!metadata) continue;
    const key = keyOf(metadata);
    const group = groups.get(key);
    if (group) group.templates.push(template);
    else groups.set(key, { metadata, templates: [template] });
  }
  return [...groups.values()];
}
