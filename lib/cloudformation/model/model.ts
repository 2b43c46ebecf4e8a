import type { AccountContract, StorefrontContract } from '../../contract/schema.ts';
import { groupBy } from '../../group-by.ts';
import { connect } from './connections.ts';
import { mentionsOf } from './mentions.ts';
import { ReadTemplate } from './template.ts';
import type { Given, Resource, Template, TemplateSource } from './types.ts';

/** Templates that say the same of themselves, as far as they have to. */
interface Group<Contract> {
  readonly contract: Contract;
  readonly templates: readonly Template[];
}

/** The templates of one environment of one shop. */
export type StorefrontTemplates = Group<StorefrontContract>;

/** The templates of one account, one for each region in use. */
export type AccountTemplates = Group<AccountContract>;

/** The template whose conditions are taken as given. */
interface WhatIf {
  readonly template?: string;
  readonly given?: Given;
}

/** Everything that is judged together: templates, their resources by type, and who refers to whom. */
export class Model {
  readonly templates: readonly Template[];
  readonly storefronts: readonly StorefrontTemplates[];
  readonly accounts: readonly AccountTemplates[];
  private readonly sources: readonly TemplateSource[];
  private readonly parameterValues: Readonly<Record<string, string>>;
  private readonly nested: ReadonlyMap<Resource, Template>;
  private readonly storefrontByTemplate: ReadonlyMap<Template, StorefrontTemplates>;
  private readonly byType = new Map<string, Resource[]>();
  private readonly byTypeIn = new Map<StorefrontTemplates | undefined, Map<string, Resource[]>>();
  private readonly referrersIn = new Map<Template, ReadonlyMap<Resource, ReadonlyMap<string, Resource[]>>>();

  constructor(
    sources: readonly TemplateSource[],
    parameterValues: Readonly<Record<string, string>> = {},
    what: WhatIf = {},
  ) {
    this.sources = sources;
    this.parameterValues = parameterValues;
    const read = new Map<TemplateSource, Template>();
    const outsideOf = connect(sources, (source) => read.get(source));
    for (const source of sources) {
      const given = source.name === what.template ? what.given : undefined;
      read.set(source, new ReadTemplate(source, outsideOf(source), parameterValues, given));
    }
    this.templates = [...read.values()];
    this.nested = nestedStacks(sources, read);
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
    for (const { made } of this.templates) for (const resource of made) addTo(this.byType, resource);
    for (const template of ordered) this.indexBeside(template);
  }

  /** The same templates where certain conditions of one of them are given. */
  given({ name }: Template, given: Given): Model {
    return new Model(this.sources, this.parameterValues, { template: name, given });
  }

  /** All resources of a type that a deployment may make, in the order of templates and logical ids. */
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
    const { template } = resource;
    const known = this.referrersIn.get(template) ?? referrersIn(template);
    this.referrersIn.set(template, known);
    return known.get(resource)?.get(type) ?? [];
  }

  /** The storefront that a template belongs to; nothing for a foreign template. */
  storefrontOf(template: Template): StorefrontTemplates | undefined {
    return this.storefrontByTemplate.get(template);
  }

  /** The template of a storefront's stack, where it was given. */
  stackOf(storefront: StorefrontTemplates, role: string): Template | undefined {
    return storefront.templates.find((template) => template.storefront?.stack === role);
  }

  /** The template of a nested stack, where it was given. */
  nestedIn(resource: Resource): Template | undefined {
    return this.nested.get(resource);
  }

  private indexBeside(template: Template): void {
    const storefront = this.storefrontOf(template);
    const group = this.byTypeIn.get(storefront) ?? new Map<string, Resource[]>();
    this.byTypeIn.set(storefront, group);
    for (const resource of template.made) addTo(group, resource);
  }
}

/** Who mentions each resource of a template, by type; only some templates are asked for it. */
function referrersIn(template: Template): ReadonlyMap<Resource, ReadonlyMap<string, Resource[]>> {
  const found = new Map<Resource, Map<string, Resource[]>>();
  for (const resource of template.made) {
    for (const name of mentionsOf(resource.definition)) {
      const target = template.resources.get(name);
      if (!target || target === resource) continue;
      const byType = found.get(target) ?? new Map<string, Resource[]>();
      found.set(target, byType);
      addTo(byType, resource);
    }
  }
  return found;
}

/** The templates of nested stacks by the resources that make them. */
function nestedStacks(
  sources: readonly TemplateSource[],
  read: ReadonlyMap<TemplateSource, Template>,
): ReadonlyMap<Resource, Template> {
  const byName = new Map([...read.values()].map((template) => [template.name, template]));
  return new Map(
    sources.flatMap((source) => {
      const { nestedIn } = source;
      const resource = nestedIn && byName.get(nestedIn.template)?.resources.get(nestedIn.logicalId);
      const template = read.get(source);
      return resource && template ? [[resource, template] as const] : [];
    }),
  );
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

/** Templates whose contracts have one key, with the contract of the first of them. */
function grouped<Contract>(
  templates: readonly Template[],
  contractOf: (template: Template) => Contract | undefined,
  keyOf: (contract: Contract) => string,
): readonly Group<Contract>[] {
  const contracts = templates.flatMap((template) => {
    const contract = contractOf(template);
    return contract ? [{ template, contract }] : [];
  });
  return [...groupBy(contracts, ({ contract }) => keyOf(contract)).values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ contract: first.contract, templates: group.map(({ template }) => template) }] : [];
  });
}
