import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import type { StorefrontContract } from '../../contract/schema.ts';
import { canonical } from './canonical.ts';
import { changedPairs } from './changed-pairs.ts';
import { differences } from './differences.ts';
import { type Matches, matchResources } from './match-resources.ts';
import table from './significant.json' with { type: 'json' };
import type { Pair } from './weakening.ts';

/** What a contract says that a significant change is about, as texts of which each may come or go. */
const told = {
  gateways: ({ payments }) =>
    payments.gateways.map(({ name, integration, mode }) => `${name} by ${integration}, ${mode}`),
  paymentPages: ({ paths }) =>
    paths.filter(({ serves }) => serves === 'payment').map(({ pattern }) => pattern),
  names: ({ domain, aliases }) => [domain, ...aliases],
  network: ({ existingNetwork }) =>
    existingNetwork ? [existingNetwork.vpc, ...existingNetwork.subnets] : [],
  declared: ({ declared }) => declared.map(({ control, arn }) => `${control} by ${arn}`),
  systems: ({ systems = [] }) => systems,
  scripts: ({ payments }) => payments.scripts.filter((one) => one.onPaymentPages).map(({ host }) => host),
} as const satisfies Readonly<Record<string, (contract: StorefrontContract) => readonly string[]>>;

type Told = keyof typeof told;

interface Kind {
  readonly says: string;
  /** What of the contract it is, if that is another. */
  readonly contract?: readonly Told[];
  /** Types of which a new resource is one. */
  readonly added?: readonly string[];
  /** Types of which each change is one, apart from a label. */
  readonly any?: readonly string[];
  /** Types of which a change of these properties is one. */
  readonly changed?: Readonly<Record<string, readonly string[]>>;
}

const kinds = table.kinds as Readonly<Record<string, Kind>>;

/** By which standard changes are significant, when and where that was read, and the numbers that ask for something after one. */
export const significance = {
  standard: table.standard,
  asOf: table.asOf,
  source: table.source,
  follows: table.follows,
} as const;

/** One significant change in the sense of PCI DSS. */
export interface SignificantChange {
  readonly kind: string;
  /** What the kind means, as a sentence without its stop. */
  readonly says: string;
  /** A logical id, or what of the contract. */
  readonly subject: string;
  /** The template, or the environment of the contract. */
  readonly place: string;
  readonly how: string;
}

/** The significant changes from one set of templates to the other, whatever rules say of them. */
export function significantBetween(before: Model, after: Model): readonly SignificantChange[] | undefined {
  const matches = matchResources(before, after);
  return significantChanges({ before, after, matches, changed: changedPairs(matches) });
}

interface Sides {
  readonly before: Model;
  readonly after: Model;
  readonly matches: Matches;
  readonly changed: readonly Pair[];
}

/**
 * The significant changes between two sets of templates of environments that take real cards and of their accounts. Nothing where neither side has
 * one: of templates without a contract nobody knows whether the standard applies.
 */
export function significantChanges(sides: Sides): readonly SignificantChange[] | undefined {
  const models = [sides.before, sides.after];
  const owned = models.flatMap(({ storefronts }) => storefronts.map(({ contract }) => contract));
  const inScope = new Set(owned.filter(takesCards).map(environmentOf));
  if (inScope.size === 0) return undefined;
  const isInScope = ({ template: { storefront, accountStack } }: Resource) =>
    accountStack !== undefined || (storefront !== undefined && inScope.has(environmentOf(storefront)));
  const resources = Object.entries(kinds).flatMap(([name, one]) =>
    ofResources(one, sides)
      .filter(({ resource }) => isInScope(resource))
      .map(
        ({ resource, how }): SignificantChange => ({
          kind: name,
          says: one.says,
          subject: `${resource.logicalId} (${resource.type})`,
          place: resource.template.name,
          how,
        }),
      ),
  );
  return [...[...inScope].flatMap((environment) => ofContract(environment, models)), ...resources];
}

function takesCards({ payments }: StorefrontContract): boolean {
  return payments.gateways.some(({ mode }) => mode === 'live');
}

function environmentOf({ shop, environment }: StorefrontContract): string {
  return `${shop}-${environment}`;
}

interface Changed {
  readonly resource: Resource;
  readonly how: string;
}

function ofResources({ added = [], any = [], changed = {} }: Kind, sides: Sides): readonly Changed[] {
  const { matches } = sides;
  const come = matches.added.filter(({ type }) => added.includes(type) || any.includes(type));
  const gone = matches.removed.filter(({ type }) => any.includes(type));
  const other = sides.changed.flatMap((pair) => {
    const { type } = pair.after;
    const paths = pathsThatDiffer(pair, matches, any.includes(type) ? undefined : (changed[type] ?? []));
    return paths.length === 0 ? [] : [{ resource: pair.after, how: `changed at ${paths.join(', ')}` }];
  });
  return [
    ...come.map((resource) => ({ resource, how: 'added' })),
    ...gone.map((resource) => ({ resource, how: 'removed' })),
    ...other,
  ];
}

/** What says something to people and to nobody else. */
const labels: ReadonlySet<string> = new Set(['Tags', 'Description', 'GroupDescription', 'AlarmDescription']);

/** The properties at which a pair differs: those that are asked about, or all but labels. */
function pathsThatDiffer(
  { before, after }: Pair,
  { names }: Matches,
  asked: readonly string[] | undefined,
): readonly string[] {
  if (asked?.length === 0) return [];
  const [was, is] = [before, after].map((side) => canonical(side.attribute('Properties'), names));
  const properties = differences(was, is).map(({ pattern }) => pattern.split(/[.[]/, 1)[0] ?? '');
  return [...new Set(properties)].filter((property) => asked?.includes(property) ?? !labels.has(property));
}

function ofContract(environment: string, models: readonly Model[]): readonly SignificantChange[] {
  const [before, after] = models.map((model) =>
    model.storefronts.map(({ contract }) => contract).find((one) => environmentOf(one) === environment),
  );
  return Object.entries(kinds).flatMap(([name, { says, contract = [] }]) =>
    contract.flatMap((subject) => {
      const [was, is] = [before, after].map((side) => (side ? told[subject](side) : []));
      const [gone, come] = [without(was, is), without(is, was)];
      if (gone.length + come.length === 0) return [];
      const how = [...gone.map((one) => `without ${one}`), ...come.map((one) => `with ${one}`)].join(', ');
      return [{ kind: name, says, subject, place: environment, how }];
    }),
  );
}

function without(texts: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  return texts.filter((text) => !others.includes(text));
}
