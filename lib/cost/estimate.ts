import type { Model } from '../cloudformation/model/model.ts';
import type { Resource, Template } from '../cloudformation/model/types.ts';
import { groupBy } from '../group-by.ts';
import charges from './charges.json' with { type: 'json' };
import { type Price, type PricedItem, priceOf } from './price-table.ts';
import { quantities } from './quantities.ts';

/** One line of an estimate: an item in one region, over all resources that use it. */
export interface CostLine {
  readonly item: PricedItem;
  readonly region: string;
  readonly price: Price;
  readonly quantity: number;
  /** US dollars a month, or for a thousand orders. */
  readonly dollars: number;
  /** What the quantity is for, where it is not simply a count of resources. */
  readonly uses: readonly string[];
  /** How many resources of each stack it comes from. */
  readonly stacks: Readonly<Record<string, number>>;
}

/** A service that an account goes without. */
interface DeclinedService {
  readonly service: string;
  readonly reason: string;
  readonly lines: readonly CostLine[];
}

/** What the templates of one environment or account are expected to cost. */
export interface Estimate {
  /** `SHOP ENVIRONMENT`, `account NUMBER`, or the stack's name for templates without a contract. */
  readonly name: string;
  /** A month in which nobody buys anything. */
  readonly idle: readonly CostLine[];
  /** What a thousand orders add. */
  readonly perThousandOrders: readonly CostLine[];
  /** What an account goes without, and what a month of it would cost. */
  readonly declined: readonly DeclinedService[];
  /** Types that the table neither prices nor knows to be free, with their number: the sums leave them out. */
  readonly unpriced: Readonly<Record<string, number>>;
}

/** Estimates what each storefront and each account of a model costs; templates of others are estimated one by one. */
export function estimateCosts(model: Model, fallbackRegion?: string): readonly Estimate[] {
  const groups = groupBy(model.templates, nameOf);
  return [...groups].map(([name, templates]) => estimate(name, templates, model, fallbackRegion));
}

/** US dollars of some lines together. */
export function sumOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

interface Use {
  readonly item: PricedItem;
  /** The template that it comes from. */
  readonly template: Template;
  readonly region: string;
  readonly quantity: number;
  readonly purpose?: string;
}

function estimate(
  name: string,
  templates: readonly Template[],
  model: Model,
  fallbackRegion: string | undefined,
): Estimate {
  const resources = templates.flatMap((template) => template.made);
  const regionOf = ({ template }: Resource) => fallbackRegion ?? template.region ?? defaultRegion;
  const fixed = resources.flatMap((resource) =>
    charges.fixed
      .filter(({ type }) => type === resource.type)
      .map(({ item, count }) => ({
        item: item as PricedItem,
        template: resource.template,
        region: regionOf(resource),
        quantity: quantities[count as keyof typeof quantities](resource, model),
      })),
  );
  // Usage belongs to the environment as a whole, so one resource of a type stands for all of them.
  const usage = (table: typeof charges.idle): readonly Use[] =>
    table.flatMap(({ type, item, quantity, for: purpose }) => {
      const [resource] = busiest(
        resources.filter((candidate) => candidate.type === type),
        regionOf,
      );
      return resource
        ? [
            {
              item: item as PricedItem,
              template: resource.template,
              region: regionOf(resource),
              quantity,
              purpose,
            },
          ]
        : [];
    });
  const services = servicesOf(templates, resources, fallbackRegion);
  return {
    name,
    idle: linesOf([...fixed, ...usage(charges.idle), ...services.used]),
    declined: services.declined,
    perThousandOrders: linesOf(usage(charges.orders)),
    unpriced: countTypes(
      resources.filter(({ type }) => !knownTypes.has(type) && !type.startsWith('Custom::')),
    ),
  };
}

/** What services that watch an account use there, and what those that it declines would; what somebody else runs, they pay. */
function servicesOf(templates: readonly Template[], resources: readonly Resource[], fallbackRegion?: string) {
  const [template] = templates;
  if (!template) return { used: [], declined: [] };
  const detection = template.accountStack?.detection;
  const region = fallbackRegion ?? homeOf(template) ?? template.region ?? defaultRegion;
  const priced = charges.services.map(({ service, types, lines }) => {
    const state = detection?.[service as keyof typeof detection];
    const isThere = resources.some(({ type }) => types.includes(type));
    const uses = lines.map(({ item, quantity, for: purpose }) => ({
      item: item as PricedItem,
      ...{ template, region, quantity, purpose },
    }));
    return { service, state, isOn: detection ? state?.state === 'created' : isThere, uses };
  });
  return {
    used: priced.filter(({ isOn }) => isOn).flatMap(({ uses }) => uses),
    declined: priced.flatMap(({ service, state, uses }) =>
      state?.state === 'declined' ? [{ service, reason: state.reason, lines: linesOf(uses) }] : [],
    ),
  };
}

function homeOf({ accountStack }: Template): string | undefined {
  return accountStack?.regions[0];
}

/** A plain template does not say where it will be deployed; the command lets a person say it. */
const defaultRegion = 'us-east-1';

/** The resources of the region that has most of them: there the type does its work. */
function busiest(
  resources: readonly Resource[],
  regionOf: (resource: Resource) => string,
): readonly Resource[] {
  return [...groupBy(resources, regionOf).values()].reduce(
    (most, group) => (group.length > most.length ? group : most),
    [],
  );
}

// A custom resource costs what the function behind it costs.
const knownTypes = new Set([
  ...charges.free,
  ...[...charges.fixed, ...charges.idle, ...charges.orders].map(({ type }) => type),
  ...charges.services.flatMap(({ types }) => types),
]);

function linesOf(uses: readonly Use[]): readonly CostLine[] {
  return [...groupBy(uses, ({ item, region }) => `${item}\n${region}`).values()]
    .flatMap((group) => lineOf(group))
    .filter(({ quantity }) => quantity > 0)
    .sort((one, other) => other.dollars - one.dollars || (one.item < other.item ? -1 : 1));
}

function lineOf(uses: readonly Use[]): readonly CostLine[] {
  const [first] = uses;
  if (!first) return [];
  const { item, region } = first;
  const price = priceOf(item, region);
  const quantity = uses.reduce((sum, use) => sum + use.quantity, 0);
  return [
    {
      item,
      region,
      price,
      quantity,
      dollars: quantity * price.dollars,
      uses: [...new Set(uses.flatMap(({ purpose }) => purpose ?? []))],
      stacks: countBy(uses.map(({ template }) => template.stackName ?? template.name)),
    },
  ];
}

function countTypes(resources: readonly Resource[]): Readonly<Record<string, number>> {
  return countBy(resources.map(({ type }) => type).sort());
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

function nameOf({ storefront, accountStack, stackName, name }: Template): string {
  if (accountStack) return `account ${accountStack.account}`;
  return storefront ? `${storefront.shop} ${storefront.environment}` : (stackName ?? name);
}
